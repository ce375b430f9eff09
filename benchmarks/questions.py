"""Every stored query against the size of the graph: the shipped reports, ten times and a hundred times as many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from copies import copies
from measure import folder, seconds, spoken, times_given

from graph.ask import Questions
from graph.publish import publish
from graph.store import GraphStore
from loaders.parallel import readings
from ontology.errors import QueryError
from queries.catalogue import Catalogue


def main() -> None:
    """Publish the graphs and ask each question with its own example; the first answer is not timed."""
    times = times_given(100, __doc__)
    sizes = sorted({1, max(1, times // 10), times})
    with folder() as place:
        for size in sizes:
            made(place / str(size), size)
        found = {size: asked(place / str(size)) for size in sizes}
    print(f"{'':<28}{'rows':>8}" + "".join(f"{f'{size} ×':>20}" for size in sizes))
    for name, first in found[sizes[0]].items():
        cells = "".join(f"{_told(found[size][name], first):>20}" for size in sizes)
        print(f"{name:<28}{found[sizes[-1]][name].rows:>8}{cells}")


def made(place: Path, times: int) -> None:
    """A store with so many copies, published."""
    with GraphStore(place) as store:
        for _ in store.load(reading for reading in readings(copies(times)) if not isinstance(reading, Exception)):
            pass
        publish(store)
        print(f"{times} ×: {sum(1 for _ in store.articles())} articles.", flush=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """How long one question took, and how much it found."""

    seconds: float
    rows: int
    refused: str = ""
    """Why there is no answer."""


def asked(place: Path) -> dict[str, Asked]:
    """Each stored query with its own example."""
    found: dict[str, Asked] = {}
    with Questions.of_store(place) as questions:
        for stored in Catalogue.load():
            values = {one.name: one.example for one in stored.parameters if one.required and one.example}
            try:
                rows = len(questions.ask(stored.name, values).values())
                spent = seconds(partial(questions.ask, stored.name, values))
                found[stored.name] = Asked(spent, rows)
            except QueryError as error:
                found[stored.name] = Asked(0, 0, type(error).__name__)
    return found


def _told(value: Asked, first: Asked) -> str:
    ratio = "" if first.refused else f" ({value.seconds / first.seconds:.1f} ×)"
    return value.refused or spoken(value.seconds) + ratio


if __name__ == "__main__":
    main()
