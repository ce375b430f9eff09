"""What goes wrong most: for each kind of fact, whether it is missed, made up, or right but for some of its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kerege.evaluation.judging import Judge, touching
from kerege.evaluation.likeness import Json, date_fits, folded, same_entity, same_number, similarity
from kerege.evaluation.scoring import ArticleScore
from kerege.fact_files import fields, is_list, is_object

_TIMES = frozenset({"date", "period", "start", "end"})
_SAME_WORDS = 0.7


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A sort of error."""

    kind: str
    what: str
    """“missed”, “made up”, “wrong in FIELD”, or “proven elsewhere” where all fields are right."""


def mistakes(articles: Iterable[ArticleScore]) -> list[tuple[Mistake, int]]:
    """How often each sort of error is made, judged strictly, the commonest first.

    A fact that is found leniently, but not strictly, is one error: that of its fields that differ.
    """
    found: Counter[Mistake] = Counter()
    for outcome in (outcome for article in articles for outcome in article.strict):
        judge = Judge((), (), strict=False)
        left = list(outcome.wrong)
        for gold in outcome.missed:
            nearly = max(left, key=lambda fact: judge.likeness(gold, fact), default=None)
            if nearly is None or not judge.likeness(gold, nearly):
                found[Mistake(outcome.kind, "missed")] += 1
            else:
                left = [fact for fact in left if fact is not nearly]
                found[Mistake(outcome.kind, _difference(gold, nearly))] += 1
        if left:
            found[Mistake(outcome.kind, "made up")] += len(left)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _difference(gold: Json, fact: Json) -> str:
    """The fields in which a fact differs from its gold; those that gold leaves open do not count."""
    names = [name for name in fields(gold) if name not in ("measure", "about") or gold["kind"] != "statement"]
    wrong = [name for name in names if name != "measure" and not _same(name, gold[name], fact.get(name))]
    if gold["kind"] == "figure":
        wrong = _figure(gold, fact, wrong)
    if wrong:
        return f"wrong in {' and '.join(wrong)}"
    return "wrong in what gold leaves open" if touching(gold, fact) else "proven elsewhere"


def _figure(gold: Json, fact: Json, wrong: Sequence[str]) -> list[str]:
    """Of the two sides of a number either may come first, and one is enough."""
    sides = [fact.get("about"), fact.get("with")]
    right = any(same_entity(gold[name], side) for name in ("about", "with") if gold.get(name) for side in sides if side)
    rest = [name for name in wrong if name not in ("about", "with")]
    return rest if right else ["about", *rest]


def _same(name: str, gold: Any, found: Any) -> bool:
    if is_object(gold):
        return same_entity(gold, found if is_object(found) else None)
    if is_list(gold):
        return True
    if name in _TIMES:
        return date_fits(str(gold), found)
    if name in ("text", "title"):
        return similarity(str(gold), found) >= _SAME_WORDS
    if isinstance(gold, int | float) and not isinstance(gold, bool):
        return same_number(gold, found)
    return folded(str(gold)) == folded(str(found))
