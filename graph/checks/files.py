"""Checks as files: each is a SPARQL query with the sentence that tells what it found, and what to do about it.

``contradictions/NAME.toml`` looks for what cannot all be true, ``promises/NAME.toml`` for what the data model rules out
whatever articles say. The fields are described in ``docs/checking.md``. Examples stand beside the queries: ``fires`` is
found, ``misses`` comes as near as may be and is not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Final

from ontology import terms as k

PREFIXES: Final = (
    f"PREFIX k: <{k.K}> PREFIX rdf: <{k.RDF}> PREFIX rdfs: <{k.RDFS}> PREFIX xsd: <{k.XSD}> "
    "PREFIX void: <http://rdfs.org/ns/void#>\n"
)
_FIELDS: Final = {"title", "why", "sentence", "query", "because", "advice", "each", "together", "fires", "misses"}
_NEEDED: Final = {"title", "why", "sentence", "query"}


class Family(StrEnum):
    """What a check looks for."""

    CONTRADICTIONS = "contradictions"
    """What articles say, taken together, cannot all be true."""
    PROMISES = "promises"
    """The graph is not what the data model says: a mistake of the program, or a store that something else wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check."""

    name: str
    family: Family
    title: str
    """What is found, in a few words."""
    why: str
    """Why that cannot be, or what is promised."""
    sentence: str
    """What is told of a finding, with the names of the query's variables in braces."""
    query: str
    """SELECT, without prefixes; names in double angle brackets are replaced (``each``)."""
    because: tuple[str, ...] = ()
    """What the finding rests on: ``?s k:p ?o`` (a fact), ``?s a ?class``, or a variable that holds an assertion."""
    advice: tuple[str, ...] = ()
    """What to do, commands among it, likewise with variables in braces."""
    each: str | tuple[str, ...] = ()
    """Asked once for each of these relations, or for each of a list that the ontology gives (``disjoint`` …)."""
    together: tuple[str, ...] = ()
    """Two variables: rows that hang together by their values are one finding."""
    fires: str = ""
    """A small graph in Turtle or TriG in which something is found."""
    misses: str = ""
    """One in which nothing is, though it looks like that."""

    @property
    def variables(self) -> frozenset[str]:
        """The variables that its texts name."""
        texts = (self.sentence, *self.advice)
        return frozenset(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


@cache
def checks() -> tuple[Check, ...]:
    """All checks, contradictions first, by name."""
    return tuple(check for family in Family for check in _of(family))


def _of(family: Family) -> Iterator[Check]:
    for file in sorted(files("graph.checks").joinpath(family.value).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield check_of(file.name.removesuffix(".toml"), family, tomllib.loads(file.read_text(encoding="utf-8")))


def check_of(name: str, family: Family, fields: Mapping[str, Any]) -> Check:
    """A check by the fields of its file; ``ValueError`` if some are missing or unknown."""
    if missing := _NEEDED - fields.keys():
        raise ValueError(f"The check {name} lacks {', '.join(sorted(missing))}.")
    if unknown := fields.keys() - _FIELDS:
        raise ValueError(f"The check {name} has unknown fields: {', '.join(sorted(unknown))}.")
    given: dict[str, Any] = {field: _tidy(value) for field, value in fields.items()}
    return Check(name=name, family=family, **given)


def _tidy(value: str | Sequence[str]) -> str | tuple[str, ...]:
    return value.strip() if isinstance(value, str) else tuple(value)
