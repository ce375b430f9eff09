"""The tables of terms in ``docs/ontology.md``, from ``kerege.ttl``: run ``python -m ontology.term_tables FILE``."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology import iris, terms
from ontology.generate_terms import SECTIONS, local_names
from ontology.marked_page import with_part

FOLDER: Final = Path(__file__).parent
BEGIN: Final = "<!-- terms: written by python -m ontology.term_tables -->"
END: Final = "<!-- end of terms -->"

_SCHEMA: Final = "https://schema.org/"

Values = Mapping[str, Mapping[str, list[str]]]


def tables(turtle: bytes) -> str:
    """One Markdown table for each kind of term."""
    values = _values(turtle)
    parts: list[str] = []
    for heading, owl_type in SECTIONS:
        names = local_names(turtle, owl_type)
        columns = ("Term", "Below", "Meaning") if owl_type in ("Class", "NamedIndividual") else _PROPERTY_COLUMNS
        rows = [_row(name, values[iris.ONTOLOGY + name], owl_type) for name in names]
        lines = ["| " + " | ".join(cells) + " |" for cells in (columns, ("---",) * len(columns), *rows)]
        parts.append(f"### {heading}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


_PROPERTY_COLUMNS: Final = ("Term", "Of", "Value", "Meaning")


def _row(name: str, values: Mapping[str, list[str]], owl_type: str) -> tuple[str, ...]:
    (comment,) = values[terms.RDFS + "comment"]
    if owl_type in ("Class", "NamedIndividual"):
        above = values[terms.RDFS + "subClassOf"] if owl_type == "Class" else values[terms.RDF_TYPE.value]
        return f"`k:{name}`", _list(above), comment
    ends = (
        _list(values[terms.RDFS + end] or values[_SCHEMA + end + "Includes"]) or "anything"
        for end in ("domain", "range")
    )
    return f"`k:{name}`", *ends, comment + "".join(f" *{word}*" for word in _axioms(values))


def _axioms(values: Mapping[str, list[str]]) -> Iterator[str]:
    """What makes a property more than a line between two things."""
    for kind in ("Symmetric", "Transitive"):
        if f"{terms.OWL}{kind}Property" in values[terms.RDF_TYPE.value]:
            yield f"{kind}."
    for inverse in values[terms.OWL + "inverseOf"]:
        yield f"Inverse of {_short(inverse)}."
    if values[terms.OWL + "propertyChainAxiom"]:
        yield "Follows along a chain of properties."


def _list(found: list[str]) -> str:
    return ", ".join(f"`{_short(iri)}`" for iri in sorted(found) if not iri.startswith(terms.OWL))


def _short(iri: str) -> str:
    for prefix, namespace in (("k:", iris.ONTOLOGY), ("xsd:", terms.XSD), ("skos:", terms.SKOS)):
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return f"<{iri}>"


def _values(turtle: bytes) -> Values:
    values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            values[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return values


def renewed(page: str, turtle: bytes) -> str:
    """The page with its tables written anew, between the two marks.

    Raises:
        ValueError: if a mark is missing.
    """
    return with_part(page, tables(turtle), BEGIN, END)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(
        renewed(target.read_text(encoding="utf-8"), (FOLDER / "kerege.ttl").read_bytes()), encoding="utf-8"
    )
