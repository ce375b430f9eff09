"""Seats: where institutions are said to be."""

from __future__ import annotations

import pytest
from marked import marked

from loaders.reading.seats import seats


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("The {Lake Bank|Institution}, headquartered in {Riga|Place}, lends money.", ["Riga"]),
        (
            "The {Lake Bank|Institution} (LB), which is based in {Riga|Place} and {Oslo|Place}, lends money.",
            ["Riga", "Oslo"],
        ),
        (
            "{Eaux|Institution}, the water utility of the coastal cities of {Riga|Place} and {Oslo|Place}",
            ["Riga", "Oslo"],
        ),
        ("They will meet in {Riga|Place}, where the {Lake Bank|Institution} has its headquarters.", ["Riga"]),
        ("They will meet in {Riga|Place}, where the {Lake Bank|Institution} has its friends.", []),
        ("The {Lake Bank|Institution} lends money in {Riga|Place}.", []),
        ("The {Lake Bank|Institution}, based on a treaty of {Riga|Place}, lends money.", []),
    ],
)
def test_seats(source: str, places: list[str]) -> None:
    assert [fact.place.name for fact in seats(marked(source).u)] == places
