"""News that nobody wrote, whole or torn: each reading is sound, and what was found wrong that way stays right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_news import articles, paragraphs, tatters
from soundness import sound

from loaders.article import Article
from loaders.facts import Event, Figure, Finances, Reading
from loaders.reading.reader import read
from ontology.reference import Knowledge

KNOWLEDGE = Knowledge.load()


@settings(max_examples=60)
@given(articles(max_size=2))
def test_invented_news_is_read_soundly(article: Article) -> None:
    """Evidence is verbatim and whole sentences, entities are introduced, and the exchange format is kept."""
    sound(article, KNOWLEDGE)


@settings(max_examples=60)
@given(articles(paragraphs | tatters, max_size=3))
def test_torn_news_is_read_soundly(article: Article) -> None:
    """The same of what is left of news; only words that are cut may be no words of the article."""
    sound(article, KNOWLEDGE, torn=True)


@settings(max_examples=25)
@given(articles(max_size=2), articles(paragraphs | tatters, max_size=2), st.sampled_from(("\n\n", "\n", " ", "")))
def test_two_articles_in_one_are_read_soundly(one: Article, other: Article, between: str) -> None:
    """Paragraphs that have nothing to do with each other are read together as well as apart."""
    sound(replace(one, text=one.text + between + other.text), KNOWLEDGE, torn=True)


def reading(text: str, published: date | None = date(2025, 6, 2)) -> Reading:
    """The reading of a text."""
    return sound(Article(text=text, date=published), KNOWLEDGE)


@pytest.mark.parametrize("published", [date.min, date(1, 1, 3), date.max], ids=str)
def test_a_date_that_only_fills_a_field_is_none(published: date) -> None:
    """“0001-01-01” is what programs write for a date that they do not know: no other day is told from it."""
    text = "Lena Holm met Aidar Sarin in Riga {} and approved a loan of $5 million."
    for when in ("yesterday", "on Tuesday", "last year", "next week", "next month", "in the coming decades"):
        dated, undated = (read(Article(text=text.format(when), date=day)) for day in (published, None))
        assert [f.date for f in dated.facts if isinstance(f, Event)] == [
            f.date for f in undated.facts if isinstance(f, Event)
        ]


@pytest.mark.parametrize("when", ["after 9999-12-31", "before 0001-01-01", "on 31 February", "by 9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_passed(when: str) -> None:
    """A day that no news can mean is no day."""
    assert reading(f"The World Bank met Lena Holm in Riga {when}.").facts


def test_the_28th_of_a_leap_february_has_a_next_year() -> None:
    """A meeting to come on the 28th of February, told in March of a leap year, is a year ahead."""
    found = reading("Lena Holm and Aidar Sarin plan to meet on 28 February.", date(2024, 3, 10))
    days = {f.date.begin for f in found.facts if isinstance(f, Event) and f.date is not None}
    assert days == {date(2025, 2, 28)}


def test_a_time_to_come_does_not_end_today() -> None:
    """“Since 2031”, read in 2025, has no end before its beginning."""
    found = reading("Kazakhstan has invested $5 million since 2031. It has 14 projects from 2030.")
    periods = [f.period for f in found.facts if isinstance(f, Figure) and f.period is not None]
    assert all(p.end is None or p.begin is None or p.begin <= p.end for p in periods)


def test_a_code_of_a_currency_is_no_measure() -> None:
    """What is measured is told in words of the article, or is an amount."""
    found = reading("In Kazakhstan, €5 million and $7 million: the World Bank.\n\nRiga: KZT 150 mln.")
    measures = {f.measure for f in found.facts if isinstance(f, Figure)}
    assert measures
    assert measures.isdisjoint({"USD", "EUR", "KZT"})


def test_i_after_a_country_is_a_word_like_others() -> None:
    """“In Kazakhstan, I provided …”: whoever gives the money has one letter."""
    assert reading("In Kazakhstan, I provided $5 million to the World Bank.").facts


def test_nothing_is_no_sum() -> None:
    """Who is said to give $0 finances without a sum."""
    found = reading("The World Bank approved a grant of $0 for the Riga bypass road.")
    assert [f.amounts for f in found.facts if isinstance(f, Finances)] in ([], [()])


def test_unseen_characters_are_in_no_name() -> None:
    """Soft hyphens and marks of direction are left out of names and stay in the evidence."""
    text = "Lena\u00a0Holm of the World\u200b Bank met Aidar Sa\u00adrin in \u200eRiga\u200e\u00ad."
    found = reading(text)
    assert {"Lena Holm", "World Bank", "Aidar Sarin", "Riga"} <= {entity.name for entity in found.entities}
    assert {passage for fact in found.facts for passage in fact.evidence} == {(0, len(text))}
