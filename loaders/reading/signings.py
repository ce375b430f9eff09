"""Signings: what was signed, by whom, for which sides, and who are its parties."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import entity, evidence
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.frameworks import principal, stands_for
from loaders.reading.main_country import is_sure
from loaders.reading.meetings import modality, status
from loaders.reading.patterns import Found
from loaders.reading.present import pair
from loaders.reading.whereabouts import OVER_YEARS, date_near, settle

_MINISTER: Final = re.compile(r"\b(?:minister|treasurer|(?:finance|foreign|treasury|state) secretary)\b", re.IGNORECASE)
"""Posts whose holders sign for a state."""
_LONG_AGO: Final = timedelta(days=60)


def signing(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A and B signed W”: the signing, who took part, and the sides of what was signed."""
    framework, second = _document(hit), hit.one("v")
    parties = list(dict.fromkeys([*hit.drafts("a"), *hit.drafts("b"), *hit.drafts("i")]))
    if "both" in hit.rule.set:
        parties = _both_sides(story, hit, current)
    if "host" in hit.rule.set:
        parties = [*_host(story, parties), *parties]
    if "agreed" in hit.rule.set:
        parties = _agreed_sides(story, hit)
    if framework is None or framework.kind is not Kind.FRAMEWORK:
        return None
    if not parties and "agreed" not in hit.rule.set:
        return None
    sides = [p for p in parties if p.kind is not Kind.PERSON and p.cls not in {"City", "Region", "NewsOutlet"}]
    names = [d.name for d in (framework, second) if d is not None and d.kind is Kind.FRAMEWORK]
    happening = next((h for h in story.happenings if story.signed.get(h.draft.order) is framework), None)
    others = " of others" if happening is not None and "both" in hit.rule.set and not _same(happening, parties) else ""
    if happening is None or others:
        happening = story.make(
            "Signing", f"signing of the {' and the '.join(names)}{others}", hit.rule.id, hit.clause.tape, status(hit)
        )
        story.signed[happening.draft.order] = framework
    elif hit.clause.tape not in happening.tapes:
        happening.tapes.append(hit.clause.tape)
    for party in parties:
        if party.kind is Kind.PERSON or party in sides:
            happening.join(party, hit.clause.tape)
    represented = _represented(parties)
    for side in represented:
        if side.cls in {"DevelopmentBank", "Company", "Country", "InternationalOrganization"}:
            happening.join(side, hit.clause.tape)
    bound = [*sides, *represented, *_own_state(story, parties, [*sides, *represented])]
    for document in (framework, second):
        if document is not None and document.kind is Kind.FRAMEWORK:
            bind(story, hit, document, bound)
    settle(story, happening, hit)
    if hit.rule.id == "they-also-signed" and current is not None and current.cls == "Meeting":
        happening.during, happening.date = happening.during or current.during, happening.date or current.date
        happening.place_shared = happening.place is None
        happening.place = happening.place or current.place
    if not happening.agents and happening.date is None and happening.place is None and not story.agreed:
        story.happenings.remove(happening)  # “contracts were signed”: by nobody, nowhere, at no time
        return None
    return happening if current is None else None


def _same(told: Happening, parties: list[Draft]) -> bool:
    """Whether those who signed are among those of the signing told before, or either is unknown."""
    return not told.agents or not parties or bool(set(told.agents) & set(parties))


def _document(hit: Found) -> Draft | None:
    """What was signed: of several frameworks before the verb an agreement, the one nearest to it."""
    first = hit.one("w")
    at = next(iter(hit.chunks("w")), None)
    if first is None or at is None or first.cls == "Agreement" or hit.rule.id not in {"signed-by", "was-signed"}:
        return first
    verb = re.search(r" (?:was|were|has been|have been|had been) ", hit.match[0])
    named = re.findall(r"<W(\d+)>", hit.match[0][: verb.start()]) if verb else []
    drafts = [hit.clause.tape.chunks[int(i)].draft for i in reversed(named)]
    return next((d.root for d in drafts if d is not None and d.root.cls == "Agreement"), first)


def _host(story: Chronicle, others: list[Draft]) -> list[Draft]:
    """“With X, the minister signed …”: who held the meetings told before."""
    last = next((h for h in reversed(story.happenings) if h.cls == "Meeting" and h.agents), None)
    people = [a for a in last.agents if a.kind is Kind.PERSON and a not in others] if last is not None else []
    return people[:1]


def signing_of_money(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A credit line to X was signed by A and B”: a signing of which no agreement is named."""
    parties = list(dict.fromkeys([*hit.drafts("a"), *hit.drafts("b")]))
    tape, document = hit.clause.tape, hit.one("w")
    if any(h.cls == "Signing" and tape in h.tapes for h in story.happenings):
        return None
    if OVER_YEARS.search(tape.words(0, len(tape.chunks))):
        return None
    what = document.name if document is not None else " ".join((hit.match["what"] or "").split())
    names = [p.name for p in parties]
    sides = f" by {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(f" by {n}" for n in names)
    happening = story.make("Signing", f"signing of the {what}{sides}", hit.rule.id, tape, status(hit))
    for party in parties:
        if party.cls not in {"City", "Region", "NewsOutlet"}:
            happening.join(party, tape)
    settle(story, happening, hit)
    return happening if current is None else None


def _both_sides(story: Chronicle, hit: Found, current: Happening | None) -> list[Draft]:
    """Who “the parties”, “the two” or “the three countries” are: those who met, or who have agreed."""
    if re.match(r"(?:the|these) (?:\w+ )?(?:<Q\d+>|countries|states)", hit.match[0]) and story.agreed:
        return story.agreed
    if hit.match[0].startswith("they ") and story.at and len(states := _states_before(story)) > 1:
        return states
    present = list(current.agents) if current is not None else []
    people = [a for a in present if a.kind is Kind.PERSON]
    people = people if len(people) > 1 else pair(story)
    states = _represented(people)
    when = date_near(story.builder, hit.clause.tape, *hit.bounds())
    article = story.builder.document.date
    if when is not None and when.end is not None and article is not None and when.end + _LONG_AGO < article:
        bodies = [d for d in present if d.kind is not Kind.PERSON]
        return list(dict.fromkeys([*bodies, *states]))  # not those who meet today
    return [*people, *states] if states and re.search(r"\b(?:parties|sides)\b", hit.match[0]) else people or present


def _states_before(story: Chronicle) -> list[Draft]:
    """The countries that the sentence before lists, if it names no person: who “they” are."""
    chunks = story.tapes[story.at - 1].chunks
    if any(c.code == "P" for c in chunks):
        return []
    return list(dict.fromkeys(c.draft.root for c in chunks if c.draft is not None and c.draft.root.cls == "Country"))


def bind(story: Chronicle, hit: Found, framework: Draft, sides: list[Draft]) -> None:
    """The sides are parties to what was signed."""
    for side in map(principal, sides):
        story.builder.add(
            said.Party(
                framework=entity(framework),
                party=entity(side),
                evidence=evidence(hit.clause.tape),
                rule=hit.rule.id,
                modality=modality(status(hit)),
            ),
            framework.order,
            side.order,
        )


def _represented(people: list[Draft]) -> list[Draft]:
    """Whom the signatories sign for: the bank of its director, the country of its minister."""
    found = [e.root for p in people if p.kind is Kind.PERSON for e in p.employers[:1]]
    return [e for e in dict.fromkeys(found) if e not in people and e.cls not in {"City", "Region", "NewsOutlet"}]


def _own_state(story: Chronicle, parties: list[Draft], others: list[Draft]) -> list[Draft]:
    """The article's country where a minister of no other signs, beside somebody who signs for a bank or a state."""
    signs = any(
        p.kind is Kind.PERSON and not p.employers and any(_MINISTER.search(post) for post in p.posts) for p in parties
    )
    home = story.home
    if not signs or not others or home is None or not is_sure(home, story.lexicon):
        return []
    own = any(
        o is home or (o.owner.root is home if o.owner is not None else o.cls in {"Ministry", "Government"})
        for o in others
    )
    return [] if own else [home]


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


def exchange(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“Notes were exchanged by A and B”: an agreement between states, made by an exchange of notes."""
    told = [h for h in story.happenings if h.cls == "Signing" and h.rule == "papers-signed"]
    happening = (
        told[-1] if told else story.make("Signing", "exchange of notes", hit.rule.id, hit.clause.tape, status(hit))
    )
    for agent in [*hit.drafts("a"), *hit.drafts("b")]:
        happening.join(agent, hit.clause.tape)
    settle(story, happening, hit)
    return happening if current is None else None


def _spoken_of(story: Chronicle, hit: Found) -> Happening | None:
    """The signing of the agreement that the sentences before spoke of (“It was signed by A and B”)."""
    for tape in reversed(story.tapes[max(0, story.at - 2) : story.at]):
        for chunk in reversed(tape.chunks):
            if chunk.code == "W" and chunk.draft is not None and chunk.draft.root.cls == "Agreement":
                document = chunk.draft.root
                made = story.make(
                    "Signing", f"signing of the {document.name}", hit.rule.id, hit.clause.tape, status(hit)
                )
                story.signed[made.draft.order] = document
                return made
    return None


def signatories(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X signed on one side, Y on the other”: those who put their names to what was signed."""
    happening = next((h for h in reversed(story.happenings) if h.cls == "Signing"), None)
    if happening is None:
        happening = _spoken_of(story, hit)
    if happening is None:
        return None
    if hit.clause.tape not in happening.tapes:
        happening.tapes.insert(1, hit.clause.tape)
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
