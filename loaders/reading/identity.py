"""Who is who: the IRI and the join keys of every entity, from what its article says and nothing else.

Distinctive names stand for themselves. A generic name (“Ministry of Finance”, “Country Partnership Framework”) needs
its country, owner, parties or years; failing these, it stays the article's own. Events always do; articles that tell of
one event on the same day meet through join keys; what else is one is found by comparing (``graph.identity``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from loaders import facts as said
from loaders.facts import Entity, Fact, Kind
from loaders.reading.builder import entity as latest
from loaders.reading.drafts import Draft
from loaders.reading.vocabulary import Vocabulary
from ontology.iris import Minter, fold
from ontology.reference import Knowledge

_MODES: Final = {
    "railway": "railway",
    "railroad": "railway",
    "railway line": "railway",
    "rail line": "railway",
    "line": "railway",
    "railway project": "railway",
    "highway": "highway",
    "road": "highway",
    "motorway": "highway",
    "expressway": "highway",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What identity may depend on."""

    key: str
    """The article's key in IRIs."""
    date: date | None
    minter: Minter
    knowledge: Knowledge
    words: Vocabulary
    home: Draft | None


def identified(facts: Iterable[Fact], drafts: Iterable[Draft], context: Context) -> tuple[Fact, ...]:
    """The facts with every provisional entity replaced by its final one."""
    found = tuple(facts)
    final = _entities(found, {f"draft:{d.order}": d for d in drafts}, context)
    return tuple(_swap(f, final) for f in found)


def _entities(found: tuple[Fact, ...], drafts: Mapping[str, Draft], context: Context) -> dict[str, Entity]:
    provisional: dict[str, Entity] = {}
    for fact in found:
        for entity in entities_of(fact):
            if entity.iri not in provisional:
                provisional[entity.iri] = latest(drafts[entity.iri])  # names may have come after the fact
    final: dict[str, Entity] = {}
    late: list[str] = []
    for iri, entity in provisional.items():
        if entity.kind in (Kind.FRAMEWORK, Kind.EVENT):
            late.append(iri)
        else:
            final[iri] = _plain(entity, drafts[iri], context)
    for iri in late:
        entity = provisional[iri]
        make = _event if entity.kind is Kind.EVENT else _framework
        final[iri] = make(entity, drafts[iri], found, final, context)
    return final


_FIELDS: Final = {
    kind: tuple(f.name for f in dataclasses.fields(kind) if "Entity" in str(f.type)) for kind in Fact.__subclasses__()
}
"""The fields of each kind of fact that may hold entities."""


def entities_of(fact: Fact) -> list[Entity]:
    """All entities that a fact refers to, in field order."""
    found: list[Entity] = []
    for name in _FIELDS[type(fact)]:
        value = getattr(fact, name)
        if isinstance(value, Entity):
            found.append(value)
        elif isinstance(value, tuple):
            found += [v for v in value if isinstance(v, Entity)]  # pyright: ignore[reportUnknownVariableType]
    return found


def _swap(fact: Fact, final: Mapping[str, Entity]) -> Fact:
    changes: dict[str, Any] = {}
    for name in _FIELDS[type(fact)]:
        value = getattr(fact, name)
        if isinstance(value, Entity):
            changes[name] = final[value.iri]
        elif isinstance(value, tuple) and value and isinstance(value[0], Entity):
            changes[name] = tuple(final[v.iri] for v in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportUnknownArgumentType]
    return replace(fact, **changes)


def _generic(name: str, words: Vocabulary) -> bool:
    """Whether a name consists of words that many things of its kind share."""
    common = words.generic_words
    return all(w in common or w.isdigit() for w in name.lower().replace("-", " ").replace("–", " ").split())


def _country_name(draft: Draft | None) -> str | None:
    if draft is None:
        return None
    return draft.root.entry.name if draft.root.entry is not None else draft.root.name


def _plain(entity: Entity, draft: Draft, context: Context) -> Entity:
    """Persons, institutions, places, projects."""
    mint = context.minter
    if draft.entry is not None:
        return replace(entity, iri=draft.entry.iri)
    name, kind = entity.name, entity.kind.value.lower()
    if entity.kind is Kind.PERSON:
        if len(name.split()) < 2:
            return replace(entity, iri=mint.own("person", context.key, name))
        return replace(entity, iri=mint.person(name), join_keys=(f"person|{fold(name)}",))
    if entity.kind is Kind.PLACE:
        return replace(entity, iri=mint.place(name), join_keys=(f"place|{fold(name)}",))
    if entity.kind is Kind.PROJECT:
        return _project(entity, draft, context)
    owner = _country_name(draft.owner)
    short = _short(draft, name)
    full = f"{short} of {owner}" if owner is not None and fold(owner) not in fold(short) else short
    if owner is None and _generic(name, context.words):
        return replace(entity, iri=mint.own(kind, context.key, name))
    return replace(entity, iri=mint.institution(full), join_keys=(f"institution|{fold(full)}",))


def _short(draft: Draft, name: str) -> str:
    """The name without its owner: “Ministry of Finance” of “Ministry of Finance of the Republic of Kazakhstan”."""
    if draft.owner is None or draft.owner.root.cls != "Country":
        return name
    bare = [n for n in draft.names if name.startswith(f"{n} of ")]
    return min(bare, key=len, default=name)


def _project(entity: Entity, draft: Draft, context: Context) -> Entity:
    mode = _MODES.get(draft.head)
    if len(draft.places) == 2 and mode is not None:
        ends = sorted(_country_name(p) or "" for p in draft.places)
        route = f"{ends[0]}–{ends[1]} {mode}"
        return replace(
            entity, iri=context.minter.undertaking(route), join_keys=(f"route|{fold(ends[0])}|{fold(ends[1])}|{mode}",)
        )
    if _generic(entity.name, context.words):
        return replace(entity, iri=context.minter.own("undertaking", context.key, entity.name))
    return replace(entity, iri=context.minter.undertaking(entity.name), join_keys=(f"undertaking|{fold(entity.name)}",))


def _framework(
    entity: Entity, draft: Draft, found: tuple[Fact, ...], final: Mapping[str, Entity], context: Context
) -> Entity:
    mint, home = context.minter, _country_name(context.home)
    if entity.cls == "PartnershipStrategy":
        return _strategy(entity, found, final, context)
    if draft.description and not draft.names and _generic(entity.name, context.words):
        return replace(entity, iri=mint.own("undertaking", context.key, entity.name))
    if not _generic(entity.name, context.words):
        return replace(entity, iri=mint.undertaking(entity.name), join_keys=(f"undertaking|{fold(entity.name)}",))
    qualifier = _country_name(draft.owner) or home
    if qualifier is None or entity.cls == "Agreement":
        return replace(entity, iri=mint.own("undertaking", context.key, entity.name))
    full = f"{qualifier} {entity.name}" if fold(qualifier) not in fold(entity.name) else entity.name
    keys = (f"framework|{fold(n)}|{fold(qualifier)}" for n in entity.names if len(n.split()) > 2)
    return replace(entity, iri=mint.undertaking(full), join_keys=tuple(sorted(keys)))


def _strategy(entity: Entity, found: tuple[Fact, ...], final: Mapping[str, Entity], context: Context) -> Entity:
    """A partnership strategy is told apart by its parties, rolled up to their group and country, and its years."""
    parties = sorted(
        {
            _rolled(final[f.party.iri], context)
            for f in found
            if isinstance(f, said.Party) and f.framework.iri == entity.iri and f.party.iri in final
        }
    )
    span = next((f.span for f in found if isinstance(f, said.Period) and f.of.iri == entity.iri), None)
    start = str(span.begin.year) if span is not None and span.begin else None
    end = str(span.end.year) if span is not None and span.end else None
    if len(parties) < 2 or not (start or end):
        return replace(entity, iri=context.minter.own("undertaking", context.key, entity.name))
    sides = "+".join(parties)
    keys = [f"strategy|{sides}|from={start}"] if start else []
    keys += [f"strategy|{sides}|to={end}"] if end else []
    years = f"{start}-{end}" if start and end else f"from {start}" if start else f"until {end}"
    return replace(
        entity,
        iri=context.minter.undertaking(f"partnership strategy {' '.join(parties)} {years}"),
        join_keys=tuple(keys),
    )


def _rolled(party: Entity, context: Context) -> str:
    """An institution stands for its group, a government for its country."""
    entry = context.knowledge.entries.get(party.iri)
    if entry is None:
        return party.iri.rsplit("/", 1)[1].removeprefix("government-of-the-").removeprefix("government-of-")
    if entry.cls == "Government" and entry.country:
        return entry.country.rsplit("/", 1)[1]
    return context.knowledge.group_of(party.iri).rsplit("/", 1)[1]


def _event(
    entity: Entity, draft: Draft, found: tuple[Fact, ...], final: Mapping[str, Entity], context: Context
) -> Entity:
    iri = context.minter.event(context.key, entity.name)
    told = next((f for f in found if isinstance(f, said.Event) and f.event.iri == entity.iri), None)
    when = told.date if told is not None else None
    if draft.names:
        year = when.begin.year if when is not None and when.begin else context.date.year if context.date else None
        keys = (f"event|{fold(entity.name)}|{year}",) if year else ()
        return replace(entity, iri=iri, join_keys=keys)
    agents = sorted(
        {
            fold(final[f.agent.iri].name)
            for f in found
            if isinstance(f, said.Attended) and f.event.iri == entity.iri and f.agent.iri in final
        }
    )
    if len(agents) < 2 and entity.cls != "Visit":
        return replace(entity, iri=iri)
    side = "+".join(agents) + (
        f"|{fold(told.place.name)}" if entity.cls == "Visit" and told is not None and told.place else ""
    )
    day = when.begin if when is not None and when.begin == when.end else None
    keys = (f"{entity.cls.lower()}|{side}|{day.isoformat()}",) if day is not None else ()
    return replace(entity, iri=iri, join_keys=keys)
