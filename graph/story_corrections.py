"""The corrections that touch a fact: of the fact itself, of what articles state of it, and of its things."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from graph.lookups import Lookups, value, values
from graph.story import Corrected, End
from ontology import terms as k


def corrections(
    lookups: Lookups, fact: str, assertions: Iterable[str], ends: Iterable[End]
) -> tuple[Corrected, ...]:  # fmt: skip
    """The corrections of a fact (there or not), of assertions of it, and of its things, the oldest first."""
    found = {*lookups.pointing(k.corrects, NamedNode(fact)), *lookups.each(fact, k.rejectedBy)}
    for assertion in assertions:
        found.update(lookups.each(assertion, k.rejectedBy), lookups.each(assertion, k.addedBy))
    for end in ends:
        found.update(lookups.pointing(k.corrects, NamedNode(end.thing.iri)))
    told = (_corrected(lookups, iri) for iri in found)
    return tuple(sorted(told, key=lambda one: (one.on, one.iri)))


def _corrected(lookups: Lookups, iri: str) -> Corrected:
    said = lookups.about(iri)
    return Corrected(
        iri=iri,
        label=value(said, k.RDFS_LABEL) or iri,
        action=value(said, k.action) or "",
        by=value(said, k.correctedBy) or "",
        on=value(said, k.correctedOn) or "",
        why=value(said, k.why) or "",
        outcome=value(said, k.outcome) or "",
        effect=value(said, k.effect) or "",
        evidence=tuple(sorted(one.value for one in values(said, k.shownBy))),
    )
