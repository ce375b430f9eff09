"""Turtle and TriG to be read: prefixes, one block a subject, types and labels first, everything else sorted.

The same triples give the same bytes. Terms that a prefix cannot name safely are written in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology import terms as k

Node = NamedNode | BlankNode | Literal | Triple

PREFIXES: Final[Mapping[str, str]] = {
    "k": k.K,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": k.DCTERMS,
    "indicator": k.INDICATOR,
    "instrument": k.INSTRUMENT,
    "owl": k.OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": k.RDF,
    "rdfs": k.RDFS,
    "schema": "https://schema.org/",
    "sector": k.SECTOR,
    "skos": k.SKOS,
    "stage": k.STAGE,
    "void": "http://rdfs.org/ns/void#",
    "xsd": k.XSD,
}
"""The prefixes of every dump; those of a base's things are added (``prefixes``)."""

_THINGS: Final = ("person", "institution", "place", "undertaking", "event", "article", "passage", "assertion", "fact")
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*|[0-9][A-Za-z0-9_-]*")
"""Local names that need no escaping in any reader: a subset of Turtle's ``PN_LOCAL``."""
_FIRST: Final = {name: i for i, name in enumerate((k.RDF + "type", k.RDFS + "label", k.K + "name", k.K + "title"))}
_PLAIN: Final = {
    k.XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    k.XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    k.XSD + "boolean": re.compile(r"true|false"),
}
"""Literals that Turtle writes bare."""
_ESCAPES: Final = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_ESCAPED: Final = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a dump with instances under ``base``: the vocabularies' and those of the kinds of things."""
    return {**PREFIXES, **{kind: f"{base}id/{kind}/" for kind in _THINGS}, "graph": f"{base}graph/"}


class Turtle:
    """Writes triples, sorted by subject, as Turtle; and graphs of them as TriG."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """A writer that names terms with these prefixes, the longest namespace first."""
        self._prefixes = dict(prefixes)
        self._longest = sorted(self._prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._known: dict[str, str] = {}

    def header(self) -> str:
        """The declarations of all prefixes."""
        return "".join(f"@prefix {name}: <{_iri(iri)}> .\n" for name, iri in sorted(self._prefixes.items()))

    def blocks(self, quads: Iterable[Quad], indent: str = "") -> Iterator[str]:
        """One block a subject; the quads come grouped by subject, each once."""
        for subject, about in groupby(quads, key=lambda quad: quad.subject):
            yield "\n" + self._block(subject, list(about), indent)

    def graph(self, name: NamedNode | BlankNode, quads: Iterable[Quad]) -> Iterator[str]:
        """A named graph of TriG."""
        yield f"\n{self.term(name)} {{\n"
        yield from self.blocks(quads, indent="    ")
        yield "}\n"

    def _block(self, subject: Node, quads: list[Quad], indent: str) -> str:
        lines: list[str] = []
        ordered = sorted(quads, key=lambda quad: (_predicate_order(quad.predicate), str(quad.object)))
        for predicate, about in groupby(ordered, key=lambda quad: quad.predicate):
            verb = "a" if predicate == k.RDF_TYPE else self.term(predicate)
            lines.append(f"{verb} {', '.join(self.term(quad.object) for quad in about)}")
        joint = f" ;\n{indent}    "
        return f"{indent}{self.term(subject)} {joint.join(lines)} .\n"

    def term(self, term: Node) -> str:
        """A term as Turtle."""
        if isinstance(term, NamedNode):
            if term.value not in self._known:
                if len(self._known) > 100_000:
                    self._known.clear()
                self._known[term.value] = self._named(term.value)
            return self._known[term.value]
        if isinstance(term, Literal):
            return self._literal(term)
        return str(term)

    def _named(self, iri: str) -> str:
        for name, namespace in self._longest:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{_iri(iri)}>"

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if datatype in _PLAIN and _PLAIN[datatype].fullmatch(literal.value):
            return literal.value
        text = f'"{_ESCAPED.sub(_escape, literal.value)}"'
        if literal.language:
            direction = f"--{literal.direction.value}" if literal.direction else ""
            return f"{text}@{literal.language}{direction}"
        return text if datatype == k.XSD + "string" else f"{text}^^{self.term(literal.datatype)}"


def _predicate_order(predicate: NamedNode) -> tuple[int, str]:
    return _FIRST.get(predicate.value, len(_FIRST)), predicate.value


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _iri(iri: str) -> str:
    return _NOT_IN_IRI.sub(lambda found: f"\\u{ord(found[0]):04X}", iri)
