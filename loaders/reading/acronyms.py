"""Short forms: “European Investment Bank (EIB)”, “Société Régionale (SR)”, a name with its acronym after it."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.institution_classes import chunk_of, class_of
from loaders.reading.tape import ENTITY, Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

DEFINED: Final = re.compile(r"(?P<name>c(?:[io]?d?[cMkL]){1,6})\((?P<short>A)\)(?![cR])")
DOUBLED: Final = re.compile(r"II")
BRACKETED: Final = re.compile(r"(?P<what>[IJWEPL])\((?:x|d){0,3}\"?(?P<short>[AcILG])\"?(?:fx)?(?P<close>[,)])")
_LINKS: Final = {"of", "for", "and", "the", "on", "de"}


def defined(tape: Tape, words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse names without a known head that a bracket abbreviates."""
    tape.rewrite(DEFINED, lambda t, m: _defined(t, m, words, lexicon))


def brackets(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Take short forms in brackets as names of what stands before: “European Investment Bank (EIB)”."""
    for tape in tapes:
        bracketed(tape, lexicon)
        tape.rewrite(DOUBLED, _doubled)


def bracketed(tape: Tape, lexicon: Lexicon) -> None:
    """Take the short forms in brackets of one sentence as names of what stands before them."""
    if "(" in tape.codes:
        tape.rewrite(BRACKETED, lambda t, m: _bracketed(t, m, lexicon))


def known_acronyms(tape: Tape, lexicon: Lexicon) -> None:
    """Collapse acronyms that a sentence before has explained, so that longer names can begin with them."""
    for i, chunk in enumerate(tape.chunks):
        if chunk.code != "A" or tape.codes[i - 1 : i + 2] == "(A)":
            continue
        draft = lexicon.find(Kind.INSTITUTION, tape.text[chunk.start : chunk.end])
        if draft is not None and draft.root.names and len(draft.root.name) > len(chunk.lower):
            draft.root.add(tape.text[chunk.start : chunk.end])
            tape.chunks[i] = Chunk(chunk.start, chunk.end, "I", chunk.lower, draft.root, "acronym", parts=(chunk,))
    tape.recode()


def _defined(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Société Régionale des Eaux du Sahel (SRES)”: a name without a known head that a bracket abbreviates."""
    first, last = match.span("name")
    if tape.codes[first] == "C":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    short = tape.text[tape.chunks[match.start("short")].start : tape.chunks[match.start("short")].end]
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())
    if initials.lower() != short.lower():
        return None
    draft = lexicon.named(Kind.INSTITUTION, class_of(name, words, "Organization"), name, strength=2)
    _claim(short, draft, lexicon.find(Kind.INSTITUTION, short), lexicon)
    draft = draft.root
    lexicon.alias(draft, short)
    chunk = chunk_of(tape, first, last, "I", draft)
    chunk.outer_end = tape.chunks[match.end() - 1].end
    return first, match.end(), chunk


def _bracketed(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    what, short = tape.chunks[match.start("what")], tape.chunks[match.start("short")]
    if what.draft is None or match["close"] != ")":
        return None
    draft, name = what.draft.root, tape.text[short.start : short.end]
    if not _abbreviates(name, draft):
        return None
    _claim(name, draft, short.draft or lexicon.find(draft.kind, name), lexicon)
    lexicon.alias(draft.root, name)
    chunk = Chunk(
        what.start,
        what.end,
        what.code,
        what.lower,
        draft.root,
        what.form,
        what.outer_start,
        tape.chunks[match.end() - 1].end,
    )
    return match.start(), match.end(), chunk


def _doubled(tape: Tape, match: re.Match[str]) -> tuple[int, int, Chunk] | None:
    """A name with its acronym straight after it, the brackets forgotten."""
    one, two = tape.chunks[match.start() : match.end()]
    if one.draft is None or two.draft is None or one.draft.root is not two.draft.root or two.form != "acronym":
        return None
    return (
        match.start(),
        match.end(),
        Chunk(one.start, one.end, "I", one.lower, one.draft, one.form, one.outer_start, two.end),
    )


def _claim(name: str, draft: Draft, namesake: Draft | None, lexicon: Lexicon) -> None:
    """What the article defines an acronym as is what it means there, whoever else is known by it."""
    if namesake is None or namesake.root is draft:
        return
    known = namesake.root
    if known.kind is draft.kind and draft.entry is None and _variant(draft, known):
        lexicon.merge(known, draft)  # a known name, spelled a little otherwise
        return
    known.names.pop(name, None)
    if not known.names and known in lexicon.drafts:
        lexicon.merge(draft, known)


def _variant(draft: Draft, known: Draft) -> bool:
    """Whether a name is a spelling of a known institution's: most words of either are the other's."""
    if known.entry is None:
        return True
    words = set(draft.name.lower().split()) - _LINKS
    others = [set(n.lower().split()) - _LINKS for n in (known.entry.name, *known.entry.aliases)]
    return any(2 * len(words & other) > 1.2 * max(len(words), len(other)) for other in others)


def _abbreviates(short: str, draft: Draft) -> bool:
    """Whether the capitals of a short form are initials of the name, in order (most of them)."""
    letters = [c.lower() for c in short if c.isupper()]
    initials = [w[0].lower() for w in re.findall(r"[^\W\d_]+", draft.name)]
    if len(letters) < 2:
        return False
    at, hits = 0, 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at < len(initials):
            hits, at = hits + 1, at + 1
        else:
            at = 0
    return hits * 2 > len(letters) or draft.entry is not None


def initials(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Acronyms that no bracket explains: initials that only one name of the article has, “Jica” for a long name too."""
    by_initials: dict[str, list[Draft]] = {}
    for draft in lexicon.of(Kind.INSTITUTION, Kind.FRAMEWORK, Kind.PROJECT):
        for short in {_initials(name) for name in draft.names}:
            if len(short) > 2 and draft.root not in by_initials.setdefault(short, []):
                by_initials[short].append(draft.root)
    for tape in tapes:
        for i, chunk in enumerate(tape.chunks):
            if chunk.draft is not None or chunk.code not in "Ac":
                continue
            fitting = by_initials.get(chunk.lower, [])
            if len(fitting) != 1 or (chunk.code == "c" and len(chunk.lower) < 4):
                continue
            surface = tape.text[chunk.start : chunk.end]
            lexicon.alias(fitting[0], surface)
            tape.chunks[i] = Chunk(
                chunk.start, chunk.end, ENTITY[fitting[0].kind], surface.lower(), fitting[0], "acronym", parts=(chunk,)
            )
        tape.recode()


def _initials(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name.removeprefix("The "))
    return "".join(w[0] for w in words if w[0].isupper()).lower() if len(words) > 2 else ""
