"""A reading as RDF."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pyoxigraph as ox
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from loaders import facts
from loaders.article import Article
from loaders.assertions import claims, decimal
from loaders.facts import Bound, Entity, Fact, Kind, Modality, Reading, Span
from loaders.quads import Share, quads
from ontology import generate_terms, iris
from ontology import terms as k
from ontology.errors import MalformedArticle
from ontology.iris import Minter

TEXT = "date 2025-05-14\nIn Sava, Omar Said met with Aigul Saparova of the Steppe Development Bank. He thanked her."
SENTENCE = (TEXT.index("In Sava"), TEXT.index(" He thanked"))
MINTER = Minter()


def entity(kind: Kind, cls: str, name: str, **more: Any) -> Entity:
    """An entity with a distinctive name."""
    coarse = "undertaking" if kind in (Kind.PROJECT, Kind.FRAMEWORK) else kind.value.lower()
    return Entity(iri=f"{iris.BASE}id/{coarse}/{iris.slug(name)}", kind=kind, cls=cls, name=name, names=(name,), **more)


SAID = entity(Kind.PERSON, "Person", "Omar Said")
SAPAROVA = entity(Kind.PERSON, "Person", "Aigul Saparova", join_keys=("person:saparova",))
BANK = entity(Kind.INSTITUTION, "DevelopmentBank", "Steppe Development Bank")
RURITANIA = entity(Kind.PLACE, "Country", "Ruritania")
VALLEY = entity(Kind.PLACE, "Region", "Upper Valley")
ROAD = entity(Kind.PROJECT, "Project", "Sava–Kesh highway")
STRATEGY = entity(Kind.FRAMEWORK, "PartnershipStrategy", "partnership strategy")
FORUM = entity(Kind.EVENT, "Forum", "Sava forum")
TALKS = entity(Kind.EVENT, "Meeting", "talks")
ALL = (SAID, SAPAROVA, BANK, RURITANIA, VALLEY, ROAD, STRATEGY, FORUM, TALKS)
ARTICLE = Article(
    text=TEXT, body=16, title="Talks", publisher="The Sava Times", url="https://ex.org/1", date=date(2025, 5, 14)
)
GRAPH = ox.NamedNode(MINTER.article(ARTICLE.key))
BASE: dict[str, Any] = {"evidence": (SENTENCE,), "rule": "test.rule"}
MAY = Span(begin=date(2025, 5, 1), end=date(2025, 5, 31), precision="month", text="in May")


def reading(*stated: Fact, article: Article = ARTICLE) -> Reading:
    """A reading of the article above."""
    return Reading(article=article, facts=stated, reader="test 1", entities=ALL)


def dataset(*stated: Fact, **more: Any) -> ox.Dataset:
    """The quads of such a reading, to look things up in."""
    return ox.Dataset(quads(reading(*stated), **more))


def node(thing: Entity) -> ox.NamedNode:
    """The node of an entity."""
    return ox.NamedNode(thing.iri)


def the_assertion(data: ox.Dataset) -> dict[ox.NamedNode, set[Any]]:
    """The properties of the only assertion."""
    (iri,) = {quad.subject for quad in data.quads_for_object(k.Assertion)}
    properties: dict[ox.NamedNode, set[Any]] = {}
    for quad in data.quads_for_subject(iri):
        assert quad.graph_name == ox.DefaultGraph()
        properties.setdefault(quad.predicate, set()).add(quad.object)
    return properties


def plain(data: ox.Dataset) -> set[tuple[Any, Any, Any]]:
    """The plain facts in the article's graph, without what every entity has."""
    usual = {k.RDF_TYPE, k.RDFS_LABEL, k.name, k.key, k.joinKey}
    found = data.quads_for_graph_name(GRAPH)
    return {(quad.subject, quad.predicate, quad.object) for quad in found if quad.predicate not in usual}


RELATIONS: list[tuple[Fact, tuple[Entity, ox.NamedNode, Entity]]] = [
    (facts.Position(person=SAPAROVA, title="Chair", of=BANK, **BASE), (SAPAROVA, k.worksFor, BANK)),
    (facts.Position(person=SAPAROVA, title="Chair", of=BANK, former=True, **BASE), (SAPAROVA, k.workedFor, BANK)),
    (facts.PartOf(part=BANK, whole=BANK, relation="unit", **BASE), (BANK, k.unitOf, BANK)),
    (facts.PartOf(part=BANK, whole=RURITANIA, relation="unit", **BASE), (BANK, k.organOf, RURITANIA)),
    (facts.PartOf(part=BANK, whole=VALLEY, relation="unit", **BASE), (BANK, k.organOf, VALLEY)),
    (facts.PartOf(part=RURITANIA, whole=BANK, relation="member", **BASE), (RURITANIA, k.memberOf, BANK)),
    (facts.PartOf(part=VALLEY, whole=RURITANIA, relation="within", **BASE), (VALLEY, k.within, RURITANIA)),
    (facts.Attended(agent=SAID, event=FORUM, **BASE), (SAID, k.attended, FORUM)),
    (facts.Met(a=SAID, b=SAPAROVA, **BASE), (SAPAROVA, k.metWith, SAID)),
    (facts.Party(framework=STRATEGY, party=BANK, **BASE), (STRATEGY, k.party, BANK)),
    (facts.Follows(new=STRATEGY, old=ROAD, **BASE), (STRATEGY, k.follows, ROAD)),
    (facts.Finances(financier=BANK, target=ROAD, **BASE), (BANK, k.finances, ROAD)),
    (facts.Implements(agent=BANK, target=ROAD, **BASE), (BANK, k.implements, ROAD)),
    (facts.Under(project=ROAD, framework=STRATEGY, **BASE), (ROAD, k.under, STRATEGY)),
    (facts.Located(what=ROAD, place=RURITANIA, **BASE), (ROAD, k.locatedIn, RURITANIA)),
    (facts.Discussed(event=FORUM, about=ROAD, **BASE), (FORUM, k.discussed, ROAD)),
]


@pytest.mark.parametrize(("fact", "triple"), RELATIONS, ids=[triple[1].value.split("#")[1] for _, triple in RELATIONS])
def test_a_relation_is_an_assertion_and_a_plain_triple(fact: Fact, triple: tuple[Entity, ox.NamedNode, Entity]) -> None:
    """The triple stands in the article's graph; the assertion repeats its parts beside the evidence."""
    data = dataset(fact)
    subject, predicate, value = node(triple[0]), triple[1], node(triple[2])
    assert plain(data) == {(subject, predicate, value)}
    said = the_assertion(data)
    assert (said[k.subject], said[k.predicate], said[k.object]) == ({subject}, {predicate}, {value})
    assert said[k.statedIn] == {GRAPH}
    assert said[k.modality] == {k.asserted}
    assert said[k.rule] == {ox.Literal("test.rule")}
    assert said[k.evidence] == {ox.NamedNode(MINTER.passage(ARTICLE.key, *SENTENCE))}


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.POSSIBLE, Modality.DENIED])
@pytest.mark.parametrize("fact", [fact for fact, _ in RELATIONS if not isinstance(fact, facts.Attended)])
def test_what_is_not_asserted_is_no_plain_fact(fact: Fact, modality: Modality) -> None:
    """The assertion is kept with its modality; nothing enters the article's facts."""
    data = dataset(dataclasses.replace(fact, modality=modality))
    assert plain(data) == set()
    assert the_assertion(data)[k.modality] == {getattr(k, modality.value)}


def test_guests_of_a_coming_event_are_expected() -> None:
    """Planned attendance is the one relation that a plan puts among the plain facts."""
    data = dataset(facts.Attended(agent=SAID, event=FORUM, modality=Modality.PLANNED, **BASE))
    assert plain(data) == {(node(SAID), k.expectedAt, node(FORUM))}


def test_membership_says_what_the_title_says() -> None:
    """Title, remit, capacity and the date on which the post is attested."""
    fact = facts.Position(person=SAID, title="Acting Director for Upper Valley", remit="Upper Valley", **BASE)
    said = the_assertion(dataset(fact))
    assert k.Membership in said[k.RDF_TYPE]
    assert said[k.capacity] == {ox.Literal("acting")}
    assert said[k.remit] == {ox.Literal("Upper Valley")}
    assert said[k.attested] == {ox.Literal("2025-05-14", datatype=k.XSD_DATE)}
    assert said[k.former] == {ox.Literal(False)}
    assert k.organization not in said
    assert k.subject not in said


def test_an_event_has_its_time_and_status() -> None:
    """A planned event is among the facts, with its status; a denied one is not."""
    fact = facts.Event(event=TALKS, date=MAY, place=VALLEY, during=FORUM, status="planned", **BASE)
    expected = {
        (node(TALKS), k.begin, ox.Literal("2025-05-01", datatype=k.XSD_DATE)),
        (node(TALKS), k.end, ox.Literal("2025-05-31", datatype=k.XSD_DATE)),
        (node(TALKS), k.dateText, ox.Literal("in May")),
        (node(TALKS), k.datePrecision, ox.Literal("month")),
        (node(TALKS), k.status, ox.Literal("planned")),
        (node(TALKS), k.during, node(FORUM)),
    }
    assert plain(dataset(dataclasses.replace(fact, modality=Modality.PLANNED))) == expected
    assert plain(dataset(fact)) == expected
    assert plain(dataset(dataclasses.replace(fact, modality=Modality.DENIED))) == set()
    said = the_assertion(dataset(fact))
    assert (said[k.event], said[k.place], said[k.duringEvent]) == ({node(TALKS)}, {node(VALLEY)}, {node(FORUM)})


def test_two_reports_of_one_event_do_not_mix_their_dates() -> None:
    """The begin of one and the end of another would be a time that nobody stated."""
    rough = Span(begin=date(2024, 1, 1), end=date(2026, 12, 31), precision="year")
    reports = [facts.Event(event=TALKS, date=span, **BASE) for span in (rough, MAY, None)]
    found = {triple for triple in plain(dataset(*reports)) if triple[1] in (k.begin, k.end)}
    assert {value.value for _, _, value in found} == {"2025-05-01", "2025-05-31"}


def test_a_period_belongs_to_the_undertaking() -> None:
    """Both ends, or the one that is said."""
    data = dataset(facts.Period(of=STRATEGY, span=Span(begin=date(2003, 1, 1), precision="year"), **BASE))
    assert (node(STRATEGY), k.begin, ox.Literal("2003-01-01", datatype=k.XSD_DATE)) in plain(data)
    assert k.end not in the_assertion(data)


def test_each_sum_is_a_financing() -> None:
    """Two sums between the same two are two financings; the sum is a decimal with bounds."""
    fact = facts.Finances(
        financier=BANK,
        target=RURITANIA,
        amounts=(8e6, 5.25e8),
        currency="USD",
        bound=Bound.APPROX,
        instrument="loan",
        stage="signed",
        date=MAY,
        **BASE,
    )
    data = dataset(fact)
    ends = {p: {q.subject: q.object.value for q in data.quads_for_predicate(p)} for p in (k.value, k.low, k.high)}
    sums = {(value, ends[k.low][said], ends[k.high][said]) for said, value in ends[k.value].items()}
    assert sums == {("8000000", "7500000", "8500000"), ("525000000", "524500000", "525500000")}
    assert {quad.object for quad in data.quads_for_predicate(k.recipient)} == {node(RURITANIA)}
    assert {quad.object.value for quad in data.quads_for_predicate(k.stage)} == {k.STAGE + "signed"}
    assert plain(data) == {(node(BANK), k.finances, node(RURITANIA))}


def test_planned_money_finances_nothing_yet() -> None:
    """What is planned stays in the financing, whatever its modality."""
    data = dataset(facts.Finances(financier=BANK, target=ROAD, stage="planned", **BASE))
    assert plain(data) == set()
    assert k.subject not in the_assertion(data)
    assert the_assertion(data)[k.purpose] == {node(ROAD)}


def test_a_figure_keeps_number_and_words() -> None:
    """Value and interval are decimals; the article's words stand beside the indicator."""
    fact = facts.Figure(
        about=RURITANIA,
        counterpart=VALLEY,
        measure="mutual trade",
        value=3.8e9,
        low=3.75e9,
        unit="USD",
        bound=Bound.MIN,
        indicator="trade-turnover",
        per_year=True,
        **BASE,
    )
    said = the_assertion(dataset(fact))
    assert said[k.value] == {ox.Literal("3800000000", datatype=k.XSD_DECIMAL)}
    assert said[k.low] == {ox.Literal("3750000000", datatype=k.XSD_DECIMAL)}
    assert k.high not in said
    assert said[k.indicator] == {ox.NamedNode("https://w3id.org/kerege/indicator/trade-turnover")}
    assert said[k.perYear] == {ox.Literal(True)}


def test_a_statement_quotes_a_passage() -> None:
    """The words said are a passage of their own, beside the evidence."""
    words = (TEXT.index("He thanked"), len(TEXT))
    data = dataset(facts.Statement(speaker=SAID, text=words, about=(BANK, ROAD), direct=True, **BASE))
    said = the_assertion(data)
    (quoted,) = said[k.quotation]
    assert {quad.object for quad in data.quads_for_subject(quoted) if quad.predicate == k.text} == {
        ox.Literal("He thanked her.")
    }
    assert said[k.about] == {node(BANK), node(ROAD)}


def test_a_topic_points_to_the_sector() -> None:
    """Sectors have fixed IRIs, whatever the base of the instances."""
    data = dataset(facts.Topic(about=STRATEGY, sector="private-sector", **BASE))
    assert plain(data) == {(node(STRATEGY), k.sector, ox.NamedNode("https://w3id.org/kerege/sector/private-sector"))}


def test_entities_have_class_names_and_keys() -> None:
    """In the article's graph, under the IRI minted from it."""
    data = dataset(facts.Mention(entity=SAPAROVA, **BASE))
    found = {(q.predicate, q.object) for q in data.quads_for_subject(node(SAPAROVA)) if q.graph_name == GRAPH}
    assert found == {
        (k.RDF_TYPE, k.Person),
        (k.RDFS_LABEL, ox.Literal("Aigul Saparova")),
        (k.name, ox.Literal("Aigul Saparova")),
        (k.key, ox.Literal(iris.fold("Aigul Saparova"))),
        (k.joinKey, ox.Literal("person:saparova")),
    }


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Share.SENTENCE, TEXT[slice(*SENTENCE)]),
        (Share.WORDS, "In Sava, Omar Said met with Aigul Saparova…"),
        (Share.OFFSETS, None),
    ],
)
def test_share_says_how_much_text_is_kept(share: Share, text: str | None) -> None:
    """Offsets are always there; nothing else of the text leaks when it may not be shared."""
    data = dataset(facts.Met(a=SAID, b=SAPAROVA, **BASE), share=share)
    assert [quad.object.value for quad in data.quads_for_predicate(k.text)] == ([text] if text else [])
    assert bool(list(data.quads_for_predicate(k.suffix))) == (share is Share.SENTENCE)
    assert [quad.object for quad in data.quads_for_predicate(k.start)] == [ox.Literal(SENTENCE[0])]


def test_copies_of_a_text_share_their_key() -> None:
    """Case, dashes and the header do not matter; the digest is of the exact text."""
    copy = dataclasses.replace(
        ARTICLE, text=TEXT.upper().replace("DATE 2025-05-14", "date 2025-05-15"), url="https://ex.org/2"
    )
    keys, digests = set(), set()
    for article in (ARTICLE, copy):
        data = ox.Dataset(quads(reading(article=article)))
        keys |= {quad.object for quad in data.quads_for_predicate(k.textKey)}
        digests |= {quad.object for quad in data.quads_for_predicate(k.digest)}
    assert (len(keys), len(digests)) == (1, 2)


def test_a_page_without_a_scheme_is_refused() -> None:
    """The message says what to write; blanks and other letters are escaped instead."""
    with pytest.raises(MalformedArticle, match="no absolute URL"):
        list(quads(reading(article=dataclasses.replace(ARTICLE, url="ex.org/1"))))
    data = ox.Dataset(quads(reading(article=dataclasses.replace(ARTICLE, url="https://ex.org/ü b"))))
    assert [quad.object.value for quad in data.quads_for_predicate(k.url)] == ["https://ex.org/%C3%BC%20b"]


def test_a_fact_of_no_kind_is_refused() -> None:
    """A kind that somebody adds needs a counterpart in the ontology."""
    with pytest.raises(TypeError, match="no counterpart"):
        claims(Fact(evidence=(SENTENCE,), rule="none"))


@given(st.floats(min_value=-1e15, max_value=1e15, allow_nan=False))
def test_decimals_read_back_as_the_same_number(value: float) -> None:
    """Without an exponent, which xsd:decimal does not have."""
    literal = decimal(value)
    assert float(literal.value) == value
    assert "e" not in literal.value.lower()


@given(strategies.readings())
def test_quads_are_a_set_without_blank_nodes(given_reading: Reading) -> None:
    """No quad twice, no blank node, the same on every call."""
    first = list(quads(given_reading))
    assert len(set(first)) == len(first)
    assert not any(isinstance(term, ox.BlankNode) for quad in first for term in quad)
    assert list(quads(given_reading)) == first


@given(strategies.readings(), st.data())
def test_the_order_of_facts_does_not_matter(given_reading: Reading, data: st.DataObject) -> None:
    """Nor does stating one of them twice."""
    shuffled = data.draw(st.permutations(given_reading.facts + given_reading.facts[:1]))
    assert set(quads(dataclasses.replace(given_reading, facts=tuple(shuffled)))) == set(quads(given_reading))


@given(strategies.readings())
def test_every_term_is_of_the_ontology(given_reading: Reading) -> None:
    """What is written is what the ontology declares."""
    turtle = (generate_terms.FOLDER / "kerege.ttl").read_bytes()
    known = {name for _, owl_type in generate_terms.SECTIONS for name in generate_terms.local_names(turtle, owl_type)}
    used = {
        term.value
        for quad in quads(given_reading)
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(k.K)
    }
    assert {iri.removeprefix(k.K) for iri in used} <= known


@given(strategies.readings())
def test_only_entities_stand_in_the_articles_graph(given_reading: Reading) -> None:
    """Assertions, passages and the article are in the default graph, and every assertion is complete."""
    everything = list(quads(given_reading))
    article = ox.NamedNode(MINTER.article(given_reading.article.key))
    entities = {ox.NamedNode(e.iri) for e in given_reading.entities}
    assert {quad.subject for quad in everything if quad.graph_name == article} <= entities
    assert not entities & {quad.subject for quad in everything if quad.graph_name != article}
    assertions = {quad.subject for quad in everything if quad.object == k.Assertion}
    for predicate in (k.statedIn, k.modality, k.evidence, k.rule):
        assert {quad.subject for quad in everything if quad.predicate == predicate} == assertions


@given(strategies.readings())
def test_evidence_points_to_its_words(given_reading: Reading) -> None:
    """A passage's text is the text at its offsets."""
    data = ox.Dataset(quads(given_reading))

    def parts(predicate: ox.NamedNode) -> dict[Any, str]:
        return {quad.subject: quad.object.value for quad in data.quads_for_predicate(predicate)}

    starts, ends, texts = parts(k.start), parts(k.endOffset), parts(k.text)
    assert starts.keys() == ends.keys() == texts.keys()
    for passage, text in texts.items():
        assert given_reading.article.text[int(starts[passage]) : int(ends[passage])] == text
