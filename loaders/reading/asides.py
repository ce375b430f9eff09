"""Clauses without what stands between commas: “The road, which runs through A and B, will be built by C”.

Rules are written for plain clauses. What is put between a subject and its verb – a relative clause, a participle, an
apposition – takes nothing from what the rest says, so a sentence with such an aside is tried once more without it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from loaders.reading.patterns import Clause, Found, matches
from loaders.reading.tape import Tape

_VERB: Final = (
    r"(?:was|were|is|are|will|has|have|had|would|also|jointly|met|held|holds|took|takes|began|begins|runs|run|gave|gives"
    r"|lent|lends|went|came|became|built|builds|leads|led|brought|brings|plans|supports|covers|aims|includes"
    r"|(?!said )[a-z]{3,}ed(?! by ))\b"
)
_LONG: Final = (
    r"who|which|whose|where|part|held|led|headed|chaired|co-chaired|organi[sz]ed|hosted|co-hosted|attended|financed"
    r"|co-financed|funded|co-funded|supported|backed|signed|adopted|approved|launched|worth|valued|estimated|designed"
    r"|aimed|located|based|situated|accompanied|representing|speaking|visiting|currently|formerly|previously|together"
    r"|along|including|built|implemented|on|during|as part|in the framework|known|called|due|scheduled|now|joined"
)
_SHORT: Final = r"an?|the|one|his|her|its|their|also"
_INSIDE: Final = r'(?:(?! , (?:said|told|but|while|noted|adding|and (?:the )?<|who|which) )[^.;"]){3,160}?'
_ASIDE: Final = re.compile(
    rf',(?: (?:{_LONG})\b{_INSIDE}|(?<=[PIJWE\d]> ,) (?:{_SHORT})\b[^.;",]{{3,90}}?) , (?={_VERB})'
)
"""From the first comma on to the verb; an apposition only right behind the name of a thing."""
_NEAR: Final = 20
"""How many letters may stand between an aside and the verb whose subject is before it."""
_NUMBERS: Final = re.compile(r"<[A-Z](\d+)>")


def hits(tape: Tape) -> list[Found]:
    """What the rules find in a sentence, and then what they find across its asides once these are left out."""
    clause = Clause.of(tape)
    found = list(matches(clause))
    if clause.text.count(" , ") < 2:
        return found
    hidden, cuts = _asides(clause)
    if not hidden:
        return found
    plain = clause.without(hidden)
    starts = plain.starts()
    across = [starts[i] for i in cuts if i < len(starts)]
    known = {_key(hit): at for at, hit in enumerate(found)}
    for hit in matches(plain):
        start, end = hit.match.span()
        key = _key(hit)
        if "verb" in hit.match.re.groupindex and any(0 <= start - cut < _NEAR for cut in across):
            if key in known:
                found[known[key]] = hit  # its subject is looked for before the verb
        elif key not in known and any(start < cut < end for cut in across):
            found.append(hit)
    return found


def _asides(clause: Clause) -> tuple[frozenset[int], list[int]]:
    """The chunks of the asides, and the chunks that follow them."""
    hidden: set[int] = set()
    after: list[int] = []
    for match in _ASIDE.finditer(clause.text):
        starts = clause.starts()
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        hidden.update(range(first, last))
        after.append(last)
    return frozenset(hidden), after


def _key(hit: Found) -> tuple[str, tuple[str, ...]]:
    """A rule and the entities that it found."""
    return hit.rule.id, tuple(_NUMBERS.findall(" ".join(text for text in hit.match.groups() if text)))
