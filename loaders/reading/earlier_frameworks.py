"""Strategies without a name: “a country strategy for Georgia”, “the preceding strategy”, “the one for 2014–2018”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.framework_names import years_in
from loaders.reading.tape import Chunk, Tape

FOR_COUNTRY: Final = re.compile(
    r"(?P<pre>d(?:[xN]|[IL]s){0,3}|(?:[IL]s)x{0,2})(?P<head>[gG]+)(?P<link>[fw])d?(?P<side>[LI])"
)
OF_YEAR: Final = re.compile(r"d(?P<head>g)o(?P<years>[Dy])")
_COUNTRY_STRATEGIES: Final = {
    "country strategy", "partnership strategy", "country partnership strategy", "country partnership framework",
    "partnership framework", "country engagement plan", "country programme", "country program",
    "country cooperation framework", "cooperation framework", "country engagement framework", "country framework",
}  # fmt: skip
_PLAIN: Final = {"strategy", "framework", "plan"}
ONE_FOR: Final = re.compile(r"(?P<one>dx)fd?(?P<years>D)")


def older(name: str, new: Draft, head: str, lexicon: Lexicon) -> Draft:
    """“the preceding strategy”: told only from the one that replaces it, and of its class."""
    draft = lexicon.described(Kind.FRAMEWORK, new.cls, name)
    draft.head, draft.upcoming, draft.successor = head, False, new
    return draft


def for_country(
    tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    """“a new country strategy for Georgia”: a strategy without a name or years, on its first mention."""
    first, last = match.span("head")
    head, pre = tape.words(first, last), tape.words(*match.span("pre")).split()
    side = tape.chunks[match.start("side")].draft
    if side is None or (head not in _COUNTRY_STRATEGIES and not (head in _PLAIN and "new" in pre)):
        return None
    if side.root.kind is Kind.PLACE and side.root.cls not in {"Country", "Place"}:
        return None
    if any(d.cls == "PartnershipStrategy" and d.merged_into is None for d in lexicon.of(Kind.FRAMEWORK)):
        return None
    start, end = tape.chunks[first].start, tape.chunks[match.end() - 1].end
    draft = lexicon.described(Kind.FRAMEWORK, "PartnershipStrategy", " ".join(tape.text[start:end].split()))
    draft.head, draft.upcoming = head, True if "new" in pre else None
    draft.parties = [side.root]
    return definite(tape, first, last, draft)


def of_year(tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the strategy of 2021”: the one that was adopted then."""
    first, last = match.start("head"), match.end()
    year = tape.words(last - 1, last)
    near = [c.draft.root for c in recent(tape, first, context) if c.code == "W" and c.draft is not None]
    if not re.fullmatch(r"(?:19|20)\d\d", year) or tape.chunks[first].lower not in _PLAIN or not near:
        return None
    draft = lexicon.named(Kind.FRAMEWORK, near[0].cls, tape.text[tape.chunks[first].start : tape.chunks[last - 1].end])
    draft.head, draft.years, draft.upcoming = tape.chunks[first].lower, (year, None), False
    return definite(tape, first, last, draft)


def one_for(tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the one for 2014–2018”: another framework of the kind spoken of."""
    first, last = match.span()
    years = years_in(tape.words(match.start("years"), last))
    if tape.words(*match.span("one")) not in {"the one", "that one"} or years is None or years[0] is None:
        return None
    near = [c.draft.root for c in recent(tape, first, context[-1:]) if c.code == "W" and c.draft is not None]
    if not near:
        return None
    start, end = tape.chunks[match.start("years")].start, tape.chunks[last - 1].end
    bare = re.sub(r"(?:,? (?:for|covering|of|from))? ?(?:19|20)\d\d.*$", "", near[0].name)
    draft = lexicon.named(Kind.FRAMEWORK, near[0].cls, f"{bare} for {tape.text[start:end]}", strength=2)
    draft.head, draft.years = near[0].head, years
    return definite(tape, first, last, draft)
