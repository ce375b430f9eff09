"""One invented article with a fact of every kind, as a reader would find them: for whole-way tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from loaders import facts as f
from loaders.article import Article
from loaders.facts import Bound, Entity, Kind, Modality, Passage, Reading, Span
from ontology.iris import Minter

SENTENCES = (
    "Ruritania's Prime Minister Omar Said met with Aigul Saparova, Chair of the Steppe Development Bank, "
    "during the Sava Forum on 14 May 2025.",
    "The bank, a member of the Alpine Group, signed a loan of about $500 million for the Sava–Kesh highway "
    "under the partnership strategy for 2020–2025.",
    "“The road will halve travel time,” Saparova said.",
    "Trade between Ruritania and Borduria exceeded $8 billion in 2024.",
    "The bank could also finance the Kesh solar plant.",
    "Guests are expected at a summit in June.",
    "The strategy follows that of 2014–2019, and Silk Rail builds the highway.",
    "Works on it will create 500 jobs.",
)
TEXT = " ".join(SENTENCES)
ARTICLE = Article(
    text=TEXT,
    title="Loan signed for highway",
    publisher="The Sava Times",
    url="https://news.example.org/1",
    date=date(2025, 5, 15),
)
MINTER = Minter()


def _place(words: str) -> Passage:
    start = TEXT.index(words)
    return start, start + len(words)


def _said(sentence: int, rule: str, **more: Any) -> dict[str, Any]:
    return {"evidence": (_place(SENTENCES[sentence]),), "rule": rule, **more}


def _entity(kind: Kind, cls: str, iri: str, name: str, *others: str, keys: tuple[str, ...] = ()) -> Entity:
    return Entity(iri=iri, kind=kind, cls=cls, name=name, names=tuple(sorted({name, *others})), join_keys=keys)


def _institution(cls: str, name: str) -> Entity:
    return _entity(Kind.INSTITUTION, cls, MINTER.institution(name), name)


def _where(cls: str, name: str) -> Entity:
    return _entity(Kind.PLACE, cls, MINTER.place(name), name)


def _event(cls: str, name: str) -> Entity:
    return _entity(Kind.EVENT, cls, MINTER.event(ARTICLE.key, name), name)


def _strategy(name: str) -> Entity:
    return _entity(Kind.FRAMEWORK, "PartnershipStrategy", MINTER.own("undertaking", ARTICLE.key, name), name)


SAID = _entity(Kind.PERSON, "Person", MINTER.person("Omar Said"), "Omar Said")
SAPAROVA = _entity(Kind.PERSON, "Person", MINTER.person("Aigul Saparova"), "Aigul Saparova", "Saparova")
BANK = _institution("DevelopmentBank", "Steppe Development Bank")
GROUP = _institution("InternationalOrganization", "Alpine Group")
RAIL = _institution("Company", "Silk Rail")
RURITANIA, BORDURIA, SAVA = _where("Country", "Ruritania"), _where("Country", "Borduria"), _where("City", "Sava")
ROAD = _entity(
    Kind.PROJECT,
    "Project",
    MINTER.undertaking("Kesh–Sava highway"),
    "Sava–Kesh highway",
    keys=("route:kesh:sava:road",),
)
SOLAR = _entity(Kind.PROJECT, "Project", MINTER.undertaking("Kesh solar plant"), "Kesh solar plant")
STRATEGY, OLD = _strategy("partnership strategy for 2020–2025"), _strategy("partnership strategy of 2014–2019")
FORUM, SUMMIT = _event("Forum", "Sava Forum"), _event("Forum", "summit")
TALKS = _event("Meeting", "meeting of Omar Said and Aigul Saparova")

_DAY = Span(begin=date(2025, 5, 14), end=date(2025, 5, 14), text="14 May 2025")
_JUNE = Span(begin=date(2025, 6, 1), end=date(2025, 6, 30), precision="month", text="in June")
_LAST_YEAR = Span(begin=date(2024, 1, 1), end=date(2024, 12, 31), precision="year", text="in 2024")
_YEARS = Span(begin=date(2020, 1, 1), end=date(2025, 12, 31), precision="year", text="2020–2025")
_LOAN: dict[str, Any] = {"amounts": (5e8,), "currency": "USD", "bound": Bound.APPROX, "instrument": "loan"}
_TRADE: dict[str, Any] = {"measure": "trade", "value": 8e9, "low": 8e9, "unit": "USD", "bound": Bound.MIN}

FACTS: tuple[f.Fact, ...] = (
    f.Mention(entity=SAID, **_said(0, "mention")),
    f.Position(person=SAID, title="Prime Minister", of=RURITANIA, **_said(0, "position.before-name")),
    f.Position(person=SAPAROVA, title="Chair", of=BANK, **_said(0, "position.after-name")),
    f.Event(event=TALKS, date=_DAY, during=FORUM, **_said(0, "event.met-with")),
    f.Event(event=SUMMIT, date=_JUNE, status="planned", **_said(5, "event.expected", modality=Modality.PLANNED)),
    f.Met(a=SAID, b=SAPAROVA, at=TALKS, **_said(0, "met.met-with")),
    f.Attended(agent=SAID, event=TALKS, **_said(0, "attended.met-with")),
    f.Attended(agent=BANK, event=SUMMIT, **_said(5, "attended.expected", modality=Modality.PLANNED)),
    f.PartOf(part=BANK, whole=GROUP, relation="member", **_said(1, "part.member-of")),
    f.PartOf(part=SAVA, whole=RURITANIA, relation="within", **_said(0, "part.within")),
    f.Finances(financier=BANK, target=ROAD, stage="signed", date=_DAY, **_LOAN, **_said(1, "finances.signed-loan")),
    f.Finances(
        financier=BANK,
        target=SOLAR,
        **_said(4, "finances.could", modality=Modality.POSSIBLE, according_to=SAPAROVA),
    ),
    f.Under(project=ROAD, framework=STRATEGY, **_said(1, "under.under")),
    f.Period(of=STRATEGY, span=_YEARS, **_said(1, "period.name")),
    f.Party(framework=STRATEGY, party=RURITANIA, **_said(1, "party.name")),
    f.Follows(new=STRATEGY, old=OLD, **_said(6, "follows.follows")),
    f.Implements(agent=RAIL, target=ROAD, **_said(6, "implements.builds")),
    f.Located(what=ROAD, place=SAVA, **_said(1, "located.name")),
    f.Topic(about=ROAD, sector="transport", **_said(1, "topic.head")),
    f.Discussed(event=TALKS, about=ROAD, **_said(2, "discussed.said-there")),
    f.Figure(
        about=RURITANIA,
        counterpart=BORDURIA,
        period=_LAST_YEAR,
        indicator="trade-turnover",
        **_TRADE,
        **_said(3, "figure.exceeded"),
    ),
    f.Figure(
        about=ROAD,
        measure="jobs",
        value=500.0,
        low=500.0,
        high=500.0,
        unit="jobs",
        indicator="jobs-created",
        **_said(7, "figure.will-create", modality=Modality.PLANNED),
    ),
    f.Statement(
        speaker=SAPAROVA,
        text=_place("The road will halve travel time"),
        about=(ROAD,),
        direct=True,
        on_behalf_of=BANK,
        **_said(2, "statement.quotation"),
    ),
)
_CAST = (SAID, SAPAROVA, BANK, GROUP, RAIL, RURITANIA, BORDURIA, SAVA, ROAD, SOLAR, STRATEGY, OLD, FORUM, SUMMIT, TALKS)
READING = Reading(
    article=ARTICLE,
    facts=FACTS,
    reader="kerege-rules 0.1",
    entities=tuple(sorted(_CAST, key=lambda entity: entity.iri)),
)
"""All that the article says."""
