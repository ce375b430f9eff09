"""Events of an article: meetings, visits, forums, signings, approvals – who, when, where, part of what."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.exchange import TOLD
from loaders.facts import Attended, Discussed, Event, Fact, Met, Party
from loaders.reading.reader import read

DAY = date(2025, 6, 4)
"""A Wednesday: the day on which the articles of these tests appeared."""
AIDAR = "Energy Minister Aidar Sarin"
LENA = "EBRD President Lena Holm"


def told(text: str) -> list[Fact]:
    """The facts of a text, but those that it denies or leaves open."""
    return [fact for fact in read(Article(text=text, date=DAY)).facts if fact.modality in TOLD]


def events(text: str) -> dict[str, Event]:
    """The events that a text tells of, by name."""
    return {f.event.name: f for f in told(text) if isinstance(f, Event)}


def only(text: str, cls: str) -> Event:
    """The one event of a class that a text tells of."""
    found = [e for e in events(text).values() if e.event.cls == cls]
    assert len(found) == 1
    return found[0]


def attendance(text: str) -> set[tuple[str, str]]:
    """Who attended an event of which class."""
    return {(f.agent.name, f.event.cls) for f in told(text) if isinstance(f, Attended)}


def met(text: str) -> set[frozenset[str]]:
    """The pairs of those who met."""
    return {frozenset((f.a.name, f.b.name)) for f in told(text) if isinstance(f, Met)}


BOTH = {frozenset(("Aidar Sarin", "Lena Holm"))}


@pytest.mark.parametrize(
    "text",
    [
        f"{AIDAR} met with {LENA}.",
        f"{AIDAR} received {LENA} in Bishkek.",
        f"{LENA} was received by {AIDAR}.",
        f"{AIDAR} held an introductory meeting with {LENA}.",
        f"{AIDAR} held talks with a delegation of the World Bank led by Lena Holm.",
        f"{AIDAR} and {LENA} met on the sidelines of the Kara-Kol Energy Forum.",
        f"{LENA} paid a courtesy call on {AIDAR}.",
        f"{AIDAR} spoke of solar power during a meeting with {LENA}.",
        f"At talks with {LENA}, {AIDAR} praised the bank.",
        f"A meeting was held in Bishkek between {AIDAR} and {LENA}.",
        f"{AIDAR} discussed solar power with {LENA}.",
        f"The plan was ready, said {AIDAR}. The statement was made during a meeting with {LENA}.",
        f"{LENA} visited the Ministry of Finance of Georgia and met with {AIDAR}.",
    ],
)
def test_constructions_of_meeting(text: str) -> None:
    """However it is said, the two met, at one meeting that both attended."""
    assert met(text) == BOTH
    assert {("Aidar Sarin", "Meeting"), ("Lena Holm", "Meeting")} <= attendance(text)
    assert only(text, "Meeting").status == "held"


@pytest.mark.parametrize(
    "text",
    [
        f"{AIDAR} did not meet {LENA}.",
        f"{AIDAR} welcomed Lena Holm's proposal.",
        "The conditions were met by the Ministry of Finance of Georgia.",
    ],
)
def test_no_meeting(text: str) -> None:
    """What did not take place, and other senses of the verbs, give no meeting."""
    assert met(text) == set()


def test_planned_meeting() -> None:
    """Who is to meet has not met; the Friday of a plan is the one to come."""
    text = f"{AIDAR} is to meet {LENA} on Friday."
    meeting = only(text, "Meeting")
    assert meeting.status == "planned"
    assert meeting.date is not None
    assert meeting.date.begin == date(2025, 6, 6)
    assert met(text) == set()


def test_day_and_place_of_the_clause() -> None:
    """The day and place are those of the meeting's clause, not of what was discussed or of the report."""
    meeting = only(
        f"RIGA, June 4. {AIDAR} met {LENA} in Bishkek on Tuesday to discuss works in Osh in 2027.", "Meeting"
    )
    assert meeting.date is not None
    assert meeting.date.begin == date(2025, 6, 3)
    assert meeting.place is not None
    assert meeting.place.name == "Bishkek"


def test_dateline_is_no_day_of_the_event() -> None:
    """An article's date is not an event's."""
    meeting = only(f"BISHKEK, June 4. {AIDAR} met {LENA}.", "Meeting")
    assert meeting.date is None
    assert meeting.place is None


def test_others_at_the_meeting() -> None:
    """Who attended the meeting, though they are not said to have met."""
    text = f"{AIDAR} met with {LENA}. The meeting was attended by Finance Minister Omar Saleh."
    assert ("Omar Saleh", "Meeting") in attendance(text)
    assert met(text) == BOTH


def test_forum() -> None:
    """A forum's date and place, who opened it and who spoke there on what."""
    text = (
        "The Kara-Kol Energy Forum was held in Karakol on 2 June. Speaking at the forum, Lena Holm, President of the "
        "EBRD, praised the Tokmok solar plant. The event was hosted by the Ministry of Finance of Georgia."
    )
    forum = only(text, "Forum")
    assert forum.date is not None
    assert forum.date.begin == date(2025, 6, 2)
    assert forum.place is not None
    assert forum.place.name == "Karakol"
    assert ("Lena Holm", "Forum") in attendance(text)
    facts = read(Article(text=text, date=DAY)).facts
    assert [f.about.name for f in facts if isinstance(f, Discussed)] == ["Tokmok solar plant"]


def test_meeting_at_a_forum_is_part_of_it() -> None:
    """Those who met on the sidelines of a forum attended the forum too."""
    text = f"{AIDAR} and {LENA} met on the sidelines of the Kara-Kol Energy Forum."
    during = only(text, "Meeting").during
    assert during is not None
    assert during.name == "Kara-Kol Energy Forum"
    assert {("Aidar Sarin", "Forum"), ("Lena Holm", "Forum")} <= attendance(text)


def test_meetings_of_a_visit() -> None:
    """What happened during a visit is part of it, and so is what happened there later."""
    text = f"During a visit to Riga, {AIDAR} met with {LENA}. He also met with Finance Minister Omar Saleh."
    whole = [e.during.name if e.during else None for e in events(text).values() if e.event.cls == "Meeting"]
    assert whole == ["visit of Aidar Sarin to Riga"] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{LENA} visited Bishkek on Monday.", "held"),
        (f"{LENA} arrived in Bishkek on Monday.", "held"),
        (f"{LENA} paid an official visit to Bishkek.", "held"),
        (f"{LENA} will visit Bishkek next week.", "planned"),
        (f"A visit of {LENA} to Bishkek has been postponed.", "postponed"),
    ],
)
def test_visits(text: str, status: str) -> None:
    """Visits that were, will be, or were put off."""
    visit = only(text, "Visit")
    assert visit.status == status
    assert visit.place is not None
    assert visit.place.name == "Bishkek"
    assert attendance(text) == {("Lena Holm", "Visit")}


@pytest.mark.parametrize(
    "text",
    [
        f"{AIDAR} and {LENA} signed a loan agreement.",
        f"{AIDAR} and {LENA} inked a loan agreement on Monday.",
        f"A loan agreement was signed in Bishkek by {AIDAR} and {LENA}.",
        f"The EBRD and Georgia signed a loan agreement. It was signed by {AIDAR} and {LENA}.",
    ],
)
def test_signings(text: str) -> None:
    """Who put their names to an agreement took part in its signing."""
    assert {("Aidar Sarin", "Signing"), ("Lena Holm", "Signing")} <= attendance(text)


def test_place_of_a_signing_known_from_its_words_only() -> None:
    """“in Port Lindis on Monday” is a place, though no list has it."""
    place = only(f"A loan agreement was signed in Port Lindis on Monday by {AIDAR} and {LENA}.", "Signing").place
    assert place is not None
    assert place.name == "Port Lindis"


def test_approvals() -> None:
    """A body attends its approval, of a thing with a name or of money."""
    text = "The Board of Directors of the African Development Bank approved a $50 million loan to Kenya on 3 June."
    approval = only(text, "Approval")
    assert approval.date is not None
    assert approval.date.begin == date(2025, 6, 3)
    assert attendance(text) == {("Board of Directors of the African Development Bank", "Approval")}


def test_interview() -> None:
    """An interview has the person and the outlet as its participants."""
    text = f"Reforms matter most, said {LENA} in an interview with The Astana Times."
    assert attendance(text) == {("Lena Holm", "Interview"), ("The Astana Times", "Interview")}


def test_ceremony() -> None:
    """A launch is an event of its own kind, with its guests."""
    text = (
        "The launch ceremony of the Tokmok Irrigation Project took place in Bishkek on 2 June. It was attended by "
        f"{AIDAR} and {LENA}."
    )
    assert attendance(text) == {("Aidar Sarin", "Event"), ("Lena Holm", "Event")}


def test_background_is_not_discussed() -> None:
    """What the bank has done since 1995 was not dealt with at the meeting."""
    text = (
        f"{AIDAR} met with {LENA}. The sides discussed the Tokmok solar plant. Since 1995 the EBRD has financed the "
        "Tokmok bypass road."
    )
    facts = read(Article(text=text, date=DAY)).facts
    assert [f.about.name for f in facts if isinstance(f, Discussed)] == ["Tokmok solar plant"]


def test_bilateral_meetings_are_told_one_by_one() -> None:
    """Bilateral meetings with several guests are as many meetings, each with what was said to its guest."""
    text = (
        f"On the sidelines of the Kara-Kol Energy Forum, {AIDAR} held bilateral meetings with {LENA} and Omar Saleh, "
        "the Minister of Energy of Georgia. Omar Saleh proposed to extend the Tokmok–Naryn road."
    )
    facts = read(Article(text=text, date=DAY)).facts
    assert met(text) == {frozenset(("Aidar Sarin", "Lena Holm")), frozenset(("Aidar Sarin", "Omar Saleh"))}
    about = {(f.event.name, f.about.name) for f in facts if isinstance(f, Discussed)}
    assert about == {("meeting of Aidar Sarin and Omar Saleh", "Tokmok–Naryn road")}


def test_interlocutor_met_the_host() -> None:
    """“Her third interlocutor was …” tells of one more meeting of the same person."""
    text = f"{LENA} sat down with {AIDAR}. Her next interlocutor was Omar Saleh, the Minister of Energy of Georgia."
    assert met(text) == BOTH | {frozenset(("Lena Holm", "Omar Saleh"))}


def test_works_launched_are_a_ceremony() -> None:
    """Works that somebody launches are a ceremony, and who joined there took part."""
    text = (
        f"Works on the Tokmok–Naryn road were launched on Tuesday by {AIDAR}. "
        "He was joined at the ceremony by Lena Holm, the EBRD President."
    )
    found = only(text, "Event")
    assert found.date is not None
    assert found.date.begin == date(2025, 6, 3)
    assert attendance(text) == {("Aidar Sarin", "Event"), ("Lena Holm", "Event")}


def test_notes_exchanged_are_a_signing() -> None:
    """An exchange of notes is a signing by those who exchanged them."""
    text = f"Notes to this effect were exchanged in Bishkek on Tuesday by {LENA} and {AIDAR}."
    assert only(text, "Signing").place is not None
    assert attendance(text) == {("Aidar Sarin", "Signing"), ("Lena Holm", "Signing")}


def test_meeting_called_off_was_no_meeting() -> None:
    """What has been called off is no meeting that took place."""
    text = f"A meeting between {AIDAR} and {LENA} planned for Friday has been called off."
    assert met(text) == set()
    assert only(text, "Meeting").status == "cancelled"


def test_next_session_is_planned() -> None:
    """The next session is an event of its own, yet to come."""
    text = (
        "The 12th session of the Joint Commission on Trade took place in Bishkek on Tuesday. "
        "The next session is scheduled to be held in Riga in 2026."
    )
    assert sorted(e.status for e in events(text).values()) == ["held", "planned"]


def test_signatories_bind_whom_they_stand_for() -> None:
    """A bank is party to the loan agreement that its president signs."""
    text = f"{AIDAR} and {LENA} signed a loan agreement in Bishkek on Tuesday."
    facts = read(Article(text=text, date=DAY)).facts
    bank = "European Bank for Reconstruction and Development"
    assert {f.party.name for f in facts if isinstance(f, Party)} & {bank, "EBRD"}


def test_national_plan_is_the_country_s() -> None:
    """A national plan that is nobody else's is that of the country the article is about."""
    text = "Georgia built two dams. They contribute to the National Adaptation Plan adopted in 2022."
    facts = read(Article(text=text, date=DAY)).facts
    assert {(f.framework.name, f.party.name) for f in facts if isinstance(f, Party)} == {
        ("National Adaptation Plan", "Georgia")
    }


def test_decision_gives_the_day_of_the_approval() -> None:
    """The day on which an approval was announced is not the day on which the decision was taken."""
    text = (
        "The World Bank has approved a $50 million loan for the Tokmok Bridge Project, the bank announced today. "
        "The decision was taken in Washington on June 2."
    )
    found = only(text, "Approval")
    assert found.date is not None
    assert found.date.begin == date(2025, 6, 2)
