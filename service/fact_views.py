"""What the template of a fact's page asks: who read the articles, how good the rules are, and why the fact follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.documents import Document, Report
from graph.lookups import Lookups, Memory
from graph.story import Corrected, Ground, Origin, Premise, Rule, Story, Telling
from graph.story_sayings import Sayings
from graph.story_telling import Teller
from ontology.iris import Minter
from service.axioms import axiom_words
from service.document_views import View
from service.generation import Generation
from service.phrases import Phrase, Piece, verb
from service.things import path_of

_RESERVED: Final = {
    "asserted": "Who states it, rejected by a correction",
    "denied": "Who denies it", "possible": "Who holds it possible", "planned": "Who plans or expects it",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A fact that the page's fact follows from, with how it is known."""

    said: Phrase
    href: str | None
    known: str
    """``stated``, ``inferred``, ``reference``, with the number of sources."""
    depth: int
    """Steps from the page's fact, from one."""
    axiom: str | None
    """Of what follows itself: by which axiom, in words."""


class FactView(View):
    """What the template asks about a fact."""

    def __init__(self, document: Document, generation: Generation, top: str) -> None:
        """A view of the document of a fact."""
        super().__init__(document, generation, top)
        self._sayings = Sayings(generation.store, Lookups(generation.store, Memory()))
        self._story: Story = Teller(generation.store, generation.base, most=0).fact(document.thing.iri)

    @property
    def inferred(self) -> bool:
        """Whether it follows from other facts."""
        return Origin.INFERRED in self._story.origins

    @property
    def ways(self) -> list[tuple[str, list[Step]]]:
        """The ways in which it follows: the axiom in words, and the facts that it needs."""
        if not self.inferred:
            return []
        return [(axiom_words(ground.axiom), self._steps(ground, 1)) for ground in self._story.grounds]

    @property
    def reserved(self) -> list[tuple[str, list[Telling]]]:
        """What articles say against it, or short of it, by modality."""
        found = self._story.reserved
        every = ((title, [one for one in found if one.modality == word]) for word, title in _RESERVED.items())
        return [(title, those) for title, those in every if those]

    @property
    def corrections(self) -> tuple[Corrected, ...]:
        """What people put right about it."""
        return self._story.corrections

    @property
    def rejected(self) -> bool:
        """Whether nobody relies on it any more."""
        return not self._story.holds

    @property
    def provenance(self) -> str:
        """Where its provenance is, as Turtle."""
        return f"{self._top}provenance/{path_of(self._document.thing.iri, self._base)}.ttl"

    def reader(self, report: Report) -> tuple[str, str | None]:
        """Who read the article, and where that leads."""
        name = self._sayings.reader(report.article.iri)
        return name, self.place(Minter(self._base).reader(name)) if name else None

    def rule(self, name: str) -> Rule:
        """A reading rule with how often it was right."""
        return self._sayings.rule(name)

    def _steps(self, ground: Ground, depth: int) -> list[Step]:
        found: list[Step] = []
        for premise in ground.premises:
            way: Sequence[Ground] = premise.grounds[:1]
            found.append(self._step(premise, depth, axiom_words(way[0].axiom) if way else None))
            found += [step for one in way for step in self._steps(one, depth + 1)]
        return found

    def _step(self, premise: Premise, depth: int, axiom: str | None) -> Step:
        subject, end = (Piece(one.label, one.iri) for one in (premise.subject, premise.object))
        kinds = " and ".join(kind.value for kind in premise.origins if kind is not Origin.MIRRORED) or "stated"
        sources = f", {premise.sources} source{'s' * (premise.sources != 1)}" if premise.sources else ""
        return Step(
            said=(subject, Piece(f" {verb(premise.predicate.label)} "), end),
            href=self.place(premise.fact),
            known=f"{kinds.replace('reference', 'in the reference data')}{sources}",
            depth=depth,
            axiom=axiom,
        )
