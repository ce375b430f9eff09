"""The corrections as they stand in the graph: who corrects what, when and why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from graph.corrected import Filed, correction_iri
from graph.corrected_additions import Addition
from graph.corrected_applying import Applying, things_of
from graph.corrected_rejections import facts_of
from graph.edition import DEFAULT
from graph.provenance import correction_provenance
from graph.statements import Pair
from ontology import terms as k
from ontology.iris import Minter

WORDS = {
    "reject": "Rejected", "add": "Added", "same": "The same", "different": "Different", "rename": "Renamed",
    "retype": "Of another class",
}  # fmt: skip
"""By action: how the label of a correction begins."""


class Outcome(StrEnum):
    """What became of a correction."""

    APPLIED = "applied"
    UNMATCHED = "unmatched"
    """Nothing that it is about is there any more."""
    INAPPLICABLE = "inapplicable"
    """The ontology does not allow what it says."""
    OVERRULED = "overruled"
    """A later one says the contrary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of one correction in a publication."""

    outcome: Outcome
    effect: str
    """A sentence."""
    overruled_by: str | None = None
    """The name of the correction that says the contrary."""


class Nodes:
    """Describes corrections, over the publication ``now`` to which they were applied."""

    def __init__(self, applying: Applying, now: Store, minter: Minter) -> None:
        """To be made when all else of the publication is written."""
        self._applying, self._now, self._minter = applying, now, minter
        self._published = applying.published

    def triples(self) -> Iterator[Triple]:
        """All that the graph of corrections holds."""
        for one in self._applying.corrections.filed:
            node = NamedNode(one.iri(self._minter))
            yield from (Triple(node, name, value) for name, value in self._properties(one))
        every = ((one.iri(self._minter), one.correction) for one in self._applying.corrections.filed)
        yield from correction_provenance(self._minter, ((iri, said.by, said.evidence) for iri, said in every))

    def became(self, one: Filed) -> Became:
        """What became of a correction."""
        match one.correction.action:
            case "reject":
                return self._rejected(one)
            case "add":
                return self._added(one)
            case "same" | "different":
                return self._identified(one)
            case _:
                return self._described(one)

    def _properties(self, one: Filed) -> Iterator[Pair]:
        said, became = one.correction, self.became(one)
        yield k.RDF_TYPE, k.Correction
        yield k.RDFS_LABEL, Literal(f"{WORDS[said.action]}: {said.about or one.name}")
        yield k.action, Literal(said.action)
        yield k.correctedBy, Literal(said.by)
        yield k.correctedOn, Literal(said.date.isoformat(), datatype=k.XSD_DATE)
        yield k.why, Literal(said.why)
        yield from ((k.corrects, NamedNode(iri)) for iri in self._targets(one))
        yield from ((k.shownBy, NamedNode(iri)) for iri in said.evidence)
        if said.name:
            yield k.newName, Literal(said.name)
        if said.cls and said.action == "retype":
            yield k.newClass, NamedNode(said.cls)
        yield k.outcome, Literal(became.outcome.value)
        yield k.effect, Literal(became.effect)
        if became.overruled_by:
            yield k.overruledBy, NamedNode(correction_iri(became.overruled_by, self._minter))

    def _targets(self, one: Filed) -> set[str]:
        """What it is about, as its file names it and as it is published now."""
        said = one.correction
        if said.action == "add":
            return {
                self._minter.fact(
                    *(self._published(e) for e in (said.subject or "", said.predicate or "", said.object or ""))
                )
            }
        if said.assertion or said.article:
            return {iri for iri in (said.assertion, said.article) if iri}
        if said.action == "reject":
            return set(facts_of(one, self._minter, self._published, self._applying.stating.now))
        return {iri for thing in things_of(one) for iri in (thing, self._published(thing))}

    def _rejected(self, one: Filed) -> Became:
        node = NamedNode(one.iri(self._minter))
        found = self._now.quads_for_pattern(None, k.rejectedBy, node, DEFAULT)
        assertions = {quad.subject for quad in found if "/id/assertion/" in str(quad.subject)}
        if not assertions:
            return self._unrejected(one)
        articles = {q.object for a in assertions for q in self._now.quads_for_pattern(a, k.statedIn, None, DEFAULT)}
        effect = f"{_count(assertions, 'assertion')} of {_count(articles, 'article')} {_are(assertions)} not relied on."
        again = sorted(
            fact for fact in self._facts(one) if Quad(NamedNode(fact), k.RDF_TYPE, k.Fact, DEFAULT) in self._now
        )
        if not again:
            return Became(outcome=Outcome.APPLIED, effect=effect)
        adding = self._adding(again[0])
        if adding is not None:
            return Became(
                outcome=Outcome.APPLIED, effect=f"{effect} {adding.name} adds it again.", overruled_by=adding.name
            )
        return Became(outcome=Outcome.APPLIED, effect=f"{effect} It still follows from other facts.")

    def _unrejected(self, one: Filed) -> Became:
        """Why a rejection rejects nothing."""
        for fact in sorted(self._facts(one)):
            node = NamedNode(fact)
            if next(self._now.quads_for_pattern(node, k.inferredFrom, None, DEFAULT), None):
                effect = "No article states it: it follows from other facts. Reject one of those."
                return Became(outcome=Outcome.INAPPLICABLE, effect=effect)
            if adding := self._adding(fact):
                effect = f"Only {adding.name}, a later correction, states it."
                return Became(outcome=Outcome.OVERRULED, effect=effect, overruled_by=adding.name)
        said = one.correction
        if said.assertion:
            effect = "No article makes this assertion any more."
        elif said.article:
            effect = "The rule says nothing of this article any more."
        else:
            effect = "No article states this any more."
        return Became(outcome=Outcome.UNMATCHED, effect=effect)

    def _facts(self, one: Filed) -> frozenset[str]:
        return facts_of(one, self._minter, self._published, self._applying.stating.now)

    def _adding(self, fact: str) -> Filed | None:
        """A correction that adds a fact, and whose assertion is relied on."""
        for link in self._now.quads_for_pattern(None, k.reports, NamedNode(fact), DEFAULT):
            if found := self._corrections(link.subject, k.addedBy):
                return found[0]
        return None

    def _corrections(self, subject: NamedNode | BlankNode | Triple, name: NamedNode) -> list[Filed]:
        """The corrections to which a property leads, the latest first."""
        found = self._now.quads_for_pattern(subject, name, None, DEFAULT)
        known = (self._applying.of_iri.get(quad.object.value) for quad in found if isinstance(quad.object, NamedNode))
        return sorted((one for one in known if one), key=lambda one: one.rank, reverse=True)

    def _added(self, one: Filed) -> Became:
        made = self._applying.additions.made.get(one.name)
        if not made:
            reason = self._applying.additions.problems[one.name]
            unknown = reason.startswith(("The graph knows no", "Its evidence"))
            return Became(outcome=Outcome.UNMATCHED if unknown else Outcome.INAPPLICABLE, effect=reason)
        for addition in made:
            for other in self._corrections(NamedNode(addition.assertion), k.rejectedBy):
                effect = f"{other.name}, a later correction, rejects it."
                return Became(outcome=Outcome.OVERRULED, effect=effect, overruled_by=other.name)
        where = "the article" if len(made) == 1 else f"{len(made)} articles"
        unfound = " The words quoted are not in the text there." if self._is_unfound(made) else ""
        return Became(outcome=Outcome.APPLIED, effect=f"It is stated in {where} of its evidence.{unfound}")

    def _is_unfound(self, made: Iterable[Addition]) -> bool:
        """Whether words are quoted that no loaded article of the evidence has."""
        loaded = [one for one in made if one.page is None and one.filed.correction.quotation and one.passage is None]
        found = (
            quad.object
            for one in loaded
            for quad in self._now.quads_for_pattern(NamedNode(one.assertion), k.evidence, None, DEFAULT)
        )
        return bool(loaded) and all("/correction-" in str(passage) for passage in found)

    def _identified(self, one: Filed) -> Became:
        said = one.correction
        other = self._applying.corrections.overruled.get(one.name)
        if other is not None:
            effect = f"{other}, a later correction, says the contrary."
            return Became(outcome=Outcome.OVERRULED, effect=effect, overruled_by=other)
        things = sorted(set(said.things))
        known = [iri for iri in things if self._applying.is_known(iri)]
        if len(known) < 2:
            gone = ", ".join(iri for iri in things if iri not in known)
            return Became(outcome=Outcome.UNMATCHED, effect=f"The graph knows no {gone}.")
        published = {self._published(iri) for iri in known}
        unknown = len(things) - len(known)
        beside = f" {unknown} of those named {'is' if unknown == 1 else 'are'} not known." if unknown else ""
        if said.action == "same":
            if len(published) == 1:
                return Became(outcome=Outcome.APPLIED, effect=f"They are published as {published.pop()}.{beside}")
            effect = "Things of different kinds, as their IRIs say, cannot be one."
            return Became(outcome=Outcome.INAPPLICABLE, effect=effect)
        if len(published) == len(known):
            return Became(outcome=Outcome.APPLIED, effect=f"They are published apart.{beside}")
        return Became(outcome=Outcome.INAPPLICABLE, effect="They go by one IRI, so nothing tells them apart.")

    def _described(self, one: Filed) -> Became:
        """A thing renamed, or of another class."""
        said, thing = one.correction, one.correction.thing or ""
        if not self._applying.is_known(thing):
            return Became(outcome=Outcome.UNMATCHED, effect=f"The graph knows no {thing}.")
        renames = said.action == "rename"
        if not renames and (reason := self._applying.unsuited(one)):
            return Became(outcome=Outcome.INAPPLICABLE, effect=reason)
        members = {thing, self._published(thing), *self._applying.who.members(self._published(thing))}
        holds = self._applying.renaming(members) if renames else self._applying.retyping(members)
        if holds is not None and holds.name != one.name and _says(holds) != _says(one):
            effect = f"{holds.name}, a later correction, says otherwise."
            return Became(outcome=Outcome.OVERRULED, effect=effect, overruled_by=holds.name)
        effect = f"It is shown as “{said.name}”." if renames else f"It is a {(said.cls or '').rpartition('#')[2]}."
        return Became(outcome=Outcome.APPLIED, effect=effect)


def _says(one: Filed) -> str | None:
    return one.correction.name or one.correction.cls


def _count(several: Sized, noun: str) -> str:
    return f"{len(several):,} {noun}{'' if len(several) == 1 else 's'}"


def _are(several: Sized) -> str:
    return "is" if len(several) == 1 else "are"
