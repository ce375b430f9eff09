"""Short forms: “European Investment Bank (EIB)”, “Société Régionale (SR)”, a name with its acronym after it."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.institution_classes import chunk_of, class_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

DEFINED: Final = re.compile(r"(?P<name>c(?:[io]?d?[cMkL]){1,6})\((?P<short>A)\)")
DOUBLED: Final = re.compile(r"II")
BRACKETED: Final = re.compile(r"(?P<what>[IJWEPL])\((?P<short>[AcIL])(?P<close>[,)])")
_LINKS: Final = {"of", "for", "and", "the", "on", "de"}


def defined(tape: Tape, words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse names without a known head that a bracket abbreviates."""
    tape.rewrite(DEFINED, lambda t, m: _defined(t, m, words, lexicon))


def brackets(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Take short forms in brackets as names of what stands before: “European Investment Bank (EIB)”."""
    for tape in tapes:
        tape.rewrite(BRACKETED, lambda t, m: _bracketed(t, m, lexicon))
        tape.rewrite(DOUBLED, _doubled)


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
