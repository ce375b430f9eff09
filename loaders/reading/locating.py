"""Where works are: what a clause says of their place and of the ends of a line, and the places in a list of parts."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import at
from loaders.reading.patterns import Clause, Found
from loaders.reading.spoken_of import last_work
from loaders.reading.tape import Tape

_TALK: Final = re.compile(
    r"\b(?:discuss|review|met|talks|meeting|sign|inaugurat|attend|visit|present|consider|prais|debat|describ)\w*\b"
)
"""Where people speak of a work, “in Osh” says where they do."""
_STOP: Final = re.compile(
    r" (?:;|\"|:|which|who|where|said|according|as well as the|while|by <D)|, (?:will|would|shall|should|is|are) "
)
_END: Final = re.compile(
    r"(?:(?P<in>in|of|from the capital of) )?(?:the )?(?:<N\d+> )?"
    r"(?P<what>(?:city|town|port|village|capital|province|region|border) of )?"
    r"(?:the )?<L(?P<number>\d+)>"
)
_ITEM: Final = re.compile(r"^(?:[-•–*·] |\( ?[a-z0-9] ?\) |[a-z0-9] \) )")
_PARTS: Final = re.compile(
    r"\b(?:(?:components|parts|foresees|includes|provides for|comprises|envisages|covers|consists of|namely)\b.{0,20}"
    r"|has <Q\d+> ):$"
)
_THERE: Final = re.compile(
    r"\b(?:in|at|across|for|between|near|around) (?:the )?(?:[\w-]+ ){0,4}?"
    r"(<L\d+>(?:(?: ,| and| , and) <L\d+>)*)"
)


def located(hits: list[Found], builder: Builder) -> None:
    """Write where the rules found works to be."""
    for hit in hits:
        if hit.rule.set.get("how") == "runs":
            ends = _ends(hit.clause, hit.match["rest"])
        elif hit.rule.set.get("how") == "beside" and _TALK.search(hit.clause.text):
            continue
        else:
            ends = hit.drafts("p")
        for work in hit.drafts("t"):
            for place in ends:
                _add(work, place, (hit.clause.tape,), hit.rule.id, builder)


def located_of_work(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“Works in A and B …”: where the project or programme is that was just spoken of; a country is too much said."""
    for hit in hits:
        work = last_work(hit, tapes)
        for place in [*hit.drafts("p"), *hit.drafts("q")]:
            if work is not None and place.cls != "Country" and not _TALK.search(hit.match[0]):
                _add(work, place, (hit.clause.tape,), hit.rule.id, builder)


def _ends(clause: Clause, rest: str) -> list[Draft]:
    """The places that a line runs from, through and to; not the country that one of them is in."""
    stop = _STOP.search(rest)
    found: list[Draft] = []
    for match in _END.finditer(rest[: stop.start()] if stop else rest):
        draft = at(clause, match["number"]).draft
        if draft is not None and (match["in"] is None or match["what"]) and draft.root not in found:
            found.append(draft.root)
    return found


def parts(tapes: list[Tape], builder: Builder) -> None:
    """“The project has three components: – mini-grids in Alibori and Atacora; …”."""
    work: Draft | None = None
    heading: Tape | None = None
    for tape in tapes:
        text = Clause.of(tape).text
        if work is not None and heading is not None and _ITEM.match(text):
            for match in _THERE.finditer(text):
                for number in re.findall(r"<L(\d+)>", match[1]):
                    draft = tape.chunks[int(number)].draft
                    if draft is not None and draft.root.cls != "Country":
                        _add(work, draft.root, (heading, tape), "list-of-parts", builder)
            continue
        works = [c.draft.root for c in tape.chunks if c.code == "J" and c.draft is not None]
        work, heading = (works[0], tape) if works and _PARTS.search(text) else (None, None)


def _add(work: Draft, place: Draft, tapes: tuple[Tape, ...], rule: str, builder: Builder) -> None:
    if (work.kind is not Kind.PROJECT and work.cls != "Programme") or place.kind is not Kind.PLACE:
        return
    builder.add(
        said.Located(what=entity(work), place=entity(place), evidence=evidence(*tapes), rule=rule),
        work.order,
        place.order,
    )
