"""The files of the ontology by name: its modules as shipped, and its earlier versions as they were published."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from ontology.change_log import FOLDER, RELEASES
from ontology.change_log import version as version_of

MODULES: Final[Mapping[str, str]] = {"": "kerege.ttl", "alignments": "alignments.ttl", "shapes": "shapes.ttl"}
"""Files by what follows in their address."""
SCHEMES: Final = ("sectors.ttl", "indicators.ttl", "financing.ttl")
"""Concepts beside the ontology."""


@cache
def source(module: str = "") -> bytes:
    """A module of the ontology, or one of its earlier versions, as it was written, in Turtle."""
    file = FOLDER / MODULES[module] if module in MODULES else RELEASES / f"{module}.ttl"
    return file.read_bytes()


@cache
def triples(module: str = "") -> tuple[ox.Triple, ...]:
    """The triples of a module of the ontology, or of an earlier version."""
    return tuple(quad.triple for quad in ox.parse(source(module), ox.RdfFormat.TURTLE))


@cache
def prefixes(module: str = "") -> Mapping[str, str]:
    """The prefixes that a module declares, with their namespaces."""
    parser = ox.parse(source(module), ox.RdfFormat.TURTLE)
    for _ in parser:
        pass
    return dict(sorted(parser.prefixes.items()))


@cache
def version() -> str:
    """The version of the ontology."""
    return version_of(source()).name


@cache
def versions() -> frozenset[str]:
    """The versions of the ontology that can be had: this one and those that are kept."""
    return frozenset({version(), *(file.stem for file in RELEASES.glob("*.ttl"))})
