"""Words that introduce a person do not hide what is said of him."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Met, Position
from loaders.reading.reader import read


def met(text: str) -> set[frozenset[str]]:
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    return {frozenset((fact.a.name, fact.b.name)) for fact in facts if isinstance(fact, Met)}


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Aidar Sarin received the newly appointed UN Resident Coordinator, Lena Holm, in Osh.",
        "Foreign Minister Aidar Sarin met the visiting EBRD Vice President Lena Holm in Osh.",
        "Foreign Minister Aidar Sarin met with the outgoing EU Ambassador Lena Holm on Monday.",
        "Foreign Minister Aidar Sarin and his Latvian counterpart, Lena Holm, met in Osh.",
        "Foreign Minister Aidar Sarin met his Latvian counterpart Lena Holm in Osh.",
    ],
)
def test_who_is_introduced_is_met(text: str) -> None:
    assert met(text) == {frozenset(("Aidar Sarin", "Lena Holm"))}


def test_a_counterpart_has_the_same_post_in_the_other_country() -> None:
    text = "Kyrgyz President Aidar Sarin and his Latvian counterpart, Karl Moss, met in Osh."
    held = {(f.person.name, f.title, f.of.name if f.of else None) for f in read(Article(text=text)).facts
            if isinstance(f, Position)}  # fmt: skip
    assert held == {("Aidar Sarin", "President", "Kyrgyzstan"), ("Karl Moss", "President", "Latvia")}


def test_the_president_of_a_bank_has_no_counterpart_who_is_one_of_a_country() -> None:
    text = "EBRD President Aidar Sarin and his Latvian counterpart, Karl Moss, met in Osh."
    assert not [f for f in read(Article(text=text)).facts if isinstance(f, Position) and f.person.name == "Karl Moss"]
