"""What belongs into the document of a thing, read from a publication page by page.

An entity or a concept comes with its facts, the best supported first; a fact with the assertions that report it; an
article with what it states, in the order of its sentences; a passage with what it bears; a rule with examples.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.fact_lists import listed
from graph.lookups import Lookups, Memory, Pair, value, values
from graph.ranked import Given, Ranked
from graph.ranking import Ranking
from ontology import terms as k
from ontology.iris import Minter

SIZE: Final = 100
"""Facts or assertions on one page of a document."""
WHOLE: Final = 1000
"""Assertions on one page of an article for people, who read it from its beginning to its end."""
REPORTS: Final = 3
"""Assertions that a fact comes with in the document of something else; its own document has all."""
EXAMPLES: Final = 20
"""Assertions that a reading rule comes with."""
_REMEMBERED: Final = 200_000
"""Facts of long lists that are remembered in their order, some 20 MB: ordering takes long."""
_LOOKED_AT: Final = 50
"""Assertions among which those few are chosen."""
_ARTICLE: Final = (k.RDF_TYPE, k.title, k.publisher, k.url, k.date)
"""What is told of an article in the documents of other things."""

_Listed = tuple[Ranked | Given, tuple[Pair, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was read for one page of a document."""

    iri: str
    kind: str
    """``person``, ``fact``, ``article`` … for instances, ``sector`` … for concepts; what stands in the IRI."""
    lookups: Lookups
    facts: tuple[str, ...] = ()
    """Fact nodes on this page, in order; none in documents that list assertions."""
    reports_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By fact on this page: assertions that report it, the first few."""
    assertions: tuple[str, ...] = ()
    """Assertions on this page, in order."""
    total: int = 0
    """Facts or assertions on all pages."""
    page: int = 1
    size: int = SIZE
    """How many of them fit on a page."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the thing that no other of its classes is below, sorted."""
        return self.lookups.finest(self.iri)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


class Contents:
    """Reads contents of documents from one publication."""

    def __init__(self, store: Store, base: str) -> None:
        """``base`` is where the IRIs of the publication's instances begin."""
        self._store, self._base, self._minter = store, base, Minter(base)
        self._ranking = Ranking(store, base)
        self._memory = Memory()
        self._hubs: Path | None = None
        self._lists: OrderedDict[str, _Listed] = OrderedDict()
        self._read: dict[str, Callable[[str, Lookups, int], Content]] = {
            "fact": self._fact, "article": self._article, "assertion": self._assertion, "passage": self._passage,
            "rule": self._rule, "graph": self._alone, "dataset": self._alone, "query": self._alone,
            "reading": self._alone, "reader": self._alone, "outlet": self._alone, "program": self._alone,
            "match": self._alone, "correction": self._correction,
        }  # fmt: skip

    def of(self, iri: str, page: int = 1, *, whole: bool = False, hubs: Path | None = None) -> Content | None:
        """The content of a page, from 1, empty beyond the last; ``None`` if the thing is not described.

        ``whole`` gives an article on one page, unless it is very long; ``hubs`` is the index of hubs
        (``graph.hub_index``), without which the same takes longer.
        """
        self._hubs = hubs
        lookups = Lookups(self._store, self._memory)
        if not lookups.is_described(iri):
            return None
        kind = self.kind(iri)
        if whole and kind == "article":
            content = self._article(iri, lookups, page, WHOLE)
        else:
            content = self._read.get(kind, self._thing)(iri, lookups, page)
        for neighbor in sorted(lookups.neighbors()):
            lookups.names(neighbor)
        return content

    def kind(self, iri: str) -> str:
        """What kind of thing an IRI names, by its path; empty for the dataset's vocabulary and for strangers.

        The kinds that the base's ``id/`` holds, and what stands first in the path of others.
        """
        path = iri.removeprefix(self._base)
        if path == iri:
            path = iri.removeprefix(k.SECTOR.removesuffix("sector/"))
        return path.removeprefix("id/").partition("/")[0] if path != iri else ""

    def _alone(self, iri: str, lookups: Lookups, page: int) -> Content:
        lookups.about(iri)
        return Content(iri=iri, kind=self.kind(iri), lookups=lookups, page=page)

    def _correction(self, iri: str, lookups: Lookups, page: int) -> Content:
        for target in values(lookups.about(iri), k.corrects)[:EXAMPLES]:
            lookups.about(target.value)
        return self._alone(iri, lookups, page)

    def _thing(self, iri: str, lookups: Lookups, page: int) -> Content:
        every, own = self._listed(iri, lookups)
        shown = every.part(SIZE * (page - 1), SIZE * page)
        plain: list[Pair] = []
        reports: dict[str, tuple[str, ...]] = {}
        if len(every) > SIZE:
            lookups.limit(iri, own)  # the thing comes first, whoever has asked before
        else:
            lookups.about(iri)
        for fact in shown:
            plain += _plain(iri, lookups.about(fact))
            reports[fact] = self._some_reports(fact, lookups)
            for assertion in reports[fact]:
                self._report(assertion, lookups)
        if len(every) > SIZE:
            lookups.limit(iri, own + tuple(plain))
        return Content(
            iri=iri, kind=self.kind(iri), lookups=lookups, facts=shown, reports_of=reports, total=len(every), page=page
        )

    def _some_reports(self, fact: str, lookups: Lookups) -> tuple[str, ...]:
        """A few of the assertions that report a fact, of several articles if there are."""
        found = sorted(lookups.pointing(k.reports, NamedNode(fact), _LOOKED_AT))
        of_each = {assertion.rpartition("/")[0]: assertion for assertion in reversed(found)}
        others = (assertion for assertion in found if assertion not in of_each.values())
        return tuple((*sorted(of_each.values()), *others)[:REPORTS])

    def _fact(self, iri: str, lookups: Lookups, page: int) -> Content:
        beside = (*values(lookups.about(iri), k.inferredFrom), *values(lookups.about(iri), k.mirrors))
        for other in beside:
            lookups.about(other.value)
        against: dict[str, tuple[str, ...]] = {}
        for other in values(lookups.about(iri), k.conflictsWith)[:EXAMPLES]:
            lookups.about(other.value)
            against[other.value] = self._some_reports(other.value, lookups)
            for assertion in against[other.value]:
                self._report(assertion, lookups)
        every = sorted(lookups.pointing(k.reports, NamedNode(iri)))
        return replace(self._listing(iri, lookups, every, page), reports_of=against)

    def _article(self, iri: str, lookups: Lookups, page: int, size: int = SIZE) -> Content:
        def place(assertion: str) -> tuple[tuple[int, ...], str]:
            passage = lookups.value(assertion, k.evidence)
            return _span(passage.value if passage else ""), assertion

        lookups.about(iri)
        every = sorted(lookups.pointing(k.statedIn, NamedNode(iri)), key=place)
        return self._listing(iri, lookups, every, page, size)

    def _assertion(self, iri: str, lookups: Lookups, page: int) -> Content:
        return self._listing(iri, lookups, [iri], page)

    def _passage(self, iri: str, lookups: Lookups, page: int) -> Content:
        node = NamedNode(iri)
        article = value(lookups.about(iri), k.passageOf)
        if article:
            lookups.some(article, *_ARTICLE)
        every = sorted({*lookups.pointing(k.evidence, node), *lookups.pointing(k.quotation, node)})
        return self._listing(iri, lookups, every, page)

    def _rule(self, iri: str, lookups: Lookups, page: int) -> Content:
        name = value(lookups.about(iri), k.ruleName)
        examples = sorted(lookups.pointing(k.rule, Literal(name), EXAMPLES)) if name else []
        return self._listing(iri, lookups, examples, page)

    def _listing(self, iri: str, lookups: Lookups, every: list[str], page: int, size: int = SIZE) -> Content:
        shown = tuple(every[size * (page - 1) : size * page])
        for assertion in shown:
            self._report(assertion, lookups)
            for fact in values(lookups.about(assertion), k.reports):
                lookups.about(fact.value)
        return Content(
            iri=iri, kind=self.kind(iri), lookups=lookups, assertions=shown, total=len(every), page=page, size=size
        )  # fmt: skip

    def _report(self, assertion: str, lookups: Lookups) -> None:
        """Read an assertion, its passages and what is told of its article."""
        said = lookups.about(assertion)
        for name, end in said:
            if name in (k.evidence, k.quotation):
                lookups.about(end.value)
            elif name == k.statedIn:
                lookups.some(end.value, *_ARTICLE)

    def _listed(self, iri: str, lookups: Lookups) -> _Listed:
        """The facts about a thing; of a thing with more than fit a page, also what else is said of it."""
        if iri in self._lists:
            self._lists.move_to_end(iri)
            return self._lists[iri]
        facts = (listed(self._hubs, iri) if self._hubs else None) or self._ranking.ranked(iri, lookups)
        if len(facts) <= SIZE:
            return facts, ()
        known, about = frozenset(facts.all()), lookups.about(iri)
        own = tuple(pair for pair in about if self._minter.fact(iri, *(term.value for term in pair)) not in known)
        self._lists[iri] = facts, own
        while len(self._lists) > 1 and sum(len(listed) for listed, _ in self._lists.values()) > _REMEMBERED:
            self._lists.popitem(last=False)
        return facts, own


def _plain(iri: str, fact: tuple[Pair, ...]) -> list[Pair]:
    """What a fact says of its subject, as a plain statement."""
    named = {name: end for name, end in fact if name in (k.subject, k.predicate, k.object)}
    relation = named.get(k.predicate)
    if len(named) < 3 or not isinstance(relation, NamedNode) or named[k.subject].value != iri:
        return []
    return [(relation, named[k.object])]


def _span(passage: str) -> tuple[int, ...]:
    """Where a passage stands in its article, as its IRI says."""
    ends = passage.rpartition("/")[2].split("-")
    return tuple(int(end) for end in ends if end.isdigit())
