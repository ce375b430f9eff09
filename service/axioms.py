"""Axioms of the ontology in words, as they make a fact follow: “A is a unit of B, and B is a unit of C; so …”."""

from __future__ import annotations

from graph.story import Axiom
from service.phrases import verb


def axiom_words(axiom: Axiom) -> str:
    """What an axiom says, with letters for things.

    >>> from graph.documents import Named
    >>> head, link = Named(iri="…#worksFor", label="works for"), Named(iri="…#unitOf", label="unit of")
    >>> axiom_words(Axiom(kind="chain", head=head, links=(head, link)))
    'A works for B, and B is a unit of C; so A works for C'
    """
    head, links = verb(axiom.head.label), [verb(link.label) for link in axiom.links]
    match axiom.kind:
        case "transitive" | "chain":
            return f"A {links[0]} B, and B {links[1]} C; so A {head} C"
        case "symmetric" | "inverse":
            return f"A {links[0]} B; so B {head} A"
        case "subproperty":
            return f"A {links[0]} B; so A {head} B"
        case "subclass":
            return f"every {axiom.links[0].label} is {a(axiom.head.label)}"
        case "domain":
            return f"whatever {links[0]} something is {a(axiom.head.label)}"
        case _:
            return f"whatever something {links[0]} is {a(axiom.head.label)}"


def a(noun: str) -> str:
    """A noun with its article.

    >>> a("agent"), a("person")
    ('an agent', 'a person')
    """
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"
