"""From what another reader says to a reading: each fact checked, what is wrong refused with its reason.

The identity stage is Kerege's own, so a fact of any reader is about the same things as everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from loaders.article import Article
from loaders.facts import Entity, Fact, Mention, Modality, Passage, Reading, Refused
from loaders.readers.cast import ArticleCast
from loaders.readers.given import Given, Refusal, is_object, quoted, wrong
from loaders.readers.grounds import Grounds
from loaders.readers.kinds import KINDS, Facts
from loaders.reading.identity import Context, entities_of, identified
from loaders.reading.plain_text import plain
from loaders.reading.segments import document
from loaders.reading.spans import reckoned_from
from loaders.reading.vocabulary import vocabulary
from ontology.errors import LoadError
from ontology.iris import Minter
from ontology.reference import Knowledge

MOST: Final = 20_000
"""Facts of one article; a reader that says more does not come to an end."""
_SHOWN: Final = 3


def taken_in(article: Article, said: Iterable[object], *, name: str, reader: str, knowledge: Knowledge) -> Reading:
    """The reading that the facts of a reader make, which are JSON objects of the exchange format.

    ``name`` is the reader's, ``reader`` what the graph records of it. What is not let in stands in ``refused``.

    Raises ``LoadError`` if there are facts, and none is let in, or if there are too many.
    """
    intake = _Intake(article, name, knowledge)
    count = 0
    for count, item in enumerate(islice(said, MOST + 1), 1):
        if count > MOST:
            raise LoadError(f"{article.source} could not be read: {name} gives more than {MOST:,} facts.")
        intake.take(count, item)
    facts = intake.facts()
    refused = tuple(sorted(intake.refused, key=lambda one: one.number))
    if refused and not facts:
        shown = "; ".join(f"{one.place}: {one.reason}" for one in refused[:_SHOWN])
        raise LoadError(f"{article.source} could not be read: nothing that {name} gives can be let in ({shown}).")
    everyone = {e.iri: e for fact in facts for e in entities_of(fact)}
    return Reading(
        article=article,
        facts=facts,
        reader=reader,
        entities=tuple(everyone[iri] for iri in sorted(everyone)),
        refused=refused,
    )


class _Intake:
    """The facts of one article, as they are let in one by one."""

    def __init__(self, article: Article, name: str, knowledge: Knowledge) -> None:
        typed = plain(article)
        found = document(typed.article)
        self._name = name
        self._grounds = Grounds(article, typed, found)
        self._cast = ArticleCast(article, found, self._grounds, knowledge)
        self._facts = Facts(article.text, self._grounds, self._cast)
        self._taken: dict[int, tuple[str, Fact]] = {}
        self._context = Context(
            key=article.key,
            date=reckoned_from(article.date),
            minter=Minter(knowledge.base),
            knowledge=knowledge,
            words=vocabulary(),
            home=self._cast.home,
        )
        self.refused: list[Refused] = []

    def take(self, number: int, item: object) -> None:
        """Let one fact in, or note why not."""
        kind = ""
        try:
            if not is_object(item):
                raise Refusal("it is no JSON object")
            given = Given(item, self._cast)
            kind = _kind(given)
            self._taken[number] = kind, self._facts.fact(kind, given, self._common(given, kind))
        except Refusal as refusal:
            self.refused.append(Refused(number=number, kind=kind, reason=str(refusal)))

    def facts(self) -> tuple[Fact, ...]:
        """What was let in, under final IRIs, each fact once; first the things that no fact introduces."""
        numbers = list(self._taken)
        final = identified([fact for _, fact in self._taken.values()], self._cast.drafts(), self._context)
        facts: dict[Fact, None] = {}
        for number, fact in zip(numbers, final, strict=True):
            if twice := _twice(fact):
                kind = self._taken[number][0]
                self.refused.append(Refused(number=number, kind=kind, reason=f"it has {twice.name} on both sides"))
            else:
                facts[fact] = None
        return (*self._unmentioned(facts), *facts)

    def _unmentioned(self, facts: Iterable[Fact]) -> Iterator[Mention]:
        mentioned = {fact.entity.iri for fact in facts if isinstance(fact, Mention)}
        for fact in facts:
            for entity in entities_of(fact):
                if entity.iri not in mentioned:
                    mentioned.add(entity.iri)
                    yield Mention(entity=entity, evidence=fact.evidence, rule=self._name)

    def _common(self, given: Given, kind: str) -> dict[str, Any]:
        for name in ("article", "rule"):
            value = given.value(name)
            if value is not None and not isinstance(value, str):
                wrong(name, value, "a text")
        evidence: tuple[Passage, ...] = self._grounds.passages(given.value("evidence"))
        modality = given.choice("modality", [m.value for m in Modality])
        if modality is None and kind == "event" and given.value("status") == "planned":
            modality = Modality.PLANNED
        rule = self._name if given.value("rule") is None else f"{self._name}/{given.text('rule')}"
        return {"evidence": evidence, "rule": rule, "modality": Modality(modality or Modality.ASSERTED)}


def _kind(given: Given) -> str:
    kind = given.value("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refusal(
            f"{quoted(kind)} is no kind of fact: {', '.join(KINDS)}" if kind is not None else "it has no kind"
        )
    return kind


def _twice(fact: Fact) -> Entity | None:
    """The thing that a relation of two has on both sides."""
    if fact.kind in ("statement", "figure", "entity", "finances"):
        return None
    found = entities_of(fact)
    return next((e for e in found if sum(other.iri == e.iri for other in found) > 1), None)
