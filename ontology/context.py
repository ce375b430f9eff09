"""The JSON-LD context of published documents (https://www.w3.org/TR/json-ld11/), and documents that use it.

A context is published under the version of the ontology that it was derived from and stays there: whoever kept a
document can still read it. ``contexts/`` holds one file for each version; ``ontology.generate_context`` writes that of
the ontology as it is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from ontology import terms as k

FOLDER: Final = Path(__file__).parent / "contexts"
_SCHEMA: Final = "https://schema.org/"
_PREFIXES: Final[Mapping[str, str]] = {
    "dcterms": k.DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "k": k.K,
    "owl": k.OWL,
    "rdf": k.RDF,
    "rdfs": k.RDFS,
    "skos": k.SKOS,
    "void": "http://rdfs.org/ns/void#",
    "xsd": k.XSD,
}
_BESIDE: Final[Mapping[str, Any]] = {
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "seeAlso": {"@id": "rdfs:seeAlso", "@type": "@id"},
}
_COERCED: Final = frozenset({k.XSD_DATE.value, k.XSD_DECIMAL.value})
_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")

Context = Mapping[str, Any]


def derived(triples: Iterable[ox.Triple]) -> Context:
    """The context that an ontology's triples make: its terms by local name, values typed as the ontology says."""
    kinds: dict[str, set[str]] = defaultdict(set)
    ranges: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            if triple.predicate == k.RDF_TYPE:
                kinds[triple.subject.value].add(triple.object.value)
            elif triple.predicate.value in (k.RDFS + "range", _SCHEMA + "rangeIncludes"):
                ranges[triple.subject.value].add(triple.object.value)
    terms: dict[str, Any] = {}
    for iri in sorted(kinds):
        name = iri.removeprefix(k.K)
        if name != iri and name:
            terms[name] = _term(name, kinds[iri], ranges[iri])
    return {"@version": 1.1, **_PREFIXES, **_BESIDE, **terms}


def _term(name: str, kinds: set[str], ranges: set[str]) -> Any:
    if k.OWL + "ObjectProperty" in kinds:
        return {"@id": f"k:{name}", "@type": "@id"}
    coerced = ranges & _COERCED
    if k.OWL + "DatatypeProperty" in kinds and len(ranges) == 1 and coerced:
        return {"@id": f"k:{name}", "@type": f"xsd:{coerced.pop().removeprefix(k.XSD)}"}
    return f"k:{name}"


@cache
def published(version: str) -> Context:
    """A published context; ``KeyError`` if there is none of that version."""
    file = FOLDER / f"{version}.jsonld"
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", version) or not file.exists():
        raise KeyError(version)
    context: Context = json.loads(file.read_bytes())["@context"]
    return context


@cache
def newest() -> str:
    """The version of the newest published context."""
    return max((file.stem for file in FOLDER.glob("*.jsonld")), key=lambda stem: [int(n) for n in stem.split(".")])


def as_json(context: Context) -> bytes:
    """A context as it is published."""
    return (json.dumps({"@context": context}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class Compact:
    """Writes triples as JSON-LD in the terms of a context."""

    def __init__(self, version: str) -> None:
        """The context of that version; ``KeyError`` if none is published."""
        self._context = published(version)
        names = {
            name: (definition if isinstance(definition, str) else definition["@id"], definition)
            for name, definition in self._context.items()
            if name not in _PREFIXES and name != "@version"
        }
        self._names = {self._expanded(iri): name for name, (iri, _) in names.items()}
        self._types = {
            name: None if isinstance(definition, str) else self._expanded(definition["@type"])
            for name, (_, definition) in names.items()
        }

    def document(self, triples: Iterable[ox.Triple | ox.Quad], context: str | Context) -> bytes:
        """Triples, or quads of one graph, by subject in the order of appearance, under a context or its address."""
        nodes: dict[str, dict[str, list[Any]]] = {}
        for triple in triples:
            node = nodes.setdefault(self._id(triple.subject), {})
            if triple.predicate == k.RDF_TYPE and isinstance(triple.object, ox.NamedNode):
                node.setdefault("@type", []).append(self._name(triple.object.value))
            else:
                name = self._name(triple.predicate.value)
                node.setdefault(name, []).append(self._value(triple.object, self._types.get(name)))
        flat = [{"@id": subject, **_without_lists_of_one(node)} for subject, node in nodes.items()]
        return json.dumps({"@context": context, "@graph": flat}, ensure_ascii=False).encode("utf-8")

    def _value(self, term: Any, coerced: str | None) -> Any:
        if not isinstance(term, ox.Literal):
            return self._id(term) if coerced == "@id" else {"@id": self._id(term)}
        datatype = term.datatype.value
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if coerced == datatype:
            return term.value
        if datatype == k.XSD + "string":
            return term.value if coerced is None else {"@value": term.value}
        if coerced is None and datatype == k.XSD_INTEGER.value and _WHOLE.fullmatch(term.value):
            return int(term.value)
        if coerced is None and datatype == k.XSD_BOOLEAN.value and term.value in ("true", "false"):
            return term.value == "true"
        return {"@value": term.value, "@type": self._compact(datatype)}

    def _name(self, iri: str) -> str:
        return self._names.get(iri) or self._compact(iri)

    def _id(self, term: Any) -> str:
        return self._compact(term.value) if isinstance(term, ox.NamedNode) else f"_:{term.value}"

    def _compact(self, iri: str) -> str:
        for prefix, namespace in _PREFIXES.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{_PREFIXES[prefix]}{local}" if prefix in _PREFIXES else name


def _without_lists_of_one(node: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for name, values in node.items()}
