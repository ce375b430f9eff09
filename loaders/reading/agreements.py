"""Frameworks without a name: “the new framework”, “a memorandum of understanding”, “that strategy”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.earlier_frameworks import older
from loaders.reading.first_mentions import (
    AGREEMENTS,
    PLANS,
    WITH_A_PARTNER,
    heads,
    new_agreement,
    new_document,
    new_strategy,
)
from loaders.reading.tape import Chunk, Tape

FRAMEWORK: Final = re.compile(r"(?P<pre>(?:[dLIN]s?|[km]s?|x){0,3})(?P<head>[gG]+)")

_STRATEGIES: Final = {
    "strategy",
    "framework",
    "program",
    "programme",
    "partnership strategy",
    "country partnership framework",
    "partnership framework",
    "partnership",
    "country strategy",
    "cooperation framework",
    "country partnership strategy",
    "plan",
    "document",
}
_UPCOMING: Final = {"new", "draft", "proposed", "upcoming", "future", "forthcoming"}
_PAST: Final = {"previous", "past", "preceding", "that", "earlier", "former"}
_OLDER: Final = _PAST - {"that"}


def framework(tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """The framework that a description means: a new one, one spoken of before, or none that is sure."""
    first, last = match.start("head"), match.end("head")
    lower = tape.words(first, last)
    head = lower if lower in _STRATEGIES | AGREEMENTS else tape.chunks[last - 1].lower
    if match.start() and tape.codes[match.start() - 1] == "d":
        return None  # tried with its determiner before
    modifiers = {c.lower for c in tape.chunks[match.start("pre") : first]}
    if head.endswith("s") and head[:-1] in AGREEMENTS:
        head = head[:-1]
        if made := new_agreement(tape, match, head, modifiers | {"a"}, context, lexicon):
            return made
        if "their" in modifiers:
            their = lexicon.described(
                Kind.FRAMEWORK, "Agreement", lower
            )  # “they signed their agreements”: each its own
            their.head = lower
            return definite(tape, first, last, their)
    group = _STRATEGIES if head in _STRATEGIES else AGREEMENTS if head in AGREEMENTS or head in PLANS else None
    if head == "document" and modifiers & {"the", "this"}:
        group = _STRATEGIES | AGREEMENTS  # whatever was signed or adopted
    if (
        group is AGREEMENTS
        and (head not in PLANS or modifiers & {"a", "an"} or tape.codes[last : last + 1] in {"w", "B"})
        and (made := new_agreement(tape, match, head, modifiers, context, lexicon))
    ):
        return made
    if head == "document" and modifiers & {"a", "an"}:
        return new_document(tape, first, last, lexicon)
    if (
        head in WITH_A_PARTNER
        and modifiers & {"a", "an"}
        and (made := new_strategy(tape, first, last, context, lexicon))
    ):
        return made
    if group is None or (modifiers & {"a", "an"} and not modifiers & {"draft", "proposed"}):
        return None
    if last < len(tape.codes) and tape.codes[last] in "tfoB":
        return None
    if head == "partnership":
        return None
    upcoming = True if modifiers & _UPCOMING else False if modifiers & _PAST else None
    determined = bool(modifiers & {"the", "this", "that", "its", "their"} or upcoming)
    if not determined:
        return None
    mentions = [
        c.draft.root
        for c in recent(tape, first, context)
        if c.draft is not None and c.draft.root.kind is Kind.FRAMEWORK and heads(c.draft.root) & group
    ]
    if modifiers & {"that", "this"}:
        mentions = _latest(tape, first, context, group)
    draft = _pick(mentions, head, upcoming, bool(modifiers & {"that", "this"}))
    if draft is None and modifiers & _OLDER and mentions and group is _STRATEGIES:
        draft = older(tape.words(first - 1, last), mentions[0], head, lexicon)
    if draft is None:
        if not upcoming or group is AGREEMENTS:
            return None
        name = tape.text[
            tape.chunks[first - 1].start
            if tape.chunks[first - 1].lower in _UPCOMING
            else tape.chunks[first].start : tape.chunks[last - 1].end
        ]
        draft = lexicon.described(
            Kind.FRAMEWORK,
            "PartnershipStrategy" if head in {"strategy", "framework", "partnership strategy"} else "Programme",
            name,
        )
        draft.head, draft.upcoming = head, True
    if draft.head == "document" and head != "document":
        draft.head, draft.cls = head, "PartnershipStrategy"
        draft.description = tape.text[
            tape.chunks[first - 1].start
            if tape.chunks[first - 1].lower in _UPCOMING
            else tape.chunks[first].start : tape.chunks[last - 1].end
        ]
    start = match.start("pre")
    while start < first and tape.chunks[start].code not in "d" and tape.chunks[start].lower not in _UPCOMING | _PAST:
        start += 1
    return definite(tape, start, last, draft)


def _latest(tape: Tape, at: int, context: list[Tape], group: set[str]) -> list[Draft]:
    """Frameworks before ``at``, the nearest first: what “that strategy” points back to."""
    chunks = [c for earlier in context[-3:] for c in earlier.chunks] + tape.chunks[:at]
    drafts = [c.draft.root for c in reversed(chunks) if c.draft is not None and c.code == "W"]
    return [d for d in drafts if heads(d) & group]


def _pick(mentions: list[Draft], head: str, upcoming: bool | None, near: bool) -> Draft | None:
    """Of the frameworks mentioned before (latest first), the one that the words fit."""
    distinct = list(dict.fromkeys(mentions))
    if not distinct:
        return None
    if near:
        return distinct[0]
    if upcoming is not None:
        flagged = [d for d in distinct if d.upcoming is upcoming]
        if flagged:
            return flagged[0]
        dated = [d for d in distinct if d.years and d.years[1]]
        if len(dated) > 1:
            key = max if upcoming else min
            return key(dated, key=lambda d: (d.years or ("", ""))[1] or "")
        if upcoming and distinct[0].upcoming is None and distinct[0].years is None:
            return None
        return distinct[0] if dated and upcoming else None
    exact = [d for d in distinct if head in heads(d)]
    return max(exact or distinct, key=mentions.count)  # the one most spoken of, the latest of equals
