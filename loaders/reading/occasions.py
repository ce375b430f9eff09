"""Visits, forums, ceremonies, approvals and interviews, as the rules find them."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.meetings import status
from loaders.reading.patterns import Found
from loaders.reading.signings import bind
from loaders.reading.whereabouts import date_near, settle, status_of

_OVER_YEARS: Final = re.compile(r"\b(?:since|to date|so far|in total|altogether|over the (?:past|last))\b")
"""Words of sums that were approved over many years, not by one act."""


def attended(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A took part in the forum”; who speaks there makes it the event spoken of."""
    event = hit.one("e")
    if event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    if happening.rule == "named-event":
        happening.rule = hit.rule.id
    if hit.rule.set.get("status") == "planned" and not any(happening.agents):
        happening.status = "planned"
    both = current.agents if current is not None and "both" in hit.rule.set else []
    for agent in [*hit.drafts("a"), *hit.drafts("b"), *both]:
        if agent.kind is Kind.PLACE and re.search(r"hosted by", hit.match[0]):
            happening.place = agent
        else:
            happening.join(agent, hit.clause.tape)
    if happening.place is None and hit.one("l") is not None:
        happening.place = hit.one("l")
    settle(story, happening, hit)
    return happening if current is None or "speaks" in hit.rule.set else None


def held(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The forum, to be held in Riga in May”: when and where an event with a name is."""
    event = hit.one("e")
    if event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    happening.status = status_of(hit.match[0])
    for agent in hit.drafts("a"):
        happening.join(agent, hit.clause.tape)
    if happening.place is not None and happening.place in event.root.places:
        happening.place = None
    settle(story, happening, hit)
    if happening.place is None and event.root.places:
        happening.place = next((p for p in event.root.places if p.cls == "City"), None)
    if happening.place is None and "dateline" in hit.rule.set:
        happening.place = story.dateline
    return happening if current is None else None


def gathering(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X opened a two-day workshop on roads in Riga”: a forum without a name, told by what it was on."""
    name = f"{hit.match['what']} {hit.match['on']}"
    if "<" in name:
        return None
    happening = story.make("Forum", name, hit.rule.id, hit.clause.tape, status(hit))
    for agent in hit.drafts("a"):
        happening.join(agent, hit.clause.tape)
    settle(story, happening, hit)
    return happening


def interview(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X said in an interview with Y”."""
    person, outlet = hit.one("a"), hit.one("i")
    if person is None or outlet is None:
        return None
    happening = story.make("Interview", f"interview of {person.name} with {outlet.name}", hit.rule.id, hit.clause.tape)
    happening.join(person, hit.clause.tape)
    happening.join(outlet, hit.clause.tape)
    settle(story, happening, hit)
    return happening


def visit(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X arrived in Y”, “X's visit to Y”: one visit of a person or delegation to a place."""
    guests, where = [*hit.drafts("a"), *hit.drafts("b")], hit.one("l") or hit.one("j")
    state = "planned" if re.search(r"\barriv(?:es|ing) ", hit.match[0]) else status(hit)
    if not guests or guests[0] is where or (where is None and state in {"held", "planned"}):
        return None
    known = next(
        (h for h in story.happenings if h.cls == "Visit" and guests[0] in h.agents and h.status == state), None
    )
    if known is not None and (known.place is None or where is None or known.place is where):
        for guest in guests:
            known.join(guest, hit.clause.tape)
        settle(story, known, hit)
        return None
    names = " and ".join(g.name for g in guests)
    name = f"visit of {names} to {where.name}" if where is not None else f"visit of {names}"
    happening = story.make("Visit", name, hit.rule.id, hit.clause.tape, state)
    for guest in guests:
        happening.join(guest, hit.clause.tape)
    if where is not None:
        happening.place = where if where.kind is Kind.PLACE else next(iter(where.places), None)
    settle(story, happening, hit)
    return happening if current is None else None


def visit_told(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“During the visit, X will also meet Z”: a visit told only by the way, to where X met somebody before."""
    person = hit.one("a")
    if person is None or any(h.cls == "Visit" and person in h.agents for h in story.happenings):
        return None
    place = next((h.place for h in reversed(story.happenings) if person in h.agents and h.place), None)
    if place is None or place.cls != "City":
        return None
    trip = story.make("Visit", f"visit of {person.name} to {place.name}", hit.rule.id, hit.clause.tape)
    trip.join(person, hit.clause.tape)
    trip.place = place
    for happening in story.happenings:
        if happening.tapes[0] is hit.clause.tape and happening.cls in {"Meeting", "Signing"} and happening is not trip:
            happening.during = trip.draft
    return None


def took_place(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The signing took place in …”: more on the event last spoken of."""
    word = hit.match["what"]
    cls = ({"signing", "ceremony"} & set(word.split()) and {"Signing", "Event"}) or {"Meeting"}
    if word in {"decision", "approval"}:
        cls = {"Approval"}
    elif "visit" in word or "trip" in word:
        cls = {"Visit"}
    elif word in {"forum", "summit", "conference", "event"}:
        cls = {"Forum"}
    happening = next((h for h in reversed(story.happenings) if h.cls in cls), None)
    if happening is not None:
        if hit.clause.tape not in happening.tapes:
            happening.tapes.append(hit.clause.tape)
        state = status_of(hit.match[0])
        if state != "held":
            happening.status = state
        settle(story, happening, hit)
    return None


def approval(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The Board approved …”: an approval by a body, of a thing with a name or of money."""
    body, thing = hit.one("a"), hit.one("w")
    if body is not None and "board" in hit.rule.set:
        owner = body
        body = story.lexicon.described(Kind.INSTITUTION, "Organization", f"{owner.name} board")
        body.owner = owner
    if hit.match.groupdict().get("body"):
        body = story.lexicon.described(Kind.INSTITUTION, "Organization", hit.match["body"])
        if thing is not None and thing.kind is Kind.FRAMEWORK and story.home is not None:
            bind(story, hit, thing, [story.home])
    if thing is None and _OVER_YEARS.search(hit.clause.tape.words(0, len(hit.clause.tape.chunks))):
        return None
    what = thing.name if thing is not None else (hit.match.groupdict().get("what") or "").strip(" ,")
    if body is None or not what or body is thing:
        return None
    target = hit.one("t")
    what = f"{what} to {target.name}" if target is not None else what
    known = next((h for h in story.happenings if thing is not None and h.draft.name == f"approval of the {what}"), None)
    if known is not None and body in known.agents and hit.rule.id.startswith("that-"):
        return None
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, hit.clause.tape, status(hit))
    happening.join(body, hit.clause.tape)
    settle(story, happening, hit)
    happening.place = None
    if thing is not None and thing.kind is Kind.FRAMEWORK and body.cls in {"Government", "Country", "Ministry"}:
        bind(story, hit, thing, [body])
    return None


def launch(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“UNICEF launched the project on Tuesday”: a launch told with its day is a ceremony, one of a year is none."""
    date = date_near(story.builder, hit.clause.tape, *hit.bounds())
    if date is None or date.precision != "day":
        return None
    happening = ceremony(story, hit, current)
    last = story.happenings[-1]
    if last.place is not None and last.place.cls == "Country" and story.dateline is not None:
        last.place = story.dateline
    return happening


def ceremony(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The launch ceremony of the project”, “X inaugurated the plant”: a ceremony, with what it was for."""
    thing = hit.one("w")
    word = hit.match.groupdict().get("what") or hit.rule.set.get("word", "ceremony")
    name = f"{word} of the {thing.name}" if thing is not None else word
    if thing is None and (same := next((h for h in reversed(story.happenings) if h.cls == "Event"), None)):
        happening = same
    else:
        happening = story.make("Event", name, hit.rule.id, hit.clause.tape, status(hit))
    for agent in [*hit.drafts("a"), *hit.drafts("b")]:
        happening.join(agent, hit.clause.tape)
    if thing is not None and thing.kind is Kind.PROJECT:
        happening.about.append((thing, hit.clause.tape))
    where = re.search(r"\bceremony (?:held |organi[sz]ed )?(?:in|at) (?:the )?<L(\d+)>", hit.clause.text)
    if where is not None and (there := hit.clause.tape.chunks[int(where[1])].draft) is not None:
        happening.place = there.root
    settle(story, happening, hit)
    return happening if current is None else None
