"""References that are no names: “the summit”, “the minister”, “the bank”, agreements without names."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.reading.reader import understand
from loaders.reading.segments import document
from ontology.reference import Knowledge


def referents(text: str) -> dict[str, str]:
    """What each description or pronoun of a text refers to."""
    tapes, _, _, _ = understand(document(Article(text=text, date=date(2025, 6, 4))), Knowledge.load())
    return {
        c.lower: c.draft.root.name
        for t in tapes
        for c in t.chunks
        if c.draft is not None and c.form in {"definite", "pronoun"}
    }


@pytest.mark.parametrize(
    ("text", "words", "referent"),
    [
        ("The Baku Energy Forum opened. Guests liked the forum.", "the forum", "Baku Energy Forum"),
        ("The Baku Energy Forum opened. Guests liked the event.", "the event", "Baku Energy Forum"),
        ("Energy Minister Aidar Sarin came. Reporters saw the minister.", "the minister", "Aidar Sarin"),
        ("The Asian Development Bank lent money. Later the bank lent more.", "the bank", "Asian Development Bank"),
        (
            "The Asian Development Bank lent money. Roads were built. Rain fell. It was spring. Schools opened."
            " A bridge fell down. Trains stopped. In autumn the bank lent more.",
            "the bank",
            "Asian Development Bank",
        ),
        (
            "Ines Brandt, President of the Nordmark Fund, came. She was pleased. The fund lends.",
            "the fund",
            "Nordmark Fund",
        ),
        ("Energy Minister Aidar Sarin spoke. He was pleased.", "he", "Aidar Sarin"),
        (
            "Prime Minister Aidar Sarin spoke. Later the head of government left.",
            "the head of government",
            "Aidar Sarin",
        ),
        (
            "Energy Minister Aidar Sarin spoke. He was pleased. On Monday President Omar Saleh came. He said so.",
            "he",
            "Omar Saleh",
        ),
        ("The Tokmok solar plant is new. The plant is large.", "the plant", "Tokmok solar plant"),
        (
            "The Board of Directors of the World Bank met. On Monday the Board approved it.",
            "the board",
            "Board of Directors of the World Bank",
        ),
    ],
)
def test_descriptions(text: str, words: str, referent: str) -> None:
    """A description of a closed list of heads means what the article named before."""
    assert referents(text).get(words) == referent


@pytest.mark.parametrize(
    "text",
    [
        "A forum opened in Baku. Guests liked the summit.",
        "Energy Minister Aidar Sarin and Finance Minister Omar Saleh came. Reporters saw the minister.",
        "The meeting of the Baku Energy Forum was long.",
    ],
)
def test_what_is_not_sure_stays_unresolved(text: str) -> None:
    """No antecedent, or two that fit: nothing is said."""
    assert not set(referents(text)) & {"the summit", "the minister", "the meeting"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Georgia and the EBRD signed a loan agreement.", "loan agreement"),
        ("Georgia and the EBRD signed loan agreements.", "loan agreement"),
        ("Georgia and the EBRD signed two loan agreements on Monday.", "loan agreements"),
    ],
)
def test_agreements_without_names(text: str, name: str) -> None:
    """An agreement that is signed is told apart by its sort, in the singular and the plural."""
    assert name in referents(text).values()
