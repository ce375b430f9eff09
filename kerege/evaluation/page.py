"""The tables of ``docs/reading-quality.md``, written between marks by ``make evaluate RECORD=1``.

Other pages are written likewise by other commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kerege.evaluation.mistakes import mistakes
from kerege.evaluation.report import COMMONEST, MEASURES, stretch
from kerege.evaluation.scoring import ArticleScore, Choice, all_kinds, bootstrap, counts, kinds, one_kind, relations
from ontology.errors import FactsError

Articles = Sequence[ArticleScore]


def renewed(page: str, name: str, content: str, command: str = "make evaluate RECORD=1") -> str:
    """The page with new content between the marks of this name; raises ``FactsError`` if it has none."""
    begin, end = f"<!-- {name}: written by {command} -->\n", f"<!-- end of {name} -->\n"
    if begin not in page or end not in page:
        raise FactsError(f"The page has no marks “{begin.strip()}” and “{end.strip()}” to write between.")
    before, after = page.split(begin)[0], page.split(end)[1]
    return f"{before}{begin}\n{content}\n{end}{after}"


def headline(sets: Mapping[str, Articles]) -> str:
    """One line for each set of articles, by what it is: precision and F1 of both ways of judging, with intervals."""
    head = ("articles", "number", "lenient, all kinds: P", "F1", "interval", "strict, relations: P", "F1", "interval")
    rows = [
        (
            name,
            str(len(articles)),
            *_measured(articles, all_kinds(strict=False)),
            *_measured(articles, relations(strict=True)),
        )
        for name, articles in sets.items()
    ]
    return _table(head, rows)


def by_kind(articles: Articles) -> str:
    """One line for each kind of fact that is owed."""
    head = ("kind", "owed", "lenient: P", "F1", "interval", "strict: P", "F1", "interval")
    owed = {kind: counts(articles, one_kind(kind, strict=True)) for kind in kinds(articles)}
    rows = [
        (
            f"`{kind}`",
            f"{found.right + found.missed:,}",
            *_measured(articles, one_kind(kind, strict=False)),
            *_measured(articles, one_kind(kind, strict=True)),
        )
        for kind, found in owed.items()
        if found.right + found.missed
    ]
    return _table(head, rows)


def commonest(articles: Articles) -> str:
    """The commonest errors, with their share of all."""
    found = mistakes(articles)
    every = sum(count for _, count in found)
    rows = [(f"`{one.kind}`", one.what, f"{count:,}", f"{count / every:.0%}") for one, count in found[:COMMONEST]]
    return _table(("kind", "error", "count", "of all"), rows, words=2)


def _measured(articles: Articles, choice: Choice) -> tuple[str, str, str]:
    found = counts(articles, choice)
    interval = bootstrap(articles, choice, MEASURES["f1"])
    return f"{found.precision:.3f}", f"{found.f1:.3f}", stretch(interval) if interval else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    rule = ["---" if at < words else "---:" for at in range(len(head))]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *rows))
