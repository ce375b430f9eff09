"""Fact nodes: one for each distinct thing stated, with who reports it.

A node is a function of the set of its reports alone, so it does not matter in which order they came or were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.deals.summed import Report, deal_properties, narrowest
from graph.statements import SPAN, Pair, Stated
from loaders.copies import Text, independent
from ontology import terms as k

_ALL: Final = (k.remit, k.stage, k.onBehalfOf, k.quotation)
"""Properties of which a fact node has every value that some report gives."""


class Source(NamedTuple):
    """What counting needs to know of an article."""

    publisher: str
    """Empty where unknown."""
    date: str
    """ISO date; empty where unknown."""
    text: Text
    """Copies are told by it."""


def counted(sources: Sequence[Source]) -> Iterator[Pair]:
    """How many articles and independent texts there are, of which publishers, from when until when."""
    yield k.articles, Literal(len(sources))
    yield k.independentSources, Literal(independent([source.text for source in sources]))
    yield from ((k.publisher, Literal(name)) for name in {source.publisher for source in sources} if name)
    if dates := sorted(source.date for source in sources if source.date):
        yield k.firstReported, Literal(dates[0], datatype=k.XSD_DATE)
        yield k.lastReported, Literal(dates[-1], datatype=k.XSD_DATE)


@dataclass(slots=True)
class Tally:
    """All reports of one fact."""

    stated: Stated
    """One of them; what differs from report to report is in the reports."""
    reports: list[Report] = field(default_factory=list[Report])
    direct: bool = False
    """Whether some report states it as it is, not from the other side."""
    mirrors: set[str] = field(default_factory=set[str])

    def add(self, article: str, assertion: str, stated: Stated) -> None:
        """Count one more report."""
        self.reports.append(Report(article, assertion, stated.seen))
        if stated.mirrors:
            self.mirrors.add(stated.mirrors)
        else:
            self.direct = True

    def properties(self, sources: dict[str, Source]) -> Iterator[Pair]:
        """The properties of the fact node; ``sources`` knows the articles."""
        stated = self.stated
        yield k.RDF_TYPE, k.Fact
        if stated.cls is not None:
            yield k.RDF_TYPE, stated.cls
        yield from stated.key
        for other in self.mirrors:
            if not self.direct or other < stated.iri:  # stated from both sides: one of the two is the mirror
                yield k.mirrors, NamedNode(other)
        yield from counted([sources[article] for article in {report.article for report in self.reports}])
        if stated.cls is not None:
            yield from self._merged(sources)

    def _merged(self, sources: dict[str, Source]) -> Iterator[Pair]:
        seen = {pair for report in self.reports for pair in report.seen}
        yield from (pair for pair in seen if pair[0] in _ALL)
        yield from self._commonest(k.title)
        match self.stated.cls:
            case k.Tenure:
                yield k.former, Literal(self._is_over(sources))
            case k.Deal:
                yield from deal_properties(self.reports)
            case k.Observation:
                yield from self._orientation()
                yield from (pair for pair in seen if pair[0] == k.measure)
                yield from narrowest(seen)
                yield from self._span()
            case _:
                yield from (pair for pair in seen if pair[0] == k.about)
                yield k.direct, Literal(any(name == k.direct and term.value == "true" for name, term in seen))

    def _commonest(self, name: NamedNode) -> Iterator[Pair]:
        counts = Counter(term.value for r in self.reports for seen, term in r.seen if seen == name)
        if counts:
            yield name, Literal(min(counts, key=lambda text: (-counts[text], -len(text), text)))

    def _is_over(self, sources: dict[str, Source]) -> bool:
        """Whether the last that was heard of a tenure is that it is over."""
        last = {"true": "", "false": ""}
        heard = set[str]()
        for report in self.reports:
            over = next((term.value for name, term in report.seen if name == k.former), "false")
            heard.add(over)
            last[over] = max(last[over], sources[report.article].date)
        return "true" in heard and ("false" not in heard or last["true"] > last["false"])

    def _orientation(self) -> Iterator[Pair]:
        """Of a number that belongs to two, which is named first most often."""
        given = Counter(
            tuple(sorted((p for p in r.seen if p[0] in (k.about, k.counterpart)), key=_order)) for r in self.reports
        )
        if given:
            yield from min(given, key=lambda pairs: (-given[pairs], [_order(pair) for pair in pairs]))

    def _span(self) -> Iterator[Pair]:
        """The period, where all reports that give one give the same."""
        spans = {tuple(p for p in r.seen if p[0] in SPAN) for r in self.reports} - {()}
        if len(spans) == 1:
            yield from spans.pop()


def _order(pair: Pair) -> tuple[str, str]:
    return pair[0].value, pair[1].value
