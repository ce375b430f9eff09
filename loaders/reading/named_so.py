"""Undertakings whose name and kind stand apart: “a programme called Green Path”, “Green Path, a programme of …”.

Their names have no head noun: what they are is told beside them – by “called”, by an apposition, by the noun before or
after the name, or by the sentence before (“… under a programme of the Office. Seeds of Return, as it is called, …”).
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.framework_names import years_in
from loaders.reading.naming import collapsed, places_in, words_of
from loaders.reading.tape import Chunk, Tape

_PART: Final = "[cMLNAIRGkVJC]"
_NAME: Final = rf"(?P<name>(?:[cMLNAIRGk]|C(?=c))(?:(?:-|(?:[oftuwadx]|n(?!d?L)){{0,2}}){_PART}){{0,10}})"
CALLED: Final = re.compile(rf"(?P<head>[grGR])(?P<how>[hxdt,]{{1,4}}){_NAME}(?=[,.;)xbnhwfutaD(]|$)")
HEAD_NAME: Final = re.compile(r"(?<=[dxs])(?P<head>[gr])(?P<name>[cM](?:[oaf]?[cMLNC]){1,5})(?=[,.;)xbnhwfutD(]|$)")
NAME_HEAD: Final = re.compile(r"(?<=[ds])(?P<name>c[cMLNC]{0,4})(?P<gap>[xM]{0,2})(?P<head>g)")
QUOTED_HEAD: Final = re.compile(r"\"(?P<name>[^\".;,]{1,8})[,.]?\"(?P<gap>[xM]{0,2})(?P<head>[grGR])")
APPOSED: Final = re.compile(
    rf"(?:^|(?<=[,;dxofwtunb\"])){_NAME},(?P<pre>(?:d|x)(?:[xMNQ-]|[LIN]s){{0,5}})(?P<head>[gr])(?P<next>.)"
)
AS_CALLED: Final = re.compile(rf"^{_NAME},(?P<how>[xdC]{{3,4}}),")
TITLED_FIRST: Final = re.compile(
    r"^(?P<how>[cx]x?)(?P<name>[cMLN](?:-?(?:[oaft]|;)?[cMLNCAy]){0,8}),(?P<det>d|x)(?P<pre>[xMN]{0,3})(?P<head>[gGrR])"
)
_CLASSES: Final = {
    "programme": "Programme",
    "program": "Programme",
    "initiative": "Programme",
    "campaign": "Programme",
    "scheme": "Project",
    "project": "Project",
    "strategy": "NationalPlan",
    "country strategy": "PartnershipStrategy",
    "partnership strategy": "PartnershipStrategy",
    "country partnership strategy": "PartnershipStrategy",
    "plan": "NationalPlan",
    "development plan": "NationalPlan",
    "national plan": "NationalPlan",
    "national programme": "NationalPlan",
    "national program": "NationalPlan",
    "state programme": "NationalPlan",
    "state program": "NationalPlan",
    "action plan": "NationalPlan",
    "reform programme": "NationalPlan",
    "reform program": "NationalPlan",
    "roadmap": "NationalPlan",
}
_HOW: Final = re.compile(
    r"(?:, )?(?:(?:which|that) (?:is|was|will be|has been) )?(?:called|named|dubbed|titled|entitled|christened|branded"
    r"|known as|known under the name|which it calls|it calls|which goes by the name of|by the name of)(?: the)?"
)
_AS: Final = re.compile(
    r"as (?:it|this|the \w+) is (?:known|called|named|dubbed|titled)|as it has been (?:called|named)"
)
_FIRST: Final = {"titled", "called", "named", "entitled", "dubbed", "christened", "known as", "branded"}
_LITTLE: Final = {"without", "for", "with", "from", "at", "to", "beyond", "as", "into", "by", "not", "our", "is"}
_AFTER: Final = {
    "against", "aimed", "worth", "launched", "designed", "run", "financed", "funded", "covering", "running", "meant",
    "intended", "supported", "backed", "that", "which", "whose", "under", "led", "implemented", "started",
    "drawn", "adopted", "to", "will", "is", "has", "carried", "set", "approved", "begun", "co-financed", "targeting",
}  # fmt: skip
_REACH: Final = 2


def named_so(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse such names; runs when the names that have head nouns are found."""
    for index, tape in enumerate(tapes):
        if not re.search("[grGR]|^.{1,12},[xdC]{3,4},", tape.codes):
            continue
        before = tapes[max(0, index - _REACH) : index]
        tape.rewrite(TITLED_FIRST, lambda t, m: _titled_first(t, m, lexicon))
        tape.rewrite(AS_CALLED, lambda t, m, b=before: _as_called(t, m, b, lexicon))  # type: ignore[misc]
        tape.rewrite(CALLED, lambda t, m: _called(t, m, lexicon))
        tape.rewrite(QUOTED_HEAD, lambda t, m: _beside(t, m, lexicon))
        tape.rewrite(APPOSED, lambda t, m: _apposed(t, m, lexicon))
        tape.rewrite(HEAD_NAME, lambda t, m: _beside(t, m, lexicon))
        tape.rewrite(NAME_HEAD, lambda t, m: _beside(t, m, lexicon))


def _class(tape: Tape, head: int) -> tuple[str, str]:
    """The class that the head noun at a chunk gives, with the noun; empty where it gives none."""
    lower = tape.chunks[head].lower
    before = tape.chunks[head - 1].lower if head else ""
    for noun in (f"{before} {lower}", lower):
        if noun in _CLASSES:
            return _CLASSES[noun], noun
    return "", lower


def _make(tape: Tape, span: tuple[int, int], cls: str, noun: str, lexicon: Lexicon) -> Draft | None:
    """The undertaking of that name, if the words can be one: capitalized at both ends, not a name known otherwise."""
    first, last = span
    codes = tape.codes[first:last]
    small = [c.lower for c in tape.chunks[first:last] if c.code in "x"]
    if any(w not in _LITTLE for w in small) or not re.search("[cMA]", codes) or len(codes) > 9:
        return None
    if not words_of(tape, first, first + 1)[0].isupper() or (len(codes) == 1 and codes not in "cA"):
        return None
    kind = Kind.PROJECT if cls == "Project" else Kind.FRAMEWORK
    draft = lexicon.named(kind, cls, words_of(tape, first, last), strength=3)
    draft.head = draft.head or noun
    draft.years = draft.years or (years_in(draft.name) if kind is Kind.FRAMEWORK else None)
    if kind is Kind.PROJECT:
        draft.places = draft.places or places_in(tape, first, last)
    return draft


def _code(draft: Draft) -> str:
    return "J" if draft.kind is Kind.PROJECT else "W"


def _called(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a programme called Green Path”."""
    cls, noun = _class(tape, match.start("head"))
    if not cls or not _HOW.fullmatch(tape.words(*match.span("how"))):
        return None
    draft = _make(tape, match.span("name"), cls, noun, lexicon)
    return collapsed(tape, match.start("head"), match.end("name"), _code(draft), draft) if draft else None


def _beside(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the programme Green Path”, “the Green Path programme”, “the “Green Path” programme”."""
    cls, noun = _class(tape, match.start("head"))
    gap = tape.chunks[match.start("gap") : match.end("gap")] if "gap" in match.re.groupindex else []
    if not cls or any(re.search(r"(?:ed|ly|s)$", c.lower) for c in gap):
        return None
    if match.start("name") and match.re is NAME_HEAD and match.start("name") == 1 and tape.codes[0] == "C":
        return None
    draft = _make(tape, match.span("name"), cls, noun, lexicon)
    if draft is None:
        return None
    first, last = match.span()
    if match.re is not HEAD_NAME:
        lexicon.alias(
            draft,
            words_of(tape, *match.span("name"))
            + " "
            + words_of(tape, match.end("name") + (match.re is QUOTED_HEAD), last),
        )
    return collapsed(tape, first, last, _code(draft), draft)


def _apposed(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Green Path, a strategy against poverty”."""
    cls, noun = _class(tape, match.start("head"))
    then = match.start("next")
    if not cls or tape.chunks[match.start("pre")].lower not in {"a", "an", "its", "their", "his", "her", "another"}:
        return None
    if re.search("La|aL", tape.codes[match.start("name") : match.end("name")]):  # “Ermera and Viqueque, its …”
        return None
    if tape.codes[then] not in "of.,;hbwn" and tape.chunks[then].lower not in _AFTER:
        return None
    draft = _make(tape, match.span("name"), cls, noun, lexicon)
    return collapsed(tape, *match.span("name"), _code(draft), draft) if draft else None


def _titled_first(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Titled Roots and Routes, the country strategy …”: the noun after the name means the same."""
    cls, noun = _class(tape, match.start("head"))
    if not cls or tape.words(*match.span("how")) not in _FIRST:
        return None
    if tape.chunks[match.start("det")].lower not in {"the", "this", "its"}:
        return None
    draft = _make(tape, match.span("name"), cls, noun, lexicon)
    if draft is None:
        return None
    first, last, chunk = definite(tape, match.start("det"), match.end("head"), draft)
    chunk.code, chunk.parts = _code(draft), tuple(tape.chunks[first:last])
    tape.chunks[first:last] = [chunk]
    tape.recode()
    return collapsed(tape, *match.span("name"), _code(draft), draft)


def _as_called(tape: Tape, match: re.Match[str], before: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Seeds of Return, as it is called”, after a sentence about “a programme that …”."""
    if not _AS.fullmatch(tape.words(*match.span("how"))):
        return None
    for earlier in reversed(before):
        for i in range(len(earlier.chunks) - 1, -1, -1):
            cls, noun = _class(earlier, i) if earlier.codes[i] in "gr" else ("", "")
            if not cls or not re.search(r"[dx][xMN]{0,3}$", earlier.codes[:i]):
                continue
            draft = _make(tape, match.span("name"), cls, noun, lexicon)
            if draft is None:
                return None
            chunk = earlier.chunks[i]
            chunk.code, chunk.draft, chunk.form = _code(draft), draft, "definite"
            earlier.recode()
            return collapsed(tape, *match.span("name"), _code(draft), draft)
    return None
