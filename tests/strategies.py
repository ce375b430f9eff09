"""Hypothesis strategies for whole random readings that are well-formed: every reference points to an entity of the
right kind, every passage lies in the text, entities of different articles share names and join keys.

``readings()`` draws one, ``corpora()`` several with different articles, ``corrections_of()`` corrections of these.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from graph.corrected import Corrections, Filed
from graph.corrections import Correction
from loaders import facts
from loaders.article import Article
from loaders.facts import Bound, Entity, Fact, Kind, Modality, Passage, Reading, Span
from loaders.quads import quads
from ontology import terms as k
from ontology.iris import Minter

MINTER = Minter()
CLASSES: dict[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("Person",),
    Kind.INSTITUTION: (
        "Government",
        "Ministry",
        "GovernmentAgency",
        "InternationalOrganization",
        "DevelopmentBank",
        "Company",
        "NewsOutlet",
        "Organization",
    ),
    Kind.PLACE: ("Country", "Region", "City", "Place"),
    Kind.PROJECT: ("Project",),
    Kind.FRAMEWORK: ("PartnershipStrategy", "Agreement", "Programme", "NationalPlan", "Goals", "Framework"),
    Kind.EVENT: ("Meeting", "Forum", "Visit", "Signing", "Approval", "Interview", "Event"),
}
"""The classes of the exchange format, by kind."""
AGENTS = (Kind.PERSON, Kind.INSTITUTION)
UNDERTAKINGS = (Kind.PROJECT, Kind.FRAMEWORK)
SECTORS = ("transport", "energy", "water", "trade", "private-sector")
INDICATORS = ("trade-turnover", "exports", "projects-implemented")

_WORDS = ("Aral", "Bank", "of", "the", "Talas", "road", "Ürümqi", "Göreme", "2025", "signed", "“we”", "Ili–Chu", "a")
_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("Aigul Saparova", "Tatiana Kovalsky", "Jean Müller", "Omar Said"),
    Kind.INSTITUTION: ("Steppe Development Bank", "Ministry of Roads", "Alpine University", "Silk Rail JSC"),
    Kind.PLACE: ("Ruritania", "Borduria", "Port Sava", "Upper Valley"),
    Kind.PROJECT: ("Sava–Kesh highway", "Kesh solar plant"),
    Kind.FRAMEWORK: (
        "Ruritania partnership strategy",
        "green energy memorandum",
        "Sava Joint Research Program",
        "Sava Joint Reform Program",
    ),
    Kind.EVENT: ("Sava forum", "meeting of Aigul Saparova and Omar Said", "signing of the memorandum"),
}

texts = st.lists(st.sampled_from(_WORDS), min_size=8, max_size=60).map(" ".join)
dates = st.dates(min_value=date(1991, 1, 1), max_value=date(2035, 12, 31)) | st.dates(
    min_value=date(2025, 5, 12), max_value=date(2025, 5, 16)
)
"""Any day, often one of a few, so that articles report on one time."""


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A stretch of time with at least one end, which does not end before it begins."""
    first, last = sorted((draw(dates), draw(dates)))
    begin, end = draw(st.sampled_from(((first, last), (first, None), (None, last))))
    precision = draw(st.sampled_from(("day", "month", "year")))
    return Span(begin=begin, end=end, precision=precision, text=draw(st.sampled_from(("", "last May", "since 1992"))))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of made-up words; two can have the same text and still be two articles."""
    return Article(
        text=draw(texts),
        title=draw(st.none() | st.just("Strategy discussed")),
        publisher=draw(st.none() | st.sampled_from(("The Sava Times", "Kesh Daily"))),
        url=draw(st.none() | st.integers(0, 9).map("https://news.example.org/{}".format)),
        date=draw(st.none() | dates),
    )


def _iri(kind: Kind, name: str, article: str, own: bool) -> str:
    coarse = "undertaking" if kind in UNDERTAKINGS else kind.value.lower()
    if kind is Kind.EVENT:
        return MINTER.event(article, name)
    if own:
        return MINTER.own(coarse, article, name)
    mint: dict[str, Callable[[str], str]] = {
        "person": MINTER.person,
        "institution": MINTER.institution,
        "place": MINTER.place,
        "undertaking": MINTER.undertaking,
    }
    return mint[coarse](name)


@st.composite
def entities(draw: st.DrawFn, kind: Kind, name: str, article: str) -> Entity:
    """An entity of one article; its IRI is everybody's or the article's own, its join keys are shared by name."""
    spellings = {name, *draw(st.sets(st.sampled_from((name.upper(), name.split()[0])), max_size=2))}
    coarse = "undertaking" if kind in UNDERTAKINGS else kind.value.lower()
    keys = draw(st.sets(st.sampled_from((f"{coarse}:{name.lower()}", f"{coarse}:{len(name) % 3}")), max_size=2))
    return Entity(
        iri=_iri(kind, name, article, draw(st.booleans())),
        kind=kind,
        cls=draw(st.sampled_from(CLASSES[kind])),
        name=name,
        names=tuple(sorted(spellings)),
        join_keys=tuple(sorted(keys)),
    )


@st.composite
def casts(draw: st.DrawFn, article: str) -> dict[Kind, tuple[Entity, ...]]:
    """The entities of an article: at least one of each kind, no two with one IRI."""
    cast: dict[Kind, tuple[Entity, ...]] = {}
    for kind, names in _NAMES.items():
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        cast[kind] = tuple(draw(entities(kind, name, article)) for name in chosen)
    return cast


@st.composite
def fact_lists(draw: st.DrawFn, text: str, cast: dict[Kind, tuple[Entity, ...]], max_size: int) -> tuple[Fact, ...]:
    """Facts about a cast, of every kind."""
    return tuple(draw(st.lists(_fact(text, cast), max_size=max_size)))


def _fact(text: str, cast: dict[Kind, tuple[Entity, ...]]) -> st.SearchStrategy[Fact]:
    def one(*kinds: Kind) -> st.SearchStrategy[Entity]:
        return st.sampled_from([entity for kind in kinds for entity in cast[kind]])

    passage = st.tuples(st.integers(0, len(text) - 2), st.integers(1, 60)).map(
        lambda pair: (pair[0], min(pair[0] + pair[1], len(text)))
    )
    common: dict[str, Any] = {
        "evidence": st.lists(passage, min_size=1, max_size=2, unique=True).map(tuple),
        "rule": st.sampled_from(("rule.one", "rule.two")),
        "modality": st.sampled_from([Modality.ASSERTED] * 4 + list(Modality)),
        "according_to": st.none() | one(Kind.PERSON, Kind.INSTITUTION),
    }
    return st.one_of(*_relations(one, common), *_rich(one, common, passage))


_One = Callable[..., st.SearchStrategy[Entity]]


def _relations(one: _One, common: dict[str, Any]) -> list[st.SearchStrategy[Fact]]:
    anything = one(*Kind)
    undertaking, event = one(*UNDERTAKINGS), one(Kind.EVENT)
    agent, body = one(Kind.PERSON, Kind.INSTITUTION, Kind.PLACE), one(Kind.INSTITUTION, Kind.PLACE)
    target = one(Kind.INSTITUTION, Kind.PLACE, *UNDERTAKINGS)
    institution, place = one(Kind.INSTITUTION), one(Kind.PLACE)
    return [
        st.builds(facts.Mention, entity=anything, **common),
        st.builds(facts.PartOf, part=institution, whole=body, relation=st.just("unit"), **common),
        st.builds(facts.PartOf, part=body, whole=institution, relation=st.just("member"), **common),
        st.builds(facts.PartOf, part=place, whole=place, relation=st.just("within"), **common),
        st.builds(facts.Attended, agent=agent, event=event, **common),
        st.builds(facts.Met, a=agent, b=agent, at=st.none() | event, **common),
        st.builds(facts.Party, framework=one(Kind.FRAMEWORK), party=body, **common),
        st.builds(facts.Follows, new=one(Kind.FRAMEWORK), old=one(Kind.FRAMEWORK), **common),
        st.builds(facts.Implements, agent=agent, target=undertaking, **common),
        st.builds(facts.Under, project=undertaking, framework=one(Kind.FRAMEWORK), **common),
        st.builds(facts.Located, what=one(Kind.INSTITUTION, Kind.EVENT, *UNDERTAKINGS), place=place, **common),
        st.builds(facts.Discussed, event=event, about=target | event, **common),
        st.builds(facts.Topic, about=target | event, sector=st.sampled_from(SECTORS), **common),
    ]


def _rich(one: _One, common: dict[str, Any], passage: st.SearchStrategy[Passage]) -> list[st.SearchStrategy[Fact]]:
    body, target = one(Kind.INSTITUTION, Kind.PLACE), one(Kind.INSTITUTION, Kind.PLACE, *UNDERTAKINGS)
    amount = st.integers(1, 999).map(lambda n: n * 1e6)
    return [
        st.builds(
            facts.Position,
            person=one(Kind.PERSON),
            title=st.sampled_from(("Prime Minister", "acting head", "Deputy Chair", "Director for Upper Valley")),
            of=st.none() | body,
            remit=st.none() | st.just("Upper Valley"),
            former=st.booleans(),
            **common,
        ),
        st.builds(
            facts.Event,
            event=one(Kind.EVENT),
            date=st.none() | spans(),
            place=st.none() | one(Kind.PLACE),
            during=st.none() | one(Kind.EVENT),
            status=st.sampled_from(("held", "planned", "postponed", "cancelled")),
            **common,
        ),
        st.builds(facts.Period, of=one(*UNDERTAKINGS), span=spans(), **common),
        st.builds(
            facts.Finances,
            financier=body,
            target=target,
            amounts=st.lists(amount, max_size=2, unique=True).map(tuple),
            currency=st.sampled_from(("USD", "EUR")),
            bound=st.none() | st.sampled_from(Bound),
            instrument=st.none() | st.sampled_from(("loan", "grant", "credit-line")),
            stage=st.none() | st.sampled_from(("planned", "approved", "signed", "ongoing", "completed")),
            date=st.none() | spans(),
            **common,
        ),
        _figures(one, common),
        st.builds(
            facts.Statement,
            speaker=one(*AGENTS),
            text=passage,
            about=st.lists(one(*Kind), max_size=2, unique=True).map(tuple),
            direct=st.booleans(),
            on_behalf_of=st.none() | body,
            **common,
        ),
    ]


@st.composite
def _figures(draw: st.DrawFn, one: _One, common: dict[str, Any]) -> facts.Figure:
    value = draw(st.floats(min_value=0.001, max_value=1e12, allow_nan=False).map(lambda x: round(x, 3)))
    bound = draw(st.sampled_from(Bound))
    return draw(
        st.builds(
            facts.Figure,
            about=st.none() | one(*Kind),
            counterpart=st.none() | one(Kind.PLACE, Kind.INSTITUTION),
            measure=st.sampled_from(("mutual trade", "projects", "exports")),
            value=st.just(value),
            unit=st.sampled_from(("USD", "percent", "projects", "km")),
            bound=st.just(bound),
            low=st.just(None if bound is Bound.MAX else value),
            high=st.just(None if bound is Bound.MIN else value),
            period=st.none() | spans(),
            per_year=st.booleans(),
            indicator=st.none() | st.sampled_from(INDICATORS),
            **common,
        )
    )


@st.composite
def readings(draw: st.DrawFn, max_facts: int = 12) -> Reading:
    """All that one random article says."""
    article = draw(articles())
    cast = draw(casts(article.key))
    return Reading(
        article=article,
        facts=draw(fact_lists(article.text, cast, max_facts)),
        reader=draw(st.sampled_from(("test-reader 1", "test-reader 2"))),
        entities=tuple(sorted((e for group in cast.values() for e in group), key=lambda entity: entity.iri)),
    )


def corpora(min_size: int = 0, max_size: int = 4, max_facts: int = 8) -> st.SearchStrategy[list[Reading]]:
    """Several readings of different articles, which may be about the same entities."""
    return st.lists(
        readings(max_facts), min_size=min_size, max_size=max_size, unique_by=lambda reading: reading.article.key
    )


@st.composite
def at_odds(draw: st.DrawFn, reading: Reading) -> Reading:
    """The reading with a few facts more, about things that other readings tell of in the same way or in another one."""
    article, cite = reading.article.key, {"evidence": ((0, len(reading.article.text)),), "rule": "rule.odd"}
    person = _plain("Person", Kind.PERSON, "Nura Kadyr", MINTER.person("Nura Kadyr"))
    forum = _plain("Forum", Kind.EVENT, "Kesh forum", MINTER.event(article, "Kesh forum"), ("event|kesh",))
    plan = draw(st.sampled_from(("Kesh Joint Research Program", "Kesh Joint Reform Program")))
    program = _plain("Programme", Kind.FRAMEWORK, plan, MINTER.undertaking("Kesh program"))
    when = date(2025, 5, draw(st.sampled_from((14, 15))))
    years = Span(begin=date(2026, 1, 1), end=date(draw(st.sampled_from((2030, 2031))), 12, 31), precision="year")
    told = draw(
        st.lists(
            st.sampled_from(
                (
                    facts.Position(person=person, title=draw(st.sampled_from(("Minister", "Speaker"))), **cite),
                    facts.Event(event=forum, date=Span(begin=when, end=when), **cite),
                    facts.Period(of=program, span=years, **cite),
                    facts.Mention(entity=program, **cite),
                )
            ),
            unique=True,
        )
    )
    known = {entity.iri: entity for entity in (*reading.entities, person, forum, program)}
    entities = tuple(known[iri] for iri in sorted(known))
    return Reading(article=reading.article, facts=(*reading.facts, *told), reader=reading.reader, entities=entities)


def _plain(cls: str, kind: Kind, name: str, iri: str, keys: tuple[str, ...] = ()) -> Entity:
    return Entity(iri=iri, kind=kind, cls=cls, name=name, names=(name,), join_keys=keys)


@st.composite
def corrections_of(draw: st.DrawFn, corpus: list[Reading], max_size: int = 5) -> Corrections:
    """Corrections of what articles say: some fit, some fit nothing, some contradict each other."""
    content = [quad for reading in corpus for quad in quads(reading, MINTER)]
    known = sorted({entity.iri for reading in corpus for entity in reading.entities})
    triples = sorted({(q.subject.value, q.predicate.value, q.object.value) for q in content if _is_relation(q)})
    stated = sorted(q.subject.value for q in content if q.predicate == k.statedIn)
    passages = sorted(q.subject.value for q in content if q.object == k.Passage)
    pages = ["https://news.example.org/1", "https://ministry.example.org/posts", *passages[:2]]
    thing, article = st.sampled_from(known), st.sampled_from([MINTER.article(one.article.key) for one in corpus])
    triple = st.sampled_from([*triples, (known[0], k.metWith.value, known[-1])])
    pairs = st.lists(thing, min_size=2, max_size=3, unique=True).map(tuple)
    words = st.sampled_from([None, "Bank of the", "nowhere said"])
    found: list[Filed] = []
    for number in range(draw(st.integers(0, max_size))):
        one = draw(triple)
        target: dict[str, Any] = draw(
            st.one_of(
                st.just({"action": "reject", "subject": one[0], "predicate": one[1], "object": one[2]}),
                st.just({"action": "reject", "fact": MINTER.fact(*one)}),
                st.sampled_from(stated or ["x:no"]).map(lambda iri: {"action": "reject", "assertion": iri}),
                st.builds(
                    lambda cls, said: {"action": "reject", "fact": "x:f", "cls": k.K + cls, "reports": (said,)},
                    st.sampled_from(("Tenure", "Deal", "Observation", "Utterance")),
                    st.sampled_from(stated or ["x:no"]),
                ),
                article.map(lambda iri: {"action": "reject", "article": iri, "rule": MINTER.rule("rule.one")}),
                st.builds(
                    lambda where, said, one=one: {
                        "action": "add", "subject": one[0], "predicate": one[1], "object": one[2], "evidence": (where,),
                        "quotation": said,
                    },
                    st.sampled_from(pages),
                    words,
                ),
                pairs.map(lambda both: {"action": "same", "things": both}),
                pairs.map(lambda both: {"action": "different", "things": both}),
                thing.map(lambda iri: {"action": "rename", "thing": iri, "name": "Another Name"}),
                st.builds(
                    lambda iri, cls: {"action": "retype", "thing": iri, "cls": k.K + cls},
                    thing,
                    st.sampled_from(("Person", "Ministry", "City", "Project", "Forum")),
                ),
            )
        )  # fmt: skip
        day = draw(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 1, 3)))
        said = Correction(by="Aigerim Example", date=day, why="It is so.", **target)
        found.append(Filed(name=f"{number}-{said.filename}", digest=repr(said), correction=said))
    return Corrections(filed=tuple(found))


def _is_relation(quad: Quad) -> bool:
    """Whether a quad is a plain fact of its article."""
    return isinstance(quad.graph_name, NamedNode) and quad.predicate.value.startswith(k.K) and _is_thing(quad.object)


def _is_thing(term: object) -> bool:
    return isinstance(term, NamedNode) and "/id/" in term.value
