"""One known institution or place, as the files of the reference data describe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One known institution or place."""

    iri: str
    kind: Literal["Institution", "Place"]
    cls: str
    """Local name of its class in the ontology: ``DevelopmentBank``, ``Country``, ``City`` …"""
    name: str
    """The preferred name; what the reference data call it."""
    aliases: tuple[str, ...] = ()
    """Other full names, official and former ones among them."""
    acronyms: tuple[str, ...] = ()
    """Short forms written in capitals; they match only as they are spelled here."""
    demonyms: tuple[str, ...] = ()
    """Adjectives and names of inhabitants (countries and regions): “Kazakh”, “Kazakhstani”."""
    weak: tuple[str, ...] = ()
    """Those of the names above that prove nothing without context: “Mobile”, “EDB”."""
    country: str | None = None
    """IRI of the country that an institution or a place belongs to; of a country, its own IRI."""
    unit_of: str | None = None
    member_of: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """Regions that a place lies in (IRIs); for a city, its country or a region of it."""
    headquarters: str | None = None
    """IRI of the city where an institution has its seat; of the country where its city is not known apart."""
    capital: str | None = None
    """IRI of the capital of a country."""
    source: str
    """Where the entry comes from: an address, or the name of a standard or data set."""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    codes: tuple[str, ...] = ()
    """ISO 3166-1 codes of a country: two letters, three letters, three digits."""
    same_as: tuple[str, ...] = ()
    """IRIs that other data sets give the same thing (GeoNames, Wikidata)."""
    identifiers: tuple[str, ...] = ()
    """What other registers call an institution, as SCHEME:VALUE: ``dac-channel:46004``, ``lei:…``."""

    def leads_to(self) -> tuple[str, ...]:
        """IRIs of everything that is said of the entry: wholes, memberships, its country, cities, places around it."""
        one = (self.unit_of, self.country, self.headquarters, self.capital)
        return (*(iri for iri in one if iri), *self.member_of, *self.within)
