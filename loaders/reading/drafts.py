"""Entities while an article is being read: drafts that names and evidence are added to, kept in a document lexicon."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.facts import Kind
from ontology.iris import fold
from ontology.reference import Entry


@dataclass(slots=True, eq=False)
class Draft:
    """An entity in the making; ``order`` tells which was seen first."""

    kind: Kind
    cls: str
    order: int
    names: dict[str, int] = field(default_factory=dict[str, int])
    """Spelling → how often it stands in the article."""
    entry: Entry | None = None
    owner: Draft | None = None
    """The country or institution that it belongs to, as the words around its name say."""
    years: tuple[str | None, str | None] | None = None
    """First and last year in its name or description (“2020–2025 strategy”)."""
    description: str = ""
    """Set where it has no name of its own and this describes it."""
    upcoming: bool | None = None
    """“new”, “draft”, “proposed” (true) or “previous” (false); ``None`` where nothing is said."""
    strength: int = 0
    """How sure its kind is: the better evidence decides."""
    posts: list[str] = field(default_factory=list[str])
    employers: list[Draft] = field(default_factory=list["Draft"])
    """Whose posts they are, as far as said."""
    head: str = ""
    """The head noun of its name, lower case."""
    places: list[Draft] = field(default_factory=list["Draft"])
    """Places inside its name."""
    parties: list[Draft] = field(default_factory=list["Draft"])
    """Sides that the words of its description name (“program between A and B for 2026–2030”)."""
    successor: Draft | None = None
    """What replaces it, where it is only told from that: “the preceding strategy”."""
    merged_into: Draft | None = None

    @property
    def root(self) -> Draft:
        """The draft that this one turned out to be the same as, or itself."""
        return self if self.merged_into is None else self.merged_into.root

    @property
    def name(self) -> str:
        """The fullest of its names: the longest, then the commonest, then by the alphabet."""
        if not self.names:
            return self.entry.name if self.entry else self.description
        if len(self.names) == 1:
            return next(iter(self.names))
        return min(self.names, key=lambda n: (-len(n.split()), -len(n), -self.names[n], n))

    def add(self, name: str) -> None:
        """Note one more occurrence of a spelling."""
        self.names[name] = self.names.get(name, 0) + 1


@dataclass(slots=True)
class Lexicon:
    """What the article has proved so far: each entity once, found again by any of its names."""

    drafts: list[Draft] = field(default_factory=list[Draft])
    by_name: dict[tuple[Kind, str], Draft] = field(default_factory=dict[tuple[Kind, str], Draft])
    made: int = 0
    """How many drafts there have been: the next one's order."""

    def find(self, kind: Kind, name: str) -> Draft | None:
        """The entity of that kind and name, if the article has it already."""
        return self.by_name.get((kind, fold(name)))

    def entry(self, entry: Entry, name: str) -> Draft:
        """The entity of a reference entry, under the name it has here."""
        kind = Kind.PLACE if entry.kind == "Place" else Kind.INSTITUTION
        key = (kind, "=" + entry.iri)
        draft = self.by_name.get(key)
        if draft is None:
            draft = self._new(kind, entry.cls, strength=3)
            draft.entry = entry
            self.by_name[key] = draft
        if name.startswith("The ") and not entry.name.startswith("The "):
            name = name[4:]
        if kind is Kind.PLACE and len(name) > 3 and name.isupper() and name not in entry.acronyms:
            name = entry.name if fold(entry.name) == fold(name) else name.title()
        draft.add(name)
        self.by_name.setdefault((kind, fold(name)), draft)
        return draft

    def named(self, kind: Kind, cls: str, name: str, *, strength: int = 1, owner: Draft | None = None) -> Draft:
        """The entity of that name, made if it is new. Ministries of two countries are two."""
        key = fold(name)
        draft = self.by_name.get((kind, key))
        if draft is not None and owner and draft.owner and draft.owner is not owner and draft.entry is None:
            key = f"{key}|{fold(owner.name)}"
            draft = self.by_name.get((kind, key))
        if draft is None:
            draft = self._new(kind, cls, strength=strength)
            self.by_name[(kind, key)] = draft
        draft.add(name)
        draft.owner = draft.owner or owner
        if strength > draft.strength:
            draft.cls, draft.strength = cls, strength
        return draft

    def described(self, kind: Kind, cls: str, description: str) -> Draft:
        """An entity without a name of its own, by its description."""
        draft = self.by_name.get((kind, fold(description)))
        if draft is None:
            draft = self._new(kind, cls, strength=1)
            draft.description = description
            self.by_name[(kind, fold(description))] = draft
        return draft

    def alias(self, draft: Draft, name: str) -> None:
        """Another name of the entity, such as an acronym in brackets."""
        draft.add(name)
        self.by_name[(draft.kind, fold(name))] = draft

    def merge(self, keep: Draft, gone: Draft) -> None:
        """Two drafts turned out to be one thing."""
        for name, count in gone.names.items():
            keep.names[name] = keep.names.get(name, 0) + count
        keep.owner, keep.years = keep.owner or gone.owner, keep.years or gone.years
        for key, draft in self.by_name.items():
            if draft is gone:
                self.by_name[key] = keep
        gone.merged_into = keep
        self.drafts.remove(gone)

    def of(self, *kinds: Kind) -> list[Draft]:
        """The entities of these kinds, in the order in which they were found."""
        return [d for d in self.drafts if d.kind in kinds]

    def _new(self, kind: Kind, cls: str, strength: int) -> Draft:
        draft = Draft(kind, cls, self.made, strength=strength)
        self.made += 1
        self.drafts.append(draft)
        return draft
