"""What is remembered of how long queries took, to know from the start where others like them belong."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

_LONG: Final = 3
"""Long queries of one form after which a query of that form counts as long before it is asked."""
_REMEMBERED: Final = 10_000
"""Queries and forms, those met last."""


class Durations:
    """Queries and forms by how they went; a form is what queries have in common that differ in constants only."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._long: OrderedDict[str, int] = OrderedDict()
        self._quick: OrderedDict[str, None] = OrderedDict()

    def long(self, query: str, form: str) -> bool:
        """Whether this very query was long, or several of its form were."""
        return self._long.get(query, 0) > 0 or self._long.get(form, 0) >= _LONG

    def quick(self, form: str) -> bool:
        """Whether the last query of this form was quick."""
        return form in self._quick

    def was_quick(self, query: str, form: str) -> None:
        """Remember a query that took no longer than a moment."""
        self._long.pop(query, None)
        self._long.pop(form, None)
        self._quick[form] = None
        self._quick.move_to_end(form)
        if len(self._quick) > _REMEMBERED:
            self._quick.popitem(last=False)

    def was_long(self, query: str, form: str) -> None:
        """Remember a query that took longer."""
        self._quick.pop(form, None)
        for name in (query, form):
            self._long[name] = self._long.pop(name, 0) + 1
        while len(self._long) > _REMEMBERED:
            self._long.popitem(last=False)
