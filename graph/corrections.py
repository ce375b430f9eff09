"""Corrections: plain files, one a correction, that say what a person puts right in the graph, who, when and why.

``docs/corrections.md`` defines the format; ``graph.corrected`` reads a folder of them, and publishing applies it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from ontology.errors import CorrectionError

FORMAT: Final = 1
"""Of the files; a later format says another number."""
ACTIONS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "reject": (
        ("fact",),
        ("fact", "subject", "predicate", "object"),
        ("subject", "predicate", "object"),
        ("fact", "class", "reports"),
        ("assertion",),
        ("article", "rule"),
    ),
    "add": (("subject", "predicate", "object"),),
    "same": (("things",),),
    "different": (("things",),),
    "rename": (("thing", "name"),),
    "retype": (("thing", "class"),),
}
"""By action: the fields that say what is corrected, in each of the ways that there are."""
_IRIS: Final = ("fact", "assertion", "article", "rule", "subject", "predicate", "object", "thing", "class")
_TEXTS: Final[Mapping[str, int]] = {"by": 200, "name": 500, "about": 2000, "quotation": 4000, "why": 4000}
"""Characters that texts may have."""
_LINES: Final = frozenset({"why", "quotation"})
"""Texts that may have several lines."""
_LISTS: Final[Mapping[str, int]] = {"things": 50, "reports": 50, "evidence": 20}
"""IRIs that lists may have."""
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f\s]+")
_LONGEST: Final = 2000
"""Characters of an IRI."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]")
_ESCAPED: Final = re.compile(r'["\\\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
"""What TOML asks to be escaped, and characters that would turn around or break what a reader sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction; which fields are given goes by the action (``ACTIONS``). IRIs are in full."""

    action: str
    by: str
    """Who corrects."""
    date: datetime.date
    why: str
    fact: str | None = None
    """A fact node: nobody's word for it is relied on any more."""
    assertion: str | None = None
    """What one article states: others may go on stating it."""
    article: str | None = None
    rule: str | None = None
    """With ``article``: all that this reading rule says of it."""
    subject: str | None = None
    """Of a fact: with its IRI, it is found again when the things that it is about are joined with others."""
    predicate: str | None = None
    object: str | None = None
    things: tuple[str, ...] = ()
    """Two or more that are one, or that are not."""
    thing: str | None = None
    name: str | None = None
    """The preferred one from now on."""
    cls: str | None = None
    """``class`` in the file: a class of the ontology; of a fact that is no plain triple, its own."""
    reports: tuple[str, ...] = ()
    """Assertions that stated such a fact when the correction was written, by which it is found again."""
    quotation: str | None = None
    """The words that say it."""
    evidence: tuple[str, ...] = ()
    """Articles, passages or pages of the web."""
    about: str | None = None
    """For people: what was corrected, in words, as the graph told it when the file was written."""

    def __post_init__(self) -> None:
        """Raise ``CorrectionError`` for what is no correction, with what to do."""
        for problem in _problems(self):
            raise CorrectionError(problem)

    @property
    def filename(self) -> str:
        """What the file is called: the date, the action, and what is corrected."""
        target = self.fact or self.assertion or self.thing or ""
        key = target.rstrip("/").rpartition("/")[2]
        if not re.fullmatch("[a-z0-9][a-z0-9-]{0,59}", key):
            meant = "\x1f".join((self.action, *(str(value) for _, value in _targets(self))))
            key = hashlib.blake2b(meant.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return f"{self.date.isoformat()}-{self.action}-{key}.toml"


def read(text: str) -> Correction:
    """The correction that a file holds; raises ``CorrectionError`` for a file that is none, with what is wrong."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorrectionError(f"The file is no TOML: {error}.") from error
    if str(found.pop("format", None)) != str(FORMAT):
        raise CorrectionError(f"The file does not say “format = {FORMAT}”, the format that this version reads.")
    known = {_in_file(field.name): field.name for field in fields(Correction)}
    for name in found:
        if name not in known:
            raise CorrectionError(f"“{name}” is no field of a correction: {', '.join(known)}.")
    for name in ("action", "by", "date", "why"):
        if name not in found:
            raise CorrectionError(f"“{name}” is missing: say action, by, date and why.")
    return Correction(**{known[name]: _value(name, value) for name, value in found.items()})


def written(correction: Correction) -> str:
    """The file of a correction, which ``read`` reads as the same; however hostile, a text stays a text."""
    lines = ["# A correction to a graph of Kerege. What the fields mean stands in docs/corrections.md.", ""]
    lines.append(f"format = {FORMAT}")
    for field in fields(correction):
        value = getattr(correction, field.name)
        if value is not None and value != ():
            lines.append(f"{_in_file(field.name)} = {_toml(value, several=field.name in _LINES)}")
    return "\n".join(lines) + "\n"


def _in_file(name: str) -> str:
    return "class" if name == "cls" else name


def _value(name: str, value: Any) -> Any:
    """A value of a file; raises ``CorrectionError`` for one of the wrong type."""
    if name == "date":
        if type(value) is not datetime.date:
            raise CorrectionError("“date” is no day: write it as 2026-11-22, without quotation marks.")
        return value
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):  # pyright: ignore[reportUnknownVariableType]
            raise CorrectionError(f"“{name}” is no list of IRIs: write [“https://…”, “https://…”].")
        return tuple(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if not isinstance(value, str):
        raise CorrectionError(f"“{name}” is no text: write it in quotation marks.")
    return value


def _toml(value: str | datetime.date | tuple[str, ...], *, several: bool = False) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[\n" + "".join(f"  {_toml(one)},\n" for one in value) + "]"
    escaped = _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}" if found[0] not in '"\\' else f"\\{found[0]}", value)
    if "\n" not in escaped:
        return f'"{escaped}"'
    return f'"""\n{escaped}"""' if several else '"' + escaped.replace("\n", "\\n") + '"'


def _problems(correction: Correction) -> Iterator[str]:
    """Sentences about what is wrong."""
    ways = ACTIONS.get(correction.action)
    if ways is None:
        yield f"“{correction.action[:50]}” is no action: {', '.join(ACTIONS)}."
        return
    given = {name for name, _ in _targets(correction)}
    if given not in [set(way) for way in ways]:
        least = [way for way in ways if not any(set(other) < set(way) for other in ways)]
        takes = ", or ".join(" and ".join(way) for way in least)
        has = " and ".join(sorted(given)) or "none of these"
        yield f"To {_verb(correction.action)} takes {takes}, and the correction has {has}."
    if correction.action == "add" and not correction.evidence:
        yield "To add a fact takes evidence: the address of an article or a page that says it."
    if correction.action in ("same", "different") and len(set(correction.things)) < 2:
        yield "“things” takes at least two different IRIs."
    yield from _bad_texts(correction)
    yield from _bad_iris(correction)


def _verb(action: str) -> str:
    return {"same": "say what is the same", "different": "say what is different"}.get(action, action)


def _targets(correction: Correction) -> Iterator[tuple[str, object]]:
    """The fields that say what is corrected, as far as they are given."""
    every = {name for ways in ACTIONS.values() for way in ways for name in way}
    for field in fields(correction):
        value = getattr(correction, field.name)
        if _in_file(field.name) in every and value is not None and value != ():
            yield _in_file(field.name), value


def _bad_texts(correction: Correction) -> Iterator[str]:
    for name, most in _TEXTS.items():
        value: str | None = getattr(correction, name)
        if value is None:
            continue
        if not value.strip():
            yield f"“{name}” is empty: say {'who you are' if name == 'by' else 'it, or leave it out'}."
        if len(value) > most:
            yield f"“{name}” has {len(value):,} characters, and {most:,} are the limit."
        if _CONTROLS.search(value.replace("\n", "") if name in _LINES else value):
            yield f"“{name}” holds characters that are no text{'' if name in _LINES else ', or a line break'}."
        if any("\ud800" <= character <= "\udfff" for character in value):
            yield f"“{name}” holds half of a surrogate pair, which is no character."


def _bad_iris(correction: Correction) -> Iterator[str]:
    single = ((name, getattr(correction, "cls" if name == "class" else name)) for name in _IRIS)
    given = [(name, value) for name, value in single if value is not None]
    for name, most in _LISTS.items():
        values: tuple[str, ...] = getattr(correction, name)
        if len(values) > most:
            yield f"“{name}” has {len(values):,} entries, and {most} are the limit."
        given += [(name, value) for value in values]
    for name, value in given:
        if not _IRI.fullmatch(value) or len(value) > _LONGEST or any("\ud800" <= one <= "\udfff" for one in value):
            shown = ascii(value[:200])
            yield f"“{name}” is no absolute IRI: {shown}. Write it in full, as https://w3id.org/kerege/id/…."
