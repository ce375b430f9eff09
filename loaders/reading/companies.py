"""Companies known only by what they do: who is lent to, who borrows, who builds; and the boards of banks."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import words_of
from loaders.reading.tape import Chunk, Tape

PARTNER: Final = re.compile(r"(?P<link>[tob])d?(?:(?:[LN]s?)?[xm]{1,3})??(?P<name>[cA][cAMCi]{0,5})(?![RrkmGgsVvLI-])")
DOER: Final = re.compile(
    r"(?P<name>(?:c[cAMC]{1,4}|(?<![a-zA-Z])L[cM][cAM]{0,3}|A|(?<=[xm])c[cAMC]{0,4}))"
    r"(?P<short>\([Ac]\))?(?P<verb>x{1,3})"
)
BORROWER: Final = re.compile(r"d(?P<what>[xm])(?P<verb>x)d?(?P<name>c[cAMC]{0,4})(?=,|\.)")
SIDE: Final = re.compile(r"(?<=Ia)(?P<name>c[cAMCL]{1,3})(?P<verb>x{1,2})|(?<![a-zA-Z])(?P<first>c[cAMCL]{1,3})ad?Ix")
WITH_MONEY: Final = re.compile(r"(?<=I,)(?P<name>c[cAM]{1,3})x")
_SIGNS: Final = re.compile(
    r"\b(?:have |has |had )?(?:signed|sign|inked|concluded|agreed|sealed|finali[sz]ed|entered)\b.*"
    r"\b(?:loans?|credits?|credit line|financing|grants?|guarantees?|facility|funding|agreements?|contracts?|deals?)\b"
)
_BY_MEANS: Final = re.compile(r"(?:with|thanks to|using|financed (?:by|with)|backed by|helped by) ")
_STATES: Final = {"republic", "kingdom", "state", "states", "union", "federation", "government", "city"}
_MONEY: Final = {
    "loan",
    "loans",
    "grant",
    "grants",
    "credit",
    "credits",
    "lend",
    "lent",
    "guarantee",
    "financing",
    "equity",
    "invested",
}
_MADE: Final = {"built", "developed", "owned", "operated", "constructed", "implemented", "run", "executed", "managed"}
_BOARD: Final = re.compile(
    r"(?:Executive )?Board(?: of (?:Executive )?(?:Directors|Governors))? of (?:the )?(?P<whole>[A-Z].*)"
)
_GETS: Final = re.compile(
    r"(?:(?:has|have|had|will|also|recently|is|to) ){0,2}(?:(?:obtain|receive|secure|borrow)(?:s|d|ed)?|owns|operates"
    r"|implements|builds"
    r"|constructs|implement|build|operate|construct|building|implementing|constructing)\b"
)
_BORROWERS: Final = {"borrower", "recipient", "contractor", "client", "developer", "operator", "beneficiary"}


def companies(tape: Tape, lexicon: Lexicon) -> None:
    """Collapse the companies of one sentence; runs after the projects."""
    tape.rewrite(PARTNER, lambda t, m: _partner(t, m, lexicon))
    tape.rewrite(BORROWER, lambda t, m: _borrower(t, m, lexicon))
    tape.rewrite(DOER, lambda t, m: _doer(t, m, lexicon))
    if "Q" in tape.letters and "I" in tape.letters and "c" in tape.letters:
        tape.rewrite(SIDE, lambda t, m: _side(t, m, lexicon))
        tape.rewrite(WITH_MONEY, lambda t, m: _with_money(t, m, lexicon))


def acronyms(lexicon: Lexicon) -> None:
    """“CDB President …” in an article on the Caribbean Development Bank: initials that only one institution has."""
    drafts = lexicon.of(Kind.INSTITUTION)
    for short in [
        d for d in drafts if d.entry is None and d.names and all(re.fullmatch("[A-Z]{3,6}", n) for n in d.names)
    ]:
        full = [d for d in drafts if d is not short and short.name in {_initials(n) for n in d.names}]
        if len(full) == 1 and short.merged_into is None:
            lexicon.merge(full[0], short)


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.removeprefix("The ").split() if w[0].isupper())


def boards(lexicon: Lexicon) -> None:
    """“the Board of Directors of the Karsin Development Bank” is a unit of a bank, which may be named nowhere else."""
    for draft in lexicon.of(Kind.INSTITUTION):
        match = _BOARD.match(draft.name)
        if match is not None and draft.owner is None:
            cls = "DevelopmentBank" if re.search(r"Bank|Fund", match["whole"]) else "Organization"
            draft.owner = lexicon.named(Kind.INSTITUTION, cls, match["whole"])


def _partner(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """A name that nothing else types: who is lent to, or who builds, is a company."""
    first, last = match.start("name"), match.end("name")
    before = [c.lower for c in tape.chunks[max(0, match.start("link") - 8) : match.start("link")]]
    last_word = before[-1] if before else ""
    if match["link"] == "b":
        fits = last_word in _MADE
    elif match["link"] == "o":
        fits = last_word in {"equity", "capital", "shares"} and bool(_MONEY & set(before))
    else:
        told = tape.codes if last_word in _MONEY else tape.codes[: match.start()]
        fits = last_word != "according" and bool(_MONEY & set(before)) and "Q" in told
    if not fits or tape.chunks[first].lower in _STATES:
        return None
    draft = lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=1)
    return _institution(tape, first, last, draft)


def _side(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“The EIB and Vodafone Fiji signed a loan agreement worth …”: who signs with a bank for money is a company."""
    first, last = match.span("name" if match["name"] else "first")
    if not _SIGNS.match(tape.words(match.end() - 1 if match["first"] else match.start("verb"), len(tape.chunks))):
        return None
    draft = lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=1)
    return _institution(tape, first, last, draft)


def _with_money(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“With a loan from the EBRD, Ostrava Water will …”: who does something with a bank's money is a company."""
    first, last = match.span("name")
    before = tape.words(0, first)
    if not _BY_MEANS.match(before) or not _MONEY & set(before.split()) or "," in tape.codes[: first - 1]:
        return None
    draft = lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=1)
    return _institution(tape, first, last, draft)


def _doer(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Elektra (EL) obtained a loan”, “AquaNord owns and operates the plant”: such a subject is a company."""
    first, last = match.span("name")
    if not _GETS.match(tape.words(match.start("verb"), match.end("verb"))):
        return None
    if not re.search(r"[QJ]", tape.codes[match.end() :]):
        return None
    draft = lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=1)
    if match["short"]:
        short = tape.chunks[match.start("short") + 1]
        lexicon.alias(draft, tape.text[short.start : short.end])
        last = match.end("short")
    return _institution(tape, first, last, draft)


def _borrower(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“The borrower is Otra Solar, a company owned by …”."""
    if tape.chunks[match.start("what")].lower not in _BORROWERS or tape.chunks[match.start("verb")].lower != "is":
        return None
    first, last = match.span("name")
    draft = lexicon.named(Kind.INSTITUTION, "Company", words_of(tape, first, last), strength=1)
    return _institution(tape, first, last, draft)


def _institution(tape: Tape, first: int, last: int, draft: Draft) -> tuple[int, int, Chunk]:
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    return first, last, Chunk(start, end, "I", tape.text[start:end].lower(), draft)
