"""Reference data in published identities, where a person said that entries are one.

Nothing but a correction joins entries of the reference data. Then the one that is published leads; the others give
their names, and what it lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from ontology.reference import Entry


def joined_entries(entries: Mapping[str, Entry], published: Callable[[str], str]) -> dict[str, Entry]:
    """The entries by the IRIs that they are published under, and leading to such IRIs only."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for iri in sorted(entries, key=lambda iri: (published(iri) != iri, iri)):
        groups[published(iri)].append(entries[iri])
    return {iri: _merged(iri, several, published) for iri, several in groups.items()}


def _merged(iri: str, several: list[Entry], published: Callable[[str], str]) -> Entry:
    lead = several[0]

    def one(values: Iterable[str | None]) -> str | None:
        return next((end for end in (published(value) for value in values if value) if end != iri), None)

    def every(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(values)))

    def ends(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(end for end in map(published, chain.from_iterable(values)) if end != iri))

    names = every((entry.name, *entry.aliases) for entry in several)
    placed = next((entry for entry in several if entry.latitude is not None), lead)
    country = next((entry.country for entry in several if entry.country), None)
    return replace(
        lead,
        iri=iri,
        aliases=tuple(name for name in names if name != lead.name),
        acronyms=every(entry.acronyms for entry in several),
        demonyms=every(entry.demonyms for entry in several),
        country=published(country) if country else None,
        unit_of=one(entry.unit_of for entry in several),
        member_of=ends(entry.member_of for entry in several),
        within=ends(entry.within for entry in several),
        headquarters=one(entry.headquarters for entry in several),
        capital=one(entry.capital for entry in several),
        latitude=placed.latitude,
        longitude=placed.longitude,
        codes=every(entry.codes for entry in several),
        same_as=every(entry.same_as for entry in several),
        identifiers=every(entry.identifiers for entry in several),
    )
