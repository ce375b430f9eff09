"""Counts of a dataset as VoID tells them (https://www.w3.org/TR/void/), taken while its subjects go by.

Counting needs every triple once, which writing the dumps does anyway (``graph.release_files``): nothing is counted when
somebody asks. Memory grows with the number of classes and properties, not with that of things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from ontology import terms as k

SHOWN: Final = ("person", "institution", "place", "undertaking", "event", "article")
"""Kinds of things, as IRIs name them, that have documents worth finding."""
_LINKS: Final = frozenset(
    {
        k.OWL + "sameAs",
        *(f"{k.SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")),
    }
)
"""Properties that lead to the same or the like in other datasets."""
_EXAMPLE: Final = 5
"""Kinds of ``SHOWN`` of which the thing with most triples is an example: all but articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of the default graph."""

    triples: int
    subjects: int
    """Distinct subjects."""
    entities: int
    """Subjects whose IRIs begin as those of the dataset's things do."""
    classes: Mapping[str, int]
    """Instances by class."""
    properties: Mapping[str, int]
    """Triples by property."""
    usage: Mapping[str, Mapping[str, int]]
    """Triples about the instances of each class, by property."""
    links: Mapping[str, Mapping[str, int]]
    """Triples that lead to other datasets: by the other's address, by property."""
    examples: tuple[str, ...]
    """IRIs of things that much is said about, one of a kind."""

    def as_fields(self) -> dict[str, Any]:
        """The counts as JSON can hold them."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Counts:
        """The counts that ``as_fields`` gave; ``KeyError`` or ``TypeError`` if these are none."""
        known: dict[str, Any] = dict(fields)
        known["examples"] = tuple(fields["examples"])
        return cls(**known)


class Census:
    """Counts subjects one after the other, each with all its triples."""

    def __init__(self, base: str) -> None:
        """A census of a dataset whose things' IRIs begin with ``base``."""
        self._base = base
        self._triples = self._subjects = self._entities = 0
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()
        self._usage: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._links: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._most: dict[str, tuple[int, str]] = {}

    def add(self, about: Sequence[Quad]) -> str | None:
        """Count a subject by its triples; its IRI if it is a thing that has a document of its own."""
        subject = about[0].subject
        self._triples += len(about)
        self._subjects += 1
        properties = Counter(quad.predicate.value for quad in about)
        self._properties.update(properties)
        classes = {
            quad.object.value for quad in about if quad.predicate == k.RDF_TYPE and isinstance(quad.object, NamedNode)
        }
        for name in classes:
            self._classes[name] += 1
            self._usage[name].update(properties)
        if not isinstance(subject, NamedNode) or not subject.value.startswith(self._base):
            return None
        self._entities += 1
        self._link(about)
        kind = self._kind(subject.value)
        if kind is None or not classes or k.joinedInto.value in properties:
            return None
        if len(about) > self._most.get(kind, (0, ""))[0]:
            self._most[kind] = len(about), subject.value
        return subject.value

    def counts(self) -> Counts:
        """What was counted so far, sorted by IRI."""
        return Counts(
            triples=self._triples,
            subjects=self._subjects,
            entities=self._entities,
            classes=_by_iri(self._classes),
            properties=_by_iri(self._properties),
            usage={name: _by_iri(counts) for name, counts in sorted(self._usage.items())},
            links={target: _by_iri(counts) for target, counts in sorted(self._links.items())},
            examples=tuple(self._most[kind][1] for kind in islice(SHOWN, _EXAMPLE) if kind in self._most),
        )

    def _kind(self, iri: str) -> str | None:
        path = iri[len(self._base) :].split("/", 2)
        return path[1] if len(path) == 3 and path[0] == "id" and path[1] in SHOWN else None

    def _link(self, about: Sequence[Quad]) -> None:
        for quad in about:
            if quad.predicate.value in _LINKS and isinstance(quad.object, NamedNode):
                parts = urlsplit(quad.object.value)
                target = f"{parts.scheme}://{parts.netloc}/"
                if parts.netloc and not quad.object.value.startswith((self._base, k.K)):
                    self._links[target][quad.predicate.value] += 1


def _by_iri(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
