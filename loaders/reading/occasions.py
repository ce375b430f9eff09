"""Forums, ceremonies and interviews, and more on an event told before, as the rules find them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.meetings import status
from loaders.reading.patterns import Found
from loaders.reading.relative_days import lasting
from loaders.reading.whereabouts import date_near, place_near, put_off_to, settle, status_of

_RUNS_TO: Final = re.compile(
    r" (?:and|, which|which|,)(?: \w+)? (?:runs|lasts|goes on|continues|ends|running|lasting)"
    r" (?:until |till |through |to |on )?<D(\d+)>"
)
"""“… opens on Thursday and runs until Saturday”."""
_ENDS: Final = re.compile(r" (?:ends|closes|concludes|(?:continues|lasts|runs) (?:until|through))$")


def attended(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A took part in the forum”; who speaks there makes it the event spoken of."""
    event = hit.one("e") or (_last_named(story) if "it" in hit.rule.set else None)
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


def _last_named(story: Chronicle) -> Draft | None:
    """“it”: the event that the sentence before names last."""
    before = story.tapes[story.at - 1].chunks if story.at else []
    return next((c.draft.root for c in reversed(before) if c.code == "E" and c.draft is not None), None)


def held(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The forum, to be held in Riga in May”: when and where an event with a name is."""
    event = hit.one("e")
    if event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    happening.status = status_of(hit.match[0])
    happening.begun = happening.begun or _ENDS.search(hit.match[0]) is not None
    if status(hit) == "postponed":
        happening.status = "postponed"
        happening.date = put_off_to(story, hit) or happening.date
    for agent in hit.drafts("a"):
        happening.join(agent, hit.clause.tape)
    ends = _RUNS_TO.search(hit.clause.text, hit.match.end())
    if happening.place is not None and happening.place in event.root.places:
        happening.place = None
    happening.place = happening.place or hit.one("l")
    settle(story, happening, hit)
    last = story.builder.span_of(hit.clause.tape.chunks[int(ends[1])]) if ends is not None else None
    if last is not None and happening.date is not None and (happening.date.end or date.max) < (last.end or date.min):
        happening.date = replace(happening.date, end=last.end)
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
    if person is None or (outlet is None and "alone" not in hit.rule.set):
        return None
    if "outlet" in hit.rule.set and (outlet is None or outlet.cls != "NewsOutlet"):
        return None  # “in conversation with the bank”
    name = f"interview of {person.name} with {outlet.name}" if outlet is not None else f"interview with {person.name}"
    told = next((h for h in story.happenings if h.cls == "Interview" and person in h.agents), None)
    happening = told or story.make("Interview", name, hit.rule.id, hit.clause.tape)
    for agent in (person, outlet):
        if agent is not None:
            happening.join(agent, hit.clause.tape)
    settle(story, happening, hit)
    return happening


def took_place(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The signing took place in …”: more on the event last spoken of."""
    word, days = hit.match["what"], hit.chunks("d")
    day = story.builder.span_of(days[0]) if days else None
    if days and (day is None or day.precision != "day" or day.begin is None):
        return None  # “next year's meeting” is another one
    cls = ({"signing", "ceremony"} & set(word.split()) and {"Signing", "Event"}) or {"Meeting"}
    if word in {"decision", "approval", "vote", "adopted", "approved", "endorsed", "passed"}:
        cls = {"Approval"}
    elif "visit" in word or "trip" in word:
        cls = {"Visit"}
    elif word in {"forum", "summit", "conference", "event"}:
        cls = {"Forum"}
    happening = next((h for h in reversed(story.happenings) if h.cls in cls), None)
    if happening is not None:
        if hit.clause.tape not in happening.tapes:
            happening.tapes.append(hit.clause.tape)
        sittings = [h for h in story.happenings if h.cls == "Meeting" and hit.clause.tape in h.tapes]
        if happening.cls == "Approval" and sittings and happening.during is None:
            happening.during = sittings[-1].draft
        state = status_of(hit.match[0])
        if state != "held":
            happening.status = state
        before = happening.date
        there = place_near(story, hit.clause.tape, *hit.bounds())
        if (
            there is not None
            and there.cls == "City"
            and happening.place
            and happening.place.cls in {"Region", "Country"}
        ):
            happening.place = there
        happening.date = before or (replace(day, begin=day.begin or day.end, end=day.begin or day.end) if day else None)
        settle(story, happening, hit)
        if before is None and happening.cls == "Visit":
            first, here = happening.tapes[0], hit.clause.tape
            told, words = first.words(0, len(first.chunks)), here.words(0, len(here.chunks))
            happening.date = lasting(told, words, happening.date)
    return None


def launch(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“UNICEF launched the project on Tuesday”: a launch told with its day is a ceremony, one of a year is none."""
    day = date_near(story.builder, hit.clause.tape, *hit.bounds())
    if day is None or day.precision != "day":
        return None
    happening = ceremony(story, hit, current)
    last = happening or story.happenings[-1]
    if last.place is not None and last.place.cls == "Country" and story.dateline is not None:
        last.place = story.dateline
    return happening


def opened(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A plant has been opened near Y”: an opening, where the article begins with it."""
    return ceremony(story, hit, current) if story.at <= 1 else None


def _of_it(known: Happening, thing: Draft | None, hit: Found) -> bool:
    """Whether a ceremony told before is the one of ``thing``, or, where that is not said, the one meant."""
    if thing is None:
        return True
    return known.draft.name.endswith(f" of the {thing.name}") and (
        hit.clause.tape in known.tapes or "D" not in hit.clause.tape.codes
    )


def ceremony(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The launch ceremony of the project”, “X inaugurated the plant”: a ceremony, with what it was for."""
    thing = hit.one("w")
    word = hit.rule.set.get("word") or hit.match.groupdict().get("what") or "ceremony"
    name = f"{word} of the {thing.name}" if thing is not None else word
    same = next((h for h in reversed(story.happenings) if h.cls == "Event" and _of_it(h, thing, hit)), None)
    happening = same if same is not None else story.make("Event", name, hit.rule.id, hit.clause.tape, status(hit))
    for agent in [*hit.drafts("a"), *hit.drafts("b")]:
        happening.join(agent, hit.clause.tape)
    if thing is not None and thing.kind is Kind.PROJECT:
        happening.about.append((thing, hit.clause.tape))
    where = re.search(r"\bceremony (?:held |organi[sz]ed )?(?:in|at) (?:the )?<L(\d+)>", hit.clause.text)
    if where is not None and (there := hit.clause.tape.chunks[int(where[1])].draft) is not None:
        happening.place = there.root
    settle(story, happening, hit)
    return happening if current is None else None
