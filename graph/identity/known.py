"""What projects and frameworks are told apart by."""

from __future__ import annotations

from typing import NamedTuple

from graph.identity.words import generic
from graph.identity.world import Designation


class Known(NamedTuple):
    """What telling undertakings apart goes by, in published identities."""

    names: tuple[tuple[str, Designation], ...]
    parties: frozenset[str]
    """Rolled up to groups and countries."""
    countries: frozenset[str]
    """Of its places, and in its names."""
    places: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]
    """Years."""
    modes: frozenset[str]

    @property
    def lands(self) -> frozenset[str]:
        """The countries among its parties."""
        return frozenset(iri for iri in self.parties if iri.startswith("place/"))

    @property
    def numbers(self) -> frozenset[str]:
        """Editions and phases in its names."""
        return frozenset(number for _, said in self.names for number in said.numbers)

    @property
    def codes(self) -> frozenset[str]:
        """Roads and lines in its names, such as M4."""
        return frozenset(code for _, said in self.names for code in said.codes)

    @property
    def unnamed(self) -> bool:
        """Whether none of its names has a word of its own."""
        return all(said.words <= generic() for _, said in self.names)

    @property
    def years(self) -> frozenset[str]:
        """Years in its names."""
        return frozenset(year for _, said in self.names for year in said.years)
