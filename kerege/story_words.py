"""What a story tells, in words."""

from __future__ import annotations

from typing import Final

from graph.documents import Stated
from graph.story import Axiom, Origin, Premise, Story
from ontology import terms as k
from service.axioms import a, axiom_words
from service.phrases import phrase, verb
from service.wording import kind, span

_ORIGINS: Final = {
    Origin.INFERRED: "it follows from other facts", Origin.REFERENCE: "it stands in the reference data",
}  # fmt: skip


def says(told: Story | Premise) -> str:
    """What a fact says, as a sentence without its point."""
    if isinstance(told, Story) and (told.cls != "Fact" or told.subject is None):
        return "".join(piece.text for piece in phrase(told.properties, told.cls, told.label))
    if told.subject is None or told.object is None:
        return ""
    if told.predicate is None:
        return f"{told.subject.label} and {told.object.label}"
    if told.predicate.iri == k.RDF_TYPE.value:
        return f"{told.subject.label} is {a(kind(told.object.iri.rpartition('#')[2]))}"
    return f"{told.subject.label} {verb(told.predicate.label)} {told.object.label}"


def stated_words(fact: Stated) -> str:
    """What a fact of a document says."""
    return "".join(piece.text for piece in phrase(fact.properties, fact.cls.iri.rpartition("#")[2], fact.label))


def axiom(one: Axiom) -> str:
    """What an axiom says, with letters for things."""
    return axiom_words(one)


def origin(story: Story) -> str:
    """Where a fact comes from, in a sentence."""
    if not story.holds:
        if any(one.modality == "asserted" for one in story.reserved):
            return "The graph does not hold this: articles state it, and a correction rejects that."
        if story.predicate is None and story.subject is not None:
            return "No fact of the graph ties the two."
        return "The graph does not hold this: no article that it covers states it, and nothing makes it follow."
    said = [words for kind, words in _ORIGINS.items() if kind in story.origins]
    if {Origin.STATED, Origin.MIRRORED}.intersection(story.origins):
        said.insert(0, _stated(story))
    return f"{'; '.join(said)[:1].upper()}{'; '.join(said)[1:]}."


def _stated(story: Story) -> str:
    articles = f"{story.articles:,} article{'s' * (story.articles != 1)}"
    if not story.sources or story.articles == story.sources == 1:
        return f"stated by {articles}"
    return f"stated by {articles}, {story.sources:,} independent source{'s' * (story.sources != 1)}"


def when(story: Story) -> str:
    """From when to when articles report it, to stand in a sentence."""
    return f", {span(story.first, story.last)}" if story.first else ""
