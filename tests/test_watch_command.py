"""``kerege watch``: what is new in the answers to stored questions, run after run."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Completed, Run, clean_environment
from inside import inside

from graph.background import Background
from graph.publish import publish
from graph.store import GraphStore
from graph.watching import Watch
from graph.watching_files import Watches
from graph.watching_run import Failed, run
from loaders.facts import Reading
from queries.catalogue import Catalogue
from tests.told import MINTER, background, person, reading, told, told_on

SAID = ("who-met-whom", "Omar Said")


def load(store: Path, *readings: Reading, forget: tuple[Reading, ...] = ()) -> None:
    with GraphStore(store) as opened:
        list(opened.load(readings))
        for one in forget:
            opened.forget(MINTER.article(one.article.key))
        publish(opened, background())


def met(number: int, one: str, other: str) -> Reading:
    return reading(number, f"{one} met {other}.", (person(one), person(other)))


def news(store: Path, *options: object) -> list[dict[str, Any]]:
    done = inside("watch", "run", "--store", store, "--json", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of which somebody's meetings are watched, and were asked for once."""
    store = tmp_path_factory.mktemp("prepared") / "store"
    told(store)
    assert inside("watch", "add", *SAID, "--name", "said", "--store", store).returncode == 0
    done = inside("watch", "run", "--store", store)
    assert "said: starts from an answer of 2 rows" in done.stderr
    return store


@pytest.fixture
def watched(prepared: Path, store: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(prepared, store)
    return store


def test_a_run_says_what_is_new_with_its_sentence_and_the_next_one_does_not(kerege: Run, watched: Path) -> None:
    load(watched, met(8, "Omar Said", "Ada Lund"))
    done = kerege("watch", "run", "--store", watched)
    assert "said: 1 new since " in done.stderr
    assert "Ada Lund" in done.stdout
    assert "“Omar Said met Ada Lund.”" in done.stdout
    assert "Guest" not in done.stdout
    again = kerege("watch", "run", "--store", watched)
    assert (again.returncode, again.stdout) == (0, "")
    assert "said: nothing new since " in again.stderr
    assert kerege("watch", "run", "--store", watched, "--quiet").stderr == ""


def test_a_person_who_goes_by_another_name_and_iri_makes_nothing_new(watched: Path) -> None:
    """Omar Said becomes Omar Ali Said: his meetings are the same, and three are new."""
    told_on(watched)
    found = news(watched, "--gone")
    assert {(one["how"], one["row"]["met"]) for one in found} == {("new", f"Guest {n}") for n in (5, 6, 7)}
    assert {one["row"]["person"] for one in found} == {"Omar Ali Said"}
    assert found[0]["values"] == {"person": "Omar Said"}


def test_what_went_is_told_if_asked_and_is_new_when_it_comes_back(watched: Path) -> None:
    second = met(3, "Omar Said", "Guest 2")
    load(watched, forget=(second,))
    (gone,) = news(watched, "--gone")
    assert (gone["how"], gone["row"]["met"], gone["row"]["sentence"]) == ("gone", "Guest 2", "Omar Said met Guest 2.")
    load(watched, second)
    (back,) = news(watched)
    assert (back["how"], back["row"]["met"]) == ("new", "Guest 2")


def test_another_source_for_the_same_is_one_new_row_and_changes_no_other(watched: Path) -> None:
    load(watched, met(9, "Guest 1", "Omar Said"))
    (one,) = news(watched)
    assert (one["how"], one["row"]["article"], one["row"]["sources"]) == ("new", "News 9", 2)


def test_a_number_that_is_another_now_changed(store: Path) -> None:
    told(store)
    inside("watch", "add", "most-connected-people", "--store", store)
    news(store)
    load(store, met(8, "Omar Said", "Ada Lund"))
    found = {(one["how"], one["row"]["person"]): one for one in news(store)}
    assert found.keys() == {("new", "Ada Lund"), ("changed", "Omar Said")}
    assert found["changed", "Omar Said"]["was"]["met"] == 2
    assert found["changed", "Omar Said"]["row"]["met"] == 3


def test_values_are_given_in_order_or_by_name_and_are_checked(store: Path) -> None:
    told(store)

    def add(*words: object) -> Completed:
        return inside("watch", "add", *words, "--store", store)

    assert "who-met-whom-omar-said is watched" in add("who-met-whom", "--person", "Omar Said").stderr
    assert add("who-met-whom", "--person=Guest 1", "--since", "2025-01-01", "-n", "guest").returncode == 0
    assert add("who-met-whom", "--param", "person=Guest 2", "--name", "second").returncode == 0
    for words, said in (
        (("who-met-whom",), "needs a value for person"), (("who-met", "x"), "did you mean who-met-whom"),
        (("who-met-whom", "x", "--town", "y"), "no parameter town"), (("who-met-whom", "--person"), "needs a value"),
        (("who-met-whom", "x", "-n", "guest"), "already"), (("who-met-whom", "x", "-n", "A b"), "no name of a watch"),
    ):  # fmt: skip
        done = add(*words)
        assert done.returncode in (1, 2)
        assert said in done.stderr
    listed = json.loads(inside("watch", "list", "--store", store, "--format", "json").stdout)
    assert [one["watch"] for one in listed] == ["who-met-whom-omar-said", "guest", "second"]
    assert listed[1]["values"] == "person: Guest 1; since: 2025-01-01"
    assert listed[1]["asked"] is None


def test_the_list_is_a_file_that_people_write_too(watched: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '# mine\n[watch.one]\nquery = "who-met-whom"\nvalues = { person = "Guest 1", since = 2025-01-01 }\n'
    )
    assert inside("watch", "add", *SAID, "--watches", file, "--name", "two").returncode == 0
    done = inside("watch", "run", "--watches", file, "--store", watched)
    assert "one: starts from an answer of 2 rows" in done.stderr
    assert "two: starts from an answer of 2 rows" in done.stderr
    assert (tmp_path / "mine.state.json").exists()
    assert inside("watch", "remove", "one", "--watches", file).returncode == 0
    assert file.read_text().startswith("# mine\n")
    assert [one.name for one in Watches(file).all()] == ["two"]
    assert Watches(file).known().keys() == {"two"}
    assert inside("watch", "remove", "one", "--watches", file).returncode == 1
    for text in ("watch = 3", "[watch.a]\nvalues = {}", "[other]", "[watch.a", "[watch.'A b']\nquery = 'x'"):
        file.write_text(text)
        done = inside("watch", "run", "--watches", file, "--store", watched)
        assert done.returncode == 1
        assert str(file) in done.stderr


def test_what_cannot_be_asked_is_named_and_stops_nothing_else(watched: Path) -> None:
    with (watched / "watches.toml").open("a") as file:
        file.write('[watch.old]\nquery = "not-there-any-more"\n[watch.strange]\nquery = "coming-events"\n')
        file.write('values = { town = "x" }\n[watch.unknown]\nquery = "who-met-whom"\nvalues = { person = "Xyz" }\n')
        file.write('[watch.last]\nquery = "who-met-whom"\nvalues = { person = "Guest 2" }\n')
    done = inside("watch", "run", "--store", watched)
    assert done.returncode == 1
    for said in ("old: There is no stored query", "strange: coming-events has no parameter town", "unknown: The graph"):
        assert said in done.stderr
    assert "said: nothing new" in done.stderr
    assert "last: starts from" in done.stderr
    assert Watches(watched / "watches.toml").known().keys() == {"said", "last"}


def test_a_watch_that_asks_something_else_begins_anew(watched: Path) -> None:
    file = watched / "watches.toml"
    file.write_text(file.read_text().replace("Omar Said", "Guest 1"))
    assert "said: starts from an answer of 2 rows" in inside("watch", "run", "--store", watched).stderr


def test_news_that_were_not_told_are_told_by_the_next_run(watched: Path) -> None:
    """A run that ends while it tells remembers nothing of what it was telling."""
    load(watched, met(8, "Omar Said", "Ada Lund"))
    watches = Watches(watched / "watches.toml")
    for _ in range(2):
        running = run(watches, watched)
        first = next(running)
        running.close()
        assert not isinstance(first, Failed)
        assert len(first.new) == 1
    assert [len(one.new) for one in run(watches, watched) if not isinstance(one, Failed)] == [1]
    assert [len(one.new) for one in run(watches, watched) if not isinstance(one, Failed)] == [0]


def test_a_run_whose_output_nobody_reads_loses_nothing(command: Path, watched: Path) -> None:
    load(watched, *(met(n, "Omar Said", f"Guest {n}") for n in range(8, 28)))
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    with os.fdopen(writing_end, "wb") as nobody:
        subprocess.run([command, "watch", "run", "--json", "--store", watched], stdout=nobody, env=clean_environment())
    assert len(news(watched)) == 20


def test_two_runs_at_once_are_refused(watched: Path) -> None:
    with (watched / "watches.state.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = inside("watch", "run", "--store", watched)
    assert done.returncode == 1
    assert "being asked just now" in done.stderr


def test_a_damaged_state_is_named_with_the_way_out(watched: Path) -> None:
    (watched / "watches.state.json").write_text('{"format": 1, "id": "x", "watches": {"said": {}}}')
    done = inside("watch", "run", "--store", watched)
    assert done.returncode == 1
    assert "remove it" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_watches_a_run_says_how_to_add_one(store: Path) -> None:
    with GraphStore(store) as opened:
        publish(opened, Background.of((), ()))
    done = inside("watch", "run", "--store", store)
    assert (done.returncode, "kerege watch add" in done.stderr) == (2, True)


def test_rows_that_come_in_another_order_are_the_same(watched: Path) -> None:
    """Publishing anew may give rows another order; what they say is the same."""
    watches = Watches(watched / "watches.toml")
    known = watches.known()
    known["said"].rows = dict(reversed(known["said"].rows.items()))
    watches.learn(known)
    (one,) = run(watches, watched)
    assert not isinstance(one, Failed)
    assert (one.new, one.changed, one.gone) == ((), (), ())


def test_publishing_anew_makes_nothing_new_in_any_stored_question(corpus: Path, store: Path) -> None:
    shutil.copytree(corpus, store)
    watches = Watches(store / "watches.toml")
    for stored in Catalogue.load():
        values = {one.name: one.example for one in stored.parameters if one.required and one.example}
        watches.add(Watch(name=stored.name, query=stored.name, values=values))
    first = {one.watch.name: one for one in run(watches, store)}
    with GraphStore(store) as opened:
        publish(opened, anew=True)
    for one in run(watches, store):
        before = first[one.watch.name]
        if isinstance(one, Failed) or isinstance(before, Failed):
            assert type(one) is type(before)
            continue
        assert (one.new, one.changed, one.gone) == ((), (), ())
        assert one.answer.columns == before.answer.columns
        assert len(one.answer.rows) == len(before.answer.rows)
