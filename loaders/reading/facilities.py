"""Buildings told apart by what they are and where: “a health center in Vahdat, renovated with EU funds”.

A clinic, college or warehouse in a town is a work where the sentence tells that it is built, renovated or paid for; the
school in whose yard a ceremony is held is not, nor one that somebody only visited.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.naming import collapsed, words_of
from loaders.reading.tables import table
from loaders.reading.tape import Chunk, Tape

FACILITY: Final = re.compile(r"(?<=d)(?P<pre>[xM]{0,3}?)(?P<what>[xmr])(?:fx{1,2}(?:ax)?)?(?P<in>n)(?P<place>L)")
_DATA: Final = table("projects")
_FACILITIES: Final = frozenset[str](_DATA["facilities"])
_DONE: Final = re.compile(
    r"\b(?:(?:re)?built|building|build|renovat\w+|open(?:ed|ing|s)|equip\w*|inaugurat\w+|construct\w*|plan(?:s|ned)"
    r"|includes?|including|nam(?:ed|es)|financ\w+|fund(?:ed|s|ing)|expand\w*|expansion|rehabilitat\w+|moderniz\w+|modernis\w+"
    r"|upgrad\w+|establish\w*|erect\w*|restor\w+|launch\w*|complet\w+|set up)\b"
)
_OF_IT: Final = re.compile(
    r"(?:, )?(?:which|that) (?:was|were|is|are|has been|had been|is being|was being) (?:[\w-]+ )?"
    r"(?:(?:re)?built|renovated|equipped|constructed|financed|funded|expanded|rehabilitated|moderni[sz]ed|upgraded"
    r"|established|restored|completed|repaired|furnished|set)\b"
)
"""“…, which was renovated with EU funds”: the work is spoken of, not only the visit."""
_SEEN: Final = {"visited", "toured", "inspected", "visit", "viewed"}
_STOPS: Final = frozenset(("is", "was", "are", "were", "has", "have", "will", "that", "than", "as", "other"))


def facilities(tape: Tape, lexicon: Lexicon) -> None:
    """Collapse the facilities that one sentence tells of."""
    if "nL" in tape.codes and _DONE.search(tape.words(0, len(tape.chunks))):
        tape.rewrite(FACILITY, lambda t, m: _facility(t, m, lexicon))


def _facility(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.start("pre"), match.end()
    what, place = tape.chunks[match.start("what")].lower, tape.chunks[match.start("place")].draft
    if what not in _FACILITIES or place is None or place.root.cls == "Country":
        return None
    if _STOPS & {c.lower for c in tape.chunks[first : match.start("what")]}:
        return None
    if match.start() > 1 and tape.codes[match.start() - 2] in "noF":
        return None  # “in the yard of a school in Baucau”: where something else took place
    seen = _SEEN & {c.lower for c in tape.chunks[max(0, match.start() - 3) : match.start()]}
    if seen and not _OF_IT.match(tape.words(last, last + 7)):
        return None  # “visited a health center in Vahdat”: where a visit went
    draft = lexicon.described(Kind.PROJECT, "Project", words_of(tape, first, last))
    draft.head = what
    if place.root not in draft.places:
        draft.places.append(place.root)
    return collapsed(tape, first, last, "J", draft)
