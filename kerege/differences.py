"""What two readings of the same articles have and have not in common, fact by fact.

A fact is the same in both if all its fields are, whatever sentence or rule says so. Where only some of its fields are –
the same financing with another stage – it changed; otherwise it came or went.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from kerege.fact_files import KINDS, fields, is_list, is_object, read_facts
from ontology.errors import FactsError

Json: TypeAlias = Mapping[str, Any]

_CORE: Final[Mapping[str, tuple[str, ...]]] = {
    "entity": ("entity",),
    "position": ("person", "title"),
    "former_position": ("person", "title"),
    "part_of": ("part", "whole"),
    "event": ("event",),
    "period": ("of",),
    "finances": ("financier", "target"),
    "figure": ("value", "unit"),
    "statement": ("speaker",),
}
"""The fields that make a fact of a kind this one; of other kinds all do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A fact of which some fields are different."""

    before: Json
    after: Json

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that are different, in the order of the format."""
        names = dict.fromkeys((*fields(self.after), *fields(self.before), "modality"))
        return tuple(name for name in names if _value(self.before.get(name)) != _value(self.after.get(name)))


@dataclass(slots=True, kw_only=True)
class Difference:
    """What became of the facts of one kind in one article."""

    article: str
    """The file's name without its ending."""
    kind: str
    came: list[Json] = field(default_factory=list[Json])
    went: list[Json] = field(default_factory=list[Json])
    changed: list[Changed] = field(default_factory=list[Changed])
    moved: list[Changed] = field(default_factory=list[Changed])
    """The same facts, said by other sentences or found by other rules."""

    @property
    def gained(self) -> Mapping[str, int]:
        """How many facts came; one that changed is neither gained nor lost."""
        return {self.kind: len(self.came)} if self.came else {}

    @property
    def lost(self) -> Mapping[str, int]:
        """How many facts went."""
        return {self.kind: len(self.went)} if self.went else {}

    def __bool__(self) -> bool:
        """Is anything different?"""
        return bool(self.came or self.went or self.changed or self.moved)


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """What differs between two folders of readings, or two files, by article and kind.

    An article that only one folder has came or went with all its facts. Raises ``FactsError`` for what is missing, for
    a folder and a file, and for a file that is not well-formed.
    """
    before, after = _files(old, new)
    for name in sorted(before.keys() | after.keys()):
        sides = [read_facts(side[name]) if name in side else [] for side in (before, after)]
        for kind in sorted(KINDS):
            mine, yours = ([fact for fact in facts if fact["kind"] == kind] for facts in sides)
            if difference := _difference(name, kind, mine, yours):
                yield difference


def _files(old: Path, new: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    for path in (old, new):
        if not path.exists():
            raise FactsError(f"{path} does not exist: write facts with “kerege facts ARTICLE… --out {path}”.")
    if old.is_dir() != new.is_dir():
        raise FactsError(f"Compare two folders or two files: of {old} and {new} one is a folder, the other is not.")
    if not old.is_dir():
        return {new.stem: old}, {new.stem: new}
    before, after = ({path.stem: path for path in folder.glob("*.jsonl")} for folder in (old, new))
    for folder, found in ((old, before), (new, after)):
        if not found:
            raise FactsError(f"There are no facts in {folder}: write some with “kerege facts ARTICLE… --out {folder}”.")
    return before, after


def _difference(article: str, kind: str, old: Sequence[Json], new: Sequence[Json]) -> Difference:
    """Facts alike in everything are paired first, then those that share what makes them this fact, the likest first."""
    found = Difference(article=article, kind=kind)
    pairs, rest_old, rest_new = _paired(old, new, lambda fact: (fact.get("modality"), _key(fact, fields(fact))))
    found.moved = [Changed(before=a, after=b) for a, b in pairs if _told(a) != _told(b)]
    pairs, found.went, found.came = _paired(rest_old, rest_new, lambda fact: _key(fact, _CORE.get(kind, fields(fact))))
    found.changed = [Changed(before=a, after=b) for a, b in pairs]
    return found


def _paired(
    old: Sequence[Json], new: Sequence[Json], key: Callable[[Json], object]
) -> tuple[list[tuple[Json, Json]], list[Json], list[Json]]:
    """Pairs of facts that have one key, the likest first, and what is left of either side."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for at, fact in enumerate(new):
        waiting[key(fact)].append(at)
    candidates = [
        (-_likeness(fact, new[j]), i, j)
        for i, fact in enumerate(old)
        for j in waiting[key(fact)]
        if _meets(fact, new[j])
    ]
    taken: dict[int, int] = {}
    met: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in taken and j not in met:
            taken[i] = j
            met.add(j)
    pairs = [(old[i], new[j]) for i, j in sorted(taken.items())]
    went = [fact for i, fact in enumerate(old) if i not in taken]
    return pairs, went, [fact for j, fact in enumerate(new) if j not in met]


def _key(fact: Json, names: Sequence[str] | Mapping[str, Any]) -> str:
    """The values of some fields, as one text; the two sides of a meeting have no order."""
    values = [_value(fact.get(name)) for name in names]
    return json.dumps(sorted(values, key=json.dumps) if fact["kind"] == "met" else [*names, *values], sort_keys=True)


def _value(value: object) -> Any:
    """A value to compare: entities go by their IRI, else by name and type."""
    if is_object(value):
        return value.get("id") or [value.get("type"), value.get("name")]
    return [_value(one) for one in value] if is_list(value) else value


def _likeness(old: Json, new: Json) -> int:
    """How many fields are the same, and whether a sentence is."""
    same = [name for name, value in fields(old).items() if _value(value) == _value(new.get(name))]
    return 2 * len(same) + bool(set(_passages(old)) & set(_passages(new)))


def _meets(old: Json, new: Json) -> bool:
    """Two statements of one speaker are one if the text of either contains that of the other."""
    a, b = str(old.get("text")), str(new.get("text"))
    return old["kind"] != "statement" or a in b or b in a


def _told(fact: Json) -> tuple[object, ...]:
    return fact.get("rule"), *_passages(fact)


def _passages(fact: Json) -> list[str]:
    given = fact.get("evidence")
    return [str(passage.get("text")) for passage in given if is_object(passage)] if is_list(given) else []
