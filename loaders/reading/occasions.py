"""Visits, forums, ceremonies, signings, approvals and interviews, as the rules find them."""

from __future__ import annotations

import re

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import entity, evidence
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.frameworks import stands_for
from loaders.reading.meetings import status
from loaders.reading.patterns import Found
from loaders.reading.whereabouts import settle, status_of


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
    return happening if current is None else None


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
    state = status(hit)
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


def signing(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A and B signed W”: the signing, who took part, and the sides of what was signed."""
    framework = hit.one("w")
    parties = list(dict.fromkeys([*hit.drafts("a"), *hit.drafts("b"), *hit.drafts("i")]))
    if "both" in hit.rule.set and current is not None:
        parties = list(current.agents)
    if "agreed" in hit.rule.set:
        parties = _agreed_sides(story, hit)
    if framework is None or framework.kind is not Kind.FRAMEWORK:
        return None
    if not parties and "agreed" not in hit.rule.set:
        return None
    sides = [p for p in parties if p.kind is not Kind.PERSON and p.cls not in {"City", "Region", "NewsOutlet"}]
    _described(framework, sides)
    happening = next((h for h in story.happenings if story.signed.get(h.draft.order) is framework), None)
    if happening is None:
        happening = story.make("Signing", f"signing of the {framework.name}", hit.rule.id, hit.clause.tape, status(hit))
        story.signed[happening.draft.order] = framework
    elif hit.clause.tape not in happening.tapes:
        happening.tapes.append(hit.clause.tape)
    for party in parties:
        if party.kind is Kind.PERSON or party in sides:
            happening.join(party, hit.clause.tape)
    for side in sides:
        story.builder.add(
            said.Party(
                framework=entity(framework), party=entity(side), evidence=evidence(hit.clause.tape), rule=hit.rule.id
            ),
            framework.order,
            side.order,
        )
    settle(story, happening, hit)
    return happening if current is None else None


def _agreed_sides(story: Chronicle, hit: Found) -> list[Draft]:
    """The sides of an agreement spoken of without them: those that its name gives, or that “have agreed” before."""
    framework = hit.one("w")
    if framework is None:
        return []
    iri = entity(framework).iri
    if any(isinstance(f, said.Party) and f.framework.iri == iri for f in story.builder.result()):
        return []
    if framework.names:
        return []
    return story.agreed


def agreed(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A and B have agreed to …”: keep the sides for the agreement."""
    sides = [d for d in [*hit.drafts("a"), *hit.drafts("b")] if d.cls not in {"City", "Region"}]
    if len(sides) > 1:
        story.agreed = sides
    return None


def _described(framework: Draft, sides: list[Draft]) -> None:
    """An agreement without a name is told from others by its sides."""
    bare = framework.description.removeprefix("memorandum of understanding")
    if not framework.names and len(sides) > 1 and not re.search(r" (?:of|on|for|between) ", bare):
        framework.description += f" of {', '.join(s.name for s in sides[:-1])} and {sides[-1].name}"


def took_place(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The signing took place in …”: more on the event last spoken of."""
    word = hit.match["what"]
    cls = ({"signing", "ceremony"} & set(word.split()) and {"Signing", "Event"}) or {"Meeting"}
    if "visit" in word or "trip" in word:
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


def signatories(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X signed on one side, Y on the other”: those who put their names to what was signed."""
    happening = next((h for h in reversed(story.happenings) if h.cls == "Signing"), None)
    if happening is None:
        return None
    for person in [*hit.drafts("a"), *hit.drafts("b")]:
        happening.join(person, hit.clause.tape)
    framework = story.signed.get(happening.draft.order)
    for side in hit.drafts("i"):
        if happening.agents and any(stands_for(other, side) for other in happening.agents):
            continue
        if framework is not None and side.cls not in {"City", "Region", "NewsOutlet"}:
            happening.join(side, hit.clause.tape)
            story.builder.add(
                said.Party(
                    framework=entity(framework),
                    party=entity(side),
                    evidence=evidence(hit.clause.tape),
                    rule=hit.rule.id,
                ),
                framework.order,
                side.order,
            )
    settle(story, happening, hit)
    return None


def approval(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The Board approved …”: an approval by a body, of a thing with a name or of money."""
    body, thing = hit.one("a"), hit.one("w")
    what = thing.name if thing is not None else (hit.match.groupdict().get("what") or "").strip(" ,")
    if body is None or not what or body is thing:
        return None
    target = hit.one("t")
    what = f"{what} to {target.name}" if target is not None else what
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, hit.clause.tape, status(hit))
    happening.join(body, hit.clause.tape)
    settle(story, happening, hit)
    happening.place = None
    if thing is not None and thing.kind is Kind.FRAMEWORK and body.cls in {"Government", "Country", "Ministry"}:
        story.builder.add(
            said.Party(
                framework=entity(thing), party=entity(body), evidence=evidence(hit.clause.tape), rule=hit.rule.id
            ),
            thing.order,
            body.order,
        )
    return None


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
    settle(story, happening, hit)
    return happening if current is None else None
