"""Sessions of bodies, and more on an event spoken of: who chaired it, who joined it, when the next one is."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.meetings import met, note, status
from loaders.reading.patterns import Found
from loaders.reading.present import trip
from loaders.reading.seat_of_state import capital_in
from loaders.reading.whereabouts import date_near, settle

_SESSION: Final = re.compile(r"\b(?:council|parliament|assembly|senate|cabinet)\b")
_ANY: Final = {"Meeting", "Forum", "Signing", "Event"}
_MEANT: Final = (
    (r"ceremony|signing", {"Signing", "Event"}),
    (r"launch|inauguration|opening|ground-?breaking|handover|commissioning", {"Event"}),
    (r"meeting|talks|negotiations|session|discussions|conversation|audience", {"Meeting"}),
    (r"forum|conference|summit", {"Forum"}),
    (r"interview", {"Interview"}),
)
"""Classes of event that a word for the event spoken of may mean."""
_FLOORS: Final = {
    "ceremony",
    "launch",
    "inauguration",
    "opening",
    "launch ceremony",
    "opening ceremony",
    "signing ceremony",
}
"""Events at which one guest speaks after the other."""


def told_body(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X told the Board”: X was at the meeting of the board that the article tells of."""
    body = hit.one("i")
    meeting = next(
        (
            h
            for h in story.happenings
            if body and h.draft.description.endswith(f" of the {body.name.removeprefix('the ')}")
        ),
        None,
    )
    if meeting is not None and meeting.cls == "Meeting":
        for person in hit.drafts("a"):
            meeting.join(person, hit.clause.tape)
    return None


def next_one(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The next session is to be held in Y”: another one of the kind of the event told of."""
    word = hit.rule.set.get("word") or hit.match.groupdict().get("what") or "meeting"
    wanted = next((classes for pattern, classes in _MEANT if re.search(pattern, word)), {"Meeting"})
    last = next((h for h in reversed(story.happenings) if h.cls in wanted), None)
    if last is None:
        return None
    event = story.make(last.cls, f"next {word} after the {last.draft.name}", hit.rule.id, hit.clause.tape, "planned")
    settle(story, event, hit)
    return None


def session(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The steering committee has met at …”, “a session of the council”: a meeting of a body, and who was there."""
    body = hit.one("i") or hit.one("w")
    if body is None:
        return None
    word = "session" if _SESSION.search(body.name.lower()) else "meeting"
    known = next(
        (h for h in story.happenings if h.draft.description.endswith(f" of the {body.name.removeprefix('the ')}")), None
    )
    meeting = known or story.make(
        "Meeting", f"{word} of the {body.name.removeprefix('the ')}", hit.rule.id, hit.clause.tape, status(hit)
    )
    note(meeting, hit.clause.tape)
    if body.kind is Kind.INSTITUTION:
        meeting.join(body, hit.clause.tape)
    for person in [*hit.drafts("a"), *hit.drafts("b")]:
        meeting.join(person, hit.clause.tape)
    meeting.place = meeting.place or hit.one("l")
    settle(story, meeting, hit)
    return meeting


def topical(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A chaired a meeting on the project”: a meeting told by what it dealt with."""
    thing = hit.one("w")
    if thing is None:
        return None
    meeting = story.make("Meeting", f"meeting on the {thing.name}", hit.rule.id, hit.clause.tape, status(hit))
    for person in hit.drafts("a"):
        meeting.join(person, hit.clause.tape)
    settle(story, meeting, hit)
    return meeting


def chaired(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A and B chaired the 20th meeting of the commission.”"""
    event = hit.one("e")
    happening = story.named(event, hit.clause.tape, hit.rule.id) if event is not None else current
    if happening is None or happening.cls not in {"Meeting", "Forum", "Event"}:
        return None
    people = [*hit.drafts("a"), *hit.drafts("b"), *hit.drafts("c")]
    for person in people:
        happening.join(person, hit.clause.tape)
    for i, a in enumerate(people):
        met(story, [a], people[i + 1 :], happening, hit)
    settle(story, happening, hit)
    return happening


def somewhere(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The decision was made at a trilateral meeting held in Y”: who met is told before or after."""
    place = hit.one("l")
    if place is None or any(hit.clause.tape in h.tapes and h.cls == "Meeting" for h in story.happenings):
        return None
    cls = "Forum" if hit.match["what"].endswith(("conference", "forum", "symposium")) else "Meeting"
    meeting = story.make(cls, f"{hit.match['what']} in {place.name}", hit.rule.id, hit.clause.tape, status(hit))
    meeting.place = place
    for agent in hit.drafts("a"):
        meeting.join(agent, hit.clause.tape)
    settle(story, meeting, hit)
    return meeting


def numbered(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“At the 102nd meeting, which took place in June”: of the body spoken of, told by its number."""
    meeting = story.make("Meeting", hit.match["what"], hit.rule.id, hit.clause.tape, status(hit))
    settle(story, meeting, hit)
    return meeting


def came_there(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X, who had come to the capital for the ceremony”: where the meeting or signing told before was."""
    word = hit.match["what"] or ""
    wanted = next((classes for pattern, classes in _MEANT if word and re.search(pattern, word)), _ANY - {"Forum"})
    guests = hit.drafts("a")
    told = [h for h in story.happenings if h.cls in wanted and h.status == "held" and not h.draft.names]
    event = next((h for h in reversed(told) if word or set(guests) <= set(h.agents)), None)
    if event is None:
        return None
    if word:
        for guest in guests:
            event.join(guest, hit.clause.tape)
    event.place = event.place or hit.one("l") or (capital_in(story, hit.clause.tape) if hit.match["capital"] else None)
    return None


def joined(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The meeting was attended by …”, “also present were …”: more participants of the event spoken of."""
    word = hit.rule.set.get("word") or hit.match.groupdict().get("what") or ""
    if not word and re.search(r"\b(?:signed|inked|initialled) ", hit.clause.text):
        word = "signing"
    wanted = next((classes for pattern, classes in _MEANT if re.search(pattern, word)), _ANY)
    event = current if current is not None and current.cls in wanted else None
    if word not in {"", "event"} or event is None:
        event = next((h for h in reversed(story.happenings) if h.cls in wanted), event)
        if event is None and current is not None and current.cls in _ANY:
            event = current
    if event is not None and word.endswith("delegation") and event.during is not None:
        event = story.of(event.during) or event
    led = word == "it" and re.search(r"\b(?:headed|led) by ", hit.match[0]) is not None
    if hit.rule.id == "headed-by-it" or (led and (current is None or current.cls == "Visit" or not current.agents)):
        event = trip(story) or event
    if event is None and "ceremony" in hit.match[0] and hit.drafts("a"):
        signing = "signing ceremony" in hit.clause.text
        name = "signing ceremony" if signing else "ceremony"
        event = story.make("Signing" if signing else "Event", name, hit.rule.id, hit.clause.tape, status(hit))
        settle(story, event, hit)
    if event is None:
        return None
    for agent in [*hit.drafts("a"), *hit.drafts("b"), *hit.drafts("c")]:
        if agent.cls != "NewsOutlet" and agent.cls not in {"City", "Region"}:
            event.join(agent, hit.clause.tape)
    note(event, hit.clause.tape)
    if event.date is None and word in _FLOORS:
        event.date = date_near(story.builder, hit.clause.tape, *hit.bounds())
    if re.search(r", (?:which (?:was|were) |which )?(?:held|took place|organi[sz]ed) ", hit.match[0]):
        if event.place is not None and event.place in (story.dateline, story.home):
            event.place = None  # the place of the report
        settle(story, event, hit)
    story.floor = event if word in _FLOORS and hit.drafts("a") else story.floor
    return None


def series(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X held several meetings during the forum”: all of X's meetings belong to it."""
    person, event = hit.one("a"), hit.one("e")
    if person is None or event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    happening.join(person, hit.clause.tape)
    story.series.append((person, event, hit.clause.tape))
    return None
