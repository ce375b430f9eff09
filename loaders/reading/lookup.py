"""First stage of names: words that the reference data know. A look-up is likely, context decides (LTG, MUC-7)."""

from __future__ import annotations

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.tape import ENTITY, Chunk, Tape
from ontology.reference import Entry, Knowledge, Name, fold_word, words_of

_PLAIN = frozenset("cCkGRVAiLxymgrvTNo")
"""Codes of the chunks that a known name can be made of."""
_PLACE_CUES = frozenset("nF")
_SAYS = frozenset({"reports", "reported", "said", "says", "informs", "informed", "announced"})


def look_up(tapes: list[Tape], knowledge: Knowledge, lexicon: Lexicon) -> None:
    """Collapse the longest known names on every tape to ``I``, ``L`` and ``N`` chunks."""
    country = _home(tapes, knowledge)
    for tape in tapes:
        _scan(tape, knowledge, lexicon, country)


def _home(tapes: list[Tape], knowledge: Knowledge) -> str | None:
    """The country the article names most, which decides between namesakes of several countries."""
    counts: dict[str, int] = {}
    for tape in tapes:
        for chunk in tape:
            if chunk.code in "cA":
                for name in knowledge.names.get((chunk.lower,), ()):
                    entry = knowledge.entries[name.iri]
                    if entry.cls == "Country" and not name.weak:
                        counts[entry.iri] = counts.get(entry.iri, 0) + 1
    return max(sorted(counts), key=lambda iri: counts[iri], default=None)


def _scan(tape: Tape, knowledge: Knowledge, lexicon: Lexicon, country: str | None) -> None:
    at = 0
    while at < len(tape.chunks):
        if tape.chunks[at].code not in "cCMAkGRVTxid" or not _may_begin(tape.chunks[at], knowledge):
            at += 1
            continue
        words, owners = _words_from(tape, at, knowledge.longest)
        length, names = knowledge.at(words, 0)
        if length == 0 or (length < len(owners) and owners[length] == owners[length - 1]):
            at += 1
            continue
        last = owners[length - 1] + 1
        name = _choose(tape, at, last, names, knowledge, country)
        if name is not None:
            _collapse(tape, at, last, name, knowledge, lexicon)
        at += 1


def _may_begin(chunk: Chunk, knowledge: Knowledge) -> bool:
    """Whether some known name begins with the chunk's first word."""
    if chunk.lower.isascii() and chunk.lower.isalnum():  # one plain word, as most are
        return chunk.lower in knowledge.starts
    words = words_of(chunk.lower)
    return bool(words) and fold_word(words[0]) in knowledge.starts


def _words_from(tape: Tape, at: int, longest: int) -> tuple[list[str], list[int]]:
    """The words of the chunks from ``at`` on, as spelled, and the chunk each belongs to."""
    words: list[str] = []
    owners: list[int] = []
    i = at
    while i < len(tape.chunks) and len(words) < longest:
        chunk = tape.chunks[i]
        if chunk.code in '",;:.()QD' or (chunk.code == "-" and not _tight(tape, i)):
            break
        if chunk.code not in "-s":
            surface = words_of(_surface(tape, chunk))
            words += surface
            owners += [i] * len(surface)
        i += 1
    return words, owners


def _surface(tape: Tape, chunk: Chunk) -> str:
    return tape.text[chunk.start : chunk.end]


def _tight(tape: Tape, i: int) -> bool:
    """A hyphen without spaces around it can be part of a name."""
    chunks = tape.chunks
    return 0 < i < len(chunks) - 1 and chunks[i - 1].end == chunks[i].start and chunks[i].end == chunks[i + 1].start


def _choose(
    tape: Tape, at: int, last: int, names: tuple[Name, ...], knowledge: Knowledge, country: str | None
) -> Name | None:
    """The reading of an ambiguous or weak name that its context allows, or ``None``."""
    if tape.chunks[at].code == "x" and not any(c.code in "cAk" for c in tape.chunks[at:last]):
        return None
    entries = [(name, knowledge.entries[name.iri]) for name in names]
    home = [(n, e) for n, e in entries if country and e.country == country]
    for name, entry in home + entries:
        if name.form == "demonym":
            return name
        if name.weak or (entry.cls == "City" and last - at == 1):
            if _supported(tape, at, last, entry, country):
                return name
            continue
        return name
    return None


def _supported(tape: Tape, at: int, last: int, entry: Entry, country: str | None) -> bool:
    """Whether the words around a weak name speak for it: “in Almaty”, or a country that the article is about."""
    before = tape.codes[at - 1] if at else ""
    after = tape.codes[last] if last < len(tape.codes) else ""
    if (
        before in ("c", "i", "P")
        or after in ("c", "i")
        or (before == "-" and at > 1 and tape.codes[at - 2] in "c" and _tight(tape, at - 1) and after == "c")
    ):
        return False
    if entry.kind == "Institution":
        if last < len(tape.chunks) and tape.chunks[last].lower in _SAYS:
            return True
        if before == "a" and at > 1 and tape.codes[at - 2] == "I":
            return True  # “KfW and AFD”
        if before == "F" and tape.chunks[at].code == "A":
            return True  # “a loan from CAF”
        return before in ("d", "o", "w", "b", "") or after in ("s", "(", "T")
    if country and entry.country == country:
        return True
    if before in _PLACE_CUES and before:
        return True
    return (entry.population or 0) >= 400_000 and not _ordinary(tape, at)


def _ordinary(tape: Tape, at: int) -> bool:
    """A capital that only opens the sentence."""
    return at == 0


def _collapse(tape: Tape, first: int, last: int, name: Name, knowledge: Knowledge, lexicon: Lexicon) -> None:
    entry = knowledge.entries[name.iri]
    chunks = tape.chunks[first:last]
    start, end = chunks[0].start, chunks[-1].end
    surface = tape.text[start:end]
    form = {"acronym": "acronym", "demonym": "demonym"}.get(name.form, "name")
    draft = lexicon.entry(entry, surface) if form != "demonym" else lexicon.entry(entry, entry.name)
    if form == "demonym":
        draft.names[entry.name] -= 1
        if not draft.names[entry.name]:
            del draft.names[entry.name]
    kind = Kind.PLACE if entry.kind == "Place" else Kind.INSTITUTION
    code = "N" if form == "demonym" else ENTITY[kind]
    tape.chunks[first:last] = [Chunk(start, end, code, surface.lower(), draft, form, parts=tuple(chunks))]
    tape.recode()
