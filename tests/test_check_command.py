"""``kerege check`` tells what cannot all be true, with the sentences that say so and what to do."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from graph import consistency
from graph.background import Background
from graph.publish import publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import Entity, Event, Fact, Kind, Mention, Period, Reading, Span, Under
from ontology.iris import Minter

MINTER = Minter()
needs_java = pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")


def entity(kind: Kind, cls: str, iri: str, name: str) -> Entity:
    return Entity(iri=iri, kind=kind, cls=cls, name=name, names=(name,))


def framework(name: str) -> Entity:
    return entity(Kind.FRAMEWORK, "Programme", MINTER.undertaking(name), name)


PLAN, STRATEGY = framework("Steppe Plan"), framework("Steppe Strategy")
BOTH = (PLAN, STRATEGY)
PERSON = entity(Kind.PERSON, "Person", MINTER.person("Aral Fund"), "Aral Fund")
FUND = entity(Kind.INSTITUTION, "DevelopmentBank", MINTER.person("Aral Fund"), "Aral Fund")
FORUM = entity(Kind.EVENT, "Forum", MINTER.event("e", "Sava Forum"), "Sava Forum")


def reading(number: int, sentence: str, *facts: Any, entities: tuple[Entity, ...]) -> Reading:
    """An article of one sentence that bears all facts."""
    article = Article(
        text=sentence,
        title=f"News {number}",
        publisher="The Sava Times",
        url=f"https://news.example.org/{number}",
        date=date(2025, 5, number),
    )
    said: dict[str, Any] = {"evidence": ((0, len(sentence)),), "rule": "test"}
    stated: tuple[Fact, ...] = tuple(kind(**about, **said) for kind, about in facts)
    return Reading(article=article, facts=stated, reader="test 1", entities=entities)


def year(begin: int | None, end: int | None) -> Span:
    return Span(begin=date(begin, 1, 1) if begin else None, end=date(end, 12, 31) if end else None, precision="year")


CONTRADICTING = [
    reading(1, "The plan is under the strategy.", (Under, {"project": PLAN, "framework": STRATEGY}), entities=BOTH),
    reading(2, "The strategy is under the plan.", (Under, {"project": STRATEGY, "framework": PLAN}), entities=BOTH),
    reading(3, "Mr Aral Fund spoke.", (Mention, {"entity": PERSON}), entities=(PERSON,)),
    reading(4, "Aral Fund lends.", (Mention, {"entity": FUND}), entities=(FUND,)),
    reading(5, "The plan starts in 2026.", (Period, {"of": PLAN, "span": year(2026, None)}), entities=(PLAN,)),
    reading(6, "The plan ended in 2024.", (Period, {"of": PLAN, "span": year(None, 2024)}), entities=(PLAN,)),
    reading(
        7, "The Sava Forum was held in June.",
        (Event, {"event": FORUM, "date": Span(begin=date(2025, 6, 1), end=date(2025, 6, 30), precision="month")}),
        entities=(FORUM,),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose articles contradict each other in four ways."""
    path = tmp_path_factory.mktemp("contradicting") / "store"
    with GraphStore(path) as store:
        list(store.load(CONTRADICTING))
        publish(store, Background.load())
    return path


def test_nothing_is_found_in_the_shipped_reports(kerege: Run, corpus: Path) -> None:
    done = kerege("check", "--store", corpus)
    assert done.returncode == 0, done.stdout
    assert not done.stdout
    assert "nothing found" in done.stderr


def test_contradictions_are_told_with_their_sentences_and_what_to_do(kerege: Run, contradicting: Path) -> None:
    done = kerege("check", "--store", contradicting, env={"COLUMNS": "300"})
    assert done.returncode == 1
    for words in (
        "Aral Fund is an institution and a person at once.",
        "“Mr Aral Fund spoke.” (The Sava Times, 2025-05-03, News 3)",
        "“Aral Fund lends.” (The Sava Times, 2025-05-04, News 4)",
        "Steppe Plan and Steppe Strategy form a circle: each is said to be “under” the next.",
        "“The strategy is under the plan.”",
        "Steppe Plan begins on 2026-01-01 and ends on 2024-12-31, before that.",
        "“The plan ended in 2024.” (The Sava Times, 2025-05-06, News 6)",
        "An article of 2025-05-07 reports Sava Forum as held, on 2025-06-01.",
        "→ kerege correct reject https://w3id.org/kerege/id/fact/",
        "→ kerege correct reject https://w3id.org/kerege/id/assertion/",
    ):
        assert words in done.stdout
    assert "4 found" in done.stderr


def test_findings_are_data_too(kerege: Run, contradicting: Path) -> None:
    done = kerege("check", "disjoint-kinds", "circle", "--json", "--store", contradicting)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [one["check"] for one in found] == ["disjoint-kinds", "circle"]
    assert PERSON.iri in found[0]["things"]
    assert {saying["date"] for cause in found[0]["causes"] for saying in cause["sayings"]} == {
        "2025-05-03",
        "2025-05-04",
    }


def test_what_a_correction_rejects_is_not_found_any_more(kerege: Run, contradicting: Path, tmp_path: Path) -> None:
    """Nor does a correction break a promise of the data model."""
    store = tmp_path / "store"
    shutil.copytree(contradicting, store)
    before = json.loads(kerege("check", "--json", "--store", store).stdout)
    (wrong,) = (one for one in before if one["check"] == "ends-before-it-begins")
    commands = [line.split()[2:] for line in wrong["advice"] if line.startswith("kerege correct reject")]
    said = ("--why", "Misread.", "--by", "Test", "--yes", "--store", store)
    assert kerege("correct", *commands[0], *said).returncode == 0
    assert kerege("correct", "retype", FUND.iri, "Person", *said).returncode == 0
    after = json.loads(kerege("check", "--json", "--store", store).stdout)
    assert {one["check"] for one in before} - {one["check"] for one in after} == {
        "ends-before-it-begins", "disjoint-kinds",
    }  # fmt: skip
    assert len(after) == len(before) - 2


def test_checks_are_listed_with_their_reasons(kerege: Run) -> None:
    done = kerege("check", "--list", env={"COLUMNS": "200"})
    assert done.returncode == 0
    assert "circle" in done.stdout
    assert "Promises" in done.stdout


def test_an_unknown_check_is_named(kerege: Run, corpus: Path) -> None:
    done = kerege("check", "nonsense", "--store", corpus)
    assert done.returncode == 2
    assert "There is no check “nonsense”" in done.stderr


def test_shapes_are_validated_where_asked_for(kerege: Run, contradicting: Path) -> None:
    done = kerege("check", "circle", "--shapes", "--store", contradicting, env={"COLUMNS": "300"})
    assert done.returncode == 1
    assert "Nothing leads back to itself by k:under." in done.stdout
    assert "Nothing is a Person and of another kind as well." in done.stdout


def test_the_shipped_reports_keep_every_shape(kerege: Run, corpus: Path) -> None:
    done = kerege("check", "circle", "--shapes", "--store", corpus)
    assert done.returncode == 0, done.stdout


@needs_java
def test_hermit_is_asked_where_asked_for(kerege: Run, contradicting: Path, corpus: Path) -> None:
    done = kerege("check", "circle", "--owl", "--store", contradicting, env={"COLUMNS": "300"})
    assert "The graph contradicts the ontology" in done.stdout
    assert kerege("check", "--owl", "--store", corpus).returncode == 0


def test_what_is_missing_for_hermit_is_said(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    done = kerege("check", "circle", "--owl", "--store", corpus, env={"PATH": str(tmp_path), "JAVA_HOME": ""})
    assert done.returncode == 1
    assert "needs Java" in done.stderr
