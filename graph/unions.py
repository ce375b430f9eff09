"""Disjoint sets of IRIs that grow together (union-find), the same whatever the order of the joins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Unions:
    """Sets of IRIs; each IRI begins as a set of its own."""

    def __init__(self, iris: Iterable[str] = ()) -> None:
        """One set for each IRI."""
        self._tops = {iri: iri for iri in iris}
        self._members: dict[str, list[str]] = {}
        """Of sets of several, by their top."""

    def copy(self) -> Self:
        """The same sets, to grow on by themselves."""
        other = type(self)()
        other._tops = dict(self._tops)
        other._members = {top: list(members) for top, members in self._members.items()}
        return other

    def top(self, iri: str) -> str:
        """The first IRI of the set, in the alphabet."""
        return self._tops.get(iri, iri)

    def members(self, iri: str) -> list[str]:
        """All IRIs of the set of an IRI."""
        top = self.top(iri)
        return self._members.get(top) or [top]

    def join(self, one: str, other: str) -> None:
        """Make the sets of two IRIs one."""
        first, second = sorted((self.top(one), self.top(other)))
        self._tops.setdefault(one, one)
        self._tops.setdefault(other, other)
        if first == second:
            return
        moved = self.members(second)
        self._members[first] = [*self.members(first), *moved]
        self._members.pop(second, None)
        self._tops.update(dict.fromkeys(moved, first))

    def groups(self) -> list[list[str]]:
        """All sets, each sorted, in the order of their first members."""
        return [sorted(self.members(iri)) for iri, top in sorted(self._tops.items()) if iri == top]


def components(links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups of IRIs that hang together through links, each sorted.

    >>> components([("b", "a"), ("c", "c"), ("b", "d")])
    [['a', 'b', 'd'], ['c']]
    """
    unions = Unions()
    for one, other in links:
        unions.join(one, other)
    return unions.groups()
