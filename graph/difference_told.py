"""What differs between two graphs in names and sentences, for people and for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.difference_items import How, Item, What
from graph.difference_sides import Side
from graph.difference_things import classes_of_entities, finest
from graph.documents import Named, Property, Value
from graph.network.evidence import Said, evidence
from ontology import terms as k
from ontology.errors import UnknownName
from ontology.iris import fold

_RANKED: Final = 20_000
"""Items of a kind from which on they are not sorted by how well they are attested."""
_LONG: Final = frozenset(name.value for name in (k.sketch, k.digest, k.textKey, k.reader))
"""What nobody wants to read of an article."""
_LOOKED_AT: Final = 50
"""Articles of a fact among which those are looked for that report it newly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An item with what a person needs to understand it."""

    item: Item
    label: str
    before: str = ""
    """The name of ``item.other``."""
    cls: str = ""
    """Local name of its finest class."""
    properties: tuple[Property, ...] = ()
    """Of a fact or figure: what it says; of an article: where and when it was published."""
    sentences: tuple[Said, ...] = ()
    """Of a fact or figure: those that say so; of what is better attested, the new ones; of what went, those before."""


class Teller:
    """Tells of the difference between two opened stores."""

    def __init__(self, before: Store, now: Store) -> None:
        """The stores that were compared."""
        self._before, self._now = Side(before), Side(now)
        self._above = classes_of_entities((self._before, self._now))

    def told(self, items: Sequence[Item], most: int = 3) -> list[Told]:
        """Items in names, facts with at most so many sentences each, the oldest first."""
        reported = [item for item in items if item.what in (What.FACT, What.FIGURE)]
        lost = self._sentences(self._before, [item for item in reported if item.how is How.WENT], most)
        said = self._sentences(self._now, [item for item in reported if item.how is not How.WENT], most)
        said |= self._new_sentences([item for item in reported if item.how in (How.STRONGER, How.CHANGED)], most)
        return [self._told(item, (lost if item.how is How.WENT else said).get(item.iri, ())) for item in items]

    def best_first(self, items: Iterable[Item]) -> list[Item]:
        """Items sorted by how many sources say so, or how many facts know a thing, then by name.

        Many thousands of them stay as they are.
        """
        listed = list(items)
        if len(listed) > _RANKED:
            return listed
        return sorted(listed, key=lambda item: (-self._weight(item), self._label(self._side(item), item.iri), item.iri))

    def named(self, name: str) -> frozenset[str]:
        """The IRIs, in either graph, of what goes by a name or an IRI; raises ``UnknownName``.

        A part of a name will do where it is a part of one thing's names only.
        """
        sides = (self._before, self._now)
        found = {name} if any(side.is_thing(side.published(name)) for side in sides if "://" in name) else set[str]()
        found |= {iri for side in sides for iri in side.called(fold(name))}
        if not found:
            words = frozenset(fold(name).split())
            found = {iri for side in sides for iri in side.called_like(words)} if words else found
            if len({self._now.published(iri) for iri in found}) > 1:
                labels = sorted({self._label(self._now, iri) for iri in found})
                raise UnknownName(
                    f"Several things have “{name}” in a name: {', '.join(labels[:10])}. Name one of them."
                )
        if not found:
            raise UnknownName(f"Neither graph knows anything by the name “{name}”.")
        return frozenset(found | {side.published(iri) for iri in found for side in sides})

    def about(self, items: Iterable[Item], things: Collection[str]) -> Iterator[Item]:
        """The items that are about any of some things: they themselves, and facts that lead to them."""
        for item in items:
            if {item.iri, item.other} & set(things):
                yield item
            elif item.what in (What.FACT, What.FIGURE):
                ends = {end for values in self._side(item).properties(item.iri).values() for end in values}
                if ends & set(things):
                    yield item

    def _told(self, item: Item, sentences: tuple[Said, ...]) -> Told:
        side = self._side(item)
        told = Told(item=item, label=self._label(side, item.iri), cls=self._class(side, item), sentences=sentences)
        if item.other:
            there = self._now if item.how in (How.JOINED, How.WENT) else self._before
            told = replace(told, before=self._label(there, item.other))
        if item.what is not What.ENTITY:
            properties = self._properties(side, item.iri)
            told = replace(told, properties=tuple(one for one in properties if one[0].iri not in _LONG))
        return told

    def _side(self, item: Item) -> Side:
        """The graph that knows the item's IRI."""
        return self._before if item.how in (How.WENT, How.JOINED) else self._now

    def _weight(self, item: Item) -> int:
        side = self._side(item)
        if item.what in (What.FACT, What.FIGURE):
            return int("".join(side.values(item.iri, k.independentSources)) or 0)
        if item.what is What.ENTITY:
            return sum(1 for name in (k.subject, k.object) for _ in side.pointing(name, item.iri))
        return int("".join(side.values(item.iri, k.date))[:10].replace("-", "") or 0)

    def _class(self, side: Side, item: Item) -> str:
        classes = side.values(item.iri, k.RDF_TYPE)
        if item.what is What.ENTITY:
            return next(iter(finest(classes, self._above)), "")
        own = (cls.removeprefix(k.K) for cls in classes if cls.startswith(k.K) and cls != k.Fact.value)
        return next(own, "Fact")

    def _label(self, side: Side, iri: str) -> str:
        for name in (k.RDFS_LABEL, k.title, k.url):
            if texts := side.values(iri, name):
                return texts[0]
        return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]

    def _properties(self, side: Side, fact: str) -> Iterator[Property]:
        found: dict[NamedNode, list[Value]] = {}
        for quad in side.about(fact):
            end = quad.object
            if isinstance(end, NamedNode) and quad.predicate != k.RDF_TYPE:
                found.setdefault(quad.predicate, []).append(Named(iri=end.value, label=self._label(side, end.value)))
            elif isinstance(end, Literal):
                found.setdefault(quad.predicate, []).append(end)
        for name in sorted(found, key=lambda one: one.value):
            values = sorted(found[name], key=lambda one: one.label if isinstance(one, Named) else one.value)
            yield Named(iri=name.value, label=self._label(side, name.value)), tuple(values)

    def _sentences(self, side: Side, items: Iterable[Item], most: int) -> dict[str, tuple[Said, ...]]:
        return evidence(side.store, [item.iri for item in items], most) if most else {}

    def _new_sentences(self, items: Sequence[Item], most: int) -> dict[str, tuple[Said, ...]]:
        """Of facts that both graphs have, the sentences of articles that did not say so before, if there are any."""
        now = self._sentences(self._now, items, _LOOKED_AT if most else 0)
        before = evidence(self._before.store, [item.other or item.iri for item in items], _LOOKED_AT) if most else {}
        found: dict[str, tuple[Said, ...]] = {}
        for item in items:
            known = {one.article for one in before.get(item.other or item.iri, ())}
            said = now.get(item.iri, ())
            found[item.iri] = (tuple(one for one in said if one.article not in known) or said)[:most]
        return found
