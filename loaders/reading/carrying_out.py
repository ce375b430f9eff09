"""Who carries out a work that the sentence itself does not name, and what an organization launches or is joined by."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import subject, unwelcome
from loaders.reading.patterns import Found
from loaders.reading.spoken_of import last_work, last_works
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

_BUILDER: Final = re.compile(
    r"(?:main |general |lead )?(?:contractor|developer|operator|builder|concessionaire|implementer|owner|promoter)"
)
"""What those who carry out a work are called."""


def of_the_work(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“The Roads Authority acts as executing agency”: of the work just spoken of, or of the article's."""
    for hit in hits:
        target = last_work(hit, tapes)
        if target is None:
            continue
        for agent in [*hit.drafts("a"), *hit.drafts("b")]:
            carries_out(agent, target, hit, builder)


def apposed(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“Karlin LLC, the contractor, …”: what the apposition calls it says that it carries out the work."""
    for hit in hits:
        called, agent = hit.chunks("b")[0], hit.one("a")
        if (
            called.form == "definite"
            and hit.one("b") is agent
            and _BUILDER.fullmatch(called.lower.removeprefix("the "))
        ):
            target = last_work(hit, tapes)
            if agent is not None and target is not None:
                carries_out(agent, target, hit, builder)


def of_both(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“Karlin is to carry out the former, the ministry the latter”: of the two works last spoken of."""
    for hit in hits:
        works = last_works(hit, tapes, 2)
        for slot, target in zip("ab", works, strict=False):
            for agent in hit.drafts(slot) if len(works) == 2 else ():
                carries_out(agent, target, hit, builder)


def launches(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """“UNDP and UNICEF launched a joint project”: who launches a project runs it, unless it is a bank or a state."""
    agents, start = subject(hit.clause, hit.match.start("verb"))
    if hit.match["verb"].startswith("to ") or unwelcome(hit.clause.text, start, hit.match.start("verb")):
        return
    for agent in agents:
        if agent.cls in {"InternationalOrganization", "Company"}:
            for target in hit.drafts("t"):
                carries_out(agent, target, hit, builder)


def carries_out(agent: Draft, target: Draft, hit: Found, builder: Builder) -> None:
    """Write that the agent carries out the target."""
    builder.add(
        said.Implements(
            agent=entity(agent), target=entity(target), evidence=evidence(hit.clause.tape), rule=hit.rule.id
        ),
        agent.order,
        target.order,
    )


def members(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“Georgia became its member in 2009”: of the organization that the sentence before begins with."""
    for hit in hits:
        i = next((n for n, t in enumerate(tapes) if t is hit.clause.tape), 0)
        first = next((c for c in (tapes[i - 1].chunks if i else []) if c.draft is not None), None)
        whole = first.draft.root if first is not None and first.code == "I" and first.draft is not None else None
        if whole is None or re.search(r"\b(?:Ministry|Government)\b", whole.name):
            continue
        for part in hit.drafts("a"):
            builder.add(
                said.PartOf(
                    part=entity(part),
                    whole=entity(whole),
                    relation="member",
                    evidence=evidence(tapes[i - 1], hit.clause.tape),
                    rule=hit.rule.id,
                ),
                part.order,
                whole.order,
            )
