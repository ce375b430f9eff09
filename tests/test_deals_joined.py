"""The stages of one loan are one deal, and sums count it once; what only looks alike stays apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from told_deals import ALPINE, BORDURIA, DAM, HIGHWAY, MINTER, RURITANIA, STEPPE, Told, framework, project, told

from graph.background import Background, shipped_ontology
from graph.deals.joining import Deals
from graph.deals.kept import Kept, read_kept, write_kept
from graph.deals.making import deals_made
from graph.ledger import joined_into
from graph.publications import Publication, Publications, open_published
from graph.publish import publish
from graph.store import GraphStore, date_in
from loaders.facts import Bound, Reading
from ontology import terms as k
from queries.catalogue import Catalogue

BACKGROUND = Background.of(shipped_ontology(), ())

PLANNED = told(
    "Sava Courier",
    "2025-01-20",
    Told(words="The bank is ready to lend $240 million.", amounts=(240e6,), stage="planned"),
)
APPROVED = told(
    "Kesh Daily", "2025-03-05", Told(words="A loan of $238.5 million was approved.", stage="approved", on="2025-03-04")
)
SIGNED = told(
    "Steppe Post",
    "2025-04-11",
    Told(
        words="They signed for about $239 million.",
        to=(HIGHWAY,),
        amounts=(239e6,),
        stage="signed",
        on="2025-04-10",
        more=(("bound", Bound.APPROX),),
    ),
)
UNDER_WAY = told(
    "Sava Courier", "2025-09-30", Told(words="The bank lends $238.5 million for it.", to=(HIGHWAY,), stage="ongoing")
)
STAGES = (PLANNED, APPROVED, SIGNED, UNDER_WAY)


class Published:
    """The publication of some readings, to be asked."""

    def __init__(self, path: Path, readings: tuple[Reading, ...]) -> None:
        with GraphStore(path) as store:
            list(store.load(readings))
            publish(store, BACKGROUND)
            self.article = {reading.article.key: store.minter.article(reading.article.key) for reading in readings}
        self.store = open_published(path)

    def rows(self, query: str) -> list[tuple[str, ...]]:
        found = self.store.query(f"PREFIX k: <https://w3id.org/kerege/ontology#> {query}")
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return sorted(tuple(str(row[name].value) if row[name] else "" for name in names) for row in found)

    def deals(self) -> list[str]:
        return [iri for (iri,) in self.rows("SELECT ?deal { ?deal a k:Deal }")]

    def totals(self) -> list[tuple[str, ...]]:
        query = Catalogue.load()["financing-totals"].text
        found = self.store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(row[n].value for n in ("year", "standing", "total", "deals", "articles")) for row in found]


@pytest.fixture
def publication(tmp_path: Path) -> Any:
    def made(*readings: Reading) -> Published:
        return Published(tmp_path / str(len(list(tmp_path.iterdir()))), readings)

    return made


def test_a_loan_told_four_times_at_four_stages_is_one_deal_and_summed_once(publication: Any) -> None:
    published = publication(*STAGES)
    (deal,) = published.deals()
    assert published.totals() == [("2025", "committed", "238500000", "1", "4")]
    assert published.rows("SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a k:reports ?d . ?d a k:Deal }") == [("6",)]
    stages = published.rows("SELECT DISTINCT ?s { ?d a k:Deal ; k:stage ?s }")
    assert {iri.rpartition("/")[2] for (iri,) in stages} == {"planned", "approved", "signed", "ongoing"}
    told_of = published.rows(
        "SELECT DISTINCT ?begin ?text { ?a k:reports/a k:Deal ; k:stage ?s ; k:evidence/k:text ?text"
        " OPTIONAL { ?a k:begin ?begin } FILTER(STRENDS(STR(?s), '/approved')) }"
    )
    assert told_of == [("2025-03-04", "A loan of $238.5 million was approved.")]
    sides = published.rows("SELECT ?p ?o { ?d a k:Deal ; ?p ?o FILTER(?p IN (k:financier, k:recipient, k:purpose)) }")
    assert {iri for _, iri in sides} == {STEPPE.iri, RURITANIA.iri, HIGHWAY.iri}
    assert published.rows("SELECT ?low ?high ?bound { ?d a k:Deal ; k:low ?low ; k:high ?high ; k:bound ?bound }") == [
        ("238500000", "238500000", "exact")
    ]
    assert deal in {iri for (iri,) in published.rows("SELECT DISTINCT ?into { ?key k:joinedInto ?into }")}


def test_what_was_a_deal_by_itself_leads_to_the_one_it_was_joined_into(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "store") as store:
        list(store.load([PLANNED]))
        publish(store, BACKGROUND)
        (alone,) = (q.subject for q in open_published(store.path).quads_for_pattern(None, k.RDF_TYPE, k.Deal))
        list(store.load([APPROVED, SIGNED, UNDER_WAY]))
        publish(store, BACKGROUND)
        now = open_published(store.path)
        (deal,) = (q.subject for q in now.quads_for_pattern(None, k.RDF_TYPE, k.Deal))
        assert alone != deal
        assert joined_into(now, alone.value) == deal.value
        assert not list(now.quads_for_pattern(alone, k.RDF_TYPE, None))


def test_order_and_history_leave_no_trace(tmp_path: Path) -> None:
    """Also where a deal is joined in between and falls apart again."""
    more = told("Tarn Herald", "2025-02-01", Told(words="The dam gets $90 million.", to=(DAM,), amounts=(90e6,)))
    outcomes = set[str]()
    for number, order in enumerate(list(permutations((*STAGES, more)))[::40]):
        with GraphStore(tmp_path / str(number)) as store:
            for reading in order:
                list(store.load([reading]))
                publish(store, BACKGROUND)
            store.forget(store.minter.article(SIGNED.article.key))
            publish(store, BACKGROUND)
            outcomes.add("\n".join(sorted(map(str, open_published(store.path)))) + kept_of(store.path))
            publish(store, BACKGROUND, anew=True)
            outcomes.add("\n".join(sorted(map(str, open_published(store.path)))) + kept_of(store.path))
    assert len(outcomes) == 1


def kept_of(path: Path) -> str:
    newest = Publications(path).newest()
    assert newest is not None
    return str(read_kept(newest.path))


def joined(
    path: Path, *readings: Reading, same: Iterable[Collection[str]] = (), different: Iterable[Collection[str]] = ()
) -> Deals:
    """Which deals the financings of some readings are joined into."""
    with GraphStore(path) as store:
        list(store.load(readings))
        made = deals_made(
            store.live,
            store.minter,
            BACKGROUND,
            Kept(),
            affected=(present := [state.iri for state in store.articles()]),
            present=present,
            published=lambda iri: iri,
            date_of=lambda iri: date_in(store.live, iri),
            same=same,
            different=different,
        )
    return made.now.deals


BESIDE: dict[str, tuple[Told, Told]] = {
    "a grant and a loan": (Told(words="A loan.", instrument="loan"), Told(words="A grant.", instrument="grant")),
    "a loan to a neighbor": (
        Told(words="For Ruritania."),
        Told(words="For Borduria.", to=(BORDURIA, DAM)),
    ),
    "another project": (Told(words="A road.", to=(HIGHWAY,)), Told(words="A dam.", to=(DAM,))),
    "each country of a project": (
        Told(words="For Ruritania.", to=(RURITANIA, DAM)),
        Told(words="For Borduria.", to=(BORDURIA, DAM)),
    ),
    "another bank": (Told(words="Of one."), Told(words="Of the other.", by=(ALPINE,))),
    "another sum": (Told(words="One sum."), Told(words="Another sum.", amounts=(190e6,))),
    "sums with as many digits": (Told(words="One.", amounts=(238e6,)), Told(words="Two.", amounts=(239e6,))),
    "a plan made when the first loan was long paid out": (
        Told(words="The first part was paid for.", stage="completed"),
        Told(words="The second part will be paid for.", stage="planned"),
    ),
    "two approvals": (
        Told(words="The first was approved.", stage="approved", on="2025-01-10"),
        Told(words="The second was approved.", stage="approved", on="2025-06-10"),
    ),
}


@pytest.mark.parametrize("case", BESIDE)
def test_what_only_looks_alike_stays_apart(tmp_path: Path, case: str) -> None:
    one, other = BESIDE[case]
    made = joined(tmp_path, told("Sava Courier", "2025-01-20", one), told("Kesh Daily", "2025-06-20", other))
    assert len(set(made.of.values())) == 2


def test_one_article_never_tells_of_one_loan_by_two_sums(tmp_path: Path) -> None:
    both = told(
        "Sava Courier",
        "2025-01-20",
        Told(words="A loan of $240 million was approved.", amounts=(240e6,), stage="approved"),
        Told(words="A loan of $238.5 million was approved.", stage="approved"),
    )
    assert len(set(joined(tmp_path, both, APPROVED).of.values())) == 2


def test_a_person_may_say_that_deals_are_the_same_or_different(tmp_path: Path) -> None:
    one, other = BESIDE["two approvals"]
    readings = (
        told("Sava Courier", "2025-01-20", one),
        told("Kesh Daily", "2025-06-20", other, Told(words="A dam.", to=(DAM,))),
    )
    apart = joined(tmp_path / "1", *readings)
    by_hand = joined(tmp_path / "2", *readings, same=[set(apart.of.values())])
    assert (len(set(apart.of.values())), len(set(by_hand.of.values()))) == (3, 1)
    together = joined(tmp_path / "3", PLANNED, APPROVED)
    keys = {*together.joined, *together.joined.values()}
    assert len(set(together.of.values())) == 1
    assert len(set(joined(tmp_path / "4", PLANNED, APPROVED, different=[keys]).of.values())) == 2


def test_two_loans_of_one_sum_in_one_sentence_are_two(tmp_path: Path) -> None:
    each = told("Sava Courier", "2025-01-20", Told(words="The banks lend $90 million each.", by=(STEPPE, ALPINE)))
    assert len(set(joined(tmp_path, each).of.values())) == 2


def test_what_two_banks_give_together_is_one_deal(publication: Any) -> None:
    words = "The two banks will provide $600 million."
    joint = told(
        "Sava Courier", "2025-01-20", Told(words=words, by=(STEPPE, ALPINE), amounts=(600e6,), instrument=None)
    )
    published = publication(joint)
    assert len(published.deals()) == 1
    assert published.totals() == [("2025", "committed", "600000000", "1", "1")]
    assert len(published.rows("SELECT ?f { ?d a k:Deal ; k:financier ?f }")) == 2


def test_a_package_is_not_its_parts_but_summed_by_them(publication: Any) -> None:
    package = told(
        "Sava Courier",
        "2025-01-20",
        Told(words="The two banks will provide $600 million.", by=(STEPPE, ALPINE), amounts=(600e6,), instrument=None),
        Told(words="The one lends $400 million.", amounts=(400e6,)),
        Told(words="The other lends $200 million.", by=(ALPINE,), amounts=(200e6,)),
    )
    published = publication(package)
    assert len(published.deals()) == 3
    assert sorted(int(v) for (v,) in published.rows("SELECT ?v { ?d k:shareOf ?whole ; k:value ?v }")) == [
        200_000_000,
        400_000_000,
    ]
    assert [total for _, _, total, _, _ in published.totals()] == ["600000000"]


def test_a_sum_for_a_program_and_for_its_project_are_one_where_all_else_agrees(tmp_path: Path) -> None:
    program = framework("Roads of the North program", "Programme")
    one = told(
        "Sava Courier",
        "2025-03-05",
        Told(words="For the program.", to=(RURITANIA, program), stage="approved", on="2025-03-04"),
        under=[(HIGHWAY, program)],
    )
    assert len(set(joined(tmp_path, one, APPROVED).of.values())) == 1


def test_a_telling_without_a_sum_goes_with_the_only_deal_it_can_mean(tmp_path: Path) -> None:
    silent = told("Tarn Herald", "2025-05-01", Told(words="The bank finances it.", to=(HIGHWAY,), amounts=()))
    assert len(set(joined(tmp_path / "1", APPROVED, silent).of.values())) == 1
    other = told("Tarn Herald", "2025-04-01", Told(words="And $70 million more.", to=(HIGHWAY,), amounts=(70e6,)))
    assert len(set(joined(tmp_path / "2", APPROVED, silent, other).of.values())) == 3


def test_loans_of_one_key_that_cannot_be_one_have_addresses_of_their_own(tmp_path: Path) -> None:
    first, second = BESIDE["a plan made when the first loan was long paid out"]
    paid, planned = told("Sava Courier", "2025-01-20", first), told("Kesh Daily", "2025-06-20", second)
    alone = set(joined(tmp_path / "1", paid).of.values())
    assert alone < set(joined(tmp_path / "2", paid, planned).of.values())


def test_deals_that_may_be_one_are_kept_for_a_person_to_decide(tmp_path: Path) -> None:
    round_sums = [
        told(paper, day, Told(words="A loan of $50 million.", to=(RURITANIA, *more), amounts=(50e6,)))
        for paper, day, more in (
            ("Sava Courier", "2025-01-20", ()),
            ("Kesh Daily", "2025-05-20", (project("Kesh port"),)),
        )
    ]
    published = Published(tmp_path / "store", tuple(round_sums))
    assert len(published.deals()) == 2
    (case,) = published.rows('SELECT ?m ?score { ?m a k:Match ; k:verdict "uncertain" ; k:score ?score }')
    assert 0.5 <= float(case[1]) < 0.99
    assert {iri for (iri,) in published.rows(f"SELECT ?d {{ <{case[0]}> k:matched ?d }}")} == set(published.deals())
    assert ("The sum is the same.",) in published.rows(f"SELECT ?r {{ <{case[0]}> k:reason ?r }}")


def test_the_joins_of_a_deal_are_told_with_their_reasons(publication: Any) -> None:
    published = publication(*STAGES)
    joined_in = published.rows('SELECT DISTINCT ?d { ?m a k:Match ; k:verdict "joined" ; k:matched ?d }')
    into = published.rows("SELECT DISTINCT ?d { { ?d k:joinedInto ?x } UNION { ?x k:joinedInto ?d } }")
    assert joined_in == into
    reasons = {reason for (reason,) in published.rows("SELECT DISTINCT ?r { ?m a k:Match ; k:reason ?r }")}
    assert {
        "The purpose is the same.",
        "The one sum is the other, rounded.",
        "The stages follow each other.",
    } <= reasons


def test_the_file_of_deals_is_read_as_it_was_written_and_made_again_if_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store"
    Published(path, STAGES)
    newest = Publications(path).newest()
    assert newest is not None
    kept = read_kept(newest.path)
    assert kept is not None
    write_kept(tmp_path, kept)
    assert (tmp_path / "deals.gz").read_bytes() == (newest.path / "deals.gz").read_bytes()
    (newest.path / "deals.gz").write_bytes(b"damaged")
    more = told("Tarn Herald", "2025-02-01", Told(words="The dam gets $90 million.", to=(DAM,), amounts=(90e6,)))
    assert len(Published(path, (*STAGES, more)).deals()) == 2
    assert Decimal(kept.articles[MINTER.article(PLANNED.article.key)].financings[0].value) == 240_000_000
    assert isinstance(newest, Publication)


def test_one_article_tells_for_whom_and_the_other_for_what(tmp_path: Path) -> None:
    """A sum of many digits is enough in the same week; a round one needs the purpose to be in that country."""
    for_whom = Told(words="A loan.", to=(RURITANIA,), stage="approved", on="2025-03-04")
    for_what = Told(words="A loan.", to=(HIGHWAY,), stage="approved", on="2025-03-04")
    papers = (told("Sava Courier", "2025-03-05", for_whom), told("Kesh Daily", "2025-03-06", for_what))
    assert len(set(joined(tmp_path / "1", *papers).of.values())) == 1
    rounded = [replace(said, amounts=(100e6,)) for said in (for_whom, for_what)]
    papers = (told("Sava Courier", "2025-03-05", rounded[0]), told("Kesh Daily", "2025-03-06", rounded[1]))
    assert len(set(joined(tmp_path / "2", *papers).of.values())) == 2
    located = told("Kesh Daily", "2025-03-06", rounded[1], places=[(HIGHWAY, RURITANIA)])
    assert len(set(joined(tmp_path / "3", papers[0], located).of.values())) == 1


def test_a_project_under_two_spellings_is_one_purpose_where_all_else_agrees(tmp_path: Path) -> None:
    one, other = (
        Told(words="A loan.", to=(RURITANIA, project(name)), amounts=(90e6,), stage="approved", on="2025-03-04")
        for name in ("M4 Sava motorway", "M-4 Sava motorway")
    )
    made = joined(tmp_path, told("Sava Courier", "2025-03-05", one), told("Kesh Daily", "2025-03-06", other))
    assert len(set(made.of.values())) == 1
