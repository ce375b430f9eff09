"""Where institutions have their seat: “the X Bank, headquartered in Riga”, “the utility of the city of Sousse”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from loaders.facts import Kind, Located
from loaders.reading.document import Mentioned, Understood, Zone

_SEAT: Final = re.compile(
    r"(?: \([^()]{1,20}\))?,? (?:(?:which|that) (?:is|are|was) |also )?(?:headquartered|based|seated|domiciled"
    r"|with (?:its |their )?(?:headquarters|head office|seat)) in "
    r"(?:the )?(?:(?:[a-z-]+ )?(?:city|capital|town)(?: of)? )?"
)
_ITS: Final = re.compile(
    r"[^.;\"“”]{0,60}? (?:opened|has|keeps|moved|established|set up) its (?:own |first |new |regional )?"
    r"(?:headquarters|head office|seat|office) in (?:the )?"
)
_SERVES: Final = re.compile(
    r"(?: \([^()]{1,20}\))?, (?:the|an?) (?:[\w-]+ ){0,3}(?:utility|operator|authority|network|provider) (?:of|in) "
    r"(?:the )?(?:(?:[a-z-]+ ){0,2}?(?:city|cities|town|towns|districts?|provinces?|regions?)(?: of)? )?"
)
_WHERE: Final = re.compile(
    r", where (?:the )?(?P<who>[^,.;\"“”]{1,60}?) (?:has|have|keeps?) (?:its|their) (?:headquarters|head office|seat)\b"
    r"|, where (?:the )?(?P<based>[^,.;\"“”]{1,60}?) (?:is|are) (?:headquartered|based|seated)\b"
)
"""“in Riga, where the bank has its headquarters”."""
_AND: Final = re.compile(r"(?:,| and|, and) (?:the )?")


def seats(u: Understood) -> Iterator[Located]:
    """Where the article says that institutions are."""
    starts = [m.start for m in u.mentions]
    text = u.document.text
    for m in u.mentions:
        if m.entity.kind is Kind.PLACE:
            yield from _hosted(u, m, starts)
        if m.entity.kind is not Kind.INSTITUTION:
            continue
        found = _SEAT.match(text, m.end) or _SERVES.match(text, m.end) or _ITS.match(text, m.end)
        s = u.document.sentence_at(m.start)
        while found is not None and found.end() < s.end and s.zone is Zone.BODY:
            i = bisect_left(starts, found.end())
            place = u.mentions[i] if i < len(starts) and starts[i] == found.end() else None
            if place is None or place.entity.kind is not Kind.PLACE:
                break
            yield Located(what=m.entity, place=place.entity, evidence=((s.start, s.end),), rule="seat-of-institution")
            found = _AND.match(text, place.end)


def _hosted(u: Understood, place: Mentioned, starts: list[int]) -> Iterator[Located]:
    """“in Riga, where the bank has its headquarters”."""
    found = _WHERE.match(u.document.text, place.end)
    s = u.document.sentence_at(place.start)
    if found is None or s.zone is not Zone.BODY:
        return
    who = found.start("who") if found["who"] else found.start("based")
    i = bisect_left(starts, who)
    body = u.mentions[i] if i < len(starts) and starts[i] == who else None
    if body is not None and body.entity.kind is Kind.INSTITUTION:
        yield Located(what=body.entity, place=place.entity, evidence=((s.start, s.end),), rule="seat-of-institution")
