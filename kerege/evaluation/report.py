"""An evaluation as tables for people, in the terminal or in Markdown, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.reading_rules import Interval
from kerege.evaluation.mistakes import mistakes
from kerege.evaluation.running import Evaluation
from kerege.evaluation.scoring import (
    ArticleScore,
    Choice,
    Counts,
    all_kinds,
    bootstrap,
    counts,
    kinds,
    one_kind,
    relations,
    rule_scores,
)
from kerege.fact_files import in_words
from kerege.tables import Rows

MEASURES: Final[dict[str, Callable[[Counts], float]]] = {
    "precision": lambda found: found.precision,
    "recall": lambda found: found.recall,
    "f1": lambda found: found.f1,
}


COMMONEST: Final = 10
"""How many sorts of error are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table with its heading."""

    title: str
    rows: Rows


def sections(evaluation: Evaluation) -> Iterator[Section]:
    """The tables: everything together, kind by kind, the commonest errors, rule by rule."""
    articles = evaluation.articles
    yield Section(title=_title(articles), rows=_rows(("what", *_COLUMNS), _overall(articles)))
    for word, strict in (("leniently", False), ("strictly", True)):
        by_kind = [(kind, one_kind(kind, strict=strict)) for kind in kinds(articles)]
        lines = [_line(kind, articles, choice) for kind, choice in by_kind if counts(articles, choice) != Counts()]
        yield Section(title=f"By kind, {word}", rows=_rows(("kind", *_COLUMNS), lines))
    commonest = [(one.kind, one.what, f"{count:,}") for one, count in mistakes(articles)[:COMMONEST]]
    if commonest:
        yield Section(title="Commonest errors", rows=_rows(("kind", "error", "count"), commonest, words=2))
    columns = ("rule", "right", "wrong", "unjudged", "precision", "interval")
    yield Section(title="By rule, strictly", rows=_rows(columns, _by_rule(articles)))


def markdown(evaluation: Evaluation) -> str:
    """The tables in Markdown."""
    return "\n".join(f"### {section.title}\n\n{_markdown(section.rows)}" for section in sections(evaluation))


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Counts, measures and intervals of everything, with the counts of each article."""
    articles = evaluation.articles
    judged: dict[str, Any] = {
        word: {
            "all": _measured(articles, all_kinds(strict=strict)),
            "relations": _measured(articles, relations(strict=strict)),
            "kinds": {kind: _measured(articles, one_kind(kind, strict=strict)) for kind in kinds(articles)},
        }
        for word, strict in (("lenient", False), ("strict", True))
    }
    rules = {
        score.rule: {
            "right": score.right,
            "wrong": score.wrong,
            "unjudged": score.unjudged,
            "precision": _round(score.precision) if score.judged else None,
            "interval": [_round(end) for end in score.interval],
        }
        for score in rule_scores(articles)
    }
    wrong = [{"kind": one.kind, "error": one.what, "count": count} for one, count in mistakes(articles)]
    each = {a.name: _counted(counts([a], relations(strict=True))) for a in articles}
    return {**judged, "errors": wrong, "rules": rules, "articles": each}


def written(evaluation: Evaluation) -> str:
    """``as_json`` as text."""
    return json.dumps(as_json(evaluation), ensure_ascii=False, indent=2) + "\n"


def errors(articles: Iterable[ArticleScore], most: int) -> Iterator[str]:
    """Up to ``most`` facts of each kind that were found wrongly and as many that were missed, judged strictly."""
    held = list(articles)
    for kind in kinds(held):
        outcomes = [(a.name, outcome) for a in held for outcome in a.strict if outcome.kind == kind]
        for word, pick in (("wrong", [o.wrong for _, o in outcomes]), ("missed", [o.missed for _, o in outcomes])):
            told = [(name, fact) for (name, _), facts in zip(outcomes, pick, strict=True) for fact in facts]
            for name, fact in told[:most]:
                by = f" [{fact['rule']}]" if fact.get("rule") else ""
                yield f"{word} {kind}: {in_words(fact)}{by} · {name}"


_COLUMNS: Final = ("found", "owed", "precision", "recall", "f1", "interval")


def _title(articles: Sequence[ArticleScore]) -> str:
    return f"{len(articles)} {'article' if len(articles) == 1 else 'articles'}"


def _overall(articles: Sequence[ArticleScore]) -> list[tuple[str, ...]]:
    return [
        _line(f"{word}, {what}", articles, choice(strict=strict))
        for word, strict in (("lenient", False), ("strict", True))
        for what, choice in (("all kinds", all_kinds), ("relations", relations))
    ]


def _line(name: str, articles: Sequence[ArticleScore], choice: Choice) -> tuple[str, ...]:
    found = counts(articles, choice)
    interval = bootstrap(articles, choice, MEASURES["f1"])
    return (
        name,
        f"{found.right + found.wrong:,}",
        f"{found.right + found.missed:,}",
        *(f"{measure(found):.3f}" for measure in MEASURES.values()),
        stretch(interval) if interval else "",
    )


def _by_rule(articles: Sequence[ArticleScore]) -> list[tuple[str, ...]]:
    return [
        (
            score.rule,
            f"{score.right:,}",
            f"{score.wrong:,}",
            f"{score.unjudged:,}",
            f"{score.precision:.3f}" if score.judged else "",
            stretch(score.interval) if score.judged else "",
        )
        for score in rule_scores(articles)
    ]


def stretch(interval: Interval) -> str:
    """An interval as people write it."""
    return f"{interval[0]:.2f}–{interval[1]:.2f}"


def _rows(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, words: int = 1) -> Rows:
    """A table of which the first columns hold words and the others numbers."""
    return Rows(columns=columns, rows=tuple(rows), numbers=frozenset(columns[words:]))


def _markdown(rows: Rows) -> str:
    rule = ["---:" if name in rows.numbers else "---" for name in rows.columns]
    lines = [rows.columns, rule, *((f"`{row[0]}`" if "," not in row[0] else row[0], *row[1:]) for row in rows.rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _measured(articles: Sequence[ArticleScore], choice: Choice) -> dict[str, Any]:
    found = counts(articles, choice)
    measures = {name: _round(measure(found)) for name, measure in MEASURES.items()}
    intervals = {name: bootstrap(articles, choice, measure) for name, measure in MEASURES.items()}
    shown = {name: [_round(end) for end in ends] if ends else None for name, ends in intervals.items()}
    return {**_counted(found), **measures, "intervals": shown}


def _counted(found: Counts) -> dict[str, int]:
    return {"right": found.right, "wrong": found.wrong, "missed": found.missed}


def _round(value: float) -> float:
    return round(value, 4)
