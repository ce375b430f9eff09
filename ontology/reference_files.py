"""The reference data read into entries: Turtle for institutions and regions, TSV for countries and cities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import resources
from typing import Final

import pyoxigraph as ox

from ontology import iris
from ontology.errors import ReferenceDataError
from ontology.reference_entry import Entry

TURTLE: Final = ("banks.ttl", "organizations.ttl", "national.ttl", "ministries.ttl", "outlets.ttl", "regions.ttl")
_K: Final = iris.ONTOLOGY
_RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SOURCE: Final = "http://purl.org/dc/terms/source"
_PLACES: Final = frozenset({"Place", "Region", "City", "Country"})
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_GEONAMES: Final = "https://sws.geonames.org/"


def read_entries(base: str) -> Iterator[Entry]:
    """All entries, institutions and regions first; raises ``ReferenceDataError`` for an IRI given twice."""
    seen: set[str] = set()
    curated = list(read_curated(base))
    cities = list(_cities(base, curated))
    for entry in (*_completed(base, curated, cities), *cities):
        if entry.iri in seen:
            raise ReferenceDataError(f"The reference data describe <{entry.iri}> twice; give one of them another key.")
        seen.add(entry.iri)
        yield entry


def _completed(base: str, curated: Iterable[Entry], cities: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries; countries lead to their capitals, institutions have what other registers call them."""
    capitals, identifiers = _capitals(base, cities), _identifiers(base)
    for entry in curated:
        if known := identifiers.pop(entry.iri, ()):
            same = (_WIKIDATA + i.removeprefix("wikidata:") for i in known if i.startswith("wikidata:"))
            rest = tuple(i for i in known if not i.startswith("wikidata:"))
            yield replace(entry, same_as=(*entry.same_as, *same), identifiers=rest)
        elif capital := capitals.get(entry.iri):
            yield replace(entry, capital=capital)
        else:
            yield entry
    if identifiers:
        unknown = ", ".join(sorted(identifiers))
        raise ReferenceDataError(
            f"identifiers.tsv names what no file describes: {unknown}. Describe it or drop the line."
        )


def _capitals(base: str, cities: Iterable[Entry]) -> dict[str, str]:
    """By country; left out where the capital is no city of its own (Singapore) or too small to be known."""
    minter = iris.Minter(base)
    known = {(city.country, city.iri) for city in cities}
    found: dict[str, str] = {}
    for key, _, _, _, _, _, name, _, codes, *_ in _rows("countries.tsv"):
        country, city = f"{base}id/place/{key}", minter.place(name) if name else ""
        for iri in (city, f"{city}-{codes[:2].lower()}"):
            if (country, iri) in known:
                found.setdefault(country, iri)
    return found


def _identifiers(base: str) -> dict[str, tuple[str, ...]]:
    """What other registers call institutions, by IRI."""
    found: dict[str, tuple[str, ...]] = {}
    for key, identifier, _ in _rows("identifiers.tsv"):
        iri = f"{base}id/institution/{key}"
        found[iri] = (*found.get(iri, ()), identifier)
    return found


def read_curated(base: str) -> Iterator[Entry]:
    """The entries that people edit: all but the cities."""
    yield from _turtle(base)
    yield from _countries(base)


def _text(name: str) -> str:
    return (resources.files("ontology") / "reference" / name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[list[str]]:
    """The lines of a table below its comments and its header, split at tabs."""
    lines = (line for line in _text(name).splitlines() if not line.startswith("#"))
    width = len(next(lines).split("\t"))
    for line in lines:
        row = line.split("\t")
        if len(row) != width:
            raise ReferenceDataError(f"A line of {name} has {len(row)} columns where {width} are due: {line[:60]!r}.")
        yield row


def _turtle(base: str) -> Iterator[Entry]:
    blocks: dict[str, dict[str, list[str]]] = {}
    for name in TURTLE:
        for quad in ox.parse(_text(name).encode(), format=ox.RdfFormat.TURTLE, base_iri=base):
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                raise ReferenceDataError(f"{name} holds a blank node; give it an IRI.")
            blocks.setdefault(subject.value, {}).setdefault(predicate, []).append(value.value)
    for iri, said in blocks.items():
        yield _entry(iri, said)


def _entry(iri: str, said: dict[str, list[str]]) -> Entry:
    def every(predicate: str) -> tuple[str, ...]:
        return tuple(said.get(predicate, ()))

    def one(predicate: str) -> str | None:
        values = said.get(predicate, [])
        if len(values) > 1:
            raise ReferenceDataError(f"The reference data say <{predicate}> of <{iri}> more than once; leave one.")
        return values[0] if values else None

    cls, name, source = one(_TYPE), one(_RDFS_LABEL), one(_SOURCE)
    if not cls or not name or not source:
        raise ReferenceDataError(f"The reference data of <{iri}> lack a class, an rdfs:label or a dcterms:source.")
    local = cls.removeprefix(_K)
    return Entry(
        iri=iri,
        kind="Place" if local in _PLACES else "Institution",
        cls=local,
        name=name,
        aliases=every(_SKOS + "altLabel"),
        acronyms=every(_K + "acronym"),
        demonyms=every(_K + "demonym"),
        weak=every(_K + "ambiguousName"),
        country=one(_K + "country"),
        unit_of=one(_K + "unitOf"),
        member_of=every(_K + "memberOf"),
        within=every(_K + "within"),
        source=source,
        headquarters=one(_K + "headquarters"),
        same_as=every(_SKOS + "exactMatch"),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _memberships(base: str) -> dict[str, tuple[str, ...]]:
    """The organizations that a country is a member of, by its code."""
    found: dict[str, tuple[str, ...]] = {}
    for organization, members, _ in _rows("members.tsv"):
        for code in _listed(members):
            found[code] = (*found.get(code, ()), f"{base}id/institution/{organization}")
    return found


def _countries(base: str) -> Iterator[Entry]:
    minter, member_of = iris.Minter(base), _memberships(base)
    for key, name, official, aliases, acronyms, demonyms, _, regions, codes, geonames, weak, source in _rows(
        "countries.tsv"
    ):
        iri = f"{base}id/place/{key}"
        yield Entry(
            iri=iri,
            kind="Place",
            cls="Country",
            name=name,
            aliases=(*_listed(official), *_listed(aliases)),
            acronyms=_listed(acronyms),
            demonyms=_listed(demonyms),
            weak=_listed(weak),
            country=iri,
            member_of=member_of.get(codes[:2], ()),
            within=tuple(map(minter.place, _listed(regions))),
            source=source,
            codes=_listed(codes),
            same_as=(f"{_GEONAMES}{geonames}/",) if geonames else (),
        )


def _cities(base: str, curated: Iterable[Entry]) -> Iterator[Entry]:
    """Cities; their columns are those that ``scripts/compact_geonames.py`` writes."""
    by_code = {entry.codes[0]: entry.iri for entry in curated if entry.codes}
    place = f"{base}id/place/"
    for key, name, aliases, weak, code, population, latitude, longitude, geonames in _rows("cities.tsv"):
        country = by_code[code]
        yield Entry(
            iri=place + key,
            kind="Place",
            cls="City",
            name=name,
            aliases=tuple(aliases.split("|")) if aliases else (),
            weak=tuple(weak.split("|")) if weak else (),
            country=country,
            within=(country,),
            source="GeoNames",
            population=int(population),
            latitude=float(latitude),
            longitude=float(longitude),
            same_as=(f"{_GEONAMES}{geonames}/",),
        )
