"""What readers see after publishing: joined things, facts with counted sources, who disagrees with whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.background import Background, shipped_ontology
from graph.publications import open_published
from graph.publish import PublishReport, publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import (
    Attended,
    Bound,
    Discussed,
    Entity,
    Event,
    Fact,
    Figure,
    Finances,
    Kind,
    Mention,
    Met,
    Modality,
    PartOf,
    Party,
    Position,
    Reading,
    Span,
    Statement,
)
from ontology.iris import Minter
from ontology.reference import Entry

MINTER = Minter()
PREFIXES = """
PREFIX k: <https://w3id.org/kerege/ontology#> PREFIX id: <https://w3id.org/kerege/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX indicator: <https://w3id.org/kerege/indicator/> PREFIX stage: <https://w3id.org/kerege/stage/>
"""
SAID: dict[str, Any] = {"evidence": ((0, 9),), "rule": "test"}


def person(name: str) -> Entity:
    return Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,))


def institution(name: str, *, cls: str = "Organization", keys: tuple[str, ...] = (), iri: str | None = None) -> Entity:
    iri = iri or MINTER.institution(name)
    return Entity(iri=iri, kind=Kind.INSTITUTION, cls=cls, name=name, names=(name,), join_keys=keys)


def framework(name: str, key: str) -> Entity:
    iri = MINTER.undertaking(name)
    return Entity(iri=iri, kind=Kind.FRAMEWORK, cls="PartnershipStrategy", name=name, names=(name,), join_keys=(key,))


def country(name: str) -> Entity:
    return Entity(iri=MINTER.place(name), kind=Kind.PLACE, cls="Country", name=name, names=(name,))


def event(article: int, name: str, *keys: str) -> Entity:
    iri = MINTER.event(str(article), name)
    return Entity(iri=iri, kind=Kind.EVENT, cls="Meeting", name=name, names=(name,), join_keys=keys)


ANNA, BORIS, CLARA = person("Anna Aral"), person("Boris Balkhash"), person("Clara Caspi")
BANK, GROUP = institution("Steppe Bank", cls="DevelopmentBank"), institution("Steppe Group")
RURITANIA = country("Ruritania")


def article(number: int, *facts: Fact, text: str | None = None, day: date | None = None) -> Reading:
    """An article of the outlet ``Daily NUMBER`` that states the facts and mentions whom they name."""
    words = text or f"Words of article {number}, with “what was said” in it."
    found = {e.iri: e for fact in facts for e in _entities(fact)}
    day = day or date(2025, 1, number)
    about = Article(text=words, url=f"https://example.org/{number}", publisher=f"Daily {number}", date=day)
    mentions = tuple(Mention(evidence=((0, 9),), rule="test", entity=e) for e in found.values())
    entities = tuple(found[iri] for iri in sorted(found))
    return Reading(article=about, facts=(*mentions, *facts), reader="test 1", entities=entities)


def _entities(fact: Fact) -> Iterator[Entity]:
    for name in fact.__dataclass_fields__:
        value = getattr(fact, name)
        yield from (v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, Entity))


@cache
def background() -> Background:
    entries = [
        Entry(iri=GROUP.iri, kind="Institution", cls="Organization", name="Steppe Group", source="made up"),
        Entry(
            iri=BANK.iri, kind="Institution", cls="DevelopmentBank", name="Steppe Bank of Development",
            aliases=("Steppe Bank",), acronyms=("SBD",), unit_of=GROUP.iri, source="made up",
        ),
        Entry(iri=RURITANIA.iri, kind="Place", cls="Country", name="Ruritania", source="made up"),
        Entry(iri=MINTER.place("Nowhere"), kind="Place", cls="Country", name="Nowhere", source="made up"),
    ]  # fmt: skip
    return Background.of(shipped_ontology(), entries)


class Published:
    """A published dataset to ask."""

    def __init__(self, path: Path, report: PublishReport) -> None:
        """The newest publication of a store, with the report of publishing it."""
        self.store, self.report = open_published(path), report

    def rows(self, pattern: str) -> list[tuple[str, ...]]:
        """The solutions of ``SELECT …`` as sorted texts, IRIs of things shortened to their last part."""
        found = self.store.query(PREFIXES + pattern)
        assert isinstance(found, ox.QuerySolutions)
        names = [v.value for v in found.variables]
        return sorted(tuple(_short(row[name]) for name in names) for row in found)

    def ask(self, pattern: str) -> bool:
        return bool(self.store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


def _short(term: object) -> str:
    return getattr(term, "value", "-").rstrip("/").rpartition("/")[2].rpartition("#")[2] if term else "-"


Publish = Callable[..., Published]


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Publish]:
    """Publishes some articles."""
    with GraphStore(tmp_path / "store") as store:

        def of(*readings: Reading) -> Published:
            list(store.load(readings))
            return Published(store.path, publish(store, background()))

        yield of


MET = Met(a=ANNA, b=BORIS, **SAID)


def test_a_fact_knows_its_articles_its_independent_sources_outlets_and_dates(published: Publish) -> None:
    copied = "The same words, printed twice."
    graph = published(article(1, MET), article(2, MET, text=copied), article(3, MET, text=copied.upper()))
    assert (
        graph.rows("""SELECT ?articles ?sources ?first ?last {
        ?f a k:Fact ; k:subject id:person\\/anna-aral ; k:predicate k:metWith ; k:object id:person\\/boris-balkhash ;
           k:articles ?articles ; k:independentSources ?sources ; k:firstReported ?first ; k:lastReported ?last }""")
        == [("3", "2", "2025-01-01", "2025-01-03")]
    )
    assert graph.rows("SELECT DISTINCT ?p { ?f a k:Fact ; k:publisher ?p }") == [
        ("Daily 1",),
        ("Daily 2",),
        ("Daily 3",),
    ]


def test_a_symmetric_fact_leads_to_its_sentences_from_either_side(published: Publish) -> None:
    graph = published(article(1, MET))
    assert graph.rows("""SELECT ?who ?whom ?text {
        ?f a k:Fact ; k:subject ?who ; k:predicate k:metWith ; k:object ?whom .
        ?a k:reports ?f ; k:evidence/k:text ?text }""") == [
        ("anna-aral", "boris-balkhash", "Words of "), ("boris-balkhash", "anna-aral", "Words of ")
    ]  # fmt: skip
    assert graph.rows("SELECT ?s ?o { ?s k:metWith ?o }") == [
        ("anna-aral", "boris-balkhash"),
        ("boris-balkhash", "anna-aral"),
    ]
    assert graph.rows("SELECT ?s { ?m k:mirrors ?f . ?m k:subject ?s }") == [("boris-balkhash",)]
    assert graph.ask("GRAPH ?i { id:person\\/boris-balkhash k:metWith id:person\\/anna-aral } ?i a k:InferredGraph")
    assert not graph.ask("GRAPH ?i { id:person\\/anna-aral k:metWith id:person\\/boris-balkhash } ?i a k:InferredGraph")


def test_inverse_properties_are_there_with_fact_nodes_of_their_own(published: Publish) -> None:
    plan, forum = framework("Ruritania plan", "plan"), event(1, "Sava forum")
    graph = published(
        article(
            1, Party(framework=plan, party=RURITANIA, **SAID), Discussed(event=forum, about=plan, **SAID),
            Attended(agent=ANNA, event=forum, **SAID), Finances(financier=BANK, target=plan, stage="signed", **SAID),
        )
    )  # fmt: skip
    for stated, mirror in (
        ("party", "partyTo"),
        ("discussed", "discussedAt"),
        ("attended", "attendedBy"),
        ("finances", "financedBy"),
    ):
        assert graph.ask(f"""?a k:{stated} ?b . ?b k:{mirror} ?a .
            ?f k:subject ?b ; k:predicate k:{mirror} ; k:object ?a ; k:mirrors ?g ; k:articles 1 .
            ?g k:subject ?a ; k:predicate k:{stated} ; k:object ?b . ?x k:reports ?f, ?g""")


def test_one_framework_under_two_names_becomes_one_thing_with_one_label_and_all_names(published: Publish) -> None:
    long, short = framework("World Bank Group plan", "key"), framework("World Bank plan", "key")
    party = {"party": RURITANIA, **SAID}
    graph = published(
        article(1, Party(framework=long, **party)),
        article(2, Party(framework=short, **party)),
        article(3, Party(framework=short, **party)),
    )
    assert graph.rows("SELECT ?p ?n { ?f k:predicate k:party ; k:subject ?p ; k:articles ?n }") == [
        ("world-bank-plan", "3")
    ]
    assert graph.rows("SELECT ?a ?b { ?a k:joinedInto ?b }") == [("world-bank-group-plan", "world-bank-plan")]
    plan = "id:undertaking\\/world-bank-plan"
    assert graph.rows(f"SELECT ?l {{ {plan} rdfs:label ?l }}") == [("World Bank plan",)]
    assert graph.rows(f"SELECT ?l {{ {plan} k:name ?l }}") == [("World Bank Group plan",), ("World Bank plan",)]
    joined_away = "id:undertaking\\/world-bank-group-plan"
    assert graph.rows(f"SELECT DISTINCT ?p {{ {joined_away} ?p ?o }}") == [("joinedInto",), ("label",), ("name",)]
    assert not graph.ask(f"?s ?p {joined_away} FILTER(?p NOT IN (k:joinedInto, k:matched))")
    assert graph.ask(f"GRAPH ?article {{ {joined_away} k:party ?who }} ?article a k:Article")


def test_keys_never_join_different_kinds_or_two_reference_entries_and_say_so(published: Publish) -> None:
    meeting, plan = event(1, "talks", "same"), framework("plan", "same")
    other = institution("Other", keys=("both",))
    bank, group = replace(BANK, join_keys=("both",)), replace(GROUP, join_keys=("both",))
    graph = published(
        article(
            1, Discussed(event=meeting, about=plan, **SAID), Met(a=bank, b=other, **SAID), Met(a=group, b=ANNA, **SAID)
        )
    )
    assert not graph.ask("?a k:joinedInto ?b")
    assert [(r.reason, r.keys, len(r.entities)) for r in graph.report.refused] == [
        ("different kinds", ("same",), 2),
        ("different reference entries", ("both",), 2),
    ]


def test_the_reference_entry_gives_a_joined_thing_its_iri_and_label(published: Publish) -> None:
    alias = institution("The bank of the steppe", keys=("bank",))
    bank = replace(BANK, join_keys=("bank",))
    readings = [article(n, Met(a=alias, b=ANNA, **SAID)) for n in (1, 2, 3)]
    graph = published(*readings, article(4, Met(a=bank, b=ANNA, **SAID)))
    assert graph.rows("SELECT ?l ?n { ?a k:joinedInto ?b . ?b rdfs:label ?l . ?f k:object ?b ; k:articles ?n }") == [
        ("Steppe Bank of Development", "4")
    ]


def test_only_reference_data_that_articles_reach_are_published(published: Publish) -> None:
    graph = published(article(1, Met(a=BANK, b=ANNA, **SAID)))
    assert graph.rows("SELECT ?x { GRAPH ?g { ?x a ?c } ?g a k:ReferenceGraph }") == [
        ("steppe-bank",),
        ("steppe-group",),
    ]
    assert graph.ask(
        "id:institution\\/steppe-bank k:unitOf id:institution\\/steppe-group ; k:acronym 'SBD' ; k:key 'sbd'"
    )
    assert not graph.ask("id:place\\/ruritania ?p ?o")


def test_types_follow_the_class_hierarchy_and_work_follows_units(published: Publish) -> None:
    graph = published(
        article(1, Position(person=ANNA, title="director", of=BANK, **SAID), Met(a=ANNA, b=RURITANIA, **SAID))
    )
    assert graph.ask("id:institution\\/steppe-bank a k:DevelopmentBank, k:Institution, k:Agent")
    assert graph.ask("id:place\\/ruritania a k:Country, k:Place, k:Agent")
    assert graph.rows("SELECT ?o { id:person\\/anna-aral k:worksFor ?o }") == [("steppe-bank",), ("steppe-group",)]
    assert graph.rows("SELECT ?o { GRAPH ?g { id:person\\/anna-aral k:worksFor ?o } ?g a k:InferredGraph }") == [
        ("steppe-group",)
    ]


def test_an_inferred_fact_leads_to_the_facts_it_follows_from(published: Publish) -> None:
    desk = institution("Desk", iri=MINTER.institution("Desk"))
    works, unit = (
        Position(person=ANNA, title="head", of=desk, **SAID),
        PartOf(part=desk, whole=BANK, relation="unit", **SAID),
    )
    graph = published(article(1, works), article(2, works), article(3, unit))
    assert graph.rows(
        """SELECT ?s ?o ?n ?from {
        ?f k:inferredFrom ?g ; k:subject ?s ; k:object ?o ; k:articles ?n . ?g k:object ?from }"""
    ) == [
        ("anna-aral", "steppe-bank", "1", "desk"),  # works for the desk, of which there are two reports,
        ("anna-aral", "steppe-bank", "1", "steppe-bank"),  # and the desk is a unit of the bank, of which there is one
        ("anna-aral", "steppe-group", "1", "desk"),
        ("anna-aral", "steppe-group", "1", "steppe-bank"),
        ("anna-aral", "steppe-group", "1", "steppe-group"),
        ("desk", "steppe-group", "1", "steppe-bank"),
    ]
    stated = published(article(4, Position(person=ANNA, title="head", of=GROUP, **SAID)))
    assert not stated.ask(
        "?f k:inferredFrom ?g ; k:subject id:person\\/anna-aral ; k:object id:institution\\/steppe-group"
    )
    assert stated.ask("?a k:reports ?f . ?f k:subject id:person\\/anna-aral ; k:object id:institution\\/steppe-group")


def test_what_is_inferred_goes_when_its_ground_is_forgotten_and_stays_when_it_is_also_stated(tmp_path: Path) -> None:
    work = Position(person=ANNA, title="director", of=BANK, **SAID)
    known = Position(person=ANNA, title="director", of=GROUP, **SAID)
    with GraphStore(tmp_path / "s") as store:
        list(store.load([article(1, work)]))
        publish(store, background())
        list(store.load([article(2, known)]))
        graph = Published(store.path, publish(store, background()))
        assert not graph.ask("GRAPH ?g { ?who k:worksFor ?o } ?g a k:InferredGraph")
        store.forget(MINTER.article(article(1).article.key))
        graph = Published(store.path, publish(store, background()))
        assert graph.rows("SELECT ?o { ?who k:worksFor ?o }") == [("steppe-group",)]
        list(store.load([article(1, work)]))
        store.forget(MINTER.article(article(2).article.key))
        graph = Published(store.path, publish(store, background()))
        assert graph.rows("SELECT ?o { GRAPH ?g { ?who k:worksFor ?o } ?g a k:InferredGraph }") == [("steppe-group",)]


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.POSSIBLE])
def test_what_is_denied_or_merely_possible_is_an_assertion_and_no_fact(published: Publish, modality: Modality) -> None:
    loan = Finances(financier=BANK, target=RURITANIA, amounts=(5e6,), currency="USD", stage="signed", **SAID)
    graph = published(article(1, replace(MET, modality=modality), replace(loan, modality=modality)))
    assert not graph.ask("?a k:metWith ?b")
    assert not graph.ask("?f a k:Fact")
    assert graph.ask(f"?a a k:Financing ; k:modality k:{modality.value} . ?b k:predicate k:metWith")


def test_guests_of_a_scheduled_event_are_expected_with_a_fact_node(published: Publish) -> None:
    guest = Attended(agent=ANNA, event=event(1, "Sava forum"), modality=Modality.PLANNED, **SAID)
    graph = published(article(1, guest))
    assert graph.ask("?who k:expectedAt ?event . ?f k:subject ?who ; k:predicate k:expectedAt ; k:object ?event")


def test_an_event_that_was_planned_and_then_held_is_held_with_one_pair_of_dates(published: Publish) -> None:
    planned, held = event(1, "talks", "talks 2025"), event(2, "talks in Sava", "talks 2025")
    june = Span(begin=date(2025, 6, 1), end=date(2025, 6, 30), precision="month", text="in June")
    day = Span(begin=date(2025, 6, 17), end=date(2025, 6, 17), text="on 17 June")
    graph = published(
        article(2, Event(event=held, date=day, **SAID)),
        article(1, Event(event=planned, date=june, status="planned", modality=Modality.PLANNED, **SAID)),
    )
    assert graph.rows(
        "SELECT ?status ?b ?e ?t { ?x a k:Meeting ; k:status ?status ; k:begin ?b ; k:end ?e ; k:dateText ?t }"
    ) == [("held", "2025-06-17", "2025-06-17", "on 17 June")]


def test_a_post_reported_under_spellings_of_its_title_is_one_tenure(published: Publish) -> None:
    post = Position(person=ANNA, title="Finance Minister", of=RURITANIA, **SAID)
    graph = published(
        article(1, post), article(2, replace(post, title="finance minister")), article(3, post),
        article(4, replace(post, title="Prime Minister")),
    )  # fmt: skip
    assert graph.rows("""SELECT ?t ?n ?o ?former {
        ?x a k:Tenure ; k:title ?t ; k:articles ?n ; k:organization ?o ; k:former ?former }""") == [
        ("Finance Minister", "3", "ruritania", "false"), ("Prime Minister", "1", "ruritania", "false"),
    ]  # fmt: skip
    assert graph.ask("?a k:reports ?t, ?f . ?t a k:Tenure . ?f k:predicate k:worksFor")


def test_a_tenure_is_over_when_the_latest_article_calls_it_former(published: Publish) -> None:
    post = Position(person=ANNA, title="minister", of=RURITANIA, **SAID)
    assert published(article(2, replace(post, former=True)), article(1, post)).rows(
        "SELECT ?x { ?t a k:Tenure ; k:former ?x }"
    ) == [("true",)]
    assert published(article(3, post)).rows("SELECT ?x { ?t a k:Tenure ; k:former ?x }") == [("false",)]


def test_the_stages_of_one_loan_are_one_deal(published: Publish) -> None:
    loan = Finances(
        financier=BANK, target=RURITANIA, amounts=(5e6,), currency="USD", instrument="loan", stage="approved", **SAID
    )
    planned = replace(loan, stage="planned", modality=Modality.PLANNED)
    other = replace(loan, amounts=(7e6,))
    graph = published(
        article(1, planned), article(2, loan), article(3, replace(loan, stage="signed")), article(4, other)
    )
    assert graph.rows("SELECT ?v ?n ?s { ?d a k:Deal ; k:value ?v ; k:articles ?n ; k:stage ?s }") == [
        ("5000000", "3", "approved"),
        ("5000000", "3", "planned"),
        ("5000000", "3", "signed"),
        ("7000000", "1", "approved"),
    ]


def test_the_same_words_of_one_speaker_in_two_papers_are_one_utterance(published: Publish) -> None:
    def said(text: str) -> tuple[int, int]:
        return text.index("“") + 1, text.index("”")

    texts = ["She said: “We will build it.” Then", "“We will BUILD it”, she said", "“We may build it.”"]
    readings = [
        article(n, Statement(speaker=ANNA, text=said(t), direct=True, **SAID), text=t) for n, t in enumerate(texts, 1)
    ]
    graph = published(*readings)
    assert graph.rows("SELECT ?n ?s { ?u a k:Utterance ; k:speaker ?s ; k:articles ?n ; k:direct true }") == [
        ("1", "anna-aral"), ("2", "anna-aral")
    ]  # fmt: skip
    assert len(graph.rows("SELECT ?q { ?u a k:Utterance ; k:articles 2 ; k:quotation ?q . ?q a k:Passage }")) == 2


YEAR = Span(begin=date(2024, 1, 1), end=date(2024, 12, 31), precision="year", text="2024")
TRADE = Figure(
    about=RURITANIA, counterpart=BANK, measure="trade turnover", value=4e9, unit="USD", low=3.5e9, high=4.5e9,
    indicator="trade-turnover", period=YEAR, **SAID,
)  # fmt: skip


def test_a_number_of_two_sides_is_one_observation_whichever_is_named_first(published: Publish) -> None:
    turned = replace(TRADE, about=GROUP, counterpart=RURITANIA, measure="mutual trade", low=3.95e9, high=4.05e9)
    graph = published(article(1, TRADE), article(2, turned), article(3, TRADE))
    assert graph.rows(
        """SELECT ?n ?about ?with ?low ?b { ?o a k:Observation ; k:articles ?n ; k:about ?about ;
           k:counterpart ?with ; k:low ?low ; k:begin ?b }"""
    ) == [("3", "ruritania", "steppe-bank", "3950000000", "2024-01-01")]


def wider(figure: Figure, value: float, half: float, **changes: Any) -> Figure:
    return replace(figure, value=value, low=value - half, high=value + half, **changes)


LATER = Span(begin=date(2025, 1, 1), end=date(2025, 12, 31), precision="year", text="2025")


@pytest.mark.parametrize(
    ("other", "conflict"),
    [
        pytest.param(wider(TRADE, 6e9, 5e8), True, id="intervals that do not meet"),
        pytest.param(wider(TRADE, 4.6e9, 5e8), False, id="intervals that meet"),
        pytest.param(replace(TRADE, value=3e9, low=3e9, high=None, bound=Bound.MIN), False, id="a lower bound below"),
        pytest.param(replace(TRADE, value=8e9, low=8e9, high=None, bound=Bound.MIN), True, id="a lower bound above"),
        pytest.param(wider(TRADE, 6e9, 5e8, period=LATER), False, id="another year"),
        pytest.param(wider(TRADE, 6e9, 5e8, unit="EUR"), False, id="another unit"),
        pytest.param(wider(TRADE, 6e9, 5e8, counterpart=None), False, id="another side"),
        pytest.param(wider(TRADE, 6e9, 5e8, per_year=True), False, id="a yearly rate"),
        pytest.param(wider(TRADE, 6e9, 5e8, indicator="exports", measure="exports"), False, id="another measure"),
        pytest.param(wider(TRADE, 6e9, 5e8, indicator=None, measure="Trade Turnover"), True, id="the same words"),
        pytest.param(wider(TRADE, 6e9, 5e8, modality=Modality.PLANNED), False, id="a plan"),
        pytest.param(wider(TRADE, 6e9, 5e8, counterpart=GROUP), True, id="the same group"),
    ],
)
def test_observations_conflict_when_they_cannot_both_be_true(published: Publish, other: Figure, conflict: bool) -> None:
    graph = published(article(1, TRADE), article(2, other))
    assert (
        len(graph.rows("SELECT ?a ?b { ?a a k:Observation ; k:conflictsWith ?b . ?b k:conflictsWith ?a }"))
        == 2 * conflict
    )
    later = published(article(3, TRADE))
    assert len(later.rows("SELECT ?a ?b { ?a k:conflictsWith ?b }")) == 2 * conflict


def test_a_number_without_a_period_is_read_as_of_the_year_of_its_article(published: Publish) -> None:
    undated = replace(TRADE, period=None)
    graph = published(
        article(1, undated, day=date(2024, 5, 1)), article(2, wider(undated, 6e9, 1e8), day=date(2025, 5, 1))
    )
    assert not graph.ask("?a k:conflictsWith ?b")
    assert published(article(3, wider(undated, 9e9, 1e8), day=date(2024, 9, 1))).ask("?a k:conflictsWith ?b")


def test_the_default_graph_holds_each_triple_once_and_each_thing_one_label(published: Publish) -> None:
    part = PartOf(part=BANK, whole=GROUP, relation="unit", **SAID)
    graph = published(article(1, MET, part), article(2, MET, part), article(3, replace(MET, a=CLARA)))
    assert graph.rows("SELECT (COUNT(*) AS ?n) { id:person\\/anna-aral k:metWith ?o }") == [("1",)]
    assert graph.rows("SELECT (COUNT(*) AS ?n) { id:institution\\/steppe-bank k:unitOf ?o }") == [("1",)]
    assert not graph.ask("?x rdfs:label ?a, ?b FILTER(STRSTARTS(STR(?x), STR(id:)) && ?a != ?b)")
    assert not graph.ask(
        "?x a ?c FILTER(STRSTARTS(STR(?x), CONCAT(STR(id:), 'person')) && NOT EXISTS { ?x rdfs:label ?l })"
    )


def test_nothing_published_is_a_blank_node_and_no_live_graph_shows(published: Publish) -> None:
    graph = published(article(1, MET, TRADE))
    assert not [q for q in graph.store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    assert not [g for g in graph.store.named_graphs() if str(g).startswith("<urn:")]


def test_publishing_again_without_a_change_makes_no_publication(published: Publish) -> None:
    first = published(article(1, MET))
    again = published(article(1, MET))
    assert (again.report.number, again.report.changed) == (first.report.number, False)


def test_what_an_article_no_longer_says_is_gone_and_the_report_counts_it(published: Publish) -> None:
    published(article(1, MET), article(2, TRADE))
    graph = published(article(1, replace(MET, b=CLARA), text="A correction."))
    assert (graph.report.added, graph.report.replaced, graph.report.removed) == (0, 1, 0)
    assert not graph.ask("?x k:name 'Boris Balkhash'")
    assert graph.rows("SELECT ?o { id:person\\/anna-aral k:metWith ?o }") == [("clara-caspi",)]
