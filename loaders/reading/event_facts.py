"""The facts of an article's events, once all sentences have been gone through."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as day
from datetime import timedelta
from typing import Final, Literal

from loaders import facts as said
from loaders.facts import Kind, Modality, Span
from loaders.reading.builder import entity, evidence
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.meetings import modality

_WEEKDAY: Final = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|this|next|previous|year)\b")
_MONTH: Final = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_STATES: Final[dict[str, Literal["held", "planned", "postponed", "cancelled"]]] = {
    "held": "held",
    "planned": "planned",
    "postponed": "postponed",
    "cancelled": "cancelled",
}


def event_facts(story: Chronicle) -> None:
    """Write the events, their participants, and what they dealt with."""
    for happening in story.happenings:
        _later(story, happening)
    for happening in story.happenings:
        _event(story, happening)
        _participants(story, happening)
        _discussed(story, happening)


def _later(story: Chronicle, happening: Happening) -> None:
    """What lies after the day of the article is yet to come, and what is to come on Friday on the next one."""
    article, date = story.builder.document.date, happening.date
    ahead = (
        not happening.begun
        and article is not None
        and date is not None
        and date.begin is not None
        and date.begin > article
    )
    if happening.status == "held" and ahead:
        happening.status = "planned"
    if happening.status == "planned" and date is not None and article is not None:
        happening.date = _next_week(date, article)


def _next_week(date: Span, article: day) -> Span:
    """“will meet on Friday”: the Friday after the article, where the words alone gave the one before."""
    if date.begin is None or date.end is None or date.end >= article:
        return date
    if _MONTH.search(date.text) is not None and _YEAR.search(date.text) is None and date.begin.year + 1 >= article.year:
        return replace(date, begin=_next_year(date.begin), end=_next_year(date.end))
    if _WEEKDAY.fullmatch(date.text.strip().lower()) is None:
        return date
    return replace(date, begin=date.begin + timedelta(days=7), end=date.end + timedelta(days=7))


def _next_year(when: day) -> day:
    """The same day a year on; the last of February stays the last."""
    if when.month == 2 and (when + timedelta(days=1)).month == 3:
        return day(when.year + 1, 3, 1) - timedelta(days=1)
    return when.replace(year=when.year + 1)


def _event(story: Chronicle, happening: Happening) -> None:
    larger = happening.during if happening.during is not None and story.of(happening.during) else None
    at = evidence(*happening.tapes[:3])
    story.builder.add(
        said.Event(
            event=entity(happening.draft),
            date=happening.date,
            place=entity(happening.place) if happening.place else None,
            during=entity(larger) if larger else None,
            status=_STATES[happening.status],
            evidence=at,
            rule=happening.rule,
            modality=modality(happening.status),
        ),
        happening.draft.order,
    )
    if happening.place is not None and not happening.place_shared:
        story.builder.add(
            said.Located(
                what=entity(happening.draft),
                place=entity(happening.place),
                evidence=evidence(*happening.tapes[:3]),
                rule=happening.rule,
            ),
            happening.draft.order,
            happening.place.order,
        )


def _participants(story: Chronicle, happening: Happening) -> None:
    for agent in happening.agents:
        tapes = happening.agent_tapes.get(agent.order, happening.tapes)
        story.builder.add(
            said.Attended(
                agent=entity(agent),
                event=entity(happening.draft),
                evidence=evidence(*tapes[:2]),
                rule=happening.rule,
                modality=Modality.DENIED if happening.status == "cancelled" else modality(happening.status),
            ),
            agent.order,
            happening.draft.order,
        )


def _discussed(story: Chronicle, happening: Happening) -> None:
    for about, tape in happening.about:
        if about.kind is Kind.EVENT:
            other = story.of(about)
            if other is None or other.status != "planned" or about.root in (happening.during, happening.draft.root):
                continue
        story.builder.add(
            said.Discussed(
                event=entity(happening.draft), about=entity(about), evidence=evidence(tape), rule="spoken-of-at"
            ),
            happening.draft.order,
            about.root.order,
        )
