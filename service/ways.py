"""The ways into the graph that every page leads to, and the first page explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Way:
    """A page to look at the graph from."""

    path: str
    """From the root."""
    name: str
    about: str
    """What can be done there, in a sentence; empty for pages that only the head of every page leads to."""


WAYS: Final = (
    Way("queries/", "Questions", "Ask who met whom, who finances what, where figures differ, and read the sentences."),
    Way("agreement", "Agreement", "See how many independent sources say a thing, and which figures differ."),
    Way("connections", "Connections", "Find the ways from one person, institution or project to another."),
    Way("network", "Network", "Draw who is connected with whom, narrow it by time and relation, take it along."),
    Way("sparql", "SPARQL", "Write queries of your own, with names and terms completed."),
    Way("dataset", "Dataset", ""),
    Way("ontology", "Ontology", ""),
)
