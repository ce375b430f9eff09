"""Which of a thing's classes is shown: a city that signs an agreement is an agent as well, and is shown as a city."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from ontology import terms as k

_KIND: Final = re.compile(r"/id/(person|institution|place|undertaking|event)/")


def finest(iri: str, classes: Iterable[str], above: Callable[[str], Collection[str]]) -> tuple[str, ...]:
    """The classes of a thing that no other of its classes is below, sorted; of its kind only, where there are any.

    The kind is what the thing's IRI says; classes are IRIs or local names, and ``above`` gives those above one (at
    least those right above it) in the same form. What merely follows from what a thing does, such as that it is an
    agent, is thereby not shown beside what it is.

    >>> wider = {"City": {"Place"}, "Country": {"Place", "Agent"}}
    >>> finest("https://example.org/id/place/x", ["Agent", "City", "Place"], lambda name: wider.get(name, ()))
    ('City',)
    """
    held = set(classes)
    lowest = held - {wider for name in held for wider in above(name)}
    found = _KIND.search(iri)
    if found:
        kind = found[1].capitalize()
        of_kind = {name for name in lowest if kind in map(_local, _with_above(name, above))}
        lowest = of_kind or lowest
    return tuple(sorted(lowest))


def _with_above(name: str, above: Callable[[str], Collection[str]]) -> Iterator[str]:
    seen, todo = {name}, [name]
    while todo:
        here = todo.pop()
        yield here
        new = set(above(here)) - seen
        seen |= new
        todo += new


def _local(name: str) -> str:
    return name.removeprefix(k.K)
