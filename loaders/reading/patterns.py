"""Rules as data: patterns over a sentence in which every entity is one symbol.

A rule of ``data/rules/*.toml`` is written in the words of the language, with slots for entities::

    {a:PI+} (?:has |have )?(?:met|meets) (?:with )?{b:PI+}

``{a:PI}`` is one person or institution, ``{b:PI+}`` one or several in coordination; ``{?:Q}`` leaves the slot unnamed.
``~`` is a gap of some words without entities (dates may stand there), ``~~`` one with entities; neither crosses a
full stop, semicolon or quotation mark. The letters are those of ``loaders.reading.tape``. Everything else is a regular
expression. A rule runs only on sentences that hold one of its triggers: a word, a mark, or ``<D`` for a date. A file
may name groups of words in a table ``words``: ``@met`` in its patterns stands for them, and among its triggers for
those that are plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final

from loaders.reading.drafts import Draft
from loaders.reading.sure_letters import SLOT, needs
from loaders.reading.tables import either, table
from loaders.reading.tape import Chunk, Tape
from ontology.errors import RuleError

_KEYS: Final = {"id", "kind", "triggers", "pattern", "set", "yes", "no", "modality"}
_SYMBOLS: Final = "PILNJWEQD"
_COMMON: Final = frozenset(
    ["the", "a", "an", "to", "of", "in", "into", "his", "her", "their", "was", "is", "has", "been"]
)
"""Words that would be no trigger worth the name."""
_AND: Final = (
    r"(?: ,| and| , and| as well as| , as well as|,| together with| along with)"
    r"(?: the| mr\.| ms\.| mrs\.| dr\.| his excellency)?(?: <N\d+>(?= <P))?"
)
"""What joins the entities of one slot; the demonym of a person's post (“A and the Tunisian minister B”) is passed."""
_WEEKDAYS: Final = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_LONGEST: Final = 15
"""How many more entities a slot takes in one coordination: a bound keeps every rule linear."""
_BEGINS: Final = re.compile(rf"(?:\(\?:(?P<not>(?:\(\?<!\\b[a-z ]+\))+)\))?(?={SLOT.pattern}(?![?*{{]))")
"""The beginning of a pattern that begins with an entity, with what may not stand before that."""
_GROUP: Final = re.compile(r"@([a-z_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern: what it is called, what kind of relation it finds, and what it says of it."""

    id: str
    kind: str
    triggers: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    """The signs of which a clause must have one each: those of the slots that every match fills."""
    set: Mapping[str, str]
    """Fixed fields of the relation: a stage, a status, a class."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    file: str
    """Where it stands, such as ``rules/events.toml``."""
    source: str
    """The pattern as written, its groups of words spelled out."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression, compiled when first needed: most articles need few; raises ``RuleError``."""
        return compiled(self.source, self.id)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence as the rules see it: ``<P3> met with <P5> in <L7> .``; the numbers are chunk indices."""

    tape: Tape
    text: str
    hidden: frozenset[int] = frozenset()
    """Chunks that are left out of the text."""

    @classmethod
    def of(cls, tape: Tape) -> Clause:
        """The clause text of a tape."""
        if tape.shown is None:
            tape.shown = " ".join([word for word in [_shown(tape, i) for i in range(len(tape.chunks))] if word])
        return cls(tape, tape.shown)

    def without(self, hidden: frozenset[int]) -> Clause:
        """The same clause with some of its chunks left out."""
        clause = Clause(self.tape, "", hidden)
        words = (clause.shown(i) for i in range(len(self.tape.chunks)))
        return Clause(self.tape, " ".join([word for word in words if word]), hidden)

    def shown(self, number: int) -> str:
        """How a chunk stands in the text; empty if it does not."""
        return "" if number in self.hidden else _shown(self.tape, number)

    def starts(self) -> list[int]:
        """Where each chunk begins in the text."""
        widths = (len(self.shown(i)) for i in range(len(self.tape.chunks)))
        ends = accumulate(width + 1 if width else 0 for width in widths)
        return [0, *ends][:-1]


def _shown(tape: Tape, number: int) -> str:
    """A chunk as the rules see it; empty for “Mr.” before a person and for the weekday of “Monday, 3 March”."""
    chunk = tape.chunks[number]
    if chunk.code in "HD," and _hidden(tape, number):
        return ""
    return f"<{chunk.code}{number}>" if chunk.code in _SYMBOLS and (chunk.draft or chunk.code in "QD") else chunk.lower


def _hidden(tape: Tape, number: int) -> bool:
    """“Mr.” before a person, the weekday of “Monday, 3 March” and the comma after it."""
    chunk, codes = tape.chunks[number], tape.codes
    if chunk.code == "H":
        return codes[number + 1 : number + 2] == "P"
    if chunk.code == "D":
        return chunk.lower in _WEEKDAYS and re.match(r",?D", codes[number + 1 : number + 3]) is not None
    before = tape.chunks[number - 1] if number else None
    return (
        before is not None
        and codes[number + 1 : number + 2] == "D"
        and before.code == "D"
        and before.lower in _WEEKDAYS
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that matched a clause."""

    rule: Rule
    clause: Clause
    match: re.Match[str]

    def chunks(self, slot: str) -> list[Chunk]:
        """The chunks in a slot, in order; empty if the pattern has no such slot or it is not filled."""
        if slot not in self.match.re.groupindex or not self.match[slot]:
            return []
        return [self.clause.tape.chunks[int(i)] for i in re.findall(r"<[A-MO-Z](\d+)>", self.match[slot])]

    def bounds(self) -> tuple[int, int]:
        """The half-open range of chunks that the match covers."""
        first, last, at = -1, 0, 0
        for i in range(len(self.clause.tape.chunks)):
            shown = self.clause.shown(i)
            if not shown:
                continue
            end = at + len(shown)
            if first < 0 and end > self.match.start():
                first = i
            if at >= self.match.end():
                break
            last, at = i + 1, end + 1
        return max(first, 0), last

    def drafts(self, slot: str) -> list[Draft]:
        """The entities in a slot, each once."""
        return list(dict.fromkeys(c.draft.root for c in self.chunks(slot) if c.draft is not None))

    def one(self, slot: str) -> Draft | None:
        """The only or first entity in a slot."""
        return next(iter(self.drafts(slot)), None)


@cache
def compiled(pattern: str, rule: str) -> re.Pattern[str]:
    """The regular expression of a pattern; raises ``RuleError`` naming the rule."""

    def slot(match: re.Match[str]) -> str:
        one = f"<[{match['codes']}]\\d+>"
        many = f"{one}(?:{_AND} {one}){{0,{_LONGEST}}}" if match["many"] else one
        return f"(?:{many})" if match["name"] == "?" else f"(?P<{match['name']}>{many})"

    begins = _BEGINS.match(pattern)
    text = SLOT.sub(slot, pattern[begins.end() :] if begins else pattern)
    if begins is not None:  # “<” first: a search goes from one sign to the next, not from letter to letter
        text = text.replace("<[", rf"<(?<!\S<){(begins['not'] or '').replace(')', '<)')}[", 1)
    else:
        text = rf"(?<!\S){text}"
    text = text.replace("~~", r'(?:[^.;"]{0,150}?)').replace("~", r'(?:(?:[^<>.;"]|<D\d+>){0,60}?)')
    try:
        return re.compile(rf"{text}(?![\w>])")
    except re.error as error:
        raise RuleError(f"The pattern of reading rule {rule!r} is no regular expression: {error}.") from error


def _expanded(pattern: str, words: Mapping[str, str], rule: str) -> str:
    """The pattern with its groups of words spelled out; raises ``RuleError`` for a group its file does not name."""

    def group(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise RuleError(f"Reading rule {rule!r} uses @{match[1]}, which its file does not name under [words].")
        return f"(?:{_GROUP.sub(group, words[match[1]])})"

    return _GROUP.sub(group, pattern)


def _triggers(triggers: list[str], words: Mapping[str, str]) -> Iterator[str]:
    """The triggers, a group of words as its plain words."""
    for trigger in triggers:
        if trigger.startswith("@"):
            yield from (w for w in re.findall(r"[\w’'-]+", words[trigger[1:]]) if w not in _COMMON)
        else:
            yield trigger


def _rule(row: Mapping[str, Any], words: Mapping[str, str], file: str) -> Rule:
    unknown = set(row) - _KEYS
    if unknown or not {"id", "kind", "triggers", "pattern"} <= set(row):
        raise RuleError(
            f"Reading rule {row.get('id', '?')!r} needs id, kind, triggers and pattern, and knows no {sorted(unknown)}."
        )
    source = _expanded(row["pattern"], words, row["id"])
    return Rule(
        id=row["id"],
        kind=row["kind"],
        triggers=tuple(_triggers(row["triggers"], words)),
        needs=needs(source),
        set=dict(row.get("set", {})),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
        file=file,
        source=source,
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules of ``data/rules/*.toml``, file by file in order; raises ``RuleError`` on a malformed or doubled one."""
    folder = files("loaders.reading").joinpath("data", "rules")
    names = sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    tables = {f"rules/{name}.toml": table(f"rules/{name}") for name in names}
    found = tuple(_rule(row, file.get("words", {}), name) for name, file in tables.items() for row in file["rule"])
    ids = [r.id for r in found]
    if len(ids) != len(set(ids)):
        raise RuleError(f"Two reading rules share a name: {sorted({i for i in ids if ids.count(i) > 1})}.")
    return found


@cache
def _by_trigger() -> Mapping[str, tuple[int, ...]]:
    """Trigger → the numbers of the rules that it is of, in rule order."""
    index: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for trigger in rule.triggers:
            index.setdefault(trigger, []).append(number)
    return {trigger: tuple(found) for trigger, found in index.items()}


def _words(clause: Clause) -> set[str]:
    """What a trigger can be: a word, a comma, or ``<D``, the sign of a date."""
    return {word if word[0] != "<" else word[:2] for word in set(clause.text.split())}


@cache
def _possible(signs: str) -> Mapping[str, tuple[int, ...]]:
    """Trigger → the numbers of its rules that may match a clause with entities of these signs, each once and sorted."""
    there = {f"<{sign}" for sign in signs}
    fit = {i for i, rule in enumerate(rules()) if not any(need.isdisjoint(there) for need in rule.needs)}
    found = ((trigger, tuple(i for i in numbers if i in fit)) for trigger, numbers in _by_trigger().items())
    return {trigger: numbers for trigger, numbers in found if numbers}


def triggered(clause: Clause) -> Iterator[Rule]:
    """The rules that a word of the clause triggers, in rule order."""
    index = _by_trigger()
    return (rules()[i] for i in sorted({i for word in _words(clause) for i in index.get(word, ())}))


def matches(clause: Clause) -> Iterator[Found]:
    """What the rules find in a clause, in rule order, then in text order."""
    words = _words(clause)
    index = _possible("".join(sorted([word[1] for word in words if word[0] == "<" and len(word) == 2])))
    every = rules()
    for number in sorted({i for word in words & index.keys() for i in index[word]}):
        rule = every[number]
        for match in rule.pattern.finditer(clause.text):
            if not _of_another(match):
                yield Found(rule, clause, match)


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """“a colleague of the ” before a name, “ 's colleague” after it."""
    others = either(table("words")["others"])
    return re.compile(rf"\b{others} of (?:the )?$"), re.compile(rf" ['’]s (?:[\w-]+ )?{others}\b")


def _of_another(match: re.Match[str]) -> bool:
    """Whether who acts is named only as one to whom another belongs: “a colleague of A met B”, “A’s letter arrived”."""
    before, after = _others()
    slot = next((name for name in ("a", "i") if name in match.re.groupindex), None)
    if slot is None or match.start(slot) < 0 or (slot == "i" and match.start(slot) != match.start()):
        return False
    first = max(match.start(slot) - 30, 0)
    return bool(before.search(match.string, first, match.start(slot)) or after.match(match.string, match.end(slot)))
