"""Which rule found a fact, and what the rules made of each sentence: for ``kerege read --explain``.

The stages are those of the reader itself, run once more with their findings kept; nothing is guessed afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from loaders.article import Article
from loaders.facts import Modality
from loaders.reading import commitment
from loaders.reading.asides import hits
from loaders.reading.document import Document, Zone
from loaders.reading.nearness import nearest, telling
from loaders.reading.patterns import Clause, Found, rules, triggered
from loaders.reading.reader import understand
from loaders.reading.segments import document
from loaders.reading.tables import table
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

_UNRESOLVED: Final = re.compile(r"(?:[ciA](?:[o-]?[ciAMkGRV])*)")
"""Words that begin with a capital and were taken for no name: the codes of ``loaders.reading.tape``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a rule is written down."""

    rule: str
    file: str | None = None
    """Its file under ``loaders/reading/data``; ``None`` for a rule that is code."""
    makes: str = ""
    """What it makes of a match: its kind."""
    example: str = ""
    """A sentence that it matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that matched words of a sentence, or of which the larger part did."""

    rule: str
    words: str
    """The words of the article."""
    modality: Modality = Modality.ASSERTED
    """Whether other words of the sentence deny what matched, or leave it open."""
    needs: str = ""
    """Of a rule that came near: what should have stood next to the words; empty for words of its own."""
    before: bool = False
    """Of a rule that came near: whether that should have stood before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the stages of the reader made of one sentence."""

    start: int
    end: int
    zone: Zone
    matched: tuple[Match, ...] = ()
    triggers: tuple[str, ...] = ()
    """Its words that trigger a rule."""
    near: Match | None = None
    """Of the rules that did not match, the one of which most did."""
    names: tuple[str, ...] = ()
    """The words that refer to an entity."""
    unresolved: tuple[str, ...] = ()
    """Words with capitals that were taken for no entity."""
    numbers: tuple[str, ...] = ()


def accounts(article: Article, knowledge: Knowledge | None = None) -> tuple[Account, ...]:
    """What was made of each sentence of an article, in order."""
    doc = document(article)
    tapes = understand(doc, knowledge or Knowledge.load())[0]
    found = {i: hits(t) for i, t in enumerate(tapes) if t.sentence.zone is Zone.BODY}
    by_start = {tape.sentence.start: (tape, found.get(i, [])) for i, tape in enumerate(tapes)}
    plain = (Account(start=s.start, end=s.end, zone=s.zone) for s in doc.sentences)
    return tuple(_account(doc, *by_start[one.start]) if one.start in by_start else one for one in plain)


def _account(doc: Document, tape: Tape, found: Sequence[Found]) -> Account:
    s, clause = tape.sentence, Clause.of(tape)
    read = s.zone is Zone.BODY
    due = list(triggered(clause)) if read else []
    here = clause.text.split()
    words = {word for rule in due for word in telling(rule) if word in here}
    governing = commitment.scopes(clause.text) if found else []
    matched = (_match(hit, commitment.governed(hit, _scopes(hit, governing))) for hit in found)
    return Account(
        start=s.start,
        end=s.end,
        zone=s.zone,
        matched=tuple(dict.fromkeys(matched)),
        triggers=tuple(sorted(words, key=here.index)),
        near=_near(clause) if read and not found else None,
        names=tuple(dict.fromkeys(tape.text[c.start : c.end] for c in tape.chunks if c.draft is not None)),
        unresolved=_unresolved(tape),
        numbers=tuple(doc.text[q.start : q.end] for q in doc.quantities if s.start <= q.start < s.end),
    )


def _match(hit: Found, modality: Modality) -> Match:
    return Match(rule=hit.rule.id, words=_words(hit.clause, *hit.match.span()), modality=modality)


def _scopes(hit: Found, governing: list[commitment.Scope]) -> list[commitment.Scope]:
    """What governs a match: of a clause without its asides, the cues that are left."""
    return commitment.scopes(hit.clause.text) if hit.clause.hidden else governing


def _near(clause: Clause) -> Match | None:
    near = nearest(clause)
    if near is None:
        return None
    words = _words(clause, near.start, near.end)
    return Match(rule=near.rule.id, words=words, needs=near.needs, before=near.before)


def _words(clause: Clause, start: int, end: int) -> str:
    """The words of the article for a stretch of a clause's text."""
    chunks = [chunk for at, chunk in zip(clause.starts(), clause.tape.chunks, strict=True) if start <= at < end]
    text = clause.tape.text[chunks[0].outer_start : chunks[-1].outer_end] if chunks else ""
    return " ".join(text.split())


def _unresolved(tape: Tape) -> tuple[str, ...]:
    """Words with capitals that no name stage took, but the first of a sentence, which has one anyway."""
    found: list[str] = []
    for match in _UNRESOLVED.finditer(tape.codes):
        chunks = tape.chunks[match.start() : match.end()]
        if not any(chunk.draft for chunk in chunks) and (match.start() > 0 or len(chunks) > 1):
            found.append(" ".join(tape.text[chunks[0].start : chunks[-1].end].split()))
    return tuple(dict.fromkeys(found))


def origin(rule: str) -> Origin:
    """Where the rule of this name is written down; of one that no file holds, nothing but the name."""
    return _origins().get(rule) or Origin(rule=rule)


@cache
def _origins() -> Mapping[str, Origin]:
    found = {r.id: Origin(rule=r.id, file=r.file, makes=r.kind, example=next(iter(r.yes), "")) for r in rules()}
    for family, file in (("figure", "figures"), ("topic", "topics")):
        for row in _named(table(file)):
            name = f"{family}.{row['name']}"
            example = re.sub(r"\[\[|\]\]|\{([^|}]*)\|[^}]*\}| =>.*", r"\1", next(iter(row.get("yes", ())), ""))
            found.setdefault(name, Origin(rule=name, file=f"{file}.toml", makes=family, example=example))
    return found


def _named(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rules with a name in the lists of a table."""
    rows: list[Any] = [row for value in data.values() if isinstance(value, list) for row in value]  # pyright: ignore[reportUnknownVariableType]
    return [row for row in rows if isinstance(row, dict) and "name" in row]
