"""The questions the project started from, asked of the five seed articles and of the reports with the same facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from conftest import ARTICLES, Run

from graph.publications import open_published

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module", params=["seeds", "articles"])
def store(request: pytest.FixtureRequest, kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the five seeds, and one with the five reports."""
    folder: Path = request.getfixturevalue("shared_dir") / "seeds" if request.param == "seeds" else ARTICLES
    store = tmp_path_factory.mktemp(request.param) / "store"
    done = kerege("load", folder, "--store", store)
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture(scope="module")
def ask(kerege: Run, store: Path) -> Ask:
    """Asks a stored question of the store; every row of an answer must have its article."""

    def asked(*arguments: object) -> Rows:
        done = kerege("ask", *arguments, "--store", store, "--format", "json")
        assert done.returncode == 0, done.stderr
        rows: Rows = json.loads(done.stdout)
        assert all(row["article"] for row in rows if row.get("source") != "reference")
        return rows

    return asked


def test_whom_did_bektenov_meet(ask: Ask) -> None:
    """Four people, each with post and institution; Bassani in two articles."""
    rows = ask("who-met-whom", "Olzhas Bektenov")
    articles = {who: {r["article"] for r in rows if r["met"] == who} for who in {r["met"] for r in rows}}
    assert {who: len(found) for who, found in articles.items()} == {
        "Antonella Bassani": 2,
        "Kubanychbek Omuraliev": 1,
        "Haoliang Xu": 1,
        "Nuriddin Azizi": 1,
    }
    posts = {(r["met"], r["post"], r["institution"]) for r in rows}
    assert ("Antonella Bassani", "Vice President", "World Bank") in posts
    assert ("Kubanychbek Omuraliev", "Secretary General", "Organization of Turkic States") in posts
    assert ("Nuriddin Azizi", "Acting Minister of Industry and Trade", "Afghanistan") in posts
    assert all(r["sentence"] for r in rows)
    assert all("2025-05-29" in json.dumps(r) for r in rows)


def test_the_same_sentences_from_bassanis_side(ask: Ask) -> None:
    """Meeting is symmetric: asked from the other side, the sentences are the same."""
    mine = {
        (r["sentence"], r["sources"]) for r in ask("who-met-whom", "Olzhas Bektenov") if r["met"] == "Antonella Bassani"
    }
    hers = {
        (r["sentence"], r["sources"]) for r in ask("who-met-whom", "Antonella Bassani") if r["met"] == "Olzhas Bektenov"
    }
    assert mine == hers
    assert {sources for _, sources in mine} == {2}


def test_units_of_the_world_bank_group(ask: Ask) -> None:
    """The interview's sentence tells of IBRD, IFC and MIGA; what only reference data say is told apart."""
    rows = ask("units-of-institution", "World Bank Group")
    said = {r["unit"]: r["sentence"] for r in rows if r["source"] == "article"}
    units = {
        "International Bank for Reconstruction and Development",
        "International Finance Corporation",
        "Multilateral Investment Guarantee Agency",
    }
    assert units <= set(said)
    assert len({said[unit] for unit in units}) == 1
    assert all(not r["sentence"] for r in rows if r["source"] == "reference")


def test_frameworks_of_kazakhstan_and_the_world_bank(ask: Ask) -> None:
    """Three, each once, although one article says World Bank Group and names differ."""
    rows = ask("frameworks-between", "Kazakhstan", "World Bank")
    spans = {(r["framework"], r["begin"], r["end"]) for r in rows}
    assert len(spans) == 3
    assert {(begin or "")[:4] + "-" + (end or "")[:4] for _, begin, end in spans} >= {"2020-2025", "2026-2031"}
    assert any("Joint Economic Research Program" in name for name, _, _ in spans)
    new = next(r for r in rows if (r["begin"] or "").startswith("2026"))
    old = next(r for r in rows if (r["begin"] or "").startswith("2020"))
    assert old["framework"] in (new["follows"] or "")


def test_projects_of_the_world_bank(ask: Ask) -> None:
    """Three undertakings once each, with two articles behind each; the bypass railway is another thing."""
    rows = ask("projects-of-institution", "World Bank")
    articles: dict[str, set[str]] = {}
    for row in rows:
        articles.setdefault(row["project"], set()).add(row["article"])
    for words in (("zhezkazgan",), ("almaty bypass road",), ("maktaaral",)):
        found = [name for name in articles if all(w in name.lower() for w in words)]
        assert len(found) == 1, found
        assert len(articles[found[0]]) == 2
    assert [name for name in articles if "bypass railway" in name.lower()]


def test_figures_that_several_articles_report(ask: Ask) -> None:
    """48 projects and 8 billion dollars from three articles, with their bounds and periods; 14 and 4.2 from two."""
    rows = ask("shared-figures")
    by_value: dict[float, Rows] = {}
    for row in rows:
        by_value.setdefault(float(row["value"]), []).append(row)
    counts = {value: len({r["article"] for r in by_value.get(value, [])}) for value in (48, 8e9, 14, 4.2e9)}
    assert counts == {48: 3, 8e9: 3, 14: 2, 4.2e9: 2}
    assert {r["bound"] for r in by_value[8e9]} == {"exact", "min"}
    assert len({(r["begin"], r["end"]) for r in by_value[8e9]}) == 3


def test_participants_of_the_forum(ask: Ask) -> None:
    """The forum of 29–30 May 2025 with everybody who met there."""
    rows = ask("participants-of-event", "Astana International Forum")
    assert {r["participant"] for r in rows} >= {
        "Olzhas Bektenov",
        "Antonella Bassani",
        "Haoliang Xu",
        "Kubanychbek Omuraliev",
        "Nuriddin Azizi",
    }
    assert {(r["begin"], r["end"]) for r in rows} == {("2025-05-29", "2025-05-30")}


def test_posts_with_the_dates_reported_and_no_others(ask: Ask) -> None:
    """Bektenov as prime minister on two dates; Smailov too, undated, with no date made up."""
    bektenov = ask("posts-of-person", "Olzhas Bektenov")
    assert {(r["post"], r["institution"], r["attested"]) for r in bektenov} == {
        ("Prime Minister", "Kazakhstan", "2025-06-01"),
        ("Prime Minister", "Kazakhstan", "2025-06-02"),
    }
    smailov = ask("posts-of-person", "Alikhan Smailov")
    assert {(r["post"], r["institution"], r.get("attested")) for r in smailov} == {
        ("Prime Minister", "Kazakhstan", None)
    }


def test_turtle_has_every_triple_of_the_default_graph(kerege: Run, store: Path, tmp_path: Path) -> None:
    """The dump of the default graph parses in rdflib with as many triples as the default graph has."""
    dump = tmp_path / "graph.ttl"
    assert kerege("dump", dump, "--store", store).returncode == 0
    answer = next(iter(open_published(store).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))  # type: ignore[arg-type,call-overload]
    assert len(rdflib.Graph().parse(dump)) == int(answer["n"].value)
