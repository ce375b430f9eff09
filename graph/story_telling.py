"""Tells the stories of facts of one publication, by lookups beside their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from graph.composing import document
from graph.contents import REPORTS, Content
from graph.documents import Stated
from graph.edition import DEFAULT
from graph.inference import Edge
from graph.joining import KINDS, kind_of
from graph.lookups import Lookups, Memory, value, values
from graph.story import Axiom, Ground, Origin, Premise, Story, Telling
from graph.story_axioms import Reason, shipped_axioms
from graph.story_corrections import corrections
from graph.story_disputes import disputes
from graph.story_ends import ends, named
from graph.story_sayings import Sayings
from ontology import terms as k
from ontology.iris import Minter

MOST: Final = 20
"""Reports of a fact that are told unless asked for otherwise."""
_LOOKED_AT: Final = 2_000
"""Reports among which those that are told are chosen."""
_DEEP: Final = 4
"""Steps that are gone back from a fact to what it follows from."""
_WAYS: Final = 3
"""Ways in which a fact follows that are told."""
_BESIDE: Final = 10
"""Other facts between two things that are told."""


_Told = tuple[dict[str, Stated], dict[str, Telling]]


class Teller:
    """Tells stories of facts."""

    def __init__(self, store: Store, base: str, *, most: int = MOST) -> None:
        """Tell of a publication whose IRIs begin with ``base``, with at most that many reports of each fact.

        With none, those are not even counted.
        """
        self._store, self._base, self._most, self._minter = store, base, most, Minter(base)
        self._memory = Memory()
        self._graphs = {
            origin: NamedNode(self._minter.graph(name))
            for origin, name in ((Origin.REFERENCE, "reference"), (Origin.INFERRED, "inferred"))
        }

    def fact(self, iri: str) -> Story:
        """The story of a fact node."""
        lookups = Lookups(self._store, self._memory)
        ends = [value(lookups.about(iri), name) for name in (k.subject, k.predicate, k.object)]
        triple = tuple(end for end in ends if end)
        return self._told(lookups, iri, (triple[0], triple[1], triple[2]) if len(triple) == 3 else None)

    def triple(self, subject: str, predicate: str, value: str) -> Story:
        """The story of what a triple says, whether the graph holds it or not."""
        edge = (subject, predicate, value)
        return self._told(Lookups(self._store, self._memory), self._minter.fact(*edge), edge)

    def between(self, one: str, other: str) -> Iterator[str]:
        """The facts that tie two things directly."""
        return Sayings(self._store, Lookups(self._store, self._memory)).facts_between(one, other, self._minter)

    def _told(self, lookups: Lookups, iri: str, edge: Edge | None) -> Story:
        node = iri if lookups.is_described(iri) else None
        sayings = Sayings(self._store, lookups)
        reports, untold = self._reports(sayings, node, edge)
        reserved = sayings.reserved(edge, set(reports), iri)
        against = tuple(one.value for one in values(lookups.about(iri), k.conflictsWith)) if node else ()
        origins = self._origins(lookups, edge, node)
        near = () if origins or edge is None else tuple(islice(self._near(edge), _BESIDE))
        shown = (*against, *near, *((node,) if node else ()))
        stated, reads = self._composed(lookups, sayings, shown, [*reports, *reserved])
        own = stated.get(iri)
        about = lookups.about(iri) if node else ()
        things = ends(lookups, edge, own, self._base)
        return Story(
            iri=node,
            subject=named(lookups, edge[0]) if edge else None,
            predicate=named(lookups, edge[1]) if edge and edge[1] else None,
            object=named(lookups, edge[2]) if edge else None,
            cls=own.cls.iri.rpartition("#")[2] if own else "Fact",
            label=own.label if own else " – ".join(named(lookups, end).label for end in edge or () if end),
            properties=own.properties if own else (),
            origins=origins,
            articles=own.articles if own else len({reads[one].report.article.iri for one in reports}),
            sources=own.sources if own else 0,
            publishers=own.publishers if own else (),
            first=value(about, k.firstReported),
            last=value(about, k.lastReported),
            tellings=tuple(reads[one] for one in reports),
            untold=untold,
            reserved=tuple(reads[one] for one in reserved),
            grounds=self._grounds(lookups, edge, origins) if edge else (),
            reference=self._sources(lookups, edge) if edge and Origin.REFERENCE in origins else (),
            ends=things,
            conflicts=tuple(stated[one] for one in against),
            disputes=disputes(lookups, (*reports, *reserved)),
            corrections=corrections(lookups, iri, (*reports, *reserved), things),
            beside=tuple(stated[one] for one in near),
        )

    def _reports(self, sayings: Sayings, node: str | None, edge: Edge | None) -> tuple[list[str], int]:
        """What reports it, the oldest article first, and how many more do."""
        if not self._most:
            return [], 0
        if node is not None:
            found = list(islice(sayings.reports(node), _LOOKED_AT))
        elif edge is not None and edge[1] == k.RDF_TYPE.value:
            found = list(islice(sayings.mentions(edge[0], edge[2]), _LOOKED_AT))
        else:
            found = []
        ordered = sorted(found, key=sayings.order)
        return ordered[: self._most], len(ordered) - len(ordered[: self._most])

    def _origins(self, lookups: Lookups, edge: Edge | None, node: str | None) -> tuple[Origin, ...]:
        if edge is None:
            return (Origin.STATED,) if k.Fact in values(lookups.about(node or ""), k.RDF_TYPE) else ()
        if not edge[1]:
            return ()
        one, name, other = map(NamedNode, edge)
        if Quad(one, name, other, DEFAULT) not in self._store:
            return ()
        about = lookups.about(node) if node else ()
        told = node is not None and next(lookups.pointing(k.reports, NamedNode(node)), None) is not None
        found = {origin for origin, graph in self._graphs.items() if Quad(one, name, other, graph) in self._store}
        mirrored = bool(values(about, k.mirrors))
        if told:
            found.add(Origin.MIRRORED if mirrored else Origin.STATED)
            found.discard(Origin.INFERRED)
        elif node is None and not found:
            found.add(Origin.STATED)  # a type that articles give
        return tuple(origin for origin in Origin if origin in found)

    def _near(self, edge: Edge) -> Iterator[str]:
        """Other facts between the ends of one that is not there; where nothing ties them, those through a third."""
        one, _, other = edge
        sayings = Sayings(self._store, Lookups(self._store, self._memory))
        direct = list(sayings.facts_between(one, other, self._minter))
        yield from direct
        if not direct and all(kind_of(end, self._base) in KINDS for end in (one, other)):
            yield from sayings.facts_through(one, other, self._minter)

    def _composed(self, lookups: Lookups, sayings: Sayings, shown: Sequence[str], assertions: Sequence[str]) -> _Told:
        """The facts with a few of their reports, and the assertions, as documents have them."""
        every = list(dict.fromkeys(assertions))
        facts: dict[str, tuple[str, ...]] = {}
        for fact in shown:
            lookups.about(fact)
            facts[fact] = tuple(sorted(islice(sayings.reports(fact), _LOOKED_AT), key=sayings.order)[:REPORTS])
        for assertion in (*every, *(one for reports in facts.values() for one in reports)):
            sayings.read(assertion)
        for neighbor in sorted(lookups.neighbors()):
            lookups.names(neighbor)
        whole = document(
            Content(
                iri=f"{self._base}explained", kind="", lookups=lookups, facts=tuple(facts), reports_of=facts,
                assertions=tuple(every),
            )
        )  # fmt: skip
        stated = {fact.iri: fact for group in whole.groups for fact in group.facts}
        return stated, {report.iri: sayings.telling(report) for report in whole.reports}

    def _grounds(self, lookups: Lookups, edge: Edge, origins: Sequence[Origin]) -> tuple[Ground, ...]:
        if not {Origin.INFERRED, Origin.MIRRORED}.intersection(origins):
            return ()
        return self._followed(lookups, edge, frozenset({edge}))

    def _followed(self, lookups: Lookups, edge: Edge, above: frozenset[Edge]) -> tuple[Ground, ...]:
        """The ways in which a fact follows, none of which goes over a fact that is explained by it."""
        reasons = (one for one in shipped_axioms().reasons(self._store, edge) if above.isdisjoint(one.premises))
        return tuple(self._ground(lookups, reason, above) for reason in islice(reasons, _WAYS))

    def _ground(self, lookups: Lookups, reason: Reason, above: frozenset[Edge]) -> Ground:
        axiom = Axiom(
            kind=reason.kind,
            head=named(lookups, reason.head),
            links=tuple(named(lookups, link) for link in reason.links),
        )
        return Ground(axiom=axiom, premises=tuple(self._premise(lookups, one, above) for one in reason.premises))

    def _premise(self, lookups: Lookups, edge: Edge, above: frozenset[Edge]) -> Premise:
        iri = self._minter.fact(*edge)
        node = iri if lookups.is_described(iri) else None
        about = lookups.about(iri) if node else ()
        origins = self._origins(lookups, edge, node)
        deeper = len(above) < _DEEP and origins == (Origin.INFERRED,)
        return Premise(
            subject=named(lookups, edge[0]),
            predicate=named(lookups, edge[1]),
            object=named(lookups, edge[2]),
            origins=origins,
            fact=node,
            sources=int(value(about, k.independentSources) or 0),
            articles=int(value(about, k.articles) or 0),
            grounds=self._followed(lookups, edge, above | {edge}) if deeper else (),
        )

    def _sources(self, lookups: Lookups, edge: Edge) -> tuple[str, ...]:
        """Where the reference data have what they say of the subject from."""
        return tuple(sorted(lookups.each(edge[0], NamedNode(k.DCTERMS + "source"))))
