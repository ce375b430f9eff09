"""References that are no names: known names again, titles alone, “the bank”, “the new framework”, “he”.

The sieve order is that of Kameyama (1997) and Lee et al. (2011): names and acronyms first, then definite descriptions
of a closed list of heads, pronouns last; an expression that cannot be resolved surely stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import ENTITY, Chunk, Tape
from loaders.reading.vocabulary import Vocabulary
from ontology.iris import fold

_WINDOW: Final = 5
"""Sentences that a definite description looks back."""
TITLE: Final = re.compile(r"d?(?:N|[LI]s)?(?P<title>T)(?:od?(?P<of>[IL]))?(?!o)")
BANK: Final = re.compile(r"(?P<head>[mk])(?!o)")
FRAMEWORK: Final = re.compile(r"(?P<pre>(?:[dLIN]s?|[km]s?|x){0,3})(?P<head>[gG]+)")
PROJECT: Final = re.compile(r"(?P<det>d)(?P<pre>x{0,2})(?P<head>[rR]+)")
PRONOUN: Final = re.compile(r"(?P<he>[xC])")

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
}
_UPCOMING: Final = {"new", "draft", "proposed", "upcoming", "future", "forthcoming"}
_PAST: Final = {"previous", "past", "preceding", "that", "earlier", "former"}
_BANKS: Final = {"bank"}
_SAME_HEAD: Final = {
    "ministry",
    "agency",
    "fund",
    "organization",
    "organisation",
    "company",
    "corporation",
    "commission",
    "committee",
    "council",
    "association",
    "institute",
    "center",
    "centre",
    "university",
    "foundation",
    "group",
    "union",
}


def references(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon, home: Draft | None) -> None:
    """Resolve what is sure, stage by stage, over the whole article."""
    _same_initials(lexicon)
    known_names(tapes, lexicon)
    for tape in tapes:
        tape.rewrite(TITLE, lambda t, m: _title(t, m, lexicon))
    for index, tape in enumerate(tapes):
        context = tapes[max(0, index - _WINDOW) : index]
        tape.rewrite(BANK, lambda t, m, c=context: _institution(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(FRAMEWORK, lambda t, m, c=tapes[:index]: _framework(t, m, c, lexicon))  # type: ignore[misc]
        tape.rewrite(PROJECT, lambda t, m, c=context: _project(t, m, c))  # type: ignore[misc]
        _country(tape, home)
        if index:
            _it(tape, tapes[index - 1])
    _pronouns(tapes)


def known_names(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse, in all sentences, the names that some sentence has proved (acronyms and short forms included)."""
    names: dict[tuple[str, ...], Draft] = {}
    for (kind, key), draft in lexicon.by_name.items():
        if (
            kind is not Kind.PERSON
            and not key.startswith("=")
            and "|" not in key
            and not (draft.description and not draft.names)
        ):
            names.setdefault(tuple(key.split()), draft)
    longest = max(map(len, names), default=0)
    for tape in tapes:
        at = 0
        while at < len(tape.chunks):
            _known(tape, at, names, longest)
            at += 1


def _known(tape: Tape, at: int, names: dict[tuple[str, ...], Draft], longest: int) -> None:
    if tape.chunks[at].code not in "cACMLIkGRV":
        return
    words: list[str] = []
    ends: list[int] = []
    for i in range(at, min(len(tape.chunks), at + longest + 2)):
        chunk = tape.chunks[i]
        if chunk.code in ',.;()"QDP' and i > at:
            break
        if chunk.code in "d-s" and i > at:
            continue
        words += fold(chunk.lower).split()
        ends += [i] * (len(words) - len(ends))
    for length in range(len(words), 0, -1):
        draft = names.get(tuple(words[:length]))
        if draft is None or (length < len(ends) and ends[length] == ends[length - 1]):
            continue
        last = ends[length - 1] + 1
        if last - at == 1 and tape.chunks[at].draft is not None:
            return
        if draft.root.kind is Kind.PLACE and tape.chunks[at].code == "C":
            return
        if not tape.text[tape.chunks[at].start].isupper():
            return
        start, end = tape.chunks[at].start, tape.chunks[last - 1].end
        surface = tape.text[start:end]
        draft.root.add(surface)
        chunk = Chunk(
            start, end, ENTITY[draft.root.kind], surface.lower(), draft.root, "acronym" if surface.isupper() else "name"
        )
        chunk.parts = tuple(tape.chunks[at:last])
        tape.chunks[at:last] = [chunk]
        tape.recode()
        return


def _same_initials(lexicon: Lexicon) -> None:
    """“Joint Economic Research/Reform Program (JERP)”: names of one article that differ in one word and share an acronym."""
    drafts = lexicon.of(Kind.FRAMEWORK, Kind.INSTITUTION)
    for i, one in enumerate(drafts):
        for two in drafts[i + 1 :]:
            if one.merged_into or two.merged_into or one.kind is not two.kind or (one.entry and two.entry):
                continue
            a, b = fold(one.name).split(), fold(two.name).split()
            acronyms = {n for n in (*one.names, *two.names) if n.isupper() and len(n) == len(a)}
            if (
                len(a) == len(b) >= 3
                and acronyms
                and [w[0] for w in a] == [w[0] for w in b]
                and sum(x != y for x, y in zip(a, b, strict=True)) == 1
            ):
                lexicon.merge(one, two)


def _definite(tape: Tape, first: int, last: int, draft: Draft, outer: int | None = None) -> tuple[int, int, Chunk]:
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, ENTITY[draft.root.kind], tape.text[start:end].lower(), draft.root, "definite")
    if outer is not None:
        chunk.outer_start = tape.chunks[outer].start
        return outer, last, chunk
    return first, last, chunk


def _title(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Prime Minister of Kazakhstan” is the person whom the article gives that post, if it is one."""
    chunk = tape.chunks[match.start("title")]
    if match.start() == match.start("title") and not tape.text[chunk.start].isupper():
        return None
    holders = [
        d
        for d in lexicon.of(Kind.PERSON)
        if any(chunk.lower == p.lower() or p.lower().startswith(chunk.lower + " ") for p in d.posts)
    ]
    owners = [c.draft.root for c in tape.chunks[match.start() : match.end()] if c.draft is not None]
    holders = [d for d in holders if not owners or not d.employers or set(owners) & {e.root for e in d.employers}]
    if len(holders) != 1:
        return None
    return _definite(tape, match.start(), match.end(), holders[0])


def _recent(tape: Tape, at: int, context: Iterable[Tape]) -> list[Chunk]:
    """Entity chunks before ``at``: the same sentence first (left to right), then back sentence by sentence."""
    found = [c for c in tape.chunks[:at] if c.draft is not None]
    for earlier in reversed(list(context)):
        found += [c for c in earlier.chunks if c.draft is not None]
    return found


def _institution(
    tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    at = match.start()
    head = tape.chunks[at].lower
    if at == 0 or tape.codes[at - 1] != "d" or tape.chunks[at - 1].lower in {"a", "an", "these", "those"}:
        return None
    if head not in _BANKS and head not in _SAME_HEAD:
        return None
    for chunk in _recent(tape, at - 1, context):
        draft = chunk.draft
        if draft is None or draft.kind is not Kind.INSTITUTION:
            continue
        name = (draft.entry.name if draft.entry else draft.name).lower()
        if (
            (head in _BANKS and draft.cls == "DevelopmentBank")
            or head in name.split()
            or (
                head.startswith("organi")
                and draft.cls in {"InternationalOrganization", "DevelopmentBank"}
                and tape.text[tape.chunks[at].start].isupper()
            )
        ):
            return _definite(tape, at - 1, at + 1, draft)
    return None


def _framework(
    tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    first, last = match.start("head"), match.end("head")
    lower = tape.words(first, last)
    head = lower if lower in _STRATEGIES | _AGREEMENTS else tape.chunks[last - 1].lower
    modifiers = {c.lower for c in tape.chunks[match.start("pre") : first]}
    group = _STRATEGIES if head in _STRATEGIES else _AGREEMENTS if head in _AGREEMENTS else None
    if group is _AGREEMENTS and (made := _new_agreement(tape, match, head, modifiers, context, lexicon)):
        return made
    if head == "document" and modifiers & {"a", "an"}:
        return _document(tape, first, last, lexicon)
    if group is None or (modifiers & {"a", "an"} and not modifiers & _UPCOMING):
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
        for c in _recent(tape, first, context)
        if c.draft is not None and c.draft.root.kind is Kind.FRAMEWORK and _heads(c.draft.root) & group
    ]
    if modifiers & {"that", "this"}:
        mentions = _latest(tape, first, context, group)
    draft = _pick(mentions, head, upcoming, bool(modifiers & {"that", "this"}))
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
    return _definite(tape, start, last, draft)


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
    return _definite(tape, first, last, draft)


_SIGNED: Final = re.compile(r"\b(?:signed|concluded|inked|signing)\b")


def _new_agreement(
    tape: Tape, match: re.Match[str], head: str, modifiers: set[str], context: list[Tape], lexicon: Lexicon
) -> tuple[int, int, Chunk] | None:
    """“a memorandum of understanding has been signed by …”: an agreement without a name, where it is first spoken of."""
    fresh = bool(modifiers & {"a", "an", "their", "the", "its"}) and not any(
        _heads(d) & _AGREEMENTS
        for d in lexicon.of(Kind.FRAMEWORK)
        if any(c.draft is not None and c.draft.root is d for t in context for c in t.chunks)
    )
    if not fresh or not _SIGNED.search(tape.words(0, len(tape.chunks))):
        return None
    draft = lexicon.described(Kind.FRAMEWORK, "Agreement", head)
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


def _latest(tape: Tape, at: int, context: list[Tape], group: set[str]) -> list[Draft]:
    """Frameworks before ``at``, the nearest first: what “that strategy” points back to."""
    chunks = [c for earlier in context[-3:] for c in earlier.chunks] + tape.chunks[:at]
    drafts = [c.draft.root for c in reversed(chunks) if c.draft is not None and c.code == "W"]
    return [d for d in drafts if _heads(d) & group]


def _heads(draft: Draft) -> set[str]:
    parts = draft.head.split()
    return {draft.head, parts[-1]} if parts else set()


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
        return distinct[0] if upcoming is False or (dated and upcoming) else None
    exact = [d for d in distinct if head in _heads(d)]
    return (exact or distinct)[0]


def _project(tape: Tape, match: re.Match[str], context: list[Tape]) -> tuple[int, int, Chunk] | None:
    head = tape.chunks[match.end() - 1].lower
    if tape.chunks[match.start()].lower not in {"the", "this", "that"} or head.endswith("s"):
        return None
    if match["pre"] and tape.chunks[match.start("pre")].lower not in {"new", "same", "entire", "whole"}:
        return None
    if match.end() < len(tape.codes) and tape.codes[match.end()] in "tof":
        return None
    for chunk in _recent(tape, match.start(), context[-3:]):
        draft = chunk.draft
        if (
            draft is not None
            and draft.root.kind is Kind.PROJECT
            and (head == "project" or head in draft.root.head.split())
        ):
            return _definite(tape, match.start(), match.end(), draft)
    return None


def _country(tape: Tape, home: Draft | None) -> None:
    """“the country” is the country that the article is about."""
    if home is None:
        return
    for i in range(1, len(tape.chunks)):
        chunk = tape.chunks[i]
        if chunk.lower == "country" and chunk.draft is None and tape.chunks[i - 1].lower == "the":
            chunk.code, chunk.draft, chunk.form = "L", home, "definite"
    tape.recode()


_IT_VERBS: Final = {
    "follows",
    "replaces",
    "succeeds",
    "builds",
    "covers",
    "runs",
    "aims",
    "will",
    "is",
    "provides",
    "includes",
    "supports",
    "envisages",
    "connects",
    "links",
}


def _it(tape: Tape, before: Tape) -> None:
    """“It follows the 2020–2025 program”: the one project or framework of the sentence before."""
    if len(tape.chunks) < 2 or tape.chunks[0].lower != "it" or tape.chunks[1].lower not in _IT_VERBS:
        return
    things = list(dict.fromkeys(c.draft.root for c in before.chunks if c.code in "WJ" and c.draft is not None))
    if len(things) == 1 and tape.sentence.paragraph == before.sentence.paragraph:
        chunk = tape.chunks[0]
        chunk.code, chunk.draft, chunk.form = ENTITY[things[0].kind], things[0], "pronoun"
        tape.recode()


def _pronouns(tapes: list[Tape]) -> None:
    """“he” and “she” are the person last spoken of as a subject, if one person is.

    A person whom the article has called “she” is not “he” later; in a relative clause the nearest person is meant.
    """
    subject: Draft | None = None
    called: dict[int, str] = {}
    for tape in tapes:
        people = [c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None]
        for i, chunk in enumerate(tape.chunks):
            if chunk.lower not in {"he", "she"} or chunk.draft is not None:
                continue
            before = [c.draft.root for c in tape.chunks[:i] if c.code == "P" and c.draft is not None]
            near = tape.words(max(0, i - 1), i) in {"where", "who", "whom", "when"}
            candidates = (before[::-1] if near else before) + ([subject] if subject else [])
            fitting = [d for d in candidates if called.get(d.order, chunk.lower) == chunk.lower]
            known = [d for d in fitting if called.get(d.order) == chunk.lower]
            referent = (
                next(iter(fitting), None)
                if before or not called
                else next(iter(known), None) or _called(tapes, called, chunk.lower) or next(iter(fitting), None)
            )
            if referent is not None:
                called[referent.order] = chunk.lower
                chunk.code, chunk.draft, chunk.form = "P", referent, "pronoun"
        tape.recode()
        if people:
            subject = people[0]


def _called(tapes: list[Tape], called: dict[int, str], pronoun: str) -> Draft | None:
    """The only person whom the article has called so."""
    orders = [order for order, word in called.items() if word == pronoun]
    if len(orders) != 1:
        return None
    return next(
        (c.draft.root for t in tapes for c in t.chunks if c.draft is not None and c.draft.root.order == orders[0]), None
    )
