"""Belonging and carrying out: members, units, places in places, builders and operators."""

from __future__ import annotations

import re
from typing import Final, Literal

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.carrying_out import carries_out
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import subject, unwelcome
from loaders.reading.patterns import Found
from loaders.reading.spoken_of import last_work
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

_PURPOSE: Final = re.compile(r"\bto (?:[\w-]+ ){1,6}(?:and|,) $|\b(?:finance|fund|support|of|for|in) the $")
"""“to cut losses and expand the plant”, “ready to finance the upgrading of …”."""


def implements(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Who builds, runs or carries out what; an active verb's agent is its subject."""
    agents = hit.drafts("a")
    verb = hit.match.groupdict().get("verb")
    if verb is not None and not verb.startswith("to "):  # “to build the road” is a purpose
        agents, start = subject(hit.clause, hit.match.start("verb"))
        purpose = _PURPOSE.search(hit.clause.text[: hit.match.start("verb")])
        if purpose is not None or unwelcome(hit.clause.text, start, hit.match.start("verb")):
            return
    for agent in agents:
        if agent.cls in {"NewsOutlet", "City", "Region"}:
            continue
        for target in [d for d in hit.drafts("t") if d.cls != "Agreement"]:
            carries_out(agent, target, hit, builder)


def implements_last(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“It is being built by …”: the first project of the sentence before, or the article's own so far."""
    for hit in hits:
        i = next((n for n, t in enumerate(tapes) if t is hit.clause.tape), 0)
        before = tapes[i - 1] if i else hit.clause.tape
        target = next((c.draft.root for c in before.chunks if c.code in "JW" and c.draft is not None), None)
        if target is None or target.kind is Kind.FRAMEWORK:
            target = last_work(hit, tapes) or target
        if target is None or target.cls == "Agreement":
            continue
        for agent in hit.drafts("a"):
            builder.add(
                said.Implements(
                    agent=entity(agent),
                    target=entity(target),
                    evidence=evidence(before, hit.clause.tape),
                    rule=hit.rule.id,
                ),
                agent.order,
                target.order,
            )


def member(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Who is a member of which organization."""
    whole = hit.one("i")
    for part in hit.drafts("a"):
        if whole is not None and part is not whole and part.cls != "City":
            _add(part, whole, "member", hit, builder)


def unit(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Which institution is a part of which."""
    part, whole = hit.one("a"), hit.one("i")
    if whole is not None and "member of" in hit.match[0] and not whole.name.endswith("Group"):
        return  # a member of an organization is no unit of it
    if part is not None and whole is not None and part is not whole:
        _add(part, whole, "unit", hit, builder)


def known_unit(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """An enumeration after the whole names its parts; the reference data must agree that they are."""
    parts = hit.drafts("rest")
    whole = hit.one("i") or _group(parts, builder, knowledge)
    if whole is None or whole.entry is None:
        return
    for part in parts:
        if part.entry is not None and part is not whole and knowledge.group_of(part.entry.iri) == whole.entry.iri:
            _add(part, whole, "unit", hit, builder)


def _group(parts: list[Draft], builder: Builder, knowledge: Knowledge) -> Draft | None:
    """“its institutions”: the group, named in the article, that the reference data give two parts of the list."""
    groups = [knowledge.group_of(p.entry.iri) for p in parts if p.entry is not None]
    common = next((g for g in groups if groups.count(g) > 1), None)
    return next((d for d in builder.drafts if d.entry is not None and d.entry.iri == common), None)


def _add(
    part: Draft, whole: Draft, relation: Literal["unit", "member", "within"], hit: Found, builder: Builder
) -> None:
    builder.add(
        said.PartOf(
            part=entity(part),
            whole=entity(whole),
            relation=relation,
            evidence=evidence(hit.clause.tape),
            rule=hit.rule.id,
        ),
        part.order,
        whole.order,
    )


def within(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Which place lies in which."""
    outer = _outer(hit, home)
    for inner in hit.drafts("a"):
        if outer is None or inner is outer or not _may_lie_in(inner, outer):
            continue
        _add(inner, outer, "within", hit, builder)


def _outer(hit: Found, home: Draft | None) -> Draft | None:
    """The larger place of a match: a place, the country of a demonym, or the article's country where none is said."""
    if "b" not in hit.match.groupdict():
        return home
    number = re.search(r"<N(\d+)>", hit.match["b"])
    draft = hit.clause.tape.chunks[int(number[1])].draft if number is not None else None
    return draft.root if draft is not None else hit.one("b")


def _may_lie_in(inner: Draft, outer: Draft) -> bool:
    """A place in a larger one: a town in a region or country, a region in a country, a country in a world region.

    Where a known town lies the reference data tell; articles add it as an address, not as news.
    """
    if inner.cls == outer.cls or (inner.entry is not None and inner.cls == "City" and outer.cls == "Country"):
        return False
    if outer.cls == "Region":
        return inner.cls in {"Country", "City", "Place"}
    return outer.cls == "Country" and inner.cls in {"City", "Place", "Region"}
