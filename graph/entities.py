"""What the default graph says of one thing: everything that any article says of it under any of its IRIs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from graph.background import Background
from graph.corrected_applying import Applying
from graph.identities import Identities
from graph.quads import Quads
from graph.statements import Pair, Term
from graph.store import is_article_graph
from ontology import iris
from ontology import terms as k

_SPAN: Final = (k.begin, k.end, k.datePrecision, k.dateText)
_STATUSES: Final = ("held", "cancelled", "postponed", "planned")
"""The likelier first, between articles of the same day."""
_APART: Final = frozenset({k.RDF_TYPE, k.RDFS_LABEL, k.name, k.key, k.joinKey, k.status, *_SPAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The triples of the default graph about one thing, those under its joined IRIs included."""

    stated: frozenset[Triple]
    """From articles and reference data, with what is computed from these: labels, joins."""
    inferred: frozenset[Triple]
    """What the ontology adds."""


@dataclass(slots=True)
class _Gathered:
    types: set[Term] = field(default_factory=set[Term])
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict[str, Counter[str]](Counter))
    """By IRI: in how many articles each name stands."""
    keys: set[Term] = field(default_factory=set[Term])
    spans: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict[str, list[Pair]](list))
    """By article."""
    statuses: dict[str, str] = field(default_factory=dict[str, str])
    """By article."""
    facts: set[Pair] = field(default_factory=set[Pair])


@dataclass(frozen=True, slots=True, kw_only=True)
class Describer:
    """Describes things as the live store's articles see them."""

    live: Quads
    background: Background
    identities: Identities
    applying: Applying
    """The corrections of names and classes."""
    date_of: Callable[[str], str]
    """An article's date in ISO form, empty where unknown."""

    def describe(self, published: str, members: Collection[str], *, reached: bool) -> Description:
        """What is said of the thing ``published``, known to articles as ``members``.

        ``reached`` says whether its reference data belong into the publication.
        """
        node, gathered = NamedNode(published), self._gather(members)
        known = self.background.reference(published) if reached else frozenset[Triple]()
        if not gathered.types and not known:
            return Description(stated=frozenset(), inferred=frozenset())
        everybody = {published, *members}
        if (retyping := self.applying.retyping(everybody)) and retyping.correction.cls:
            gathered.types = {NamedNode(retyping.correction.cls)}
            known = frozenset(t for t in known if t.predicate != k.RDF_TYPE)
        types = gathered.types | {t.object for t in known if t.predicate == k.RDF_TYPE and _is_term(t.object)}
        renaming = self.applying.renaming(everybody)
        new_name = renaming.correction.name if renaming else None
        stated = {Triple(node, name, value) for name, value in self._own(published, gathered, new_name)} | known
        inferred = {
            Triple(node, k.RDF_TYPE, NamedNode(above))
            for above in self.background.rules.types_above(t.value for t in types if isinstance(t, NamedNode))
        }
        inferred |= (set(self._along(node, stated)) | set(self._mirrored(node, members))) - stated
        for member in members:
            if member != published:
                entry = self.background.away.get(member)
                stated |= set(_joined_away(member, node, gathered.names[member], entry.name if entry else None))
        return Description(stated=frozenset(stated), inferred=frozenset(inferred))

    def _gather(self, members: Iterable[str]) -> _Gathered:
        gathered = _Gathered()
        for member in members:
            named: dict[str, set[str]] = defaultdict(set)
            for quad in self.live.quads_for_pattern(NamedNode(member), None, None):
                graph, name, value = quad.graph_name, quad.predicate, quad.object
                if not (isinstance(graph, NamedNode) and is_article_graph(graph) and _is_term(value)):
                    continue
                if name not in _APART:
                    gathered.facts.add((name, self.identities.term(value)))
                elif name == k.RDF_TYPE:
                    gathered.types.add(value)
                elif name == k.key:
                    gathered.keys.add(value)
                elif name in (k.name, k.RDFS_LABEL):
                    named[value.value].add(graph.value)
                elif name == k.status:
                    gathered.statuses[graph.value] = value.value
                elif name in _SPAN:
                    gathered.spans[graph.value].append((name, value))
            gathered.names[member].update({name: len(articles) for name, articles in named.items()})
        return gathered

    def _own(self, published: str, gathered: _Gathered, new_name: str | None) -> Iterator[Pair]:
        yield from gathered.facts
        yield from ((k.RDF_TYPE, cls) for cls in gathered.types)
        yield from ((k.key, key) for key in gathered.keys)
        names = sum(gathered.names.values(), Counter[str]())
        yield from ((k.name, Literal(name)) for name in names)
        entry = self.background.entries.get(published)
        yield k.RDFS_LABEL, Literal(new_name or (entry.name if entry else preferred(names, published)))
        if new_name:
            yield k.name, Literal(new_name)
            if folded := iris.fold(new_name):
                yield k.key, Literal(folded)
        if span := _best_span(gathered.spans.values()):
            yield from span
        if gathered.statuses:
            latest = max(gathered.statuses.items(), key=lambda said: (self.date_of(said[0]), -_rank(said[1])))
            yield k.status, Literal(latest[1])

    def _along(self, node: NamedNode, stated: Iterable[Triple]) -> Iterator[Triple]:
        wider = self.background.rules.along
        for triple in stated:
            for other in wider.get(triple.predicate.value, ()):
                yield Triple(node, NamedNode(other), triple.object)

    def _mirrored(self, node: NamedNode, members: Iterable[str]) -> Iterator[Triple]:
        for name, others in self.background.rules.across.items():
            for member in members:
                for quad in self.live.quads_for_pattern(None, NamedNode(name), NamedNode(member)):
                    if is_article_graph(quad.graph_name) and isinstance(quad.subject, NamedNode):
                        subject = self.identities.term(quad.subject)
                        yield from (Triple(node, NamedNode(other), subject) for other in others)


def preferred(names: Counter[str], iri: str) -> str:
    """The name to show: the most frequent, then the longest, then the first in the alphabet.

    >>> preferred(Counter({"World Bank": 3, "Bank": 3, "the Bank": 2}), "")
    'World Bank'
    """
    if not names:
        return iri.rstrip("/").rpartition("/")[2].replace("-", " ")
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _joined_away(member: str, published: NamedNode, names: Counter[str], label: str | None) -> Iterator[Triple]:
    node = NamedNode(member)
    yield Triple(node, k.joinedInto, published)
    yield Triple(node, k.RDFS_LABEL, Literal(label or preferred(names, member)))
    yield from (Triple(node, k.name, Literal(name)) for name in names)


def _best_span(spans: Iterable[list[Pair]]) -> tuple[Pair, ...] | None:
    """The span that most articles give, then the narrowest, then the earliest; dates of two are never mixed."""
    counts = Counter[tuple[tuple[str, str], ...]]()
    whole: dict[tuple[tuple[str, str], ...], set[tuple[Pair, ...]]] = defaultdict(set)
    for span in spans:
        ordered = tuple(sorted(span, key=lambda pair: (pair[0].value, pair[1].value)))
        dates = tuple((name.value, value.value) for name, value in ordered if name in (k.begin, k.end))
        counts[dates] += 1
        whole[dates].add(ordered)
    if not counts:
        return None
    best = min(counts, key=lambda dates: (-counts[dates], _days(dates), dates))
    return min(whole[best], key=lambda span: [(name.value, value.value) for name, value in span])


def _days(dates: tuple[tuple[str, str], ...]) -> int:
    ends = [date.fromisoformat(value) for _, value in dates]
    return (ends[1] - ends[0]).days if len(ends) == 2 else 1_000_000 * (3 - len(ends))


def _rank(status: str) -> int:
    return _STATUSES.index(status) if status in _STATUSES else len(_STATUSES)


def _is_term(term: object) -> TypeGuard[Term]:
    return isinstance(term, NamedNode | Literal)
