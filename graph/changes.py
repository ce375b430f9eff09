"""What a publication has that the one before had not, and what it has no more: articles, facts and entities."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.difference_facts import came_and_went
from graph.difference_items import How, Item
from graph.difference_sides import Side, subjects
from graph.difference_things import began_and_ended
from graph.ledger import joined_into
from graph.publications import Publication
from ontology import terms as k
from ontology.errors import StoreError

_DEFAULT: Final = DefaultGraph()
_EXAMPLES: Final = 6
"""Examples of each kind."""
_COMPARED: Final = 20_000
"""New things and facts among which the best known are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something that came or went."""

    iri: str
    label: str
    kind: str = ""
    """Local name of a class; empty for facts and for what went."""
    triple: tuple[str, ...] = ()
    """Of a fact: labels of subject, relation and object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed of one kind: articles, facts or entities."""

    added: int
    gone: int
    changed: int = 0
    """Of articles: how many are there with other words."""
    new: tuple[Example, ...] = ()
    lost: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one publication to the next."""

    since: date
    """When the one before was published."""
    articles: Change
    facts: Change
    entities: Change

    def as_json(self) -> str:
        """The changes as text, the same for the same changes."""
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The changes that ``as_json`` wrote."""
        fields = json.loads(text)
        kinds = {kind: _change(fields[kind]) for kind in ("articles", "facts", "entities")}
        return cls(since=date.fromisoformat(fields["since"]), **kinds)

    @property
    def any(self) -> bool:
        """Whether anything did."""
        return any(one.added or one.gone or one.changed for one in (self.articles, self.facts, self.entities))


def _change(fields: dict[str, Any]) -> Change:
    return Change(
        added=fields["added"],
        gone=fields["gone"],
        changed=fields["changed"],
        new=tuple(map(_example, fields["new"])),
        lost=tuple(map(_example, fields["lost"])),
    )


def _example(fields: dict[str, Any]) -> Example:
    return Example(iri=fields["iri"], label=fields["label"], kind=fields["kind"], triple=tuple(fields["triple"]))


def changes(store: Path, now: Store, kind_of: Callable[[str], str]) -> Changes | None:
    """What changed in a publication (``store`` is its store's directory); ``None`` if there is none before it.

    ``kind_of`` gives a thing's finest class. The cost is that of listing facts and entities of both publications.
    What goes by another IRI than before did neither come nor go.
    """
    here = store.parent
    if not here.name.isdigit():
        return None
    number = int(here.name)
    before = Publication(number=number - 1, path=here.parent / str(number - 1))
    try:
        since = before.published.date()
        old = Side(Store.read_only(str(before.store)))
        return Changes(
            since=since,
            articles=_articles(Publication(number=number, path=here), before, now, old.store),
            facts=_facts(now, old),
            entities=_entities(now, old, kind_of),
        )
    except (OSError, RuntimeError, StoreError):  # it was removed meanwhile, or is damaged: nobody knows
        return None


def facts_aside(store: Store) -> frozenset[str]:
    """The facts that are the other reading of one that can be read both ways, and what is only inferred."""
    return frozenset(iri for name in (k.mirrors, k.inferredFrom) for iri in subjects(Side(store).quads(name)))


def _articles(here: Publication, before: Publication, now: Store, old: Store) -> Change:
    new, was = here.manifest().articles, before.manifest().articles
    added = sorted(new.keys() - was.keys(), key=lambda iri: (new[iri][1], iri), reverse=True)
    gone = sorted(was.keys() - new.keys(), key=lambda iri: (was[iri][1], iri), reverse=True)
    return Change(
        added=len(added),
        gone=len(gone),
        changed=sum(new[iri][0] != was[iri][0] for iri in new.keys() & was.keys()),
        new=tuple(Example(iri=iri, label=_text(now, iri, k.title) or iri, kind="Article") for iri in added[:_EXAMPLES]),
        lost=tuple(Example(iri=iri, label=_text(old, iri, k.title) or iri) for iri in gone[:_EXAMPLES]),
    )


def _facts(now: Store, old: Side) -> Change:
    became = _by_how(came_and_went(old, Side(now)))
    new, gone = (sorted(became[how]) for how in (How.CAME, How.WENT))
    changed = len(became[How.CHANGED])
    return Change(added=len(new) + changed, gone=len(gone) + changed, new=tuple(_told(now, new)))


def _told(store: Store, facts: list[str]) -> Iterator[Example]:
    """Some of the facts in words: those with the most independent sources, of each relation one."""
    by_relation: dict[str, tuple[int, str]] = {}
    for fact in facts[:_COMPARED]:
        relation = _end(store, fact, k.predicate)
        if relation:
            sources = int(_text(store, fact, k.independentSources) or 0)
            by_relation[relation] = max(by_relation.get(relation, (0, "")), (sources, fact))
    for relation, (_, fact) in sorted(by_relation.items(), key=lambda item: (-item[1][0], item[0]))[:_EXAMPLES]:
        ends = [_end(store, fact, name) for name in (k.subject, k.object)]
        words = [_text(store, iri, k.RDFS_LABEL) for iri in (ends[0], relation, ends[1]) if iri]
        triple = tuple(word for word in words if word)
        if len(triple) == 3:
            yield Example(iri=fact, label=" ".join(triple), triple=triple)


def _entities(now: Store, old: Side, kind_of: Callable[[str], str]) -> Change:
    became = _by_how(began_and_ended(old, Side(now)))
    new = sorted((*became[How.CAME], *became[How.SPLIT]))
    gone = sorted((*became[How.WENT], *became[How.JOINED]))
    known = sorted(new[:_COMPARED], key=lambda iri: (-_connections(now, iri), iri))[:_EXAMPLES]
    return Change(
        added=len(new),
        gone=len(gone),
        new=tuple(Example(iri=iri, label=_text(now, iri, k.RDFS_LABEL) or iri, kind=kind_of(iri)) for iri in known),
        lost=tuple(
            Example(iri=joined_into(now, iri) or iri, label=_text(old.store, iri, k.RDFS_LABEL) or iri)
            for iri in gone[:_EXAMPLES]
        ),
    )


def _by_how(items: Iterable[Item]) -> dict[How, list[str]]:
    found = defaultdict[How, list[str]](list)
    for item in items:
        found[item.how].append(item.iri)
    return found


def _connections(store: Store, iri: str) -> int:
    """How many facts a thing stands in, roughly: as subject or object of plain ones."""
    node = NamedNode(iri)
    return sum(1 for name in (k.subject, k.object) for _ in store.quads_for_pattern(None, name, node, _DEFAULT))


def _text(store: Store, iri: str, name: NamedNode) -> str | None:
    for quad in store.quads_for_pattern(NamedNode(iri), name, None, _DEFAULT):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return None


def _end(store: Store, iri: str, name: NamedNode) -> str | None:
    for quad in store.quads_for_pattern(NamedNode(iri), name, None, _DEFAULT):
        if isinstance(quad.object, NamedNode):
            return quad.object.value
    return None
