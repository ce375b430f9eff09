"""The facts and figures in which two graphs differ.

A fact's IRI is made of what it says, so the same fact has the same IRI in both. Those that only one graph has are
compared in two ways more: the same assertions may report them in other identities, since things were joined or split
(the fact moved); or they may tell another value of what has one, such as the number of a figure (it changed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from graph.difference_items import Fields, How, Item, What
from graph.difference_sides import Side, Values, differing_quads, subjects
from ontology import iris
from ontology import terms as k

Properties = Mapping[NamedNode, Values]

_RICH: Final = (k.Tenure, k.Deal, k.Observation, k.Utterance)
_COUNTS: Final = (k.independentSources, k.articles)
_TOLD: Final = (
    k.stage, k.former, k.title, k.remit, k.low, k.high, k.bound, k.begin, k.end, k.indicator, k.conflictsWith,
)  # fmt: skip
"""What may be told otherwise of the same fact; all else makes it another one, or only words it."""
_OTHERWISE: Final = (*_TOLD, k.value, k.unit, k.currency, k.perYear, k.modality, k.capacity, k.instrument)
"""What may be different between a fact and the one that took its place."""


def facts(before: Side, now: Side) -> Iterator[Item]:
    """The facts and figures that came, went, moved, or are told or attested otherwise."""
    yield from came_and_went(before, now)
    yield from _told_otherwise(before, now)


def came_and_went(before: Side, now: Side) -> Iterator[Item]:
    """The facts and figures that only one of two graphs has; of those that moved or changed, the one now."""
    went, came = _only(before, now)
    moved = _moved(before, now, went, came)
    went -= {old for old, _ in moved}
    came -= {new for _, new in moved}
    replaced = _replaced(before, now, went, came)
    for how, pairs in ((How.MOVED, moved), (How.CHANGED, replaced)):
        for old, new in pairs:
            fields = _fields(before, now, old, new, (*_COUNTS, *_OTHERWISE))
            yield Item(what=_what(now, new), how=how, iri=new, other=old, fields=fields)
    went -= {old for old, _ in replaced}
    came -= {new for _, new in replaced}
    yield from (Item(what=_what(now, iri), how=How.CAME, iri=iri) for iri in came)
    for iri in went:
        yield Item(
            what=_what(before, iri), how=How.WENT, iri=iri, fields=_fields(before, now, iri, iri, (k.rejectedBy,))
        )


def _only(before: Side, now: Side) -> tuple[set[str], set[str]]:
    """The facts that only the one graph states, and only the other."""
    candidates = set[str]()
    for name, value in ((k.RDF_TYPE, k.Fact), (k.mirrors, None), (k.inferredFrom, None)):
        candidates.update(*(subjects(quads) for quads in differing_quads(before, now, name, value)))
    went, came = set[str](), set[str]()
    for iri in candidates:
        was, is_now = before.is_fact(iri), now.is_fact(iri)
        if was and not is_now:
            went.add(iri)
        elif is_now and not was:
            came.add(iri)
    return went, came


def _moved(before: Side, now: Side, went: Iterable[str], came: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a fact before and one now that the same assertion reports, where only one of the graphs has either."""
    pairs = {(iri, other) for iri in went for other in reported_elsewhere(before, now, iri)}
    pairs |= {(other, iri) for iri in came for other in reported_elsewhere(now, before, iri)}
    return sorted(pairs)


def reported_elsewhere(here: Side, there: Side, fact: str) -> set[str]:
    """The facts of the same class that the assertions reporting a fact in one graph report in another graph."""
    cls = _class(here, fact)
    return {
        other
        for assertion in here.pointing(k.reports, fact)
        for other in there.ends(assertion, k.reports)
        if _class(there, other) == cls and there.is_fact(other)
    }


def restated(before: Side, now: Side, fact: str) -> str | None:
    """The fact node by which the assertions that reported one report the same now; ``None`` if there is no such one.

    Of the two readings of what can be read from both sides, each has the one that begins with the same thing.
    """
    cls, predicate = _class(before, fact), before.values(fact, k.predicate)
    found = {
        other
        for assertion in before.pointing(k.reports, fact)
        for other in now.ends(assertion, k.reports)
        if _class(now, other) == cls and now.values(other, k.predicate) == predicate
    }
    for name in (k.subject, k.object):
        if len(found) > 1:
            meant = tuple(now.published(iri) for iri in before.values(fact, name))
            found = {other for other in found if now.values(other, name) == meant} or found
    return found.pop() if len(found) == 1 else None


def _replaced(before: Side, now: Side, went: Iterable[str], came: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a fact that went and one that came which tell different values of one thing."""
    waiting: dict[Values, list[str]] = defaultdict(list)
    for iri in sorted(came):
        for slot in slots(_class(now, iri), now.properties(iri)):
            waiting[slot].append(iri)
    taken, pairs = set[str](), list[tuple[str, str]]()
    for iri in sorted(went) if waiting else ():
        found = (other for slot in slots(_class(before, iri), before.properties(iri)) for other in waiting[slot])
        new = next((other for other in found if other not in taken), None)
        if new is not None:
            taken.add(new)
            pairs.append((iri, new))
    return pairs


def slots(cls: NamedNode, said: Properties) -> Iterator[Values]:
    """What a fact gives a value of, as keys: two facts that share one tell the same thing with different values."""
    make = _SLOTS.get(cls)
    if make is not None:
        yield from ((cls.value, *slot) for slot in make(said))


def _of_figure(said: Properties) -> Iterator[Values]:
    sides = sorted((*said.get(k.about, ()), *said.get(k.counterpart, ())))
    names = (k.unit, k.perYear, k.modality, k.begin, k.end)
    common = (*sides, "", *(_first(said, name) for name in names))
    if sides:
        yield from ((*common, "indicator", one) for one in said.get(k.indicator, ()))
        yield from (
            (*common, "measure", one) for one in sorted({iris.fold(words) for words in said.get(k.measure, ())})
        )


def _of_deal(said: Properties) -> Iterator[Values]:
    yield tuple(_first(said, name) for name in (k.financier, k.recipient, k.purpose, k.currency, k.instrument))


def _of_tenure(said: Properties) -> Iterator[Values]:
    yield tuple(_first(said, name) for name in (k.member, k.organization))


_SLOTS: Final[Mapping[NamedNode, Callable[[Properties], Iterator[Values]]]] = {
    k.Observation: _of_figure, k.Deal: _of_deal, k.Tenure: _of_tenure,
}  # fmt: skip


def _told_otherwise(before: Side, now: Side) -> Iterator[Item]:
    """The facts that both graphs state, and of which they tell something different."""
    candidates = set[str]()
    for name in (*_COUNTS, *_TOLD):
        for quads in differing_quads(before, now, name):
            candidates |= subjects(quads)
    for iri in candidates:
        if not (before.is_fact(iri) and now.is_fact(iri)):
            continue
        fields = _fields(before, now, iri, iri, (*_COUNTS, *_TOLD))
        if fields:
            yield Item(what=_what(now, iri), how=_how(fields), iri=iri, fields=fields)


def _how(fields: Fields) -> How:
    """Whether a fact is better or less attested only, or told otherwise, too."""
    counts = [name.value.removeprefix(k.K) for name in _COUNTS]
    if fields.keys() - set(counts):
        return How.CHANGED
    if counts[0] not in fields:
        return How.COPIED
    old, new = (int("".join(values) or 0) for values in fields[counts[0]])
    return How.STRONGER if new > old else How.WEAKER


def _fields(before: Side, now: Side, old: str, new: str, names: Iterable[NamedNode]) -> Fields:
    was, is_now = before.properties(old), now.properties(new)
    values = ((name, was.get(name, ()), is_now.get(name, ())) for name in names)
    return {name.value.removeprefix(k.K): (one, other) for name, one, other in values if one != other}


def _class(side: Side, fact: str) -> NamedNode:
    return next((cls for cls in _RICH if side.is_a(fact, cls)), k.Fact)


def _what(side: Side, fact: str) -> What:
    return What.FIGURE if side.is_a(fact, k.Observation) else What.FACT


def _first(said: Properties, name: NamedNode) -> str:
    return next(iter(said.get(name, ())), "")
