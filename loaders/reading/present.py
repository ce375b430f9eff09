"""Who is meant where a sentence on an event names nobody: “the two”, “both ministers”, “the guest”."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft

_LATELY: Final = timedelta(days=45)
_BACK: Final = 3
"""Sentences before the one with “the two” in which a pair of persons may have been named."""


def pair(story: Chronicle) -> list[Draft]:
    """“the two”: the two persons of the event last told, or the only two that one of the last sentences names."""
    tape = story.tapes[story.at]
    earlier = [h for h in story.happenings if h.tapes[0].sentence.start <= tape.sentence.start and h.status == "held"]
    for happening in reversed(earlier):
        people = [a for a in happening.agents if a.kind is Kind.PERSON]
        if len(people) == 2:
            return people
        if people:
            break
    for before in reversed(story.tapes[max(0, story.at - _BACK) : story.at]):
        named = list(dict.fromkeys(c.draft.root for c in before.chunks if c.code == "P" and c.draft is not None))
        if len(named) == 2:
            return named
    return []


def trip(story: Chronicle) -> Happening | None:
    """The visit that is being told of: of somebody in the last meeting, else the last one made not long ago."""
    visits = [h for h in story.happenings if h.cls == "Visit" and h.agents and h.status == "held" and lately(story, h)]
    last = next((h for h in reversed(story.happenings) if h.cls == "Meeting" and h.status == "held"), None)
    theirs = [v for v in visits if last is not None and set(v.agents) & set(last.agents)] or visits
    return theirs[-1] if theirs else None


def lately(story: Chronicle, happening: Happening) -> bool:
    """Whether an event may be what the article is about, and not one of months ago."""
    article, date = story.builder.document.date, happening.date
    return article is None or date is None or date.end is None or date.end + _LATELY >= article


def guests(story: Chronicle) -> list[Draft]:
    """“the guest”: who is on the visit told of, or who of those met last serves no office of the article's country."""
    visit = trip(story)
    if visit is not None:
        return visit.agents
    for happening in reversed(story.happenings):
        people = [a for a in happening.agents if a.kind is Kind.PERSON]
        if happening.cls == "Meeting" and len(people) > 1:
            abroad = [p for p in people if p.employers and not _at_home(story, p)]
            return abroad if len(abroad) == 1 else []
    return []


def _at_home(story: Chronicle, person: Draft) -> bool:
    """Whether a person serves the country that the article is about."""
    employers = [e.root for e in person.employers]
    return any(e is story.home or (e.owner is not None and e.owner.root is story.home) for e in employers)
