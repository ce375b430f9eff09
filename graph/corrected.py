"""The corrections of a folder, as publishing applies them: what holds, and what contradicts what.

    FOLDER/2026-11-22-reject-2afa461e5f8747ed.toml      one file a correction (``graph.corrections``)
    FOLDER/people/2026-11-23-same-1f3a.toml             folders in it are for people to keep order

Which of two contradicting corrections holds depends on nothing but the files: the one of the later date, then the one
whose name comes later in the alphabet.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, Self, TypeVar
from urllib.parse import quote, unquote

from graph.corrections import Correction, read
from ontology.errors import CorrectionError
from ontology.iris import Minter

SUFFIX: Final = ".toml"
_RULE: Final = "/id/rule/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A correction with the file that holds it."""

    name: str
    """The path of its file in the folder, with slashes and without ``.toml``."""
    digest: str
    """SHA-256 of the file, hexadecimal."""
    correction: Correction

    @property
    def rank(self) -> tuple[str, str]:
        """Greater for the one of two contradicting corrections that holds."""
        return self.correction.date.isoformat(), self.name

    def iri(self, minter: Minter) -> str:
        """The IRI of the correction in the graph."""
        return correction_iri(self.name, minter)


def correction_iri(name: str, minter: Minter) -> str:
    """The IRI of the correction whose file has this name in its folder."""
    return f"{minter.base}id/correction/{quote(name, safe='/')}"


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """The corrections of one folder, by what they correct; two with the same files are equal."""

    filed: tuple[Filed, ...] = ()
    """All of them, by name."""
    _overruled: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Decide which of those about what is the same and what is different hold."""
        object.__setattr__(self, "filed", tuple(sorted(self.filed, key=lambda one: one.name)))
        object.__setattr__(self, "_overruled", _overruled(self._with("same", "different")))

    @classmethod
    def of(cls, folder: Path | str) -> Self:
        """The corrections of a folder and of the folders in it; none if there is no such folder.

        Raises ``CorrectionError``, naming the file, for one that cannot be read or is no correction.
        """
        folder = Path(folder)
        if folder.exists() and not folder.is_dir():
            raise CorrectionError(f"{folder} is a file, and corrections are kept in a folder. Name the folder.")
        files = (path for path in folder.rglob(f"*{SUFFIX}") if not _is_hidden(path.relative_to(folder)))
        # A link to what is gone is read, and fails: passing over it would take back what it says.
        return cls(filed=tuple(_filed(path, folder) for path in files if path.is_file() or not path.exists()))

    @property
    def digests(self) -> Mapping[str, str]:
        """The digests of the files, by name."""
        return {one.name: one.digest for one in self.filed}

    @property
    def overruled(self) -> Mapping[str, str]:
        """Those about what is the same or different that do not hold, each with the name of what overrules it."""
        return self._overruled

    @cached_property
    def same(self) -> tuple[tuple[str, ...], ...]:
        """Groups of things of which each is one, without what a later correction says the contrary of."""
        return self._groups("same")

    @cached_property
    def different(self) -> tuple[tuple[str, ...], ...]:
        """Groups of things of which no two are one, likewise."""
        return self._groups("different")

    @cached_property
    def rejected_facts(self) -> tuple[Filed, ...]:
        """Those that reject a fact, by its IRI or by what it states."""
        return tuple(f for f in self._with("reject") if f.correction.fact or f.correction.subject)

    @cached_property
    def rejected_assertions(self) -> Mapping[str, tuple[Filed, ...]]:
        """Those that reject what one article states, by the assertion."""
        return _by(self._with("reject"), lambda one: one.assertion)

    @cached_property
    def rejected_rules(self) -> Mapping[tuple[str, str], tuple[Filed, ...]]:
        """Those that reject what a rule says of an article, by the article's IRI and the rule's name."""
        return _by(
            self._with("reject"), lambda one: (one.article, rule_name(one.rule)) if one.article and one.rule else None
        )

    @cached_property
    def added(self) -> tuple[Filed, ...]:
        """Those that add a fact."""
        return self._with("add")

    @cached_property
    def renamed(self) -> Mapping[str, tuple[Filed, ...]]:
        """Those that rename a thing, by the IRI that they give it; the last of them holds."""
        return _by(self._with("rename"), lambda one: one.thing)

    @cached_property
    def retyped(self) -> Mapping[str, tuple[Filed, ...]]:
        """Those that retype a thing, likewise."""
        return _by(self._with("retype"), lambda one: one.thing)

    def changed(self, digests: Mapping[str, str]) -> frozenset[str]:
        """The names of those that are new, gone or different since the files had these digests."""
        now = self.digests
        return frozenset(name for name in now.keys() | digests.keys() if now.get(name) != digests.get(name))

    def _with(self, *actions: str) -> tuple[Filed, ...]:
        return tuple(one for one in self.filed if one.correction.action in actions)

    def _groups(self, action: str) -> tuple[tuple[str, ...], ...]:
        held = {one.correction.things for one in self._with(action) if one.name not in self._overruled}
        return tuple(sorted({tuple(sorted(set(things))) for things in held}))


def rule_name(iri: str) -> str:
    """The name of a reading rule, as assertions give it, from its IRI.

    >>> rule_name("https://w3id.org/kerege/id/rule/met.met-with")
    'met.met-with'
    """
    return unquote(iri.rpartition(_RULE)[2])


class _Told:
    """What was said of identity so far, none of it contradicting itself."""

    def __init__(self) -> None:
        self._sets: dict[str, set[str]] = {}
        self._by: dict[str, list[str]] = defaultdict(list)
        """By IRI: the corrections that say what it is one with."""
        self._apart: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def same(self, things: tuple[str, ...], name: str) -> str | None:
        """Take in that things are one; the name of a correction that says the contrary, if one was taken in before."""
        merged = set[str]().union(*(self._sets.get(iri, {iri}) for iri in things))
        for iri in sorted(merged):
            for group, other in self._apart[iri]:
                if len(merged.intersection(group)) > 1:
                    return other
        self._sets.update(dict.fromkeys(merged, merged))
        for iri in things:
            self._by[iri].append(name)
        return None

    def different(self, things: tuple[str, ...], name: str) -> str | None:
        """Take in that no two of these are one, likewise."""
        for iri in sorted(set(things)):
            merged = self._sets.get(iri, {iri})
            if len(merged.intersection(things)) > 1:
                return max(name for one in merged for name in self._by[one])
        for iri in things:
            self._apart[iri].append((things, name))
        return None


def _overruled(told: Iterable[Filed]) -> dict[str, str]:
    """Which corrections contradict one that holds, and which that is: the latest are taken in first."""
    known, overruled = _Told(), dict[str, str]()
    for one in sorted(told, key=lambda one: one.rank, reverse=True):
        take = known.same if one.correction.action == "same" else known.different
        if (against := take(one.correction.things, one.name)) is not None:
            overruled[one.name] = against
    return overruled


_Key = TypeVar("_Key", bound=Hashable)


def _by(filed: Iterable[Filed], key: Callable[[Correction], _Key | None]) -> Mapping[_Key, tuple[Filed, ...]]:
    found: dict[_Key, list[Filed]] = defaultdict(list)
    for one in filed:
        target = key(one.correction)
        if target is not None:
            found[target].append(one)
    return {target: tuple(sorted(several, key=lambda one: one.rank)) for target, several in found.items()}


def _filed(path: Path, folder: Path) -> Filed:
    try:
        content = path.read_bytes()
        correction = read(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path} cannot be read as a correction in UTF-8 ({error}).") from error
    except CorrectionError as error:
        raise CorrectionError(f"{path}: {error}") from error
    name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
    return Filed(name=name, digest=hashlib.sha256(content).hexdigest(), correction=correction)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
