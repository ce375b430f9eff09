"""The country that an article is about: whose ministers, banks and towns it names without saying so."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Tape

_ENVOY: Final = re.compile(r"(?P<what>[TmkK])od?(?P<who>[LN])|(?P<whose>[LN])s?(?P<of>[TmkxV]|[cM]{1,2}[km])")
_TO: Final = re.compile(r"T(?:od?[LN])?td?(?P<host>L)")
_SENT: Final = re.compile(
    r"\b(?:ambassador|ambassador extraordinary|plenipotentiary|envoy|consul|consul general|embassy|side|counterpart"
    r"|colleague|aid|development bank|development agency)$"
)
"""Who and what a country has abroad."""
_TOO_MANY: Final = 3
"""Countries that an article names once each without being about any."""


def main_country(all_tapes: list[Tape], lexicon: Lexicon) -> Draft | None:
    """The country that the article names most, of several the one that it names first.

    Demonyms and towns count; the country of an ambassador, a delegation or a giver counts only where it is named so.
    """
    counts: dict[int, int] = {}
    seen: dict[int, int] = {}
    for tape in all_tapes:
        guests = _guests(tape)
        for match in _TO.finditer(tape.codes):
            host = tape.chunks[match.start("host")].draft
            if host is not None:  # “Ambassador of X to Y”: the news is Y's
                counts[host.root.order] = counts.get(host.root.order, 0) + 1
        for i, chunk in enumerate(tape.chunks):
            if chunk.draft is not None and chunk.draft.cls == "Country":
                counts[chunk.draft.root.order] = counts.get(chunk.draft.root.order, 0) + (i not in guests)
                seen.setdefault(chunk.draft.root.order, chunk.start)
    countries = [d for d in lexicon.of(Kind.PLACE) if d.cls == "Country"]
    seats_of_states = {d.entry.capital for d in countries if d.entry is not None}
    own = {d.entry.iri: d.order for d in countries if d.entry is not None}
    for draft in lexicon.of(Kind.PLACE):
        if draft.entry is not None and draft.entry.country in own and draft.entry.iri not in seats_of_states:
            counts[own[draft.entry.country]] = counts.get(own[draft.entry.country], 0) + 1
    if len(countries) > _TOO_MANY and len({counts.get(d.order, 0) for d in countries}) == 1:
        return None  # a list of guests from everywhere
    return max(countries, key=lambda d: (counts.get(d.order, 0), -seen.get(d.order, 0), -d.order), default=None)


def _guests(tape: Tape) -> set[int]:
    """Chunks that name a country only as the one that has sent somebody: “Ambassador of X”, “the X side”."""
    found: set[int] = set()
    for match in _ENVOY.finditer(tape.codes):
        at = match.start("who") if match["who"] else match.start("whose")
        word = tape.words(*match.span("what" if match["who"] else "of"))
        if _SENT.search(word):
            found.add(at)
    return found


def is_sure(home: Draft, lexicon: Lexicon) -> bool:
    """Whether the main country is more than the only one that happens to be named, in news from another's town."""
    if home.cls != "Country":
        return False
    if sum(home.names.values()) > 1 or home.entry is None:
        return True
    town = next((d.entry for d in lexicon.of(Kind.PLACE) if d.cls == "City" and d.entry is not None), None)
    return town is None or town.country in {None, "", home.entry.iri}
