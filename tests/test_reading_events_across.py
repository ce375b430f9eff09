"""Events told over several sentences: who “the two” are, on which day, during which visit or session."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.exchange import TOLD
from loaders.facts import Attended, Event, Located, Met
from loaders.reading.reader import read

DAY = date(2025, 6, 4)
"""A Wednesday: the day on which the articles of these tests appeared."""


def events(text: str, day: date | None = DAY) -> dict[str, Event]:
    """The events that a text tells of, by class; the last of each."""
    facts = read(Article(text=text, date=day)).facts
    return {f.event.cls: f for f in facts if isinstance(f, Event) and f.modality in TOLD}


def span(event: Event) -> tuple[date | None, date | None]:
    """The first and the last day of an event."""
    assert event.date is not None
    return event.date.begin, event.date.end


def met(text: str) -> set[frozenset[str]]:
    """The pairs of those who met."""
    facts = read(Article(text=text, date=DAY)).facts
    return {frozenset((f.a.name, f.b.name)) for f in facts if isinstance(f, Met) and f.modality in TOLD}


def there(text: str, cls: str) -> set[str]:
    """Who was at the events of a class."""
    facts = read(Article(text=text, date=DAY)).facts
    return {f.agent.name for f in facts if isinstance(f, Attended) and f.event.cls == cls}


SIGNED = "The loan agreement was signed in Riga on 2 June by Energy Minister Aidar Sarin and EBRD President Lena Holm."
VISIT = (
    "A three-day visit to Albania by a delegation of the World Bank ended on Tuesday. Headed by Lena Holm, it was long."
)


def test_the_two_are_those_of_the_event_before() -> None:
    """“Earlier that day the two had a conversation”: a meeting of its own, on the day of the signing."""
    text = f"{SIGNED} Earlier that day the two had a conversation about roads."
    assert met(text) == {frozenset(("Aidar Sarin", "Lena Holm"))}
    assert span(events(text)["Meeting"]) == (date(2025, 6, 2), date(2025, 6, 2))


@pytest.mark.parametrize(
    ("words", "day"), [("the following day", 3), ("the day before", 1), ("two days later", 4), ("that same day", 2)]
)
def test_days_counted_from_the_day_before(words: str, day: int) -> None:
    """A day told by another one."""
    text = f"The road was closed on 2 June. Aidar Sarin met with Lena Holm {words}."
    assert span(events(text)["Meeting"]) == (date(2025, 6, day), date(2025, 6, day))


def test_day_of_a_report_is_no_other_event_s() -> None:
    """“reported on Tuesday. On the same day …” tells no day."""
    text = "Roads were praised, the agency reported on Tuesday. On the same day Aidar Sarin met with Lena Holm."
    assert events(text)["Meeting"].date is None


def test_length_of_a_visit_gives_its_days() -> None:
    """“a three-day visit ended on Tuesday” began on Sunday."""
    assert span(events(VISIT)["Visit"]) == (date(2025, 6, 1), date(2025, 6, 3))
    assert there(VISIT, "Visit") == {"World Bank", "Lena Holm"}


def test_guests_are_received_during_their_visit() -> None:
    """“the guests were received by X”: by X met who is on the visit."""
    text = f"{VISIT} On Monday the guests were received by President Omar Saleh."
    assert met(text) == {frozenset(("Lena Holm", "Omar Saleh"))}
    meeting, visit = events(text)["Meeting"], events(text)["Visit"]
    assert meeting.during == visit.event
    assert span(meeting) == (date(2025, 6, 2), date(2025, 6, 2))


def test_host_of_a_guest_on_a_visit() -> None:
    """Who is on a visit of a day met there, on that day."""
    text = "Aidar Sarin held talks on 2 June with Lena Holm, who was in Riga on an official visit."
    meeting = events(text)["Meeting"]
    assert meeting.during == events(text)["Visit"].event
    assert meeting.place is not None
    assert meeting.place.name == "Riga"


def test_signed_at_the_close_of_a_session() -> None:
    """“The session closed with a protocol, to which both put their names.”"""
    text = (
        "The Steering Committee met in Riga on 2 June. Aidar Sarin and Lena Holm chaired the meeting. "
        "The session closed with a protocol, to which both ministers put their names."
    )
    signing = events(text)["Signing"]
    assert signing.during == events(text)["Meeting"].event
    assert span(signing) == (date(2025, 6, 2), date(2025, 6, 2))
    assert there(text, "Signing") >= {"Aidar Sarin", "Lena Holm"}


def test_speakers_at_a_ceremony() -> None:
    """Who goes on after somebody who spoke at the launch was there too."""
    text = (
        "UNICEF launched the Safe Water Project on Monday. At the launch, held in Riga, Aidar Sarin spoke of schools. "
        "“It is a start,” UNICEF Country Director Lena Holm added."
    )
    assert there(text, "Event") == {"UNICEF", "Aidar Sarin", "Lena Holm"}


def test_head_of_the_bank() -> None:
    """“the head of the bank” is the president whom the article names."""
    text = "Lena Holm, President of the World Bank, praised roads. The head of the bank met with Minister Aidar Sarin."
    assert met(text) == {frozenset(("Aidar Sarin", "Lena Holm"))}


def test_date_of_an_undated_article_is_its_dateline_s() -> None:
    """“last Friday” counts from the day in the dateline."""
    text = "NADI, 14 January 2019 – Aidar Sarin met with Lena Holm last Friday."
    assert span(events(text, None)["Meeting"]) == (date(2019, 1, 11), date(2019, 1, 11))


@pytest.mark.parametrize(
    "text",
    [
        "Lena Holm said a meeting between Aidar Sarin and Omar Saleh would be useful.",
        "Lena Holm proposed a meeting between Aidar Sarin and Omar Saleh.",
    ],
)
def test_meeting_wished_for_is_none(text: str) -> None:
    """What somebody would like to see has not been held."""
    assert met(text) == set()


def test_separate_talks() -> None:
    """“Separate talks were held with X and with Y”: two meetings."""
    text = f"{VISIT} Separate talks were held with Aidar Sarin and with the Ministry of Finance of Georgia."
    facts = read(Article(text=text, date=DAY)).facts
    names = {f.event.name for f in facts if isinstance(f, Event) and f.event.cls == "Meeting"}
    assert names == {"talks with Aidar Sarin", "talks with Ministry of Finance of Georgia"}


def test_board_of_the_bank_just_named() -> None:
    """“its directors had cleared a loan”: the board of the bank of the sentence before."""
    text = "The World Bank is no stranger to Georgia. In May its directors had cleared a $200 million loan for schools."
    assert there(text, "Approval") == {"World Bank board"}


def test_forum_that_still_goes_on_is_held() -> None:
    """A forum that “ends” after the article appeared has begun."""
    (forum,) = events(
        "The Riga Energy Forum brought together Lena Holm and Aidar Sarin. The forum ends on June 4."
    ).values()
    assert forum.status == "held"
    assert span(forum) == (date(2025, 6, 4), date(2025, 6, 4))


def test_new_day_of_what_is_put_off() -> None:
    """What was put off has its new day, not the old one."""
    text = (
        "The third meeting of the Intergovernmental Commission, which had been scheduled for July 3 in Riga, has been "
    )
    (meeting,) = events(text + "postponed to September 9.").values()
    assert meeting.status == "postponed"
    assert span(meeting) == (date(2025, 9, 9), date(2025, 9, 9))


def test_place_told_by_who_had_come_there() -> None:
    """Where a guest “had come” is where the meeting was."""
    story = "Finance Minister Aidar Sarin met with Lena Holm on Friday. Lena Holm had come to {} for the first time."
    for place in ("Riga", "Riga, the Latvian capital,", "the Latvian capital, Riga,"):
        found = events(story.format(place))
        assert [e.place.name for e in found.values() if e.place] == ["Riga"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Aidar Sarin met with Lena Holm last Friday, the bank said on 14 January 2019.", date(2019, 1, 11)),
        ("Aidar Sarin met with Lena Holm last Friday. The fund was founded on 14 January 2019.", None),
        ("Aidar Sarin met with Lena Holm last Friday. Another meeting is planned for 14 January 2019.", None),
    ],
)
def test_date_of_an_undated_article_is_the_day_it_tells_of(text: str, day: date | None) -> None:
    """The last day in the first sentences, where nothing else dates the article; what is ahead does not."""
    held = [e for e in events(text, None).values() if "Lena Holm" in e.event.name]
    assert [e.date.begin if e.date else None for e in held] == [day]


def test_meeting_told_after_talks_of_today() -> None:
    """Whom a minister received, told after what he discussed today, was received today."""
    text = "Prime Minister Aidar Sarin today discussed reforms with the ADB. He received Lena Holm, its president."
    meeting = events(text)["Meeting"]
    assert span(meeting) == (DAY, DAY)


def test_statesman_met_after_a_visit_was_told() -> None:
    """A president without a country, met by the guest of a visit just told, was met during that visit."""
    text = "ADB President Lena Holm paid a visit to Georgia. Lena Holm had a meeting with President Aidar Sarin."
    meeting = events(text)["Meeting"]
    assert meeting.during is not None
    assert meeting.during.cls == "Visit"


def test_signing_in_the_same_week() -> None:
    """What was signed “in the same week” was signed in the days told before."""
    text = (
        "The Riga Energy Forum was held on May 26-28. In the same week a loan agreement was signed by ADB and Georgia."
    )
    assert span(events(text)["Signing"]) == (date(2025, 5, 26), date(2025, 5, 28))


@pytest.mark.parametrize(("how", "place"), [("", "Tbilisi"), ("online ", None)])
def test_place_of_the_dateline_is_that_of_a_meeting_at_home(how: str, place: str | None) -> None:
    """Where the article comes from, its country's minister met the guest; the place is told as no fact of its own."""
    text = f"TBILISI, June 2 – Georgian Finance Minister Aidar Sarin met {how}with ADB President Lena Holm on June 2."
    found = read(Article(text=text, date=DAY)).facts
    (meeting,) = [f for f in found if isinstance(f, Event)]
    assert (meeting.place.name if meeting.place else None) == place
    assert not [f for f in found if isinstance(f, Located)]
