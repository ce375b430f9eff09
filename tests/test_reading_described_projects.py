"""Works without names: which descriptions make one, and which mean one that the article has already."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Kind
from loaders.reading.reader import understand
from loaders.reading.segments import document
from ontology.reference import Knowledge


def works(text):
    doc = document(Article(text=text, date=date(2025, 6, 2)))
    tapes, _, _, _ = understand(doc, Knowledge.load())
    return [c.draft.root.name for t in tapes for c in t.chunks if c.draft is not None and c.draft.kind is Kind.PROJECT]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oman will build a solar power plant in the Dhofar region.", "solar power plant in the Dhofar region"),
        (
            "A solar power plant with a capacity of 60 MW will be built in the Lori region.",
            "solar power plant in the Lori region",
        ),
        ("The loan is for the construction of a 584 MW power plant.", "584 MW power plant"),
    ],
)
def test_a_place_a_size_or_an_aim_tells_a_work_apart(text, name):
    assert works(text) == [name]


@pytest.mark.parametrize("text", ["A plant was opened.", "The bank gave $5 million to a plant.", "It bought 40 MW."])
def test_what_is_told_apart_by_nothing_is_no_work(text):
    assert works(text) == []


def test_a_description_that_fits_the_named_work_means_it():
    text = "The Tsenovo solar plant is under way. The bank backed a 112 MW solar project in Bulgaria."
    assert works(text) == ["Tsenovo solar plant", "Tsenovo solar plant"]


def test_works_of_two_sorts_or_sizes_are_two():
    text = "Oman will build a 100 MW solar plant and a 100 MW wind farm. There will be a 70 MW solar plant too."
    assert len(set(works(text))) == 3


def test_the_plant_is_the_described_one():
    text = "Oman will build a solar power plant in Dhofar. The plant will serve 900 homes."
    assert len(works(text)) == 2
    assert len(set(works(text))) == 1
