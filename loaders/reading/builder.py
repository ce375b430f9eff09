"""Facts in the making: entities by draft, evidence by sentence, each fact once."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from loaders.facts import Entity, Fact, Modality, Passage, Span
from loaders.reading.document import Document, When
from loaders.reading.drafts import Draft
from loaders.reading.tape import Chunk, Tape

PROVISIONAL = "draft:"


def entity(draft: Draft) -> Entity:
    """The provisional entity of a draft; ``identity`` gives it its IRI at the end."""
    draft = draft.root
    name, names = draft.name, draft.names
    return Entity(
        iri=f"{PROVISIONAL}{draft.order}",
        kind=draft.kind,
        cls=draft.cls,
        name=name,
        names=tuple(sorted(names)) if name in names else tuple(sorted([*names, name])),
    )


def evidence(*tapes: Tape) -> tuple[Passage, ...]:
    """The sentences of the tapes, each once, in the order of the text."""
    if len(tapes) == 1:
        return ((tapes[0].sentence.start, tapes[0].sentence.end),)
    return tuple(sorted({(t.sentence.start, t.sentence.end) for t in tapes}))


@dataclass(slots=True)
class Builder:
    """Collects facts; the same fact found twice keeps the first finder's rule and all evidence."""

    document: Document
    facts: dict[tuple[object, ...], Fact] = field(default_factory=dict[tuple[object, ...], Fact])
    whens: dict[int, When] = field(default_factory=dict[int, When])
    drafts: list[Draft] = field(default_factory=list[Draft])
    """The drafts of the lexicon, as they are when relations are made."""
    modality: Modality | None = None
    """What is added now is denied or left open; ``None`` while it is told."""

    def __post_init__(self) -> None:
        """Index the dates by where they begin."""
        self.whens = {w.start: w for w in self.document.whens}

    def add(self, fact: Fact, *key: object) -> None:
        """Add a fact; ``key`` with its kind says what makes it the same as another."""
        if self.modality is not None:
            fact = replace(fact, modality=self.modality)
        full = (fact.kind, self.modality, *key)
        known = self.facts.get(full)
        if known is None:
            self.facts[full] = fact
        else:
            merged = tuple(sorted({*known.evidence, *fact.evidence}))
            self.facts[full] = replace(known, evidence=merged)

    def spans(self, tape: Tape, role: str = "date") -> list[tuple[int, Span]]:
        """The resolved dates of a sentence with the index of their chunk."""
        found: list[tuple[int, Span]] = []
        for i, chunk in enumerate(tape.chunks):
            when = self.whens.get(chunk.start)
            if (
                when is not None
                and when.span is not None
                and chunk.code in "Dy"
                and (role == "any" or when.role == role)
            ):
                found.append((i, when.span))
        return found

    def span_of(self, chunk: Chunk) -> Span | None:
        """The time that a date chunk means."""
        when = self.whens.get(chunk.start)
        return when.span if when else None

    def result(self) -> tuple[Fact, ...]:
        """All facts that are told, in the order in which they were found; of what is denied, what is denied too."""
        return tuple(f for (_, modality, *_), f in self.facts.items() if modality in (None, self.modality))

    def reserved(self) -> tuple[Fact, ...]:
        """All facts that are denied or left open, in the order in which they were found."""
        return tuple(f for (_, modality, *_), f in self.facts.items() if modality is not None)

    @contextmanager
    def keeping(self, modality: Modality) -> Generator[None]:
        """Whatever is added within is denied, or left open."""
        self.modality = modality
        try:
            yield
        finally:
            self.modality = None
