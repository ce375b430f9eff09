"""Agreements and strategies without a name on their first mention: “a memorandum of understanding was signed by …”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape

AGREEMENTS: Final = {
    "agreement",
    "memorandum",
    "memorandum of understanding",
    "mou",
    "treaty",
    "protocol",
    "convention",
    "contract",
    "accord",
    "declaration",
    "pact",
    "arrangement",
    "financing package",
    "loan package",
    "statement of intent",
    "letter of intent",
}
PLANS: Final = {
    "plan of action": "NationalPlan",
    "action plan": "NationalPlan",
    "roadmap": "NationalPlan",
    "road map": "NationalPlan",
    "programme of cooperation": "Framework",
    "program of cooperation": "Framework",
    "cooperation programme": "Programme",
    "cooperation program": "Programme",
}
"""What two sides sign that is no agreement by name, and its class."""
_SIGNED: Final = re.compile(
    r"\b(?:sign|signed|signs|signing|signings|signatures?|signator(?:y|ies)|conclud(?:ed?|es|ing)|ink(?:ed|ing)?"
    r"|initiall?ed|formali[sz]ed|enter(?:ed|s|ing)? into|reached|ratif(?:y|ied|ies|ying|ication)|sealed|penned|clinched"
    r"|put to paper|in force|into force|in effect"
    r"|(?:put|puts|putting|set) (?:his|her|their) (?:names?|hands?|pens?|seals?))\b"
)
_UNDER: Final = re.compile(r"\b(?:under|by|through|on the basis of|thanks to|in line with) an?$")
"""“Under a loan agreement dated …”: what money is given by is an agreement, though nobody is said to sign it."""
_SORTS: Final = {"loan", "grant", "financing", "framework", "credit", "cooperation", "partnership", "guarantee"} | {
    "investment",
    "trade",
    "implementation",
    "project",
    "sovereign",
    "subsidiary",
    "host",
    "country",
    "intergovernmental",
}
"""Words that tell one agreement without a name from another."""
_COUNTED: Final = re.compile(
    r"(?:^|(?<=\s))(?P<name>(?:(?!two|three|four|five|six|several|\d)[a-z-]+ )*"
    r"(?:agreements|memoranda|memorandums|contracts|protocols)(?: of understanding)?)$"
)
_NO_SUBJECT: Final = {
    "was", "were", "is", "are", "has", "have", "had", "will", "signed", "that", "to", "at", "during",
    "while", "when", "after", "before", "as", "which", "worth", "behalf",
}  # fmt: skip
"""Words that end the subject of an agreement."""
WITH_A_PARTNER: Final = {
    "partnership strategy",
    "partnership framework",
    "country partnership framework",
    "country partnership strategy",
    "country strategy",
}
_ADOPTED: Final = re.compile(r"\b(?:adopted|approved|launched|unveiled|presented|endorsed|agreed on|drawn up)\b")


def new_strategy(
    tape: Tape, first: int, last: int, context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    """“A and the bank have concluded a partnership framework for …”: a strategy without a name, told first."""
    told = _SIGNED.search(words := tape.words(0, len(tape.chunks))) or _ADOPTED.search(words)
    before = [c.draft.root.cls for t in [*context, tape] for c in t.chunks if c.code == "W" and c.draft is not None]
    if not told or "PartnershipStrategy" in before:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    draft = lexicon.described(Kind.FRAMEWORK, "PartnershipStrategy", " ".join(tape.text[start:end].split()))
    draft.head = tape.words(first, last)
    return definite(tape, first, last, draft)


def new_document(tape: Tape, first: int, last: int, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a document that will guide joint efforts until 2031”: a framework that gets its name later."""
    follows = tape.words(last, last + 2).split()
    if (
        not follows
        or follows[0] not in {"that", "which"}
        or "D" not in tape.codes[last:]
        or lexicon.of(Kind.FRAMEWORK) == []
    ):
        return None
    draft = lexicon.described(Kind.FRAMEWORK, "Framework", "document")
    draft.head, draft.upcoming = "document", True
    return definite(tape, first, last, draft)


def new_agreement(
    tape: Tape, match: re.Match[str], head: str, modifiers: set[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    """“a memorandum of understanding has been signed by …”: an agreement without a name, on its first mention."""
    top = match.end("head") - 1 if tape.chunks[match.end("head") - 1].lower == head else match.start("head")
    begin = top  # “framework agreement”: the first word is a sort of the second
    while begin > match.start() and tape.chunks[begin - 1].lower in _SORTS:
        begin -= 1
    sort = tape.words(begin, top)
    another = {head} if modifiers & {"a", "an"} or head in PLANS else AGREEMENTS
    fresh = bool(modifiers & {"a", "an", "their", "the", "its"} or "Q" in tape.codes[: match.start()]) and not any(
        heads(d) & another and not (sort and modifiers & {"a", "an"} and sort not in d.description)
        for d in lexicon.of(Kind.FRAMEWORK)
        if any(c.draft is not None and c.draft.root is d for t in context for c in t.chunks)
    )
    dated = begin < top and modifiers & {"a", "an"} and _UNDER.search(tape.words(0, begin))
    between = tape.codes[match.end("head") : match.end("head") + 1] == "B" and set("IL") & tape.letters
    if not fresh or not (dated or between or _SIGNED.search(tape.words(0, len(tape.chunks)))):
        return None
    name = f"{sort} {head}".strip() + _subject(tape, match.end("head"))
    draft = lexicon.described(Kind.FRAMEWORK, PLANS.get(head, "Agreement"), name)
    draft.head = head
    first = match.start("pre")
    while first < match.start("head") and tape.codes[first] != "d":
        first += 1
    signed = [i + 1 for i in range(first, match.start("head")) if _SIGNED.fullmatch(tape.chunks[i].lower)]
    first, last = max([first, *signed]), match.end("head")  # “the Ministry signed agreements”
    if re.match(r"\([AGgc]\)", tape.codes[last:]):
        lexicon.alias(draft, tape.text[tape.chunks[last + 1].start : tape.chunks[last + 1].end])
        draft.names.clear()
        last += 3
    start, end = tape.chunks[match.start("head")].start, tape.chunks[match.end("head") - 1].end
    chunk = Chunk(
        start,
        end,
        "W",
        tape.text[start:end].lower(),
        draft,
        "definite",
        tape.chunks[first].start,
        tape.chunks[last - 1].end,
    )
    return first, last, chunk


def _subject(tape: Tape, at: int) -> str:
    """“on veterinary control”: what an agreement is on, which tells it from others; empty if that is not said."""
    if at + 1 >= len(tape.chunks) or tape.chunks[at].lower not in {"on", "for"}:
        return ""
    last = at + 1
    while last < min(len(tape.chunks), at + 9):
        chunk = tape.chunks[last]
        ends = chunk.code in 'DQyP,.;()"bwBFh' or chunk.lower in _NO_SUBJECT
        if chunk.code == "Q" and tape.codes[last - 1] == "o":  # “on a loan of $250 million”
            last += 1
            break
        if chunk.code == "a" and tape.codes[last + 1 : last + 2] == "d":
            break  # “on co-financing and a memorandum”
        if ends or (chunk.code == "n" and tape.codes[last + 1 : last + 2] in {"D", "y"}):
            break
        if chunk.code == "n" and re.match(r"nL(?:uD|D|b|,|[.])", tape.codes[last:]):
            break  # “on the export of electricity in Kathmandu on Thursday”: where it was signed
        last += 1
    while last > at + 1 and tape.codes[last - 1] in "oftnuwbad":
        last -= 1
    if tape.codes[at + 1 : last].strip("d") == "":
        return ""
    return " " + " ".join(tape.text[tape.chunks[at].start : tape.chunks[last - 1].end].split())


def counted(tape: Tape, lexicon: Lexicon) -> None:
    """“three agreements signed in …”, “signed loan agreements”: agreements in the plural, where they are signed."""
    if not _SIGNED.search(tape.words(0, len(tape.chunks))):
        return
    for chunk in tape.chunks:
        match = _COUNTED.search(chunk.lower) if chunk.code == "Q" else None
        if match is not None:
            known = [d for d in lexicon.of(Kind.FRAMEWORK) if d.head == "agreement" and not d.names]
            bare = match["name"] == "agreements" and known
            chunk.draft = known[-1] if bare else lexicon.described(Kind.FRAMEWORK, "Agreement", match["name"])
            chunk.draft.head = "agreement"
            chunk.code, chunk.form = "W", "definite"
        elif chunk.code == "x" and chunk.lower in {"agreements", "contracts", "protocols", "memorandums"}:
            chunk.code = "g"
    tape.recode()


def heads(draft: Draft) -> set[str]:
    """The words that a framework may be called by later: its whole head, its last word, what stands before “of”."""
    parts = draft.head.split()
    return {draft.head, parts[-1], draft.head.split(" of ")[0]} if parts else set()
