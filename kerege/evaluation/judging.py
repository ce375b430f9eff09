"""Whether a fact that was found is a gold fact, judged leniently or strictly.

Lenient: is it found at all? What qualifies it – dates, places, sums, bounds – is not looked at. Strict: is it right in
that too, are its events those of gold, and does its evidence touch that of gold?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from kerege.evaluation.likeness import (
    Json,
    date_fits,
    dates_agree,
    folded,
    same_entity,
    same_event_loosely,
    same_number,
    same_unit,
    similarity,
    words,
)
from kerege.evaluation.occasions import Occasions

LONGEST_EVIDENCE: Final = 700
"""Characters; a longer passage proves nothing, since it touches too much."""
_RANKS: Final = frozenset({"acting", "assistant", "deputy", "first", "vice"})
_SAME_TITLE: Final = 0.6
_SAME_WORDS_LENIENT: Final = 0.6
_SAME_WORDS_STRICT: Final = 0.7

Rule: TypeAlias = Callable[["Judge", Json, Json], float]


class Judge:
    """Compares the gold facts of one article with those found in it."""

    def __init__(self, gold: Sequence[Json], found: Sequence[Json], *, strict: bool) -> None:
        """Look at all facts of the article first, since they tell which event is which."""
        self.strict = strict
        self.occasions = Occasions(gold, found)

    def likeness(self, gold: Json, found: Json) -> float:
        """0 where the two differ; else how well they go together, so that the best pairs can be made first."""
        kind: str = gold["kind"]
        score = float(_RULES[kind](self, gold, found))
        return 0.0 if score and self.strict and kind != "entity" and not touching(gold, found) else score

    def same_event(self, gold: Json | None, found: Json | None) -> bool:
        """Is it one event: the one gold's was paired with, or, leniently, one with a like name?"""
        return self.occasions.same(gold, found) if self.strict else same_event_loosely(gold, found)

    def same_thing(self, gold: Json | None, found: Json | None) -> bool:
        """Is it one entity, whether event or not?"""
        if gold is not None and gold.get("type") == "Event":
            return self.same_event(gold, found)
        return same_entity(gold, found)


def touching(gold: Json, found: Json) -> bool:
    """Does a passage given as evidence overlap one of gold's? Gold without offsets is touched by all."""
    wanted = passages(gold)
    given = [(start, end) for start, end in passages(found) if end - start <= LONGEST_EVIDENCE]
    return not wanted or any(a < d and c < b for a, b in wanted for c, d in given)


def passages(fact: Json) -> list[tuple[int, int]]:
    """The passages of a fact's evidence that have offsets."""
    return [
        (start, end)
        for passage in fact.get("evidence") or ()
        if isinstance(start := passage.get("start"), int)
        and isinstance(end := passage.get("end"), int)
        and 0 <= start < end
    ]


def _part(fact: Json, field: str) -> Json:
    """The entity in a field, empty if there is none."""
    part: Json | None = fact.get(field)
    return part if part is not None else {}


def _owed(gold: Json, found: Json, *fields: str) -> bool:
    """Is each of the fields that gold fills filled alike?"""
    return all(gold.get(name) is None or _plain(gold[name]) == _plain(found.get(name)) for name in fields)


def _plain(value: Any) -> str:
    return folded(str(value or ""))


def _entity(judge: Judge, gold: Json, found: Json) -> float:
    a, b = gold["entity"], _part(found, "entity")
    named, alike = same_entity(a, b), gold.get("class") == found.get("class")
    same = named
    if a.get("type") == "Event":
        by_class = b.get("type") == "Event" and alike
        same = judge.occasions.same(a, b) if judge.strict else named or by_class
    if not same or (judge.strict and not alike):
        return 0.0
    return 1.0 if named else 0.5


def _position(judge: Judge, gold: Json, found: Json) -> float:
    title = similarity(gold.get("title"), found.get("title"))
    ranks = [words(fact.get("title") or "") & _RANKS for fact in (gold, found)]
    if not same_entity(gold["person"], found.get("person")) or title < _SAME_TITLE:
        return 0.0
    if (judge.strict and ranks[0] != ranks[1]) or (gold.get("of") and not same_entity(gold["of"], found.get("of"))):
        return 0.0
    return title


def _part_of(judge: Judge, gold: Json, found: Json) -> float:
    same = same_entity(gold["part"], found.get("part")) and same_entity(gold["whole"], found.get("whole"))
    return same and (not judge.strict or _owed(gold, found, "relation"))


def _event(judge: Judge, gold: Json, found: Json) -> float:
    a, b = gold["event"], _part(found, "event")
    alike = gold.get("class") == found.get("class")
    if not judge.strict:
        if not (same_event_loosely(a, b) or alike) or _contradicting(gold.get("date"), found.get("date")):
            return 0.0
        return 0.5 + similarity(a.get("name"), b.get("name")) / 2
    return (
        alike
        and judge.occasions.same(a, b)
        and date_fits(gold.get("date"), found.get("date"))
        and (not gold.get("place") or same_entity(gold["place"], found.get("place")))
        and (not gold.get("during") or judge.occasions.same(gold["during"], found.get("during")))
        and (gold.get("status") or "held") == (found.get("status") or "held")
    )


def _contradicting(gold: str | None, found: str | None) -> bool:
    return bool(gold and found) and not dates_agree(gold, found)


def _met(judge: Judge, gold: Json, found: Json) -> float:
    a, b, c, d = gold.get("a"), gold.get("b"), found.get("a"), found.get("b")
    return (same_entity(a, c) and same_entity(b, d)) or (same_entity(a, d) and same_entity(b, c))


def _period(judge: Judge, gold: Json, found: Json) -> float:
    ends = all(dates_agree(gold.get(end), found.get(end)) for end in ("start", "end"))
    return ends and same_entity(gold["of"], found.get("of"))


def _finances(judge: Judge, gold: Json, found: Json) -> float:
    if not all(same_entity(gold[side], found.get(side)) for side in ("financier", "target")):
        return 0.0
    if not judge.strict:
        return 1.0
    owed, given = sums(gold), sums(found)
    right = any(same_number(a, b) for a in owed for b in given) if owed else not given
    return right and _owed(gold, found, "currency", "instrument", "stage")


def sums(fact: Json) -> list[Any]:
    """The amounts of a financing: the one, or the several that have no total."""
    return [fact["amount"]] if fact.get("amount") is not None else list(fact.get("amounts") or ())


def _figure(judge: Judge, gold: Json, found: Json) -> float:
    if not same_number(gold.get("value"), found.get("value")) or not same_unit(gold.get("unit"), found.get("unit")):
        return 0.0
    sides = _sides(judge, gold, found)
    bounds = [fact.get("bound") or "exact" for fact in (gold, found)]
    details = sides and bounds[0] == bounds[1] and dates_agree(gold.get("period"), found.get("period"))
    if judge.strict and not details:
        return 0.0
    return 0.5 + 0.2 * sides + 0.3 * similarity(gold.get("measure"), found.get("measure"))


def _sides(judge: Judge, gold: Json, found: Json) -> bool:
    """Is the number about what gold says? Of its two sides either may come first, and one at least is owed."""
    owed, given = ([side for side in (fact.get("about"), fact.get("with")) if side] for fact in (gold, found))
    known = all(any(judge.same_thing(mine, side) for mine in owed) for side in given)
    return bool(given) and known if owed else not given


def _statement(judge: Judge, gold: Json, found: Json) -> float:
    if not same_entity(gold.get("speaker"), found.get("speaker")):
        return 0.0
    if judge.strict:
        alike = similarity(gold.get("text"), found.get("text"))
        return alike if alike >= _SAME_WORDS_STRICT and _owed(gold, found, "direct") else 0.0
    a, b = words(gold.get("text") or ""), words(found.get("text") or "")
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return shared if shared >= _SAME_WORDS_LENIENT else 0.0


def _topic(judge: Judge, gold: Json, found: Json) -> float:
    about = not gold.get("about") or judge.same_thing(gold["about"], found.get("about"))
    return about and gold.get("sector") == found.get("sector")


def _both(first: str, second: str) -> Rule:
    """A kind of fact that has two sides and nothing else."""

    def same(judge: Judge, gold: Json, found: Json) -> float:
        return all(
            judge.same_event(gold[side], found.get(side))
            if side == "event"
            else judge.same_thing(gold[side], found.get(side))
            for side in (first, second)
        )

    return same


_RULES: Final[dict[str, Rule]] = {
    "entity": _entity,
    "position": _position,
    "former_position": _position,
    "part_of": _part_of,
    "event": _event,
    "attended": _both("agent", "event"),
    "met": _met,
    "party": _both("framework", "party"),
    "period": _period,
    "follows": _both("new", "old"),
    "finances": _finances,
    "implements": _both("agent", "target"),
    "under": _both("project", "framework"),
    "located": _both("what", "place"),
    "discussed": _both("event", "about"),
    "topic": _topic,
    "figure": _figure,
    "statement": _statement,
}
KINDS: Final = tuple(_RULES)
"""The kinds of fact that can be compared: all those of the exchange format."""
