"""Sums whose currency is said once for several of them."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.reading.segments import document


def sums(text: str) -> list[tuple[float, str]]:
    """Every sum of money in a text, with its currency."""
    found = document(Article(text=text, date=date(2025, 6, 2))).quantities
    return [(q.value, q.unit) for q in found if q.family == "money"]


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("KfW lends 50 million euros, and Georgia adds 30 million for roads.", [(50e6, "EUR"), (30e6, "EUR")]),
        ("KfW’s part is a loan of 50 million, AFD’s one of 30 million euros.", [(50e6, "EUR"), (30e6, "EUR")]),
        ("It is paid for by ADB ($21 million) and the state (6 million).", [(21e6, "USD"), (6e6, "USD")]),
        ("The EIB and the EBRD lend $1.1 billion and 550 million respectively.", [(1.1e9, "USD"), (550e6, "USD")]),
        ("The EBRD lends $40 million. The city has a population of 2 million.", [(40e6, "USD")]),
        ("The EBRD lends $40 million to help 3 million people.", [(40e6, "USD")]),
        ("ADB gave $40 million for schools. They teach 2 million, of whom half are girls.", [(40e6, "USD")]),
    ],
)
def test_currency_said_once(text: str, money: list[tuple[float, str]]) -> None:
    """A bare million beside a sum is a sum too; people and what else is counted are none."""
    assert sums(text) == money
