"""A long list that is put in order only as far as it is read: what order takes is looked up one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any


class Ranked:
    """Texts in order: by a rank that is known of all, then by what is looked up of those that are read."""

    def __init__(self, ranks: Iterable[tuple[int, str]], order: Callable[[str], Any]) -> None:
        """Pairs of a rank and a text, the lowest rank first; ``order`` gives what texts of one rank are sorted by."""
        groups: dict[int, list[str]] = {}
        for rank, text in ranks:
            groups.setdefault(rank, []).append(text)
        self._groups = [groups[rank] for rank in sorted(groups)]
        self._sorted, self._order = 0, order
        self._length = sum(map(len, self._groups))

    def __len__(self) -> int:
        """How many there are."""
        return self._length

    def part(self, start: int, end: int) -> tuple[str, ...]:
        """Those from one place up to another."""
        reached = sum(map(len, self._groups[: self._sorted]))
        while reached < min(end, self._length):
            group = self._groups[self._sorted]
            group.sort(key=self._order)
            reached += len(group)
            self._sorted += 1
        return tuple(islice((text for group in self._groups[: self._sorted] for text in group), start, end))

    def all(self) -> Iterable[str]:
        """All of them, in no particular order."""
        return (text for group in self._groups for text in group)


class Given:
    """Texts whose order is known already."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        """The texts in their order."""
        self._texts = texts

    def __len__(self) -> int:
        """How many there are."""
        return len(self._texts)

    def part(self, start: int, end: int) -> tuple[str, ...]:
        """Those from one place up to another."""
        return self._texts[start:end]

    def all(self) -> Iterable[str]:
        """All of them."""
        return self._texts
