"""Scores: how many facts were found, made up and missed, by kind and by rule, with intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from graph.reading_rules import Interval, RulePrecision
from kerege.evaluation.judging import Judge
from kerege.evaluation.likeness import Json

SURROUNDINGS: Final = frozenset({"entity", "located", "topic"})
"""The kinds that are no relations: what there is, where it is and what it is about."""
SAMPLES: Final = 1000
"""How often articles are drawn for an interval."""
_SEED: Final = 20_250_529


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts found rightly and wrongly, and facts missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """What part of the facts found is right; 0 if none was found."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """What part of the gold facts was found; 0 if there are none."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the facts of one kind in one article."""

    kind: str
    right: tuple[Json, ...]
    """Found facts that are gold facts."""
    excused: tuple[Json, ...]
    """Found facts on which careful readers differ: neither right nor wrong."""
    wrong: tuple[Json, ...]
    missed: tuple[Json, ...]
    """Gold facts that were not found."""

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return Counts(len(self.right), len(self.wrong), len(self.missed))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """One article, judged both ways."""

    name: str
    lenient: tuple[Outcome, ...]
    strict: tuple[Outcome, ...]


def article_score(name: str, gold: Sequence[Json], found: Sequence[Json], text: str) -> ArticleScore:
    """Compare what was found in an article with its gold facts.

    Evidence that the article does not have, word for word at its offsets, touches nothing.
    """
    proven: list[Json] = [fact if stands(fact, text) else {**fact, "evidence": []} for fact in found]
    lenient, strict = (tuple(outcomes(gold, proven, strict=strict)) for strict in (False, True))
    return ArticleScore(name=name, lenient=lenient, strict=strict)


def stands(fact: Json, text: str) -> bool:
    """Is all evidence of a fact in the text, word for word, at its offsets?"""
    passages: Sequence[Json] = fact.get("evidence") or ()
    return bool(passages) and all(
        isinstance(p.get("start"), int) and isinstance(p.get("end"), int) and text[p["start"] : p["end"]] == p["text"]
        for p in passages
    )


def outcomes(gold: Sequence[Json], found: Sequence[Json], *, strict: bool) -> Iterable[Outcome]:
    """What became of the facts, kind by kind: each gold fact and each found one are paired at most once."""
    judge = Judge(gold, found, strict=strict)
    for kind in sorted({fact["kind"] for fact in (*gold, *found)}):
        mine, yours = ([fact for fact in facts if fact["kind"] == kind] for facts in (gold, found))
        owed = [fact for fact in mine if not fact.get("optional")]
        pairs = _pairs(owed, yours, judge)
        rest = [fact for j, fact in enumerate(yours) if j not in pairs.values()]
        # What is left may be a fact on which readers differ: that is not held against it.
        excused = set(_pairs([fact for fact in mine if fact.get("optional")], rest, judge).values())
        yield Outcome(
            kind=kind,
            right=tuple(yours[j] for j in sorted(pairs.values())),
            excused=tuple(fact for j, fact in enumerate(rest) if j in excused),
            wrong=tuple(fact for j, fact in enumerate(rest) if j not in excused),
            missed=tuple(fact for i, fact in enumerate(owed) if i not in pairs),
        )


def _pairs(gold: Sequence[Json], found: Sequence[Json], judge: Judge) -> dict[int, int]:
    """Which gold fact is which found one, by their places in the lists; the likest are paired first."""
    scored = [(judge.likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scored, key=lambda candidate: (-candidate[0], candidate[1], candidate[2])):
        if score and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


Choice: TypeAlias = Callable[[ArticleScore], Iterable[Outcome]]
"""The outcomes of an article that a score is about."""


def all_kinds(*, strict: bool) -> Choice:
    """All facts."""
    return lambda article: article.strict if strict else article.lenient


def relations(*, strict: bool) -> Choice:
    """All facts but entities, locations and topics."""
    return lambda article: (o for o in all_kinds(strict=strict)(article) if o.kind not in SURROUNDINGS)


def one_kind(kind: str, *, strict: bool) -> Choice:
    """The facts of one kind."""
    return lambda article: (o for o in all_kinds(strict=strict)(article) if o.kind == kind)


def counts(articles: Iterable[ArticleScore], choice: Choice) -> Counts:
    """What these articles come to together."""
    return sum((outcome.counts for article in articles for outcome in choice(article)), Counts())


def kinds(articles: Iterable[ArticleScore]) -> list[str]:
    """The kinds of facts that were owed or found in these articles, sorted."""
    return sorted({outcome.kind for article in articles for outcome in article.strict})


def bootstrap(articles: Sequence[ArticleScore], choice: Choice, measure: Callable[[Counts], float]) -> Interval | None:
    """Between what a measure lies in 95 of 100 samples of as many articles, drawn with replacement.

    Articles, not facts, are drawn, since the facts of one article stand or fall together (percentile bootstrap; Efron
    and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). The draws are the same each time. ``None``
    for a single article, which says nothing about others.
    """
    if len(articles) < 2:
        return None
    each = [counts([article], choice) for article in articles]
    draw = random.Random(_SEED)  # noqa: S311 – a sample, no secret
    values = sorted(measure(sum(draw.choices(each, k=len(each)), Counts())) for _ in range(SAMPLES))
    return values[int(0.025 * SAMPLES)], values[int(0.975 * SAMPLES) - 1]


def rule_scores(articles: Iterable[ArticleScore]) -> list[RulePrecision]:
    """How often each rule is right, judged strictly, sorted by rule."""
    tally: dict[str, list[int]] = {}
    for outcome in (outcome for article in articles for outcome in article.strict):
        for at, facts in enumerate((outcome.right, outcome.wrong, outcome.excused)):
            for fact in facts:
                tally.setdefault(_rule(fact), [0, 0, 0])[at] += 1
    return [
        RulePrecision(rule=rule, right=right, wrong=wrong, unjudged=unjudged)
        for rule, (right, wrong, unjudged) in sorted(tally.items())
    ]


def _rule(fact: Json) -> str:
    rule: Any = fact.get("rule")
    return rule if isinstance(rule, str) else "(no rule)"
