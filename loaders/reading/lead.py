"""What the beginning of an article lends to its events: the day of the lead, the week, the town of the dateline."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from loaders.facts import Kind, Span
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.circumstances import SOON, STATESMAN
from loaders.reading.tape import Tape

_LATELY: Final = timedelta(days=3)
_TALKED: Final = re.compile(
    r"\b(?:discussed|met|talks|meeting|meetings|negotiations|negotiated|consultations|conferred)\b"
)
_SAME_WEEK: Final = re.compile(r"\b(?:in|during|over|on) the same (?:week|days|period|two days|three days)\b")
_REMOTE: Final = re.compile(r"\b(?:online|virtual(?:ly)?|video|videoconference|by (?:tele)?phone|telephone|remotely)\b")


def lead_day(story: Chronicle) -> None:
    """“X today discussed reforms with the bank. He received Y, its president”: the meeting was on that day."""
    for happening in story.happenings:
        at = story.tapes.index(happening.tapes[0])
        if happening.cls != "Meeting" or happening.status != "held" or happening.date or not 0 < at <= SOON:
            continue
        lead = story.tapes[at - 1]
        there = {c.draft.root for c in lead.chunks if c.code == "P" and c.draft is not None}
        told = any(lead in h.tapes for h in story.happenings if h is not happening)
        if there & set(happening.agents) and not told and _TALKED.search(lead.words(0, len(lead.chunks))):
            happening.date = _day_told(story, lead)


def _day_told(story: Chronicle, tape: Tape) -> Span | None:
    """The one day that a sentence tells."""
    day = story.builder.document.date
    today = day is not None and any(c.lower == "today" and c.start >= tape.sentence.dateline for c in tape.chunks)
    days = [s for _, s in story.builder.spans(tape) if s.precision == "day"]
    if today and all(s.end != day for s in days):
        days.append(Span(begin=day, end=day, precision="day", text="today"))
    return days[0] if len(days) == 1 else None


def same_week(story: Chronicle, tape: Tape) -> None:
    """“In the same week an agreement was signed”: in the days last spoken of."""
    if story.days is not None and _SAME_WEEK.search(tape.words(0, len(tape.chunks))):
        for happening in story.happenings:
            if happening.tapes[0] is tape and happening.date is None and happening.status == "held":
                happening.date = story.days
    spans = [s for _, s in story.builder.spans(tape, "any") if s.precision == "day" and s.end not in (None, s.begin)]
    story.days = spans[-1] if spans else story.days


def at_the_dateline(story: Chronicle) -> None:
    """Where officials of the country of the dateline met or signed, if the article begins with it and says no place.

    The place is no fact of its own: the article does not say it.
    """
    town = story.dateline
    if town is None or town.cls != "City":
        return
    for happening in story.happenings:
        date, day = happening.date, story.builder.document.date
        told_first = story.tapes.index(happening.tapes[0]) <= 1
        if happening.cls not in {"Meeting", "Signing"} or happening.place is not None or not told_first:
            continue
        if (
            happening.status != "held"
            or happening.during is not None
            or date is None
            or date.end is None
            or day is None
        ):
            continue
        if date.precision == "day" and day - _LATELY <= date.end <= day and _at_home(story, happening):
            happening.place, happening.place_shared = town, True


def _at_home(story: Chronicle, happening: Happening) -> bool:
    """Whether somebody there serves the article's country, and nobody is a guest of it only on a screen."""
    people = [a for a in happening.agents if a.kind is Kind.PERSON]
    employers = [e.root for p in people for e in p.employers]
    home = any(e is story.home or (e.owner is not None and e.owner.root is story.home) for e in employers)
    statesmen = any(STATESMAN.search(post.lower()) for p in people if not p.employers for post in p.posts)
    remote = any(_REMOTE.search(t.words(0, len(t.chunks))) for t in happening.tapes)
    return (home or statesmen) and not remote
