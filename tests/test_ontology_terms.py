"""The generated terms are those of the ontology."""

from __future__ import annotations

import pyoxigraph as ox

from ontology import generate_terms, iris, terms


def test_terms_are_generated_from_the_ontology() -> None:
    """Whoever changes kerege.ttl generates terms.py again."""
    expected = generate_terms.module((generate_terms.FOLDER / "kerege.ttl").read_bytes())
    assert (generate_terms.FOLDER / "terms.py").read_text(encoding="utf-8") == expected


def test_a_new_term_changes_the_module() -> None:
    """A class, a property and an individual each get a name; what is not of the ontology gets none."""
    turtle = b"""
        @prefix k: <https://w3id.org/kerege/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        k:Yurt a owl:Class . k:feltedBy a owl:ObjectProperty, owl:TransitiveProperty .
        k:white a owl:NamedIndividual, k:Yurt .
        <https://example.org/Tent> a owl:Class .
    """
    lines = generate_terms.module(turtle).splitlines()
    for name in ("Yurt", "feltedBy", "white"):
        assert f'{name}: Final = NamedNode(K + "{name}")' in lines
    assert not any("Tent" in line for line in lines)


def test_every_node_has_its_name() -> None:
    """terms.NAME is k:NAME, and no generated name hides another."""
    nodes = {name: value for name, value in vars(terms).items() if isinstance(value, ox.NamedNode) and "_" not in name}
    assert len(nodes) > 150
    assert all(node.value == iris.ONTOLOGY + name for name, node in nodes.items())
