"""Where an institution's name begins and ends: what a pattern takes too much of, and what it leaves out."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.reading.tape import Tape

_LEGAL: Final = {"llc", "jsc", "ltd", "llp", "inc", "plc", "gmbh", "corp"}
_ABSTRACT: Final = re.compile(r"(?:tion|sion|ment|ing|ity|ty|cy|phy|gy|ics|ance|ence|ship|ism|s|th|ure|ade|ood)$")
_WORK: Final = re.compile(r"(?:d?c+x?r|dc+R)(?!x)")
"""A work by its name, as codes: what a bank gives money for is no part of its own."""
_JOINED: Final = re.compile(r"(?<=L)aL(?![smk])")
_HOLDER: Final = re.compile(r"[ofu]d?(?:[MC]|,M(?=.*a)|,?a[MC])+(?P<person>c{2,4})$")


class Bounds(NamedTuple):
    """Chunks of a name, of the name with its owner after it, and whether several own it together."""

    first: int
    last: int
    owned: int
    joint: bool


def bounds(tape: Tape, match: re.Match[str]) -> Bounds:
    """The bounds of the name that a match of a pattern for institutions has found."""
    first, last = match.span("name")
    named = match["name"]
    if "s" in named and tape.chunks[first + named.rindex("s")].lower not in {"’", "'", "‘"}:
        first += named.rindex("s") + 1  # “Velmaria's Ministry of Finance”; but “the Wool Growers' Association”
    if _abbreviated(tape, match, last):
        first = match.start("own")  # “the Japanese International Cooperation Agency (JICA)”
    end = _holder(tape, first, _beneficiary(tape, first, last))
    owned = match.end("owned") if match["owned"] and end == last else end
    joint = owned > end and _joint(tape, first) and _JOINED.match(tape.codes, owned) is not None
    if joint:
        owned += 2  # “the Joint Commission of Verrana and Kostrel”
    legal = next((i for i in range(first + 1, end - 1) if tape.chunks[i].lower in _LEGAL), None)
    if legal is not None:  # “Karlin LLC for the Osh–Batken road”: nothing of the name follows its legal form
        end = owned = legal + 1
    return Bounds(first, end, owned, joint)


def _beneficiary(tape: Tape, first: int, last: int) -> int:
    """Where a name ends that “for” and another's name follow: “a credit line of Exim Bank for Derzhosh”."""
    at = tape.codes.rfind("f", first, last)
    if at >= 0 and _WORK.match(tape.codes, at + 1, last + 2):
        return at  # “a loan from the Coast Bank for the Mirada port”
    if at < 0 or tape.codes[at + 1 : last] != "c" or _ABSTRACT.search(tape.chunks[at + 1].lower):
        return last
    return at if "bank" in tape.words(first, at) else last


def _holder(tape: Tape, first: int, last: int) -> int:
    """“Additional Secretary, Department of Economic Affairs Anna Berg”: whose post is told ends no name."""
    match = _HOLDER.search(tape.codes, first, last)
    if match is None or not re.search(r"T[,of]d?$", tape.codes[:first]):
        return last
    return match.start("person")


def _joint(tape: Tape, first: int) -> bool:
    return tape.chunks[first].lower in {"joint", "intergovernmental", "mixed", "interparliamentary", "bilateral"}


def _abbreviated(tape: Tape, match: re.Match[str], last: int) -> bool:
    """Whether the acronym after a name has a letter for the people that it begins with."""
    if match["own"] != "N" or tape.codes[last : last + 3] not in {"(A)", "(I)"}:
        return False
    words = re.findall(r"[^\W\d_]+", tape.text[tape.chunks[match.start("own")].start : tape.chunks[last - 1].end])
    return "".join(w[0] for w in words if w[0].isupper()) == tape.chunks[last + 1].lower.upper()
