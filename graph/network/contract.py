"""What the network promises: for each relation its direction, its weight and its color, for each class its color.

Names, directions and colors are read from the ontology. ``docs/network.md`` is the same contract in words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from graph.joining import KINDS
from ontology import generate_terms
from ontology import terms as k

NEUTRAL: Final = "#767676"
"""The color of a relation or a class for which the ontology has none."""
DEFAULT_KINDS: Final = ("person", "institution", "place", "undertaking", "event")
"""Every kind of thing."""
DEFAULT_PREDICATES: Final = (
    "attended", "expectedAt", "finances", "follows", "implements", "locatedIn", "memberOf", "metWith", "organOf",
    "party", "under", "unitOf", "worksFor",
)  # fmt: skip
"""The relations drawn unless others are asked for: who works with whom, on what, under which agreement.

Left out are ``discussed`` (a topic of talk is no collaboration), ``sector`` (its other end is no thing), ``during``
and ``within`` (they say how events and places nest), and ``workedFor`` (what is over).
"""
OF_EVENTS: Final = frozenset({"attended", "discussed", "during", "expectedAt"})
"""Relations that hold while their event takes place: their time is the event's, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a relation is drawn."""

    name: str
    """Its local name in the ontology."""
    label: str
    directed: bool
    """Whether its ends differ; an edge without direction still has the order in which the fact states its ends."""
    color: str
    """As #rrggbb."""
    inverse_of: str
    """The local name of the relation that says the same from the other side, of which it is the mirror; or empty."""
    meaning: str
    """A sentence with an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """How the things of a class are drawn."""

    name: str
    """Its local name in the ontology."""
    label: str
    color: str
    """As #rrggbb: its own, or that of the nearest class above."""
    above: frozenset[str]
    """The local names of the class itself and of all classes above it."""


@cache
def relations() -> Mapping[str, Relation]:
    """Every relation between two things that facts state, by its local name: those with a color, and their inverses."""
    values = _ontology()
    own = {name for name, said in values.items() if said[k.color.value] and _is(said, "ObjectProperty")}
    inverse = {name for name, said in values.items() if own & {_local(iri) for iri in said[_INVERSE]}}
    return MappingProxyType({name: _relation(name, values) for name in sorted(own | inverse)})


@cache
def classes() -> Mapping[str, Class]:
    """Every class of the ontology, by its local name."""
    values = _ontology()
    found = [name for name, said in values.items() if _is(said, "Class")]
    return MappingProxyType({name: _class(name, values) for name in sorted(found)})


def relation_named(name: str) -> Relation:
    """How a relation is drawn; one that the contract does not have is drawn as an arrow without a color of its own."""
    bare = Relation(name=name, label=words(name), directed=True, color=NEUTRAL, inverse_of="", meaning="")
    return relations().get(name, bare)


def color_of_class(name: str, kind: str = "") -> str:
    """The color of the things of a class; of a class that the ontology does not have, that of their kind."""
    known = classes().get(name) or classes().get(kind.capitalize() if kind in KINDS else "")
    return known.color if known else NEUTRAL


def words(name: str) -> str:
    """A local name as words.

    >>> words("metWith")
    'met with'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


_INVERSE: Final = k.OWL + "inverseOf"
_Values = Mapping[str, Mapping[str, list[str]]]


@cache
def _ontology() -> _Values:
    """The values of the ontology's own terms, by local name and property."""
    values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=generate_terms.FOLDER / "kerege.ttl", format=ox.RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        own = isinstance(subject, ox.NamedNode) and subject.value.startswith(k.K)
        if own and isinstance(value, ox.NamedNode | ox.Literal):
            values[_local(subject.value)][quad.predicate.value].append(value.value)
    return values


def _is(said: Mapping[str, list[str]], owl_type: str) -> bool:
    return k.OWL + owl_type in said[k.RDF_TYPE.value]


def _local(iri: str) -> str:
    return iri.removeprefix(k.K)


def _relation(name: str, values: _Values) -> Relation:
    said = values[name]
    inverse = "".join(_local(iri) for iri in said[_INVERSE])
    return Relation(
        name=name,
        label=said[k.RDFS_LABEL.value][0],
        directed=not _is(said, "SymmetricProperty"),
        color=(said if not inverse else values[inverse])[k.color.value][0],
        inverse_of=inverse,
        meaning=said[k.RDFS + "comment"][0],
    )


def _class(name: str, values: _Values) -> Class:
    above, edge, colors = {name}, [name], list[str]()
    while edge:
        colors = colors or [color for one in edge for color in values[one][k.color.value]]
        parents = [iri for one in edge for iri in values[one][k.RDFS + "subClassOf"] if iri.startswith(k.K)]
        edge = sorted({_local(iri) for iri in parents} - above)
        above.update(edge)
    label = values[name][k.RDFS_LABEL.value][0]
    return Class(name=name, label=label, color=min(colors, default=NEUTRAL), above=frozenset(above))
