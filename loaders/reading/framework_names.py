"""Names of strategies, programmes and agreements, by their head nouns, years and quotation marks."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import collapsed, head_of, words_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Head, Vocabulary

_CAP: Final = "[cMACLNIGRVkmWP]"
QUOTED: Final = re.compile(r"(?P<head>[cMN]*[GRgr]+)[uo]?,?\"(?P<body>[^\".;]{2,14})[.,]?\"")
FRAMEWORK: Final = re.compile(
    rf"(?P<own>(?:[ILN]s)?)(?P<proper>y?(?:-y)?(?:{_CAP}(?:-(?={_CAP})|a)?)*?)"
    rf"(?P<gap>[xN]{{0,2}})(?P<head>[Gg]+)"
    rf"(?P<tail>[ofu]d?[cMACNGRVL]+(?:(?:,[cM]+)*,?a[cM]+)?(?:od?[cMR]{{1,4}})?)?(?P<years>-?y)?"
)
FOR_YEARS: Final = re.compile(
    r"(?P<pre>[xN]{0,2})(?P<head>[gG]+)(?P<of>ox)?(?P<sides>[wBf]d?[ILm](?:ad?[ILm])*)?(?P<prep>[fonu])d?x?(?P<years>D)"
)
_VERBS: Final = {"has", "have", "had", "will", "is", "was", "are", "were", "would", "also"} | {
    "signed",
    "approved",
    "adopted",
    "launched",
    "endorsed",
    "developed",
    "prepared",
    "unveiled",
    "presented",
    "ratified",
    "concluded",
    "inked",
    "announced",
    "implemented",
    "joined",
    "drafted",
    "introduced",
    "supports",
    "supported",
    "reviewed",
    "discussed",
    "praised",
    "replaced",
    "replaces",
    "follows",
    "succeeds",
}
"""Words before the head of a framework that are no part of its name."""
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:\s*[-–—]\s*((?:19|20)?\d\d))?")


_MADE_IN: Final = re.compile(
    r"^\W*(?:the )?[12]\d{3} .*\b(?:convention|treaty|protocol|agreement|accords?|charter|declaration)\b", re.IGNORECASE
)
"""“the 1951 Convention on …”: the year in which it was made, not its last."""


def years_in(text: str) -> tuple[str | None, str | None] | None:
    """First and last year in a name: “2020–2025” → 2020, 2025; a lone year is an end (“2050 strategy”)."""
    match = _YEAR.search(text)
    if match is None:
        return None
    if match[2] is None:
        return None if _MADE_IN.search(text) else (None, match[1])
    return match[1], match[2] if len(match[2]) == 4 else match[1][:2] + match[2]


def quoted(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the National Project on ‘Modernization of …’”: a head with a name in quotation marks."""
    head, text = head_of(tape, match, words)
    body_first, body_last = match.span("body")
    if head is None or not words_of(tape, body_first, body_first + 1)[0].isupper():
        return None
    first = match.start("head")
    name = words_of(tape, first, match.end())
    code = "J" if head.kind is Kind.PROJECT else "W"
    name = re.sub(r"[.,]([\"”’'»])$", r"\1", name)
    draft = lexicon.named(head.kind, head.cls, name, strength=3)
    draft.head = text
    lexicon.alias(draft, words_of(tape, body_first, body_last))
    return collapsed(tape, first, match.end(), code, draft)


def framework(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the National Development Plan 2030”: a head noun with a proper name, years or what it is for."""
    head, text = head_of(tape, match, words)
    gap = tape.chunks[match.start("gap") : match.end("gap")]
    if head is None or (text.endswith("s") and head.cls != "Goals") or any(c.lower in _VERBS for c in gap):
        return None
    first, last = match.start("proper"), match.end()
    if (
        match["head"].startswith("G")
        and not match["proper"]
        and not match["tail"]
        and not match["years"]
        and " " not in text
    ):
        return None
    while first < match.end("proper") and (tape.codes[first] in "Pm" or (tape.codes[first] == "C" and first == 0)):
        first += 1
    proper = tape.codes[first : match.end("proper")]
    capital = "G" in match["head"]
    specific = (
        (bool(re.search(r"[cMAG]", proper)) and capital)
        or "y" in proper
        or bool(match["years"])
        or (capital and " " in text)
        or (capital and bool(match["tail"]))
    )
    if not specific:
        return None
    if gap and capital and "y" not in proper:
        first = match.start("head")
    if match["tail"] and not capital:
        last = match.end("head")
    if tape.codes[first] in "LNI" and not re.match(r"[LNI]+[cMAk]*G", tape.codes[first:last]):
        return None
    owner = next(
        (
            c.draft
            for c in tape.chunks[match.start() : match.end("proper")]
            if c.draft and c.draft.kind in (Kind.PLACE, Kind.INSTITUTION)
        ),
        None,
    )
    name = words_of(tape, first, last).removeprefix("The ")
    draft = lexicon.named(
        Kind.FRAMEWORK,
        _class_of(head, text, name, lexicon, owner, capital),
        name,
        strength=2,
        owner=owner if owner and _owns(owner, name) else None,
    )
    draft.head = text
    draft.years = draft.years or years_in(name)
    return collapsed(tape, first, last, "W", draft, match.start())


def _foreign(owner: Draft | None) -> bool:
    """Whether a bank, company or organization has it, and no state."""
    return owner is not None and owner.cls in {
        "DevelopmentBank",
        "InternationalOrganization",
        "Company",
        "Organization",
    }


def _class_of(
    head: Head, text: str, name: str, lexicon: Lexicon, owner: Draft | None = None, capital: bool = False
) -> str:
    """A plain strategy, plan or framework is of the partnership or of the nation where its name or fellows say so."""
    if head.cls != "Framework":
        return head.cls
    lower = name.lower()
    if re.search(r"partnership (?:strategy|framework|plan|program|document|paper)|country partnership", lower):
        return "PartnershipStrategy"
    if text == "partnership":
        return "Programme"
    if {"national", "state"} & set(lower.split()) and text in {"plan", "strategy", "framework"}:
        return "NationalPlan"
    if text == "strategy" and capital and not _foreign(owner):
        return "NationalPlan"
    fellows = [d for d in lexicon.of(Kind.FRAMEWORK) if d.cls == "PartnershipStrategy"]
    return "PartnershipStrategy" if text in {"strategy", "plan"} and fellows else head.cls


def for_years(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a partnership strategy with Kazakhstan for 2026–2031”: years and sides after the head name a framework."""
    head, text = head_of(tape, match, words)
    years = years_in(words_of(tape, match.start("years"), match.end("years")))
    first = match.start("head")
    before = tape.chunks[first - 1].lower if first else ""
    if years is not None and years[0] is None and (match["of"] or before in {"work", "action", "annual"}):
        years = (years[1], years[1])  # “the plan of work for 2026”
    if head is None or text.endswith("s") or years is None or years[0] is None or "G" in match["head"]:
        return None
    if before in {
        "cooperation",
        "partnership",
        "country",
        "national",
        "state",
        "action",
        "work",
        "annual",
        "joint",
        "development",
        "investment",
        "reform",
    }:
        first -= 1
    name = words_of(tape, first, match.end())
    draft = lexicon.named(Kind.FRAMEWORK, _class_of(head, text, name, lexicon), name, strength=2)
    draft.head, draft.years = text, draft.years or years
    sides = (
        [c.draft.root for c in tape.chunks[match.start("sides") : match.end("sides")] if c.draft is not None]
        if match["sides"]
        else []
    )
    draft.parties += [s for s in sides if s not in draft.parties]
    if match["sides"] and match["sides"][0] == "w" and (subject := _subject(tape, first)) is not None:
        draft.parties.append(subject)
    return collapsed(tape, first, match.end(), "W", draft)


def _subject(tape: Tape, before: int) -> Draft | None:
    """The institution or country that opens the sentence."""
    chunk = next((c for c in tape.chunks[:before] if c.code in "IL" and c.start >= tape.sentence.dateline), None)
    return chunk.draft.root if chunk is not None and chunk.draft is not None else None


def _owns(owner: Draft, name: str) -> bool:
    return owner.kind is Kind.INSTITUTION or owner.cls == "Country"
