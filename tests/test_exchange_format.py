"""Facts in the exchange format: exactly its fields, exact offsets, dates and numbers as they are known."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from strategies import readings

from loaders import facts
from loaders.article import Article
from loaders.exchange import TOLD, as_json, day, lines, number, span
from loaders.facts import Bound, Entity, Kind, Modality, Precision, Reading, Span

COMMON = ("evidence", "article", "rule", "modality")
FIELDS = {
    "entity": ("entity", "class"),
    "position": ("person", "title", "of"),
    "former_position": ("person", "title", "of"),
    "part_of": ("part", "whole", "relation"),
    "event": ("event", "class", "date", "place", "during", "status"),
    "attended": ("agent", "event"),
    "met": ("a", "b"),
    "party": ("framework", "party"),
    "period": ("of", "start", "end"),
    "follows": ("new", "old"),
    "finances": ("financier", "target", "amount", "currency", "bound", "instrument", "stage", "date"),
    "implements": ("agent", "target"),
    "under": ("project", "framework"),
    "located": ("what", "place"),
    "discussed": ("event", "about"),
    "topic": ("about", "sector"),
    "figure": ("about", "with", "measure", "value", "unit", "bound", "period"),
    "statement": ("speaker", "text", "about", "direct"),
}
"""The fields of each kind, as docs/facts.md names them."""

TEXT = "date 2026-02-23 The bank gave Ruritania 1.5 billion dollars and 3 million more."
ID = "https://w3id.org/kerege/id"
BANK = Entity(iri=f"{ID}/institution/bank", kind=Kind.INSTITUTION, cls="DevelopmentBank", name="Bank")
LAND = Entity(iri=f"{ID}/place/ruritania", kind=Kind.PLACE, cls="Country", name="Ruritania")


def reading(*said: facts.Fact) -> Reading:
    article = Article(text=TEXT, body=16, source="news.txt")
    return Reading(article=article, facts=said, reader="r 1", entities=(BANK, LAND))


def one(fact: facts.Fact) -> dict[str, Any]:
    return as_json(fact, reading(fact))


def finances(*amounts: float) -> dict[str, Any]:
    return one(
        facts.Finances(
            financier=BANK,
            target=LAND,
            amounts=amounts,
            currency="USD",
            bound=Bound.MIN,
            instrument="loan",
            stage="signed",
            evidence=((16, 29),),
            rule="gave",
        )
    )


def test_a_fact_has_its_fields_its_evidence_and_where_it_comes_from() -> None:
    assert finances(1.5e9) == {
        "kind": "finances",
        "financier": {"name": "Bank", "type": "Institution", "id": "https://w3id.org/kerege/id/institution/bank"},
        "target": {"name": "Ruritania", "type": "Place", "id": "https://w3id.org/kerege/id/place/ruritania"},
        "amount": 1500000000,
        "currency": "USD",
        "bound": "min",
        "instrument": "loan",
        "stage": "signed",
        "date": None,
        "evidence": [{"text": "The bank gave", "start": 16, "end": 29}],
        "article": "news.txt",
        "rule": "gave",
        "modality": "asserted",
    }


def test_several_sums_without_a_total_are_a_list() -> None:
    said = finances(1.5e9, 3e6)
    assert said["amount"] is None
    assert said["amounts"] == [1500000000, 3000000]
    assert "amounts" not in finances()
    assert finances()["amount"] is None


def test_whole_numbers_are_written_whole() -> None:
    fact = facts.Figure(about=LAND, measure="loans", value=1e9, unit="USD", evidence=((0, 4),), rule="r")
    assert '"value": 1000000000,' in "".join(lines(reading(fact)))
    assert [number(value) for value in (66.667, 35.0, 0.5, 1e21)] == [66.667, 35, 0.5, 10**21]


def test_a_past_position_is_a_kind_of_its_own() -> None:
    held = facts.Position(person=BANK, title="Chair", former=True, evidence=((0, 4),), rule="r")
    assert one(held)["kind"] == "former_position"
    assert one(held)["of"] is None


def test_a_yearly_figure_without_a_time_is_per_year() -> None:
    span_2024 = Span(begin=date(2024, 1, 1), end=date(2024, 12, 31), precision="year")
    for period, told in ((None, "per-year"), (span_2024, "2024")):
        fact = facts.Figure(
            about=None, measure="m", value=1, unit="t", per_year=True, period=period, evidence=((0, 4),), rule="r"
        )
        assert one(fact)["period"] == told


@pytest.mark.parametrize(
    ("begin", "end", "precision", "written"),
    [
        ("2025-05-29", "2025-05-29", "day", "2025-05-29"),
        ("2025-05-29", "2025-05-30", "day", "2025-05-29/2025-05-30"),
        ("2025-05-01", "2025-05-31", "month", "2025-05"),
        ("2025-05-01", "2025-05-31", "day", "2025-05-01/2025-05-31"),
        ("2025-05-20", "2025-05-31", "month", "2025-05-20/2025-05-31"),
        ("2024-02-01", "2024-02-29", "month", "2024-02"),
        ("2025-01-01", "2025-03-31", "year", "2025-01/2025-03"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        ("2020-01-01", "2025-12-31", "year", "2020/2025"),
        ("1992-01-01", None, "year", "1992/"),
        (None, "2031-12-31", "year", "/2031"),
        ("2025-06-01", None, "month", "2025-06/"),
        (None, None, "year", None),
    ],
)
def test_time_is_as_exact_as_it_is_known(
    begin: str | None, end: str | None, precision: Precision, written: str | None
) -> None:
    first, last = (date.fromisoformat(d) if d else None for d in (begin, end))
    assert span(Span(begin=first, end=last, precision=precision)) == written


def test_no_time_is_null() -> None:
    assert span(None) is None
    assert day(None, "day") is None


def parsed(written: str) -> tuple[date | None, date | None]:
    """The bounds that a written time stands for: what a reader of the format makes of it."""
    first, slash, last = written.partition("/")
    return bound(first, last=False), bound(last if slash else first, last=True)


def bound(written: str, *, last: bool) -> date | None:
    if not written:
        return None
    year, month, day = (*map(int, written.split("-")), *[None] * 3)[:3]
    assert year is not None
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


@given(readings())
def test_what_is_written_is_what_was_read(drawn: Reading) -> None:
    """Any reading: the lines parse, name every told fact once, and lose nothing of dates, numbers, names and places."""
    told = [fact for fact in drawn.facts if fact.modality in TOLD]
    written = [json.loads(line) for line in lines(drawn)]
    assert len(written) == len(told)
    known = {entity.iri: entity for entity in drawn.entities}
    for fact, entry in zip(told, written, strict=True):
        extra = ("amounts",) if "amounts" in entry else ()
        assert tuple(entry) == ("kind", *FIELDS[entry["kind"]], *extra, *COMMON)
        assert tuple((p["start"], p["end"]) for p in entry["evidence"]) == fact.evidence
        assert all(p["text"] == drawn.article.text[p["start"] : p["end"]] for p in entry["evidence"])
        for value in entry.values():
            if isinstance(value, dict):
                assert (value["name"], value["type"]) == (known[value["id"]].name, known[value["id"]].kind)
        check_values(fact, entry, drawn.article.text)


def check_values(fact: facts.Fact, entry: dict[str, Any], text: str) -> None:
    match fact:
        case facts.Event(date=Span() as when):
            assert parsed(entry["date"]) == (when.begin, when.end)
        case facts.Period(span=when):
            assert (bound(entry["start"] or "", last=False), bound(entry["end"] or "", last=True)) == (
                when.begin,
                when.end,
            )
        case facts.Finances():
            amounts = entry.get("amounts") or [entry["amount"]] * (entry["amount"] is not None)
            assert tuple(amounts) == fact.amounts
        case facts.Figure():
            assert entry["value"] == fact.value
            assert fact.period is None or parsed(entry["period"]) == (fact.period.begin, fact.period.end)
        case facts.Statement(text=(start, end)):
            assert entry["text"] == text[start:end]
        case _:
            pass


@given(readings())
def test_what_is_denied_or_merely_possible_is_given_on_request(drawn: Reading) -> None:
    every = [json.loads(line)["modality"] for line in lines(drawn, everything=True)]
    assert every == [fact.modality for fact in drawn.facts]
    usual = [json.loads(line)["modality"] for line in lines(drawn)]
    assert usual == [modality for modality in every if modality not in (Modality.DENIED, Modality.POSSIBLE)]


def test_every_line_is_one_object_whatever_the_text_holds() -> None:
    odd = "One.\u2028Two.\u2029\x85\r\nThree “quoted” \\ and\x0bmore."
    whole = Reading(
        article=Article(text=odd),
        facts=(facts.Mention(entity=BANK, evidence=((0, len(odd)), *pairwise(range(3))), rule="r"),),
        reader="r 1",
    )
    (line,) = "".join(lines(whole)).splitlines()
    assert json.loads(line)["evidence"][0]["text"] == odd
