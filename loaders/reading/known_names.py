"""Names again: acronyms, short forms and other spellings that some sentence of the article has proved."""

from __future__ import annotations

from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import ENTITY, Chunk, Tape
from ontology.iris import fold

_NAMES: Final = "cACMLIkGRV"
"""Codes of the chunks that a name may begin with."""


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
    starts = {words[0] for words in names if words}
    for tape in tapes:
        at = 0
        while at < len(tape.chunks):
            chunk = tape.chunks[at]
            if chunk.code in _NAMES and (first := fold(chunk.lower).split(" ", 1)[0]) and first in starts:
                _known(tape, at, names, longest)
            at += 1


def _known(tape: Tape, at: int, names: dict[tuple[str, ...], Draft], longest: int) -> None:
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


def same_initials(lexicon: Lexicon) -> None:
    """“Joint Economic Research/Reform Program (JERP)”: names that differ in one word and share an acronym."""
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


def surnames(lexicon: Lexicon) -> None:
    """“Al-Harbi” is Yusuf Al-Harbi, “Al Suwaidi” Mohammed Saif Al Suwaidi, if nobody else has that surname."""
    people = lexicon.of(Kind.PERSON)
    by_surname: dict[str, list[Draft]] = {}
    for draft in people:
        parts = draft.name.split()
        for size in range(1, len(parts)):
            by_surname.setdefault(" ".join(parts[-size:]), []).append(draft)
    for draft in people:
        fitting = by_surname.get(draft.name, [])
        if len(fitting) == 1 and not draft.posts and draft.merged_into is None:
            lexicon.merge(fitting[0].root, draft)
