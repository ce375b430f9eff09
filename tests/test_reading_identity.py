"""Who is who across articles: what shares an IRI or a join key is one thing, what only sounds alike is not."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import facts as said
from loaders.article import Article
from loaders.facts import Entity, Kind
from loaders.reading.reader import read

DAY = date(2025, 6, 2)


def entities(text: str, kind: Kind, day: date | None = DAY) -> list[Entity]:
    """The entities of a kind that a text names."""
    return [e for e in read(Article(text=text, date=day)).entities if e.kind is kind]


def only(text: str, kind: Kind, day: date | None = DAY) -> Entity:
    """The one entity of a kind that a text names."""
    found = entities(text, kind, day)
    assert len(found) == 1, [e.name for e in found]
    return found[0]


def joined(one: Entity, two: Entity) -> bool:
    """Whether publishing makes one of them."""
    return one.iri == two.iri or bool(set(one.join_keys) & set(two.join_keys))


def test_a_road_is_the_same_from_either_end() -> None:
    """Order of the ends, hyphen or dash, and spelling of a known town do not make another road."""
    one = only("They reviewed the Karaganda–Zhezkazgan highway in Kazakhstan.", Kind.PROJECT)
    two = only("They reviewed the Zhezkazgan-Karagandy highway in Kazakhstan.", Kind.PROJECT)
    assert joined(one, two)


def test_a_bypass_railway_is_no_bypass_road() -> None:
    """The mode tells two works of one town apart."""
    one = only("They reviewed the Almaty bypass road in Kazakhstan.", Kind.PROJECT)
    two = only("They reviewed the Almaty bypass railway in Kazakhstan.", Kind.PROJECT)
    assert not joined(one, two)


def test_ministries_of_two_countries_are_two() -> None:
    """A generic name needs its country."""
    found = entities(
        "The Ministry of Finance of Georgia wrote to the Ministry of Finance of Armenia.", Kind.INSTITUTION
    )
    assert len(found) == 2
    assert not joined(*found)


def test_a_ministry_without_a_country_stays_its_articles() -> None:
    """Without a country, a generic name of one article is not that of another."""
    one = only("The Steering Committee agreed on the plan.", Kind.INSTITUTION)
    two = only("The Steering Committee refused the plan.", Kind.INSTITUTION)
    assert not joined(one, two)


@pytest.mark.parametrize(("one", "two"), [("Tatiana", "Tatyana"), ("Andrei", "Andrey")])
def test_spellings_of_a_name_meet(one: str, two: str) -> None:
    """Transliterations of one name are one person."""
    text = "World Bank Country Manager {} Mironova spoke."
    assert joined(only(text.format(one), Kind.PERSON), only(text.format(two), Kind.PERSON))


def test_a_surname_alone_is_its_articles() -> None:
    """Two articles' President Smith need not be one person."""
    one = only("President Smith spoke.", Kind.PERSON)
    two = only("President Smith left.", Kind.PERSON)
    assert not joined(one, two)


STRATEGIES = [
    "The World Bank and Kazakhstan agreed on the 2020–2025 Country Partnership Framework. Kazakhstan thanked.",
    "Kazakhstan and the World Bank Group have a partnership strategy with Kazakhstan for 2020-2025.",
    "Cooperation between Kazakhstan and the World Bank follows the Country Partnership Framework, which guides "
    "programs from 2020 to 2025.",
]


@pytest.mark.parametrize("text", STRATEGIES[1:])
def test_a_framework_under_several_names_is_one(text: str) -> None:
    """Parties, rolled up to their group, and years tell which framework it is, whatever it is called."""
    assert joined(only(STRATEGIES[0], Kind.FRAMEWORK), only(text, Kind.FRAMEWORK))


def test_frameworks_of_other_years_or_countries_are_others() -> None:
    """The next framework, and that of the neighbor, are not the same."""
    first = only(STRATEGIES[0], Kind.FRAMEWORK)
    later = only(STRATEGIES[0].replace("2020–2025", "2026–2031"), Kind.FRAMEWORK)
    abroad = only(STRATEGIES[0].replace("Kazakhstan", "Uzbekistan"), Kind.FRAMEWORK)
    assert not joined(first, later)
    assert not joined(first, abroad)


MEETING = "Prime Minister Aidar Sarin met with World Bank Vice President Lena Holm{}."


def test_a_meeting_in_two_papers_is_one() -> None:
    """Same participants on the same day; one without a date has no key, and is compared when publishing."""
    one = only(MEETING.format(" on May 29"), Kind.EVENT, date(2025, 6, 2))
    other = only(MEETING.format(" on May 29"), Kind.EVENT, date(2025, 5, 31))
    undated = only(MEETING.format(""), Kind.EVENT, date(2025, 5, 31))
    assert joined(one, other)
    assert not undated.join_keys


def test_meetings_of_other_days_are_others() -> None:
    """The same two people meet again."""
    may = only(MEETING.format(" on May 29"), Kind.EVENT, date(2025, 6, 2))
    march = only(MEETING.format(" on March 3"), Kind.EVENT, date(2025, 3, 4))
    assert not joined(may, march)


def test_two_editions_of_a_forum_are_two() -> None:
    """A named event is one only within its year."""
    text = "Prime Minister Aidar Sarin attended the Tashkent Investment Forum."
    this = only(text, Kind.EVENT, date(2025, 5, 2))
    same = only(text.replace("attended", "opened"), Kind.EVENT, date(2025, 5, 3))
    last = only(text + " He spoke.", Kind.EVENT, date(2024, 5, 2))
    assert joined(this, same)
    assert not joined(this, last)


def test_reference_entries_give_the_iri() -> None:
    """What reference data know has their IRI, under any of its names."""
    names = ("the World Bank", "The EBRD", "the European Bank for Reconstruction and Development")
    iris = [only(f"{name[0].upper()}{name[1:]} lends.", Kind.INSTITUTION).iri for name in names]
    assert iris[0].endswith("/id/institution/world-bank")
    assert iris[1] == iris[2]


def test_iris_do_not_depend_on_the_article() -> None:
    """A distinctive name has one IRI wherever it stands."""
    one = only("Aquavia, the national water operator, gets pumps.", Kind.INSTITUTION)
    two = only("Pumps go to Aquavia, the national water operator.", Kind.INSTITUTION)
    assert one.iri == two.iri


def test_every_entity_of_a_fact_is_in_the_reading() -> None:
    """``Reading.entities`` holds each entity once, sorted, and no provisional IRI is left."""
    reading = read(Article(text=STRATEGIES[0], date=DAY))
    iris = [e.iri for e in reading.entities]
    assert iris == sorted(set(iris))
    assert all(iri.startswith("https://") for iri in iris)
    assert any(isinstance(f, said.Party) for f in reading.facts)


def test_a_ministry_has_one_iri_however_its_country_is_named() -> None:
    """“of Kazakhstan”, “of the Republic of Kazakhstan” and “Kazakhstan's” are one ministry."""
    texts = (
        "The Ministry of Foreign Affairs of Kazakhstan agreed.",
        "The Ministry of Foreign Affairs of the Republic of Kazakhstan agreed.",
        "Kazakhstan’s Ministry of Foreign Affairs agreed.",
    )
    assert len({only(text, Kind.INSTITUTION).iri for text in texts}) == 1
