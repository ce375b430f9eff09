"""Persons that no title and no given name shows: “led by X”, “a mission under X”, “took over from X”.

Two or more capitalized words that no earlier stage has claimed, in a place that only persons stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_LONG: Final = r"c(?:-?[ci]){1,4}"
_END: Final = r"(?![ckMGRVILi-])"
LED: Final = re.compile(rf"(?P<how>x)b(?P<name>{_LONG}){_END}")
UNDER: Final = re.compile(rf"(?P<what>[xIm])x{{0,2}}(?P<under>x)(?P<name>{_LONG})(?=[,.;]|$)")
AFTER_WHOM: Final = re.compile(rf"(?P<how>x[Ft]?)(?P<name>{_LONG})(?=n|D|,|\.|;|$|x|uD)")
BEFORE_WHOM: Final = re.compile(rf"(?P<name>{_LONG})(?P<how>x)(?=P)")
TOLD: Final = re.compile(rf'(?<=")(?P<name>{_LONG}),(?P<who>[^,.;"()]{{1,9}}),(?P<verb>x)')
ACCORDING: Final = re.compile(rf"[xC]t(?P<name>{_LONG})(?=,d?(?:x{{0,2}}[TI]|I|Ls))")
KIN: Final = re.compile(rf"(?<=[dTxNs])(?P<how>x),(?P<name>{_LONG})(?=[,.]|$)")
OCCUPIED: Final = re.compile(rf"(?<=[bwa,])(?P<name>{_LONG}),d(?:x){{0,2}}?(?P<what>x)(?=[ofnt,.hw]|$)")
BESIDE: Final = re.compile(rf"(?<=P)(?:,?a|,)(?P<name>{_LONG})(?=h|,h|\.$|,d?x{{0,2}}T|xxx?D)")
_OCCUPATIONS: Final = {
    "official", "lawmaker", "farmer", "teacher", "engineer", "expert", "professor", "economist", "activist", "student",
    "resident", "nurse", "doctor", "lawyer", "entrepreneur", "businessman", "businesswoman", "researcher", "scientist",
    "politician", "diplomat", "veteran", "mother", "father", "widow", "fisherman", "trader", "worker", "returnee",
    "writer",
}  # fmt: skip
_LED: Final = {
    "led", "headed", "chaired", "co-chaired", "moderated", "represented", "received", "welcomed", "greeted", "hosted",
    "accompanied", "joined", "succeeded", "replaced", "initialled", "inaugurated", "attended", "opened", "presided",
}  # fmt: skip
_KIN: Final = {
    "counterpart",
    "predecessor",
    "successor",
    "colleague",
    "host",
    "interlocutor",
    "spokesman",
    "spokeswoman",
}
"""Who a name in commas after it is: “her counterpart, Vasko Ilirin, …”."""
_GROUPS: Final = {"mission", "delegation", "team", "group", "leadership", "chairmanship", "commission", "guidance"}
_WHOM: Final = {
    "succeeded", "succeeds", "replaced", "replaces", "over from", "successor to", "counterpart", "predecessor", "names",
    "appointed", "named", "replacing", "succeeding", "thanked", "congratulated", "received", "welcomed", "told",
}  # fmt: skip
_SUCCEEDS: Final = {"succeeded", "succeeds", "replaced", "replaces", "preceded"}
_NO_NAME: Final = {"group", "bank", "fund", "the"}

Make = Callable[[Tape, int, int], tuple[int, int, Chunk] | None]


def people_phrases(tape: Tape, words: Vocabulary, make: Make) -> None:
    """Collapse the persons of one sentence that a phrase proves; ``make`` answers the chunk of a name."""

    def name(t: Tape, m: re.Match[str], fits: bool) -> tuple[int, int, Chunk] | None:
        first, last = m.span("name")
        lowers = {c.lower for c in t.chunks[first:last]}
        if not fits or lowers & (words.never_persons | words.portfolio | _NO_NAME):
            return None
        return make(t, first, last)

    def word(t: Tape, m: re.Match[str], group: str) -> str:
        return t.words(*m.span(group))

    if "cc" not in tape.codes and "c-c" not in tape.codes and "ci" not in tape.codes:
        return
    tape.rewrite(LED, lambda t, m: name(t, m, word(t, m, "how") in _LED))
    tape.rewrite(UNDER, lambda t, m: name(t, m, word(t, m, "under") == "under" and _group(t, m)))
    tape.rewrite(AFTER_WHOM, lambda t, m: name(t, m, _whom(t, m)))
    tape.rewrite(BEFORE_WHOM, lambda t, m: name(t, m, word(t, m, "how") in _SUCCEEDS))
    tape.rewrite(TOLD, lambda t, m: name(t, m, word(t, m, "verb") in words.speech))
    tape.rewrite(ACCORDING, lambda t, m: name(t, m, t.chunks[m.start()].lower == "according"))
    tape.rewrite(KIN, lambda t, m: name(t, m, word(t, m, "how") in _KIN))
    tape.rewrite(OCCUPIED, lambda t, m: name(t, m, word(t, m, "what") in _OCCUPATIONS))
    tape.rewrite(BESIDE, lambda t, m: name(t, m, fits=True))


def _group(tape: Tape, match: re.Match[str]) -> bool:
    return bool(_GROUPS & {c.lower for c in tape.chunks[match.start("what") : match.start("under")]})


def _whom(tape: Tape, match: re.Match[str]) -> bool:
    return tape.words(*match.span("how")) in _WHOM


def first_names(tapes: list[Tape], lexicon: Lexicon) -> None:
    """“Ahn announced”: where the family name comes first, the first word of a full name means its bearer."""
    first: dict[str, list[Draft]] = {}
    for draft in lexicon.of(Kind.PERSON):
        parts = draft.name.lower().split()
        if len(parts) > 1 and len(parts[0]) > 1 and not parts[0].endswith("."):
            first.setdefault(parts[0], []).append(draft)
    for tape in tapes:
        for i, chunk in enumerate(tape.chunks):
            bearers = first.get(chunk.lower, []) if chunk.code == "c" and chunk.draft is None else []
            if len(bearers) != 1 or tape.codes[i + 1 : i + 2] in tuple("cikMGRV-A") or tape.codes[i - 1 : i] == "c":
                continue
            tape.chunks[i] = Chunk(chunk.start, chunk.end, "P", chunk.lower, bearers[0], "part", parts=(chunk,))
        tape.recode()
