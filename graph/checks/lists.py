"""What a check is asked for, one after the other: pairs of disjoint classes, unions of classes, relations …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.background import shipped_ontology
from graph.checks.files import Check
from graph.inference import Rules
from ontology import terms as k

_INCLUDES: Final = {"schema:domainIncludes": "subject", "schema:rangeIncludes": "object"}
_SCHEMA: Final = "https://schema.org/"

_KINDS: Final = {f"<{cls.value}>" for cls in (k.Person, k.Institution, k.Place, k.Undertaking, k.Event)}
"""Kinds of things that have names."""

Slots = Mapping[str, str]
"""What stands in a query in place of ``<<name>>``, and in texts in place of ``{name}``."""


@cache
def rules() -> Rules:
    """The rules of the shipped ontology."""
    return Rules.from_ontology(shipped_ontology())


def slots_of(check: Check, sizes: Mapping[str, int]) -> Iterator[Slots]:
    """What a check is asked for, one after the other; ``sizes`` are the numbers of instances of classes."""
    match check.each:
        case "disjoint":
            yield from disjoint(sizes)
        case "kinds":
            yield from (slots for slots in disjoint(sizes) if {slots["one"], slots["other"]} <= _KINDS)
        case "things":
            yield from ({"one": f"<{name}>", "first": a(_label(name))} for name in _things())
        case "graphs":
            yield from ({"one": f"<{name}>"} for name, up in rules().superclasses.items() if k.Graph.value in up)
        case "unions":
            yield from unions()
        case "relations":
            yield from ({"relation": f"k:{name}", "verb": _label(k.K + name)} for name in relations())
        case str(other):
            raise ValueError(f"The check {check.name} is asked for each of “{other}”, which nobody knows.")
        case ():
            yield {}
        case names:
            yield from ({"relation": f"k:{name}", "verb": _label(k.K + name)} for name in names)


def disjoint(sizes: Mapping[str, int]) -> Iterator[Slots]:
    """Pairs of classes that exclude each other, the one with fewer instances first, so that fewer are looked at."""
    for pair in sorted(rules().disjoint):
        one, other = sorted(pair, key=lambda name: (sizes.get(name, 0), name))
        finer = " ".join(f"<{name}>" for name in sorted(_finer(one, other) | _finer(other, one)))
        yield {
            "one": f"<{one}>",
            "other": f"<{other}>",
            "finer": finer,
            "first": a(_label(one)),
            "second": a(_label(other)),
        }


def _finer(wide: str, other: str) -> set[str]:
    """The classes below one of a pair that exclude the other one, too: a pair with these tells more."""
    below = (name for name, above in rules().superclasses.items() if wide in above)
    return {name for name in below if tuple(sorted((name, other))) in rules().disjoint}


def unions() -> Iterator[Slots]:
    """Relations with the classes to which their subjects or objects belong, where these are several."""
    for name, ends in sorted(_unions().items()):
        for end, classes in sorted(ends.items()):
            words = " or ".join(sorted(_label(one) for one in classes))
            listed = " ".join(f"<{one}>" for one in sorted(classes))
            yield {
                "relation": f"k:{name}",
                "verb": _label(k.K + name),
                "end": end,
                "classes": listed,
                "kinds": a(words),
            }


def _things() -> list[str]:
    """The classes of what articles are about."""
    kinds = {k.Agent.value, *(name.strip("<>") for name in _KINDS)}
    return sorted(kinds | {name for name, above in rules().superclasses.items() if kinds & above})


def relations() -> tuple[str, ...]:
    """The local names of the relations between things that articles are about."""
    return tuple(sorted(name for name in _objects() if not _is_aside(name)))


def a(words: str) -> str:
    """Words with the indefinite article.

    >>> a("event"), a("person")
    ('an event', 'a person')
    """
    return f"{'an' if words[:1] in 'aeio' or words.startswith('under') else 'a'} {words}"


@cache
def _unions() -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in shipped_ontology():
        end = _INCLUDES.get(triple.predicate.value.replace(_SCHEMA, "schema:"))
        if end and isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            name = triple.subject.value.removeprefix(k.K)
            if name in relations():
                found[name][end].add(triple.object.value)
    return found


@cache
def _objects() -> frozenset[str]:
    wanted = NamedNode(k.OWL + "ObjectProperty")
    return frozenset(
        triple.subject.value.removeprefix(k.K)
        for triple in shipped_ontology()
        if triple.predicate == k.RDF_TYPE and triple.object == wanted and isinstance(triple.subject, NamedNode)
    )


@cache
def _color() -> frozenset[str]:
    return frozenset(
        triple.subject.value.removeprefix(k.K)
        for triple in shipped_ontology()
        if triple.predicate == k.color and isinstance(triple.subject, NamedNode)
    )


def _is_aside(name: str) -> bool:
    """Whether a property is none of the plain facts that people query: those and their other sides have a color."""
    mirrors = {other.removeprefix(k.K) for other in rules().mirrors.get(k.K + name, ())}
    return not ({name} | mirrors) & _color()


@cache
def _labels() -> dict[str, str]:
    return {
        triple.subject.value: triple.object.value
        for triple in shipped_ontology()
        if triple.predicate == k.RDFS_LABEL
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
    }


def _label(iri: str) -> str:
    return _labels().get(iri, iri.removeprefix(k.K))
