"""The reader: a list of stages from an article to its facts (Kerege's own, rule-based)."""

from __future__ import annotations

from typing import Final

from loaders import facts as said
from loaders.article import Article
from loaders.facts import Fact, Kind, Modality, Reading
from loaders.reading import (
    acronyms,
    action_works,
    asides,
    bodies,
    capitals,
    commitment,
    described_projects,
    events,
    financiers,
    frameworks,
    holders,
    introductions,
    known_names,
    locating,
    lookup,
    main_country,
    money_parties,
    names,
    people,
    references,
    relations,
    spelled_names,
    successions,
    undertakings,
    unknown_places,
    works,
)
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.coding import tapes
from loaders.reading.document import Document, Form, Mentioned, Understood, Zone
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.event_facts import event_facts
from loaders.reading.figures import figures
from loaders.reading.identity import Context, entities_of, identified
from loaders.reading.plain_text import plain
from loaders.reading.posts import Post
from loaders.reading.seats import seats
from loaders.reading.segments import document
from loaders.reading.spans import reckoned_from
from loaders.reading.speech import statements
from loaders.reading.stated_posts import followed, stated_posts
from loaders.reading.tape import Tape
from loaders.reading.topics import topics
from loaders.reading.version import reader
from loaders.reading.vocabulary import vocabulary
from ontology.iris import Minter
from ontology.reference import Knowledge

READER: Final = reader()


def read(article: Article, knowledge: Knowledge | None = None) -> Reading:
    """All that an article says, each fact with its evidence.

    A pure function of the article, the rules and the reference data; ``knowledge`` defaults to those that ship.
    """
    known = knowledge or Knowledge.load()
    typed = plain(article)
    doc = document(typed.article)
    tape_list, lexicon, posts, home = understand(doc, known)
    builder = Builder(doc, drafts=lexicon.drafts)
    found = {i: asides.hits(t) for i, t in enumerate(tape_list) if t.sentence.zone is Zone.BODY}
    told, reserved = commitment.parted(tape_list, found)
    holders.positions(posts, tape_list, builder, home)
    relations.relate(told, builder, known, tape_list, home)
    locating.parts(tape_list, builder)
    frameworks.by_name(tape_list, lexicon, builder, home)
    story = events.chronicle(tape_list, told, builder, lexicon, home)
    event_facts(story)
    financiers.financiers(builder, lexicon.drafts)
    frameworks.country_frameworks(tape_list, lexicon, builder, home)
    money_parties.sides_of_money(tape_list, lexicon, builder, home)
    successions.successions(tape_list, lexicon, builder)
    for modality, kept in reserved.items():
        _reserve(modality, kept, builder, lexicon, known, home)
    understood = Understood(document=doc, mentions=mentions(tape_list))
    facts = list(builder.result())
    facts += statements(understood)
    facts += seats(understood)
    facts += figures(understood, facts)
    facts += topics(understood, facts)
    facts += builder.reserved()
    facts = [*_entity_facts(tape_list, lexicon, facts), *facts]
    context = Context(
        key=article.key,
        date=reckoned_from(article.date),
        minter=Minter(known.base),
        knowledge=known,
        words=vocabulary(),
        home=home,
    )
    final = tuple(typed.facts(identified(facts, lexicon.drafts, context)))
    everyone = {e.iri: e for f in final for e in entities_of(f)}
    return Reading(
        article=article, facts=final, reader=READER, entities=tuple(everyone[iri] for iri in sorted(everyone))
    )


def _reserve(
    modality: Modality,
    kept: commitment.Reserved,
    builder: Builder,
    lexicon: Lexicon,
    known: Knowledge,
    home: Draft | None,
) -> None:
    """Write what the article denies or leaves open, by the makers of facts that are told."""
    if not kept.found and not kept.turned:
        return
    with builder.keeping(modality):
        holders.positions(stated_posts(kept.turned, vocabulary()), kept.tapes, builder, None)
        relations.relate(kept.found, builder, known, kept.tapes, home)
        event_facts(events.untold(kept.found, builder, lexicon, home))


def understand(doc: Document, known: Knowledge) -> tuple[list[Tape], Lexicon, list[Post], Draft | None]:
    """The name and reference stages: tapes with every entity collapsed, lexicon, posts, the main country."""
    words, lexicon = vocabulary(), Lexicon()
    all_tapes = [t for t in tapes(doc, words) if t.sentence.zone is not Zone.BOILERPLATE]
    lookup.look_up(all_tapes, known, lexicon)
    unknown_places.unknown_places(all_tapes, lexicon)
    home = main_country.main_country(all_tapes, lexicon)
    references.the_country(all_tapes, home)
    capitals.capitals(all_tapes, lexicon)
    spelled_names.spelled_names(all_tapes, words, lexicon)
    names.institutions(all_tapes, words, lexicon, home)
    acronyms.brackets(all_tapes, lexicon)
    known_names.known_names(all_tapes, lexicon)
    posts = people.people(all_tapes, words, lexicon)
    names.places(all_tapes, words, lexicon)
    undertakings.undertakings(all_tapes, words, lexicon)
    described_projects.described_projects(all_tapes, lexicon)
    works.works(all_tapes, lexicon, home)
    action_works.action_works(all_tapes, lexicon)
    acronyms.brackets(all_tapes, lexicon)
    acronyms.initials(all_tapes, lexicon)
    references.references(all_tapes, words, lexicon)
    bodies.units_of_known(all_tapes, words, lexicon)
    posts += stated_posts(all_tapes, words)
    posts += introductions.introduced(all_tapes, posts)
    return all_tapes, lexicon, followed(posts, all_tapes), home


_FORMS: Final = {
    "name": Form.NAME,
    "acronym": Form.ACRONYM,
    "part": Form.PART,
    "demonym": Form.DEMONYM,
    "definite": Form.DEFINITE,
    "pronoun": Form.PRONOUN,
}


def mentions(all_tapes: list[Tape]) -> tuple[Mentioned, ...]:
    """Every reference to an entity, in the order of the text."""
    found = [
        Mentioned(c.start, c.end, entity(c.draft), _FORMS[c.form], c.outer_start, c.outer_end)
        for t in all_tapes
        for c in t.chunks
        if c.draft is not None
    ]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _entity_facts(all_tapes: list[Tape], lexicon: Lexicon, facts: list[Fact]) -> list[Fact]:
    """One fact for each entity that the article names or that another fact refers to."""
    seen: dict[int, list[Tape]] = {}

    def note(tape: Tape, drafts: list[Draft]) -> None:
        for draft in drafts:
            where = seen.setdefault(draft.root.order, [])
            if tape not in where and len(where) < 3:
                where.append(tape)

    for tape in all_tapes:
        stack = list(tape.chunks)
        while stack:
            chunk = stack.pop()
            stack += chunk.parts
            if chunk.draft is not None and not (chunk.code == "N" and chunk.draft.root.cls == "Region"):
                note(tape, [chunk.draft, *chunk.draft.root.places])
    unsure = _unsure(lexicon, facts)
    by_iri = {f"draft:{d.order}": d for d in lexicon.drafts}
    for fact in facts:
        for item in entities_of(fact):
            draft = by_iri[item.iri]
            if draft.order not in seen:
                tape = next(t for t in reversed(all_tapes) if t.sentence.start <= fact.evidence[0][0])
                note(tape, [draft])
    return [
        said.Mention(
            entity=entity(d),
            evidence=evidence(*seen[d.order]),
            rule="named" if d.names else "described",
            modality=unsure.get(f"draft:{d.order}", Modality.ASSERTED),
        )
        for d in lexicon.drafts
        if d.order in seen
    ]


def _unsure(lexicon: Lexicon, facts: list[Fact]) -> dict[str, Modality]:
    """The events without a name of which everything is denied or left open: they are so themselves."""
    events = {f"draft:{d.order}" for d in lexicon.of(Kind.EVENT) if not d.names}
    found: dict[str, set[Modality]] = {}
    for fact in facts if any(f.modality in commitment.NOT_TOLD for f in facts) else ():
        for item in entities_of(fact):
            if item.iri in events:
                found.setdefault(item.iri, set()).add(fact.modality)
    return {
        iri: Modality.DENIED if Modality.DENIED in modalities else Modality.POSSIBLE
        for iri, modalities in found.items()
        if modalities <= set(commitment.NOT_TOLD)
    }
