"""The articles and entities in which two graphs differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from graph.difference_items import Fields, How, Item, What
from graph.difference_sides import Side, Values, differing_quads, subjects
from ontology import terms as k

_SUBCLASS: Final = NamedNode(k.RDFS + "subClassOf")
_KINDS: Final = (k.Agent, k.Place, k.Undertaking, k.Event)
"""The classes that all classes of entities are under."""
_SINGLE: Final = (k.begin, k.end, k.status)
"""What an entity has one value of at most, beside its name."""
_OF_ARTICLES: Final = (k.title, k.date, k.publisher, k.url)


def articles(before: Side, now: Side) -> Iterator[Item]:
    """The articles that came, went, or have other words."""
    went, came = (subjects(quads) for quads in differing_quads(before, now, k.RDF_TYPE, k.Article))
    yield from (Item(what=What.ARTICLE, how=How.CAME, iri=iri) for iri in came)
    yield from (Item(what=What.ARTICLE, how=How.WENT, iri=iri) for iri in went)
    others = set[str]().union(*(subjects(quads) for quads in differing_quads(before, now, k.digest)))
    for iri in others - came - went:
        fields = _fields(before, now, iri, iri, (k.digest, *_OF_ARTICLES))
        yield Item(what=What.ARTICLE, how=How.CHANGED, iri=iri, fields=fields)


def entities(before: Side, now: Side) -> Iterator[Item]:
    """The entities that came or went, were joined, split, renamed or retyped, or have another time or status."""
    successors: dict[str, str] = {}
    for item in began_and_ended(before, now):
        if item.how is How.MOVED:
            successors[item.iri] = item.other
        yield item
    yield from _parted(before, now)
    yield from _changed(before, now, successors)


def began_and_ended(before: Side, now: Side) -> Iterator[Item]:
    """The entities of which only one of two graphs knows the IRI as that of a thing of its own."""
    differing = [subjects(quads) for quads in differing_quads(before, now, k.key)]
    gone = {iri for iri in differing[0] if not now.is_thing(iri)}
    new = {iri for iri in differing[1] if not before.is_thing(iri)}
    ended = list(_ended(before, now, gone, new))
    yield from ended
    for iri in sorted(new - {item.iri for item in ended if item.how is How.MOVED}):
        source = before.published(iri)
        if source != iri and before.is_thing(source):
            yield Item(what=What.ENTITY, how=How.SPLIT, iri=iri, other=source)
        else:
            yield Item(what=What.ENTITY, how=How.CAME, iri=iri)


def _ended(before: Side, now: Side, gone: Collection[str], new: Collection[str]) -> Iterator[Item]:
    """What became of the IRIs that no thing goes by any more.

    A thing whose IRI leads to one that was not there before goes by that one now; where several do, the first is
    the one that moved, and the others were joined into it.
    """
    heirs: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(gone):
        heir = now.published(iri)
        if heir == iri or not now.is_thing(heir):
            yield Item(what=What.ENTITY, how=How.WENT, iri=iri)
        else:
            heirs[heir].append(iri)
    for heir, parts in heirs.items():
        joined = parts
        if heir in new:
            same = before.published(heir)
            first = same if same in parts else parts[0]
            yield Item(what=What.ENTITY, how=How.MOVED, iri=heir, other=first)
            joined = [iri for iri in parts if iri != first]
        yield from (Item(what=What.ENTITY, how=How.JOINED, iri=iri, other=heir) for iri in joined)


def _parted(before: Side, now: Side) -> Iterator[Item]:
    """What was one with one thing and is one with another now, though neither is the other."""
    added = subjects(differing_quads(before, now, k.joinedInto)[1])
    for iri in sorted(added):
        old, heir = before.published(iri), now.published(iri)
        if old != iri and now.published(old) != heir and before.published(heir) != old:
            yield Item(what=What.ENTITY, how=How.JOINED, iri=iri, other=heir, fields={"joinedInto": ((old,), (heir,))})


def _changed(before: Side, now: Side, successors: dict[str, str]) -> Iterator[Item]:
    """What is said otherwise of things that both graphs have; ``successors`` go by another IRI than before."""
    types = _entity_types(before, now)
    candidates = set[str](types)
    for name in (k.RDFS_LABEL, *_SINGLE):
        candidates.update(*(subjects(quads) for quads in differing_quads(before, now, name)))
    for iri in sorted(candidates | successors.keys()):
        old = successors.get(iri, iri)
        if not (now.is_thing(iri) and before.is_thing(old)):
            continue
        if named := _fields(before, now, old, iri, (k.RDFS_LABEL,)):
            yield Item(what=What.ENTITY, how=How.RENAMED, iri=iri, other=_unless(old, iri), fields=named)
        if (typed := types.get(iri)) is not None and old == iri:
            yield Item(what=What.ENTITY, how=How.RETYPED, iri=iri, fields={"type": typed})
        if said := _fields(before, now, old, iri, _SINGLE):
            yield Item(what=What.ENTITY, how=How.CHANGED, iri=iri, other=_unless(old, iri), fields=said)


def _entity_types(before: Side, now: Side) -> dict[str, tuple[Values, Values]]:
    """By entity that has other classes than before: its finest ones before, and now."""
    above = classes_of_entities((before, now))
    differing = set[str]()
    for cls in sorted(above):
        differing.update(*(subjects(quads) for quads in differing_quads(before, now, k.RDF_TYPE, NamedNode(cls))))
    found: dict[str, tuple[Values, Values]] = {}
    for iri in differing:
        old, new = (finest(side.values(iri, k.RDF_TYPE), above) for side in (before, now))
        if old != new and old and new:
            found[iri] = old, new
    return found


def classes_of_entities(sides: Iterable[Side]) -> dict[str, set[str]]:
    """The classes of entities, with all classes above each."""
    direct: dict[str, set[str]] = defaultdict(set)
    for side in sides:
        for quad in side.quads(_SUBCLASS):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                direct[quad.subject.value].add(quad.object.value)

    def over(cls: str) -> set[str]:
        found, todo = set[str](), [cls]
        while todo:
            news = direct.get(todo.pop(), set()) - found
            found |= news
            todo += news
        return found

    roots = {cls.value for cls in _KINDS}
    return {cls: over(cls) for cls in {*direct, *roots} if cls in roots or over(cls) & roots}


def finest(classes: Values, above: Mapping[str, set[str]]) -> Values:
    """The local names of the classes of an entity that no other of them is below."""
    wider = set[str]().union(*(above.get(cls, ()) for cls in classes))
    return tuple(cls.removeprefix(k.K) for cls in classes if cls in above and cls not in wider)


def _fields(before: Side, now: Side, old: str, new: str, names: Iterable[NamedNode]) -> Fields:
    """Which of some properties have other values than before."""
    values = {name.value: (before.values(old, name), now.values(new, name)) for name in names}
    return {_local(name): pair for name, pair in values.items() if pair[0] != pair[1]}


def _local(name: str) -> str:
    return "label" if name == k.RDFS_LABEL.value else name.removeprefix(k.K)


def _unless(iri: str, same: str) -> str:
    return "" if iri == same else iri
