"""A small world of invented names, read and published as articles are: what the wider stored queries are asked of.

Every fact stands beside the sentence that says it. The third and the fourth article have the same text, so they are
one independent source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from graph.background import Background, shipped_ontology
from graph.publications import Publications
from graph.publish import publish
from graph.reading_rules import RulePrecision, described
from graph.store import GraphStore
from loaders import facts as f
from loaders.article import Article
from loaders.facts import Entity, Fact, Kind, Modality, Reading, Span
from ontology.iris import Minter
from ontology.reference import Entry

MINTER = Minter()
Said = tuple[str, tuple[partial[Fact], ...]]
"""A sentence and the facts that it says."""


def _entity(kind: Kind, cls: str, iri: str, name: str, *others: str, keys: tuple[str, ...] = ()) -> Entity:
    return Entity(iri=iri, kind=kind, cls=cls, name=name, names=tuple(sorted({name, *others})), join_keys=keys)


def _person(name: str, *others: str) -> Entity:
    return _entity(Kind.PERSON, "Person", MINTER.person(name), name, *others)


def _institution(cls: str, name: str, *others: str) -> Entity:
    return _entity(Kind.INSTITUTION, cls, MINTER.institution(name), name, *others)


def _place(cls: str, name: str) -> Entity:
    return _entity(Kind.PLACE, cls, MINTER.place(name), name)


def _project(name: str) -> Entity:
    return _entity(Kind.PROJECT, "Project", MINTER.undertaking(name), name)


def _framework(cls: str, name: str, *others: str) -> Entity:
    return _entity(Kind.FRAMEWORK, cls, MINTER.undertaking(name), name, *others)


def _event(cls: str, name: str) -> Entity:
    return _entity(Kind.EVENT, cls, MINTER.event("river", name), name)


LUND, KARSK, WINT, MOEN = (_person(n, n.split()[1]) for n in ("Ada Lund", "Bo Karsk", "Cora Wint", "Dag Moen"))
BANK = _institution("DevelopmentBank", "Meridian Bank", "MB")
FUND = _institution("InternationalOrganization", "Harbor Fund")
UNION = _institution("InternationalOrganization", "Lowland Union")
MINISTRY = _institution("Ministry", "Ministry of Rivers of Norvia")
WORKS = _institution("Company", "River Works")
NAMESAKE = _entity(Kind.PROJECT, "Project", MINTER.undertaking("River Works"), "River Works")
NORVIA, ESTRAND = _place("Country", "Norvia"), _place("Country", "Estrand")
SKARN = _place("City", "Skarn")
BRIDGE, DAM = _project("Skarn bridge"), _project("Tolv dam")
STRATEGY = _framework("PartnershipStrategy", "Norvia partnership strategy", "the strategy")
MEMORANDUM = _framework("Agreement", "energy memorandum")
FIRST, SECOND = _event("Meeting", "meeting of Dag Moen and Bo Karsk"), _event("Meeting", "meeting of Lund and Karsk")
THIRD, SIGNING = _event("Meeting", "February meeting of Lund and Karsk"), _event("Signing", "signing of the memorandum")
FORUM = _event("Forum", "Lowland Forum")


def _on(*day: int) -> Span:
    return Span(begin=date(*day), end=date(*day))


def _span(first: tuple[int, int, int], last: tuple[int, int, int], text: str = "") -> Span:
    return Span(begin=date(*first), end=date(*last), precision="year", text=text)


def _figure(value: float, year: int) -> partial[Fact]:
    return partial(
        f.Figure, about=NORVIA, counterpart=ESTRAND, measure="trade", indicator="trade-turnover", value=value,
        low=value, high=value, unit="USD", period=_span((year, 1, 1), (year, 12, 31), f"in {year}"),
    )  # fmt: skip


def _loan(stage: f.Stage, when: Span) -> partial[Fact]:
    return partial(
        f.Finances, financier=BANK, target=BRIDGE, amounts=(2e8,), currency="USD", bound=f.Bound.EXACT,
        instrument="loan", stage=stage, date=when,
    )  # fmt: skip


PLANNED = Modality.PLANNED
STORIES: tuple[tuple[str, str, date, tuple[Said, ...]], ...] = (
    (
        "Norvia Post", "Bridge gets a loan", date(2024, 3, 10),
        (
            ("Rivers Minister Dag Moen met Bo Karsk, Vice President of Meridian Bank (MB), in Skarn on 8 March 2024.", (
                partial(f.Position, person=MOEN, title="Rivers Minister", of=MINISTRY),
                partial(f.Position, person=KARSK, title="Vice President", of=BANK),
                partial(f.Event, event=FIRST, date=_on(2024, 3, 8), place=SKARN),
                partial(f.Attended, agent=MOEN, event=FIRST), partial(f.Attended, agent=KARSK, event=FIRST),
                partial(f.Met, a=MOEN, b=KARSK, at=FIRST),
                partial(f.PartOf, part=MINISTRY, whole=NORVIA, relation="unit"),
            )),
            ("They spoke about the Skarn bridge and the Tolv dam.", (
                partial(f.Discussed, event=FIRST, about=BRIDGE), partial(f.Discussed, event=FIRST, about=DAM),
                partial(f.Topic, about=FIRST, sector="transport"),
            )),
            ("The bank approved a loan of 200 million US dollars for the bridge in February 2024.", (
                _loan("approved", Span(begin=date(2024, 2, 1), end=date(2024, 2, 29), precision="month")),
            )),
            ("The Harbor Fund signed a grant of 50 million euros for it.", (
                partial(f.Finances, financier=FUND, target=BRIDGE, amounts=(5e7,), currency="EUR",
                        bound=f.Bound.EXACT, instrument="grant", stage="signed"),
            )),
            ("The bridge is to stand in Skarn and belongs to the Norvia partnership strategy for 2024–2029.", (
                partial(f.Located, what=BRIDGE, place=SKARN), partial(f.Under, project=BRIDGE, framework=STRATEGY),
                partial(f.Period, of=STRATEGY, span=_span((2024, 1, 1), (2029, 12, 31), "2024–2029")),
                partial(f.Topic, about=BRIDGE, sector="transport"),
            )),
            ("Norvia and Meridian Bank are parties to the strategy, which is about transport and water.", (
                partial(f.Party, framework=STRATEGY, party=NORVIA), partial(f.Party, framework=STRATEGY, party=BANK),
                partial(f.Topic, about=STRATEGY, sector="transport"), partial(f.Topic, about=STRATEGY, sector="water"),
            )),
            ("Trade between Norvia and Estrand reached 3 billion US dollars in 2023.", (_figure(3e9, 2023),)),
            ("“Norvia will cross the river,” Karsk said.", (
                partial(f.Statement, speaker=KARSK, text=(0, 0), about=(NORVIA,), direct=True, on_behalf_of=BANK),
            )),
        ),
    ),
    (
        "Valley Post", "Memorandum on energy", date(2025, 2, 20),
        (
            ("Ada Lund, the new Rivers Minister, met Karsk, Vice President of MB, in Skarn on 18 February 2025.", (
                partial(f.Position, person=LUND, title="Rivers Minister", of=MINISTRY),
                partial(f.Position, person=KARSK, title="Vice President", of=BANK),
                partial(f.Event, event=SECOND, date=_on(2025, 2, 18), place=SKARN),
                partial(f.Attended, agent=LUND, event=SECOND), partial(f.Attended, agent=KARSK, event=SECOND),
                partial(f.Met, a=LUND, b=KARSK, at=SECOND),
            )),
            ("They signed the energy memorandum of Norvia and Meridian Bank on the same day.", (
                partial(f.Event, event=SIGNING, date=_on(2025, 2, 18), place=SKARN, during=SECOND),
                partial(f.Discussed, event=SIGNING, about=MEMORANDUM),
                partial(f.Party, framework=MEMORANDUM, party=NORVIA),
                partial(f.Party, framework=MEMORANDUM, party=BANK),
                partial(f.Topic, about=MEMORANDUM, sector="energy"), partial(f.Topic, about=MEMORANDUM, sector="water"),
            )),
            ("The loan of 200 million US dollars for the Skarn bridge was signed in January 2025.", (
                _loan("signed", Span(begin=date(2025, 1, 1), end=date(2025, 1, 31), precision="month")),
            )),
            ("Meridian Bank plans 90 million US dollars for the Tolv dam.", (
                partial(f.Finances, financier=BANK, target=DAM, amounts=(9e7,), currency="USD",
                        bound=f.Bound.EXACT, stage="planned", modality=PLANNED),
            )),
            ("Trade between Norvia and Estrand was 4 billion US dollars in 2023 and 5 billion in 2024.", (
                _figure(4e9, 2023), _figure(5e9, 2024),
            )),
            ("Estrand joined the Lowland Union.", (
                partial(f.PartOf, part=ESTRAND, whole=UNION, relation="member"),
            )),
            ("The Lowland Forum opens in Skarn on 10 September 2025; Cora Wint, head of the Harbor Fund, will come.", (
                partial(f.Event, event=FORUM, date=_on(2025, 9, 10), place=SKARN, status="planned", modality=PLANNED),
                partial(f.Attended, agent=WINT, event=FORUM, modality=PLANNED),
                partial(f.Position, person=WINT, title="head", of=FUND),
            )),
            ("River Works builds the bridge, and the bank has an office in Skarn.", (
                partial(f.Implements, agent=WORKS, target=BRIDGE), partial(f.Located, what=BANK, place=SKARN),
            )),
            ("The works, called River Works too, are late.", (partial(f.Mention, entity=NAMESAKE),)),
            ("Karsk did not meet Wint.", (partial(f.Met, a=KARSK, b=WINT, modality=Modality.DENIED),)),
            ("Lund said that the ministry valued the bank.", (
                partial(f.Statement, speaker=LUND, text=(0, 0), about=(BANK,), on_behalf_of=MINISTRY),
            )),
            ("Dag Moen once worked for the ministry as deputy.", (
                partial(f.Position, person=MOEN, title="deputy", of=MINISTRY, former=True),
            )),
        ),
    ),
    *(
        (outlet, "Another meeting", date(2025, 3, day), (
            ("Ada Lund and Bo Karsk met again on 27 February 2025.", (
                partial(f.Event, event=THIRD, date=_on(2025, 2, 27)),
                partial(f.Attended, agent=LUND, event=THIRD), partial(f.Attended, agent=KARSK, event=THIRD),
                partial(f.Met, a=LUND, b=KARSK, at=THIRD),
            )),
        ))
        for day, outlet in ((1, "Daily Wire"), (2, "Morning Wire"))
    ),
)  # fmt: skip


def readings() -> Iterator[Reading]:
    """The four articles as a reader would have read them."""
    for at, (outlet, title, day, story) in enumerate(STORIES, start=1):
        text = " ".join(sentence for sentence, _ in story)
        said: list[Fact] = []
        for sentence, facts in story:
            start = text.index(sentence)
            passage = (start, start + len(sentence))
            for fact in facts:
                own: dict[str, Any] = {"text": passage} if fact.func is f.Statement else {}
                said.append(fact(evidence=(passage,), rule="by-hand", **own))
        entities = {entity.iri: entity for fact in said for entity in _entities(fact)}
        told = {fact.entity.iri for fact in said if isinstance(fact, f.Mention)}
        said += (
            f.Mention(entity=entity, rule="by-hand", evidence=(_where(text, story, entity),))
            for iri, entity in entities.items()
            if iri not in told
        )
        article = Article(
            text=text, title=title, publisher=outlet, date=day, url=f"https://river.example/{at}"
        )  # fmt: skip
        yield Reading(
            article=article, facts=tuple(said), reader="by hand", entities=tuple(entities[i] for i in sorted(entities))
        )


def _where(text: str, story: tuple[Said, ...], entity: Entity) -> tuple[int, int]:
    """The first sentence that names the entity, else the first."""
    for sentence, _ in story:
        if any(name in sentence for name in entity.names):
            break
    else:
        sentence = story[0][0]
    start = text.index(sentence)
    return start, start + len(sentence)


def _entities(fact: Fact) -> Iterator[Entity]:
    for name in fact.__dataclass_fields__:
        value = getattr(fact, name)
        yield from (one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Entity))


def background() -> Background:
    """The shipped ontology, and reference data of that world."""
    group = MINTER.institution("Meridian Group")
    made = partial(Entry, source="made up")
    norvia = partial(made, country=NORVIA.iri)
    union = made(iri=UNION.iri, kind="Institution", cls="InternationalOrganization", name="Lowland Union")
    entries = (
        union,
        made(iri=group, kind="Institution", cls="DevelopmentBank", name="Meridian Group"),
        made(
            iri=BANK.iri, kind="Institution", cls="DevelopmentBank", name="Meridian Bank", acronyms=("MB",),
            unit_of=group,
        ),
        made(iri=NORVIA.iri, kind="Place", cls="Country", name="Norvia", member_of=(UNION.iri,)),
        made(iri=ESTRAND.iri, kind="Place", cls="Country", name="Estrand"),
        norvia(iri=SKARN.iri, kind="Place", cls="City", name="Skarn", within=(NORVIA.iri,)),
        norvia(iri=MINISTRY.iri, kind="Institution", cls="Ministry", name="Ministry of Rivers of Norvia"),
    )  # fmt: skip
    by_hand = RulePrecision(rule="by-hand", right=19, wrong=1, unjudged=3)
    return Background.of(shipped_ontology(), entries, described([by_hand]))


def river(directory: Path) -> Path:
    """Load and publish the articles; the directory of the publication."""
    with GraphStore(directory) as store:
        list(store.load(readings()))
        publish(store, background())
    newest = Publications(directory).newest()
    assert newest is not None
    return newest.store
