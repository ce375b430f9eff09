"""Frameworks without a name: “the new framework”, “a memorandum of understanding”, “that strategy”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.earlier_frameworks import older
from loaders.reading.tape import Chunk, Tape

FRAMEWORK: Final = re.compile(r"(?P<pre>(?:[dLIN]s?|[km]s?|x){0,3})(?P<head>[gG]+)")

_STRATEGIES: Final = {
    "strategy",
    "framework",
    "program",
    "programme",
    "partnership strategy",
    "country partnership framework",
    "partnership framework",
    "partnership",
    "country strategy",
    "cooperation framework",
    "country partnership strategy",
    "plan",
    "document",
}
_AGREEMENTS: Final = {
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
_PLANS: Final = {
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
_WITH_A_PARTNER: Final = {
    "partnership strategy",
    "partnership framework",
    "country partnership framework",
    "country partnership strategy",
    "country strategy",
}
_ADOPTED: Final = re.compile(r"\b(?:adopted|approved|launched|unveiled|presented|endorsed|agreed on|drawn up)\b")
_UPCOMING: Final = {"new", "draft", "proposed", "upcoming", "future", "forthcoming"}
_PAST: Final = {"previous", "past", "preceding", "that", "earlier", "former"}
_OLDER: Final = _PAST - {"that"}


def framework(tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """The framework that a description means: a new one, one spoken of before, or none that is sure."""
    first, last = match.start("head"), match.end("head")
    lower = tape.words(first, last)
    head = lower if lower in _STRATEGIES | _AGREEMENTS else tape.chunks[last - 1].lower
    if match.start() and tape.codes[match.start() - 1] == "d":
        return None  # tried with its determiner before
    modifiers = {c.lower for c in tape.chunks[match.start("pre") : first]}
    if head.endswith("s") and head[:-1] in _AGREEMENTS:
        head = head[:-1]
        if made := _new_agreement(tape, match, head, modifiers | {"a"}, context, lexicon):
            return made
        if "their" in modifiers:
            their = lexicon.described(
                Kind.FRAMEWORK, "Agreement", lower
            )  # “they signed their agreements”: each its own
            their.head = lower
            return definite(tape, first, last, their)
    group = _STRATEGIES if head in _STRATEGIES else _AGREEMENTS if head in _AGREEMENTS or head in _PLANS else None
    if head == "document" and modifiers & {"the", "this"}:
        group = _STRATEGIES | _AGREEMENTS  # whatever was signed or adopted
    if (
        group is _AGREEMENTS
        and (head not in _PLANS or modifiers & {"a", "an"} or tape.codes[last : last + 1] in {"w", "B"})
        and (made := _new_agreement(tape, match, head, modifiers, context, lexicon))
    ):
        return made
    if head == "document" and modifiers & {"a", "an"}:
        return _document(tape, first, last, lexicon)
    if (
        head in _WITH_A_PARTNER
        and modifiers & {"a", "an"}
        and (made := _new_strategy(tape, first, last, context, lexicon))
    ):
        return made
    if group is None or (modifiers & {"a", "an"} and not modifiers & {"draft", "proposed"}):
        return None
    if last < len(tape.codes) and tape.codes[last] in "tfoB":
        return None
    if head == "partnership":
        return None
    upcoming = True if modifiers & _UPCOMING else False if modifiers & _PAST else None
    determined = bool(modifiers & {"the", "this", "that", "its", "their"} or upcoming)
    if not determined:
        return None
    mentions = [
        c.draft.root
        for c in recent(tape, first, context)
        if c.draft is not None and c.draft.root.kind is Kind.FRAMEWORK and _heads(c.draft.root) & group
    ]
    if modifiers & {"that", "this"}:
        mentions = _latest(tape, first, context, group)
    draft = _pick(mentions, head, upcoming, bool(modifiers & {"that", "this"}))
    if draft is None and modifiers & _OLDER and mentions and group is _STRATEGIES:
        draft = older(tape.words(first - 1, last), mentions[0], head, lexicon)
    if draft is None:
        if not upcoming or group is _AGREEMENTS:
            return None
        name = tape.text[
            tape.chunks[first - 1].start
            if tape.chunks[first - 1].lower in _UPCOMING
            else tape.chunks[first].start : tape.chunks[last - 1].end
        ]
        draft = lexicon.described(
            Kind.FRAMEWORK,
            "PartnershipStrategy" if head in {"strategy", "framework", "partnership strategy"} else "Programme",
            name,
        )
        draft.head, draft.upcoming = head, True
    if draft.head == "document" and head != "document":
        draft.head, draft.cls = head, "PartnershipStrategy"
        draft.description = tape.text[
            tape.chunks[first - 1].start
            if tape.chunks[first - 1].lower in _UPCOMING
            else tape.chunks[first].start : tape.chunks[last - 1].end
        ]
    start = match.start("pre")
    while start < first and tape.chunks[start].code not in "d" and tape.chunks[start].lower not in _UPCOMING | _PAST:
        start += 1
    return definite(tape, start, last, draft)


def _new_strategy(
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


def _document(tape: Tape, first: int, last: int, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
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


def _new_agreement(
    tape: Tape, match: re.Match[str], head: str, modifiers: set[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    """“a memorandum of understanding has been signed by …”: an agreement without a name, on its first mention."""
    top = match.end("head") - 1 if tape.chunks[match.end("head") - 1].lower == head else match.start("head")
    begin = top  # “framework agreement”: the first word is a sort of the second
    while begin > match.start() and tape.chunks[begin - 1].lower in _SORTS:
        begin -= 1
    sort = tape.words(begin, top)
    another = {head} if modifiers & {"a", "an"} or head in _PLANS else _AGREEMENTS
    fresh = bool(modifiers & {"a", "an", "their", "the", "its"} or "Q" in tape.codes[: match.start()]) and not any(
        _heads(d) & another and not (sort and modifiers & {"a", "an"} and sort not in d.description)
        for d in lexicon.of(Kind.FRAMEWORK)
        if any(c.draft is not None and c.draft.root is d for t in context for c in t.chunks)
    )
    dated = begin < top and modifiers & {"a", "an"} and _UNDER.search(tape.words(0, begin))
    between = tape.codes[match.end("head") : match.end("head") + 1] == "B" and set("IL") & tape.letters
    if not fresh or not (dated or between or _SIGNED.search(tape.words(0, len(tape.chunks)))):
        return None
    name = f"{sort} {head}".strip() + _subject(tape, match.end("head"))
    draft = lexicon.described(Kind.FRAMEWORK, _PLANS.get(head, "Agreement"), name)
    draft.head = head
    first = match.start("pre")
    while first < match.start("head") and tape.codes[first] != "d":
        first += 1
    last = match.end("head")
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


def _latest(tape: Tape, at: int, context: list[Tape], group: set[str]) -> list[Draft]:
    """Frameworks before ``at``, the nearest first: what “that strategy” points back to."""
    chunks = [c for earlier in context[-3:] for c in earlier.chunks] + tape.chunks[:at]
    drafts = [c.draft.root for c in reversed(chunks) if c.draft is not None and c.code == "W"]
    return [d for d in drafts if _heads(d) & group]


def _heads(draft: Draft) -> set[str]:
    parts = draft.head.split()
    return {draft.head, parts[-1], draft.head.split(" of ")[0]} if parts else set()


def _pick(mentions: list[Draft], head: str, upcoming: bool | None, near: bool) -> Draft | None:
    """Of the frameworks mentioned before (latest first), the one that the words fit."""
    distinct = list(dict.fromkeys(mentions))
    if not distinct:
        return None
    if near:
        return distinct[0]
    if upcoming is not None:
        flagged = [d for d in distinct if d.upcoming is upcoming]
        if flagged:
            return flagged[0]
        dated = [d for d in distinct if d.years and d.years[1]]
        if len(dated) > 1:
            key = max if upcoming else min
            return key(dated, key=lambda d: (d.years or ("", ""))[1] or "")
        if upcoming and distinct[0].upcoming is None and distinct[0].years is None:
            return None
        return distinct[0] if dated and upcoming else None
    exact = [d for d in distinct if head in _heads(d)]
    return max(exact or distinct, key=mentions.count)  # the one most spoken of, the latest of equals
