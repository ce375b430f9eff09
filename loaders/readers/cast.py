"""Who is who in an article that another reader has read: its names go through the stages that Kerege's own go through.

So the same name gets the same IRI, whoever reads it: what Kerege finds in the article by that name, else what the
reference data know by it, else what the name says when it is read by itself.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from loaders.article import Article
from loaders.facts import Entity, Kind
from loaders.readers.given import Refusal, quoted
from loaders.readers.grounds import Grounds
from loaders.reading.builder import entity
from loaders.reading.document import Document
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.known_names import surnames
from loaders.reading.reader import understand
from loaders.reading.segments import document
from ontology.iris import fold
from ontology.reference import Entry, Knowledge

CLASSES: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.INSTITUTION: (
        *("Government", "Ministry", "GovernmentAgency", "InternationalOrganization", "DevelopmentBank", "Company"),
        *("NewsOutlet", "Organization"),
    ),
    Kind.PERSON: ("Person",),
    Kind.PLACE: ("Country", "Region", "City", "Place"),
    Kind.PROJECT: ("Project",),
    Kind.FRAMEWORK: ("PartnershipStrategy", "Agreement", "Programme", "NationalPlan", "Goals", "Framework"),
    Kind.EVENT: ("Meeting", "Forum", "Visit", "Signing", "Approval", "Interview", "Event"),
}
"""The classes of each type; the last is the class of what is not said to be of another."""

_NAMES: Final = (Kind.PERSON, Kind.PLACE, Kind.INSTITUTION)
"""Kinds whose things have names; others may be described."""


class ArticleCast:
    """The entities of one article, by type and name."""

    def __init__(self, article: Article, found: Document, grounds: Grounds, knowledge: Knowledge) -> None:
        """``found`` is the article's document."""
        _, self.lexicon, _, self.home = understand(found, knowledge)
        self._article, self._grounds, self._knowledge = article, grounds, knowledge
        self._drafts: dict[tuple[Kind, str], Draft] = {}
        self._by_iri: dict[str, Draft] = {}
        self._classed: dict[int, str] = {}

    def entity(self, kind: Kind, name: str) -> Entity:
        """The provisional entity of a reference; raises ``Refusal`` if the article names no such thing."""
        if (kind, name) not in self._drafts:
            self._drafts[kind, name] = self._known(kind, name) or self._new(kind, name)
        draft = self._drafts[kind, name].root
        provisional = entity(draft)
        self._by_iri[provisional.iri] = draft
        return provisional

    def class_of(self, entity: Entity, cls: str) -> str:
        """The class that a thing may have; raises ``Refusal`` where that is not the one it is said to be of."""
        classes = CLASSES[entity.kind]
        if cls not in classes:
            raise Refusal(f"{quoted(cls)} is no class of a {entity.kind}: {', '.join(classes)}")
        draft = self._by_iri[entity.iri].root
        if draft.entry is not None:
            if cls not in (draft.entry.cls, classes[-1]):
                raise Refusal(f"{entity.name} is a {draft.entry.cls} in the reference data, not a {cls}")
            return draft.entry.cls
        before = self._classed.get(draft.order, classes[-1])
        if classes[-1] not in (before, cls) and before != cls:
            raise Refusal(f"{entity.name} is a {before} in a fact before it, and here a {cls}")
        return before if cls == classes[-1] else cls

    def classify(self, entity: Entity, cls: str) -> None:
        """Give a thing the class that ``class_of`` allowed."""
        draft = self._by_iri[entity.iri].root
        draft.cls = self._classed[draft.order] = cls

    def drafts(self) -> list[Draft]:
        """All drafts that facts may refer to; a surname is now the one person's who has it."""
        surnames(self.lexicon)
        made = {draft.order: draft for draft in (*self.lexicon.drafts, *self._by_iri.values())}
        return list(made.values())

    def _known(self, kind: Kind, name: str) -> Draft | None:
        found = self.lexicon.find(kind, name)
        if found is not None:
            return found.root
        entries = [self._knowledge.entries[n.iri] for n in self._knowledge.find(name)]
        if kind is Kind.INSTITUTION and any(e.cls == "Country" for e in entries):
            raise Refusal(f"{name} is a country, so a Place, not an Institution")
        for entry in entries:
            known = self.lexicon.by_name.get((kind, f"={entry.iri}"))
            if known is not None:
                return known.root
        fitting = [e for e in entries if e.kind == kind.value]
        if self._grounds.lacks(name) is not None or not fitting:
            return None
        chosen = self._chosen(fitting)
        return None if chosen is None else self.lexicon.entry(chosen, name)

    def _chosen(self, entries: list[Entry]) -> Entry | None:
        """The only one of that name, or the only one in the country that the article is about."""
        country = self.home.root.entry.iri if self.home is not None and self.home.root.entry is not None else None
        at_home = [e for e in entries if country is not None and e.country == country]
        return at_home[0] if len(at_home) == 1 else entries[0] if len(entries) == 1 else None

    def _new(self, kind: Kind, name: str) -> Draft:
        more = frozenset[str]() if kind is Kind.PERSON else self._other_names
        missing = self._grounds.lacks(name, more, described=kind not in _NAMES)
        if missing is not None:
            raise Refusal(f"the article names no {kind} {quoted(name)}: it does not have the word {quoted(missing)}")
        alone = self._alone(kind, name)
        cls = alone.cls if alone is not None and alone.cls in CLASSES[kind] else CLASSES[kind][-1]
        if kind in _NAMES or (name[0].isupper() and name in self._grounds.body):
            draft = self.lexicon.named(kind, cls, name)
        else:
            draft = self.lexicon.described(kind, cls, name)
        if alone is not None:
            draft.head, draft.owner, draft.places = alone.head, draft.owner or alone.owner, alone.places
        return draft

    def _alone(self, kind: Kind, name: str) -> Draft | None:
        """What the stages of names make of the name by itself: its head, its owner, the places in it."""
        lexicon: Lexicon = understand(document(Article(text=f"{name}.")), self._knowledge)[1]
        found = lexicon.find(kind, name)
        return None if found is None else found.root

    @cached_property
    def _other_names(self) -> frozenset[str]:
        """Words of the names that the article's things have elsewhere: “Kazakhstan” of what it calls Kazakh."""
        entries = [d.root.entry for d in self.lexicon.drafts if d.root.entry is not None]
        return frozenset(word for e in entries for name in (e.name, *e.aliases) for word in fold(name).split())
