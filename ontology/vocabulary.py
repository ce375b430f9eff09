"""The schemes beside the ontology, for those who read and write them: sectors, indicators, instruments, stages.

Each is a mapping from the key that facts use (``private-sector``, ``trade-turnover``) to a ``Concept`` with the words
that name it or point to it. The files are ``sectors.ttl``, ``indicators.ttl`` and ``financing.ttl``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from ontology import terms

FOLDER: Final = Path(__file__).parent

_SKOS: Final = terms.SKOS
_WORD: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry of a scheme."""

    key: str
    """What facts call it; the last part of its IRI."""
    iri: str
    label: str
    """The preferred label, for people."""
    definition: str = ""
    names: tuple[str, ...] = ()
    """Lower-case words that name it, its label among them; sorted, longest first."""
    triggers: tuple[str, ...] = ()
    """Lower-case words that point to it in the news, without naming it; sorted, longest first."""
    unit_kinds: frozenset[str] = frozenset()
    """Of an indicator: ``money``, ``percent``, ``times``, ``measure``, ``years``, ``count``."""


@cache
def sectors() -> Mapping[str, Concept]:
    """The sectors, by key."""
    return _scheme("sectors.ttl", terms.Sector, terms.SECTOR)


@cache
def indicators() -> Mapping[str, Concept]:
    """The indicators, by key."""
    return _scheme("indicators.ttl", terms.Indicator, terms.INDICATOR)


@cache
def instruments() -> Mapping[str, Concept]:
    """The instruments of financing, by key."""
    return _scheme("financing.ttl", terms.Instrument, terms.INSTRUMENT)


@cache
def stages() -> Mapping[str, Concept]:
    """The stages of financing, by key, in the order in which a financing passes them."""
    return _scheme("financing.ttl", terms.Stage, terms.STAGE)


def _scheme(file: str, cls: ox.NamedNode, namespace: str) -> Mapping[str, Concept]:
    """The concepts of one class, in the order of the file."""
    values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    members: list[str] = []
    for quad in ox.parse(path=FOLDER / file, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            values[quad.subject.value][quad.predicate.value].append(quad.object.value)
            if quad.predicate == terms.RDF_TYPE and quad.object == cls:
                members.append(quad.subject.value)
    found = (_concept(iri, iri.removeprefix(namespace), values[iri]) for iri in members)
    return MappingProxyType({concept.key: concept for concept in found})


def _concept(iri: str, key: str, values: Mapping[str, list[str]]) -> Concept:
    (label,) = values[_SKOS + "prefLabel"]
    return Concept(
        key=key,
        iri=iri,
        label=label,
        definition="".join(values[_SKOS + "definition"]),
        names=_words([label, *values[_SKOS + "altLabel"]]),
        triggers=_words(values[_SKOS + "hiddenLabel"]),
        unit_kinds=frozenset(values[terms.unitKind.value]),
    )


def _words(labels: list[str]) -> tuple[str, ...]:
    return tuple(sorted({label.lower() for label in labels}, key=lambda label: (-len(label), label)))


def indicator_of(measure: str, unit_kind: str) -> str | None:
    """The key of the indicator that an article's words for a measure express, if any.

    The longest name or trigger found in the words decides, a name before a trigger of the same length; the unit must
    be of a kind in which the indicator is counted. A name that the words only share a part with proves nothing.

    >>> indicator_of("bilateral trade turnover", "money"), indicator_of("storm warnings", "count")
    ('trade-turnover', None)
    """
    words = _WORD.findall(measure.lower())
    index, text = _phrases(unit_kind), f" {' '.join(words)} "
    found = [row[1:] for word in set(words) & index.keys() for row in index[word] if row[0] in text]
    return min(found, default=(0, 0, 0, None))[3]


@cache
def _phrases(unit_kind: str) -> Mapping[str, list[tuple[str, int, int, int, str]]]:
    """The names and triggers of the indicators counted in a kind of unit, by their first word.

    Each between spaces, with what ranks it.
    """
    index: dict[str, list[tuple[str, int, int, int, str]]] = {}
    for place, concept in enumerate(indicators().values()):
        for rank, phrases in enumerate((concept.names, concept.triggers)):
            for phrase in phrases if unit_kind in concept.unit_kinds else ():
                row = (f" {phrase} ", -len(phrase), rank, place, concept.key)
                index.setdefault(phrase.split(" ", 1)[0], []).append(row)
    return index
