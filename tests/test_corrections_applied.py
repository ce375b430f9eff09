"""Corrections applied: what readers see of a graph that people have put right, and what stays of what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.corrected import Corrections
from graph.corrections import Correction, written
from graph.publish import publish
from graph.recorded import Recorded, recorded
from graph.store import GraphStore
from loaders.facts import Event, Finances, Met, Modality, Position, Reading, Span
from ontology import terms as k
from ontology.errors import CorrectionError, StoreError
from tests.test_publish_dataset import (
    ANNA,
    BANK,
    BORIS,
    CLARA,
    GROUP,
    MINTER,
    PREFIXES,
    RURITANIA,
    SAID,
    Published,
    article,
    background,
    event,
    institution,
    person,
)

MET = Met(a=ANNA, b=BORIS, **SAID)
POST = Position(person=ANNA, title="Director", of=BANK, **SAID)
PAGE = "https://ministry.example.org/posts"
ARTICLE = {number: MINTER.article(article(number, MET).article.key) for number in (1, 2, 3)}


class Graph(Published):
    """A published dataset, to be asked with ``id:person/anna-aral`` for an IRI."""

    def rows(self, pattern: str) -> list[tuple[str, ...]]:
        return super().rows(_escaped(pattern))

    def ask(self, pattern: str) -> bool:
        return super().ask(_escaped(pattern))

    def iris(self, pattern: str) -> list[str]:
        found = self.store.query(PREFIXES + pattern)
        assert isinstance(found, ox.QuerySolutions)
        return [row[0].value for row in found]  # type: ignore[union-attr]


def _escaped(pattern: str) -> str:
    return re.sub(r"id:(\w+)/", r"id:\1\/", pattern)


class Desk:
    """A store whose corrections are files in its folder; each of its articles and corrections is published at once."""

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self.folder = store.corrections
        self.folder.mkdir()

    def load(self, *readings: Reading) -> Graph:
        list(self.store.load(readings))
        return self.published()

    def correct(self, action: str, day: int = 1, file: str | None = None, **target: Any) -> Graph:
        """File a correction and publish."""
        said = Correction(action=action, by="Aigerim Example", date=date(2026, 11, day), why="It is not so.", **target)
        path = self.folder / (f"{file}.toml" if file else said.filename)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(said), "utf-8")
        return self.published()

    def withdraw(self) -> Graph:
        for file in self.folder.rglob("*.toml"):
            file.unlink()
        return self.published()

    def published(self) -> Graph:
        return Graph(self.store.path, publish(self.store, background()))


def outcomes(graph: Graph) -> dict[str, tuple[str, str]]:
    """By name: what became of each correction."""
    return {one.name: (one.outcome, one.effect) for one in recorded(graph.store)}


def only(graph: Graph) -> Recorded:
    (one,) = recorded(graph.store)
    return one


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A store to load into and to correct."""
    with GraphStore(tmp_path / "store") as store:
        yield Desk(store)


def fact(relation: str, *ends: Any) -> str:
    return MINTER.fact(ends[0].iri, k.K + relation, ends[1].iri)


# Rejecting


def test_a_rejected_fact_is_no_fact_any_more_in_neither_direction(desk: Desk) -> None:
    before = desk.load(article(1, MET), article(2, MET))
    assert before.ask("id:person/anna-aral k:metWith id:person/boris-balkhash")
    graph = desk.correct("reject", fact=fact("metWith", ANNA, BORIS))
    assert not graph.ask("?one k:metWith ?other")
    assert not graph.ask("?fact a k:Fact ; k:predicate k:metWith")
    assert not graph.ask("GRAPH ?article { ?one k:metWith ?other }")
    assert only(graph).outcome == "applied"
    assert only(graph).effect == "2 assertions of 2 articles are not relied on."


def test_what_was_said_of_a_rejected_fact_is_still_found_with_its_sentences(desk: Desk) -> None:
    """Nothing is lost: who said it, in which words, and who rejects it, when and why."""
    desk.load(article(1, MET))
    graph = desk.correct("reject", fact=fact("metWith", ANNA, BORIS))
    assert graph.rows(
        "SELECT ?subject ?object ?article ?words ?by ?why ?on { ?fact a k:RejectedFact ; k:subject ?subject ;"
        " k:predicate k:metWith ; k:object ?object ; k:rejectedBy ?correction . ?said k:wouldReport ?fact ;"
        " k:rejectedBy ?correction ; k:statedIn ?article ; k:evidence/k:text ?words ."
        " ?correction a k:Correction ; k:correctedBy ?by ; k:why ?why ; k:correctedOn ?on }"
    ) == [
        (*ends, ARTICLE[1].rpartition("/")[2], "Words of ", "Aigerim Example", "It is not so.", "2026-11-01")
        for ends in (("anna-aral", "boris-balkhash"), ("boris-balkhash", "anna-aral"))
    ]
    assert graph.ask("id:person/anna-aral a k:Person")


def test_of_two_corrections_that_reject_the_same_both_are_named_and_one_is_enough(desk: Desk) -> None:
    desk.load(article(1, MET))
    ends = {"subject": ANNA.iri, "predicate": k.metWith.value, "object": BORIS.iri}
    desk.correct("reject", file="first", fact=fact("metWith", ANNA, BORIS))
    graph = desk.correct("reject", file="second", day=2, **ends)
    assert {name: outcome for name, (outcome, _) in outcomes(graph).items()} == {
        "first": "applied",
        "second": "applied",
    }
    assert graph.rows(
        "SELECT ?n { SELECT (COUNT(?c) AS ?n) { [] k:predicate k:metWith ; k:statedIn [] ; k:rejectedBy ?c } }"
    ) == [("2",)]
    (desk.folder / "first.toml").unlink()
    graph = desk.published()
    assert not graph.ask("?one k:metWith ?other")
    assert outcomes(graph) == {"second": ("applied", "1 assertion of 1 article is not relied on.")}


def test_a_correction_is_applied_to_what_is_loaded_later_too(desk: Desk) -> None:
    desk.correct("reject", fact=fact("metWith", ANNA, BORIS))
    graph = desk.load(article(1, MET), article(2, MET))
    assert not graph.ask("?one k:metWith ?other")
    assert only(graph).outcome == "applied"


def test_what_one_article_states_is_rejected_and_others_may_state_it(desk: Desk) -> None:
    graph = desk.load(article(1, MET), article(2, MET))
    (assertion,) = graph.iris(f"SELECT ?a {{ ?a k:statedIn <{ARTICLE[1]}> ; k:predicate k:metWith }}")
    graph = desk.correct("reject", assertion=assertion)
    assert graph.rows("SELECT ?n { ?f k:predicate k:metWith ; k:articles ?n }") == [("1",), ("1",)]
    assert graph.ask("?one k:metWith ?other")
    assert not graph.ask(f"GRAPH <{ARTICLE[1]}> {{ ?one k:metWith ?other }}")
    assert graph.ask(f"GRAPH <{ARTICLE[2]}> {{ ?one k:metWith ?other }}")
    assert not graph.ask("?f a k:RejectedFact")


def test_what_a_rule_says_of_an_article_is_rejected(desk: Desk) -> None:
    wrong = replace(POST, rule="posts.guess")
    desk.load(article(1, MET, wrong), article(2, wrong))
    graph = desk.correct("reject", article=ARTICLE[1], rule=MINTER.rule("posts.guess"))
    assert graph.rows("SELECT ?a { [] a k:Membership ; k:rejectedBy [] ; k:statedIn ?a }") == [
        (ARTICLE[1].rpartition("/")[2],)
    ]
    assert graph.rows("SELECT ?n { ?f a k:Tenure ; k:articles ?n }") == [("1",)]
    assert graph.ask("id:person/anna-aral k:metWith id:person/boris-balkhash")


def test_a_rejected_post_takes_along_what_only_it_states(desk: Desk) -> None:
    """A director of the bank works for it; both go, and the deputy chair, of whom another article speaks, stays."""
    desk.load(article(1, POST), article(2, replace(POST, title="Deputy Chair")))
    tenure = MINTER.fact("Tenure", ANNA.iri, BANK.iri, "director")
    graph = desk.correct("reject", fact=tenure)
    assert graph.rows("SELECT ?t { ?f a k:Tenure ; k:title ?t }") == [("Deputy Chair",)]
    assert graph.rows(
        "SELECT ?n { ?f k:predicate k:worksFor ; k:object id:institution/steppe-bank ; k:articles ?n }"
    ) == [("1",)]
    graph = desk.correct("reject", fact=fact("worksFor", ANNA, BANK))
    assert not graph.ask("?f a k:Tenure")
    assert not graph.ask("?who k:worksFor ?for")
    assert graph.ask(f"<{tenure}> a k:RejectedFact")


def test_a_deal_is_rejected_by_its_fact(desk: Desk) -> None:
    loan = Finances(financier=BANK, target=RURITANIA, amounts=(5e6,), currency="USD", stage="signed", **SAID)
    graph = desk.load(article(1, loan), article(2, replace(loan, amounts=(7e6,))))
    assert graph.rows("SELECT ?v { ?d a k:Deal ; k:value ?v }") == [("5000000",), ("7000000",)]
    (deal,) = graph.iris("SELECT ?d { ?d a k:Deal ; k:value ?v FILTER(?v = 5000000) }")
    graph = desk.correct("reject", fact=deal)
    assert graph.rows("SELECT ?v { ?d a k:Deal ; k:value ?v }") == [("7000000",)]
    assert graph.ask("?bank k:finances id:place/ruritania")


def test_a_rejected_report_of_an_event_no_longer_says_when_it_was(desk: Desk) -> None:
    """Another report of the same article does instead."""
    talks = event(1, "talks")
    held = Event(
        event=talks, date=Span(begin=date(2024, 5, 1), end=date(2024, 5, 1), precision="day"), status="held", **SAID
    )
    later = replace(
        held, date=Span(begin=date(2024, 6, 1), end=date(2024, 6, 30), precision="month"), rule="test.month"
    )
    graph = desk.load(article(1, held, later))
    assert graph.rows("SELECT ?b { ?e a k:Meeting ; k:begin ?b }") == [("2024-05-01",)]
    graph = desk.correct("reject", article=ARTICLE[1], rule=MINTER.rule("test"))
    assert graph.rows("SELECT ?b ?e { ?m a k:Meeting ; k:begin ?b ; k:end ?e }") == [("2024-06-01", "2024-06-30")]
    graph = desk.correct("reject", article=ARTICLE[1], rule=MINTER.rule("test.month"), day=2)
    assert not graph.ask("?e a k:Meeting ; k:begin ?b")
    assert graph.ask("?e a k:Meeting")


def test_an_inferred_fact_cannot_be_rejected_but_its_grounds_can(desk: Desk) -> None:
    desk.load(article(1, POST))
    graph = desk.correct("reject", fact=fact("worksFor", ANNA, GROUP))
    assert graph.ask("id:person/anna-aral k:worksFor id:institution/steppe-group")
    assert only(graph).outcome == "inapplicable"
    assert "follows from other facts" in only(graph).effect
    graph = desk.correct("reject", fact=fact("worksFor", ANNA, BANK))
    assert not graph.ask("id:person/anna-aral k:worksFor ?any")


def test_a_rejected_fact_that_still_follows_says_so(desk: Desk) -> None:
    group = replace(POST, of=GROUP)
    desk.load(article(1, POST), article(2, group))
    graph = desk.correct("reject", fact=fact("worksFor", ANNA, GROUP))
    assert graph.ask("id:person/anna-aral k:worksFor id:institution/steppe-group")
    assert only(graph).effect == "1 assertion of 1 article is not relied on. It still follows from other facts."
    assert not graph.ask(f"<{fact('worksFor', ANNA, GROUP)}> a k:RejectedFact")


# Adding


def test_an_added_fact_is_there_with_the_words_of_the_article_that_says_it(desk: Desk) -> None:
    desk.load(article(1, MET), article(2, Met(a=ANNA, b=CLARA, **SAID)))
    ends = {"subject": BORIS.iri, "predicate": k.worksFor.value, "object": BANK.iri}
    graph = desk.correct("add", **ends, evidence=("https://example.org/1",), quotation="what was said")
    assert graph.ask("id:person/boris-balkhash k:worksFor id:institution/steppe-bank")
    assert graph.rows(
        "SELECT ?rule ?text ?article ?by { ?a k:reports ?f ; k:rule ?rule ; k:evidence ?p ; k:statedIn ?article ;"
        " k:addedBy/k:correctedBy ?by . ?p k:text ?text ; k:start ?s ; k:passageOf ?article ."
        " ?f a k:Fact ; k:object id:institution/steppe-bank ; k:articles 1 }"
    ) == [("correction", "what was said", ARTICLE[1].rpartition("/")[2], "Aigerim Example")]
    assert graph.ask("id:person/boris-balkhash k:worksFor id:institution/steppe-group"), "what follows from it is there"


def test_an_added_fact_may_be_shown_by_a_page_that_was_not_loaded(desk: Desk) -> None:
    desk.load(article(1, MET))
    ends = {"subject": BORIS.iri, "predicate": k.worksFor.value, "object": BANK.iri}
    graph = desk.correct("add", **ends, evidence=(PAGE,), quotation="He holds the post.")
    assert graph.rows(
        "SELECT ?text { ?a k:statedIn ?page ; k:evidence/k:text ?text . ?page a k:CitedPage, k:Article ;"
        f" k:url <{PAGE}> }}"
    ) == [("He holds the post.",)]
    assert graph.ask("GRAPH ?page { ?who k:worksFor ?bank }")
    # when it is loaded, the fact is that article's
    page = replace(article(2, MET).article, url=PAGE, text="Of Boris: He holds the post.")
    graph = desk.load(replace(article(2, MET), article=page))
    assert not graph.ask("?page a k:CitedPage")
    assert graph.rows(f"SELECT ?s {{ ?a k:addedBy [] ; k:evidence/k:start ?s ; k:statedIn/k:url <{PAGE}> }}") == [
        ("10",)
    ]


def test_an_added_fact_has_to_be_one_that_the_ontology_allows(desk: Desk) -> None:
    desk.load(article(1, MET, POST))
    said = {"subject": BANK.iri, "object": ANNA.iri, "evidence": (PAGE,)}
    graph = desk.correct("add", predicate=k.worksFor.value, **said)
    assert only(graph).outcome == "inapplicable"
    assert "cannot stand before worksFor: that takes Person" in only(graph).effect
    desk.withdraw()
    graph = desk.correct("add", predicate=k.metWith.value, **{**said, "object": CLARA.iri})
    assert (only(graph).outcome, only(graph).effect) == ("unmatched", f"The graph knows no {CLARA.iri}.")
    assert not graph.ask("?page a k:CitedPage")


# Things


def test_two_that_are_the_same_are_published_as_one(desk: Desk) -> None:
    full = person("Zarina Tauman")
    desk.load(article(1, MET), article(2, Met(a=full, b=BORIS, **SAID)))
    graph = desk.correct("same", things=(ANNA.iri, full.iri))
    assert graph.rows("SELECT ?n { ?f k:subject id:person/anna-aral ; k:predicate k:metWith ; k:articles ?n }") == [
        ("2",)
    ]
    assert graph.ask("id:person/zarina-tauman k:joinedInto id:person/anna-aral")
    assert only(graph).effect == f"They are published as {ANNA.iri}."


def test_two_that_are_different_stay_two_whatever_keys_they_share(desk: Desk) -> None:
    one, other = institution("Steppe Rail", keys=("rail",)), institution("Steppe Railways", keys=("rail",))
    together = desk.load(article(1, replace(POST, of=one)), article(2, replace(POST, of=other)))
    assert together.ask("?one k:joinedInto ?other")
    graph = desk.correct("different", things=(one.iri, other.iri))
    assert not graph.ask("?one k:joinedInto ?other")
    assert graph.rows("SELECT ?o { ?who k:worksFor ?o }") == [("steppe-rail",), ("steppe-railways",)]
    assert desk.withdraw().ask("?one k:joinedInto ?other")


def test_of_the_same_and_different_the_later_holds(desk: Desk) -> None:
    full = person("Zarina Tauman")
    desk.load(article(1, MET), article(2, Met(a=full, b=BORIS, **SAID)))
    desk.correct("same", day=1, file="one", things=(ANNA.iri, full.iri))
    graph = desk.correct("different", day=2, file="two", things=(ANNA.iri, full.iri))
    assert not graph.ask("?one k:joinedInto ?other")
    assert outcomes(graph) == {
        "one": ("overruled", "two, a later correction, says the contrary."),
        "two": ("applied", "They are published apart."),
    }
    graph = desk.correct("same", day=2, file="two-b", things=(full.iri, ANNA.iri))
    assert graph.ask("?one k:joinedInto ?other"), "of one day, the later name"


def test_what_is_the_same_through_a_third_contradicts_what_is_different(desk: Desk) -> None:
    corrections = [
        ("same", 1, (ANNA.iri, BORIS.iri)), ("same", 2, (BORIS.iri, CLARA.iri)),
        ("different", 3, (CLARA.iri, ANNA.iri)),
    ]  # fmt: skip
    for action, day, things in corrections:
        desk.correct(action, day=day, file=f"{action}-{day}", things=things)
    known = Corrections.of(desk.folder)
    assert known.overruled == {"same-1": "different-3"}
    assert known.same == ((BORIS.iri, CLARA.iri),)


def test_deals_are_said_to_be_one_and_to_be_two(desk: Desk) -> None:
    """Sums count them accordingly."""
    loan = Finances(financier=BANK, target=RURITANIA, amounts=(5e6,), currency="USD", stage="signed", **SAID)
    graph = desk.load(article(1, loan), article(2, replace(loan, amounts=(7e6,))))
    deals = graph.iris("SELECT ?d { ?d a k:Deal } ORDER BY ?d")
    graph = desk.correct("same", file="one", things=tuple(deals))
    (one,) = graph.iris("SELECT ?d { ?d a k:Deal }")
    assert only(graph).effect == f"They are published as {one}."
    graph = desk.correct("different", file="two", day=2, things=tuple(deals))
    assert graph.iris("SELECT ?d { ?d a k:Deal } ORDER BY ?d") == deals
    assert outcomes(graph)["one"][0] == "overruled"


def test_two_entries_of_the_reference_data_that_are_the_same_are_one_in_all_that_is_known_of_them(desk: Desk) -> None:
    nowhere = MINTER.place("Nowhere")
    before = desk.load(article(1, POST))
    one = desk.correct("same", things=(BANK.iri, GROUP.iri))
    (joined, into), *others = one.rows("SELECT ?one ?other { ?one k:joinedInto ?other }")
    assert {joined, into} == {"steppe-bank", "steppe-group"}
    assert not others
    away = f"id:institution/{joined}"
    assert one.rows(f"SELECT DISTINCT ?p {{ {away} ?p ?o }}") == [("joinedInto",), ("label",)]
    assert one.rows(f"SELECT DISTINCT ?p {{ ?s ?p {away} }}") == [("corrects",), ("matched",)]
    assert one.ask(f'id:institution/{into} k:name "Steppe Group", "Steppe Bank of Development", "SBD"')
    assert not one.ask("?s k:unitOf ?o")
    now = sorted(map(str, one.store))
    publish(desk.store, background(), anew=True)
    assert sorted(map(str, desk.published().store)) == now
    assert sorted(map(str, desk.withdraw().store)) == sorted(map(str, before.store))
    desk.load(article(2, replace(POST, of=GROUP)), article(3, replace(POST, of=GROUP)))
    told = desk.correct("same", things=(BANK.iri, GROUP.iri))
    assert told.ask("id:institution/steppe-bank k:joinedInto id:institution/steppe-group"), "most articles name it"
    assert not told.ask("id:institution/steppe-group k:joinedInto ?other")
    assert not desk.correct("same", things=(RURITANIA.iri, nowhere)).ask(f"<{nowhere}> k:country ?where")


def test_things_of_different_kinds_are_never_one(desk: Desk) -> None:
    desk.load(article(1, POST))
    graph = desk.correct("same", things=(ANNA.iri, BANK.iri))
    assert only(graph).outcome == "inapplicable"
    assert not graph.ask("?one k:joinedInto ?other")


def test_a_renamed_thing_is_shown_by_the_new_name_and_found_by_the_others(desk: Desk) -> None:
    desk.load(article(1, POST))
    graph = desk.correct("rename", thing=BANK.iri, name="Bank of the Steppe")
    assert graph.rows("SELECT ?l { id:institution/steppe-bank rdfs:label ?l }") == [("Bank of the Steppe",)]
    assert graph.ask(
        'id:institution/steppe-bank k:name "Steppe Bank", "Bank of the Steppe" ; k:key "bank of the steppe"'
    )


def test_of_two_names_the_later_holds_whichever_of_its_iris_they_give(desk: Desk) -> None:
    full = person("Zarina Tauman")
    desk.load(article(1, MET), article(2, Met(a=full, b=BORIS, **SAID)))
    desk.correct("same", file="join", things=(ANNA.iri, full.iri))
    desk.correct("rename", file="first", thing=ANNA.iri, name="Anna A.")
    graph = desk.correct("rename", file="later", day=2, thing=full.iri, name="A. Aral")
    assert graph.rows("SELECT ?l { id:person/anna-aral rdfs:label ?l }") == [("A. Aral",)]
    assert outcomes(graph)["first"] == ("overruled", "later, a later correction, says otherwise.")


def test_a_class_given_by_a_person_takes_the_place_of_others(desk: Desk) -> None:
    desk.load(article(1, POST))
    graph = desk.correct("retype", thing=BANK.iri, cls=k.Company.value)
    assert graph.rows("SELECT ?c { id:institution/steppe-bank a ?c }") == [("Agent",), ("Company",), ("Institution",)]
    assert not graph.ask("?bank a k:DevelopmentBank")
    assert graph.ask("GRAPH ?article { id:institution/steppe-bank a k:DevelopmentBank }"), "as the article says"


def test_a_person_does_not_become_a_city(desk: Desk) -> None:
    desk.load(article(1, POST))
    graph = desk.correct("retype", thing=ANNA.iri, cls=k.City.value)
    assert graph.rows("SELECT ?c { id:person/anna-aral a ?c }") == [("Agent",), ("Person",)]
    assert (only(graph).outcome, only(graph).effect) == (
        "inapplicable", "City is no class of a thing whose IRI says person.",
    )  # fmt: skip


# Following what moves, and telling what fits nothing


def test_a_rejection_follows_its_fact_when_things_are_joined(desk: Desk) -> None:
    """The file says whom the fact is about, so it is found under the IRI that it has by then."""
    full = person("Zarina Tauman")
    desk.load(article(1, Met(a=full, b=BORIS, **SAID)), article(2, MET), article(3, Met(a=ANNA, b=CLARA, **SAID)))
    ends = {"subject": BORIS.iri, "predicate": k.metWith.value, "object": full.iri}
    graph = desk.correct("reject", fact=fact("metWith", BORIS, full), **ends)
    assert graph.ask("id:person/anna-aral k:metWith id:person/boris-balkhash")
    assert not graph.ask("id:person/zarina-tauman k:metWith ?any")
    graph = desk.correct("same", file="join", things=(ANNA.iri, full.iri))
    assert graph.rows("SELECT ?o { id:person/anna-aral k:metWith ?o }") == [("clara-caspi",)]
    assert {outcome for outcome, _ in outcomes(graph).values()} == {"applied"}
    (desk.folder / "join.toml").unlink()
    assert desk.published().ask("id:person/anna-aral k:metWith id:person/boris-balkhash")


def test_a_rejection_of_a_post_follows_it_by_who_stated_it(desk: Desk) -> None:
    full = person("Zarina Tauman")
    graph = desk.load(article(1, replace(POST, person=full)), article(2, MET), article(3, MET))
    (said,) = graph.iris("SELECT ?a { ?a a k:Membership }")
    tenure = MINTER.fact("Tenure", full.iri, BANK.iri, "director")
    desk.correct("reject", fact=tenure, cls=k.Tenure.value, reports=(said,))
    graph = desk.correct("same", file="join", things=(ANNA.iri, full.iri))
    assert graph.ask("id:person/zarina-tauman k:joinedInto id:person/anna-aral")
    assert not graph.ask("?fact a k:Tenure")
    assert {outcome for outcome, _ in outcomes(graph).values()} == {"applied"}


def test_a_correction_that_fits_nothing_any_more_says_so(desk: Desk) -> None:
    desk.load(article(1, MET, POST), article(2, POST))
    desk.correct("reject", fact=fact("metWith", ANNA, BORIS))
    desk.correct("rename", file="rename", thing=BORIS.iri, name="B. B.")
    desk.store.forget(ARTICLE[1])
    graph = desk.published()
    assert sorted(outcomes(graph).values()) == [
        ("unmatched", "No article states this any more."),
        ("unmatched", f"The graph knows no {BORIS.iri}."),
    ]
    graph = desk.load(article(1, MET))
    assert {outcome for outcome, _ in outcomes(graph).values()} == {"applied"}


def test_of_rejecting_and_adding_the_same_the_later_holds(desk: Desk) -> None:
    desk.load(article(1, MET))
    ends = {"subject": ANNA.iri, "predicate": k.metWith.value, "object": BORIS.iri}
    desk.correct("reject", file="reject", **ends)
    graph = desk.correct("add", file="add", day=2, **ends, evidence=(PAGE,))
    assert graph.ask("id:person/anna-aral k:metWith id:person/boris-balkhash")
    assert graph.rows("SELECT ?r { ?a k:reports/k:predicate k:metWith ; k:rule ?r }") == [("correction",)] * 2
    assert outcomes(graph) == {
        "add": ("applied", "It is stated in the article of its evidence."),
        "reject": ("applied", "1 assertion of 1 article is not relied on. add adds it again."),
    }
    graph = desk.correct("reject", file="reject", day=3, **ends)
    assert not graph.ask("?one k:metWith ?other")
    assert outcomes(graph)["add"] == ("overruled", "reject, a later correction, rejects it.")


def test_a_correction_taken_away_restores_what_was_there(desk: Desk) -> None:
    before = set(desk.load(article(1, MET, POST), article(2, POST)).store)
    desk.correct("reject", fact=fact("metWith", ANNA, BORIS))
    desk.correct("rename", thing=BANK.iri, name="Bank of the Steppe")
    desk.correct("add", subject=BORIS.iri, predicate=k.worksFor.value, object=BANK.iri, evidence=(PAGE,))
    assert set(desk.withdraw().store) == before


def test_corrections_stay_when_an_article_is_read_again_by_another_reader(desk: Desk) -> None:
    desk.load(article(1, MET))
    desk.correct("reject", subject=ANNA.iri, predicate=k.metWith.value, object=BORIS.iri)
    again = replace(article(1, replace(MET, evidence=((0, 12),))), reader="test 2")
    assert not desk.load(again).ask("?one k:metWith ?other")


# The folder


def test_folders_in_the_folder_are_read_and_name_the_correction(desk: Desk) -> None:
    desk.load(article(1, MET))
    graph = desk.correct("rename", file="people/of Sava", thing=ANNA.iri, name="A. Aral")
    assert only(graph).name == "people/of Sava"
    assert only(graph).iri.endswith("/id/correction/people/of%20Sava")
    (desk.folder / ".draft.toml").write_text("not yet")
    (desk.folder / "notes.txt").write_text("no correction")
    assert desk.published().report.corrected == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"format = 1\naction = 'reject'", "is missing"), (b"\xff\xfe", "UTF-8"), (b"= 1", "no TOML")],
)
def test_a_file_that_is_no_correction_is_named_and_readers_see_what_they_saw(
    desk: Desk, content: bytes, reason: str
) -> None:
    graph = desk.load(article(1, MET))
    (desk.folder / "sub").mkdir()
    (desk.folder / "sub" / "wrong.toml").write_bytes(content)
    with pytest.raises(CorrectionError, match=rf"sub/wrong\.toml.*{reason}"):
        desk.published()
    assert graph.report.number == 1


def test_a_correction_that_a_link_leads_to_is_missed_when_it_is_gone(desk: Desk, tmp_path: Path) -> None:
    desk.load(article(1, MET))
    (desk.folder / "linked.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(CorrectionError, match=r"linked\.toml cannot be read"):
        desk.published()


def test_a_store_remembers_its_folder_and_misses_it_when_it_is_gone(tmp_path: Path) -> None:
    folder, path = tmp_path / "elsewhere", tmp_path / "store"
    with pytest.raises(StoreError, match="no folder"):
        GraphStore(path, corrections=folder)
    folder.mkdir()
    GraphStore(path, corrections=folder).close()
    with GraphStore(path) as store:
        assert store.corrections == folder
    folder.rmdir()
    with pytest.raises(StoreError, match="Make it, or name another one with --corrections"):
        GraphStore(path)
    GraphStore(path, corrections=path / "corrections").close()
    with GraphStore(path) as store:
        assert store.corrections == path / "corrections"


def test_what_is_planned_or_denied_is_rejected_too(desk: Desk) -> None:
    """A denial states no fact; rejecting it is still told."""
    denied = replace(MET, modality=Modality.DENIED, rule="test.denied")
    desk.load(article(1, MET, denied))
    graph = desk.correct("reject", article=ARTICLE[1], rule=MINTER.rule("test.denied"))
    assert only(graph).outcome == "applied"
    assert graph.ask("id:person/anna-aral k:metWith id:person/boris-balkhash")
