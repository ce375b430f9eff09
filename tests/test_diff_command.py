"""``kerege diff`` and ``kerege publications``: the graph as it was, beside the graph as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Run
from inside import inside

from tests.told import LAST, told, told_on

SHOWN = {"FORCE_COLOR": "", "COLUMNS": "120"}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two publications."""
    store = tmp_path_factory.mktemp("changed") / "store"
    told(store)
    told_on(store)
    return store


def test_counts_come_first_then_what_came_and_went_with_its_sentences(kerege: Run, changed: Path) -> None:
    done = kerege("diff", "--store", changed, env=SHOWN)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[:3] == [
        "articles: 3 came, 1 went", "things: 2 went, 1 renamed, 1 moved", "facts: 3 came, 1 went, 2 moved"
    ]  # fmt: skip
    assert "+ Guest 5 met with Omar Ali Said\n    “Omar Ali Said met Guest 5.”" in done.stdout
    assert "− No Body met with Some Body\n    “Somebody met Nobody.”" in done.stdout
    assert "News 5 – The Sava Times, 2025-01-05" in done.stdout
    assert "~ Omar Said is called Omar Ali Said (person)" in done.stdout
    assert "facts moved" not in done.stdout
    assert "publication 1" in done.stderr


def test_facts_that_moved_are_shown_if_asked(changed: Path) -> None:
    assert "2 facts moved" in inside("diff", "--store", changed, "--moved").stdout


def test_long_groups_are_cut_and_say_so(changed: Path) -> None:
    done = inside("diff", "--store", changed, "--most", 1, "--only", "facts", "--sentences", 0)
    assert "… and 2 more; --all shows them." in done.stdout
    assert "“" not in done.stdout
    assert "more;" not in inside("diff", "--store", changed, "--most", 1, "--all").stdout


def test_as_json_every_line_is_an_item(changed: Path) -> None:
    done = inside("diff", "1", "2", "--store", changed, "--json", "--only", "facts", "--only", "entities")
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert {item["what"] for item in items} == {"fact", "entity"}
    assert len(items) == 10
    came = [item for item in items if (item["what"], item["how"]) == ("fact", "came")]
    assert {item["says"] for item in came} == {f"Guest {n} met with Omar Ali Said" for n in (5, 6, 7)}
    assert came[0]["properties"]["object"] == [{"iri": LAST, "label": "Omar Ali Said"}]
    assert came[0]["sentences"][0]["sentence"].startswith("Omar Ali Said met Guest")


def test_an_article_is_told_by_its_class_in_the_ontology(changed: Path) -> None:
    done = inside("diff", "1", "2", "--store", changed, "--json", "--only", "articles")
    assert {json.loads(line)["class"] for line in done.stdout.splitlines()} == {"Article"}


def test_only_what_is_about_one_thing(changed: Path) -> None:
    done = inside("diff", "--store", changed, "--json", "--about", "guest 5")
    assert [json.loads(line)["says"] for line in done.stdout.splitlines()] == ["Guest 5 met with Omar Ali Said"]
    of_one_joined = inside("diff", "--store", changed, "--about", "Omar Said")
    assert of_one_joined.stdout.splitlines()[0] == "things: 1 renamed, 1 moved"
    assert inside("diff", "--store", changed, "--about", "Guest").returncode == 2
    assert "knows anything" in inside("diff", "--store", changed, "--about", "Nobody Knows").stderr


def test_nothing_different_exits_with_zero(changed: Path) -> None:
    done = inside("diff", "2", "2", "--store", changed)
    assert (done.returncode, done.stdout) == (0, "Nothing is different.\n")


@pytest.mark.parametrize("name", ["a.nq.gz", "a.ttl", "a.trig.gz", "a.nt"])
def test_a_dump_that_was_kept_is_compared_with_what_is_published(changed: Path, tmp_path: Path, name: str) -> None:
    dump = tmp_path / name
    assert inside("dump", dump, "--store", changed).returncode == 0
    assert inside("diff", dump, "--store", changed).stdout == "Nothing is different.\n"
    older = inside("diff", changed / "publications" / "1", dump, "--json").stdout
    assert older == inside("diff", "--store", changed, "--json").stdout


def test_the_folder_of_a_release_is_compared_too(changed: Path) -> None:
    assert inside("release", "--store", changed).returncode == 0
    (release,) = (path for path in (changed / "releases").iterdir() if path.is_dir() and path.name[0] != ".")
    assert inside("diff", release, changed).stdout == "Nothing is different.\n"


def test_what_cannot_be_compared_is_said_and_exits_with_two(changed: Path, tmp_path: Path) -> None:
    broken, strange = tmp_path / "a.nq", tmp_path / "a.txt"
    broken.write_text("this is no graph")
    strange.write_text("nor this")
    for named, said in (
        ("9", "There is no publication 9"), ("nowhere", "There is no nowhere"), (broken, "cannot be read"),
        (strange, "says no format"), (tmp_path, "There is no store"),
    ):  # fmt: skip
        done = inside("diff", named, "--store", changed)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    told(tmp_path / "one")
    assert "none before it" in inside("diff", "--store", tmp_path / "one").stderr


def test_a_store_keeps_as_many_publications_as_it_is_told(tmp_path: Path) -> None:
    store, articles = tmp_path / "store", tmp_path / "articles"
    articles.mkdir()

    def load(number: int) -> None:
        text = f"---\ntitle: News {number}\ndate: 2025-01-0{number}\n---\nAda Lund met with Bo Karsk in Astana today."
        (articles / f"{number}.md").write_text(text)
        assert inside("load", articles, "--store", store).returncode == 0

    load(1)
    assert inside("publications", "--store", store, "--keep", 1).returncode == 2
    assert inside("publications", "--store", store, "--keep", 3).stderr == "The last 3 publications are kept.\n"
    for number in (2, 3, 4):
        load(number)
    listed = json.loads(inside("publications", "--store", store, "--format", "json").stdout)
    assert [(one["publication"], one["articles"]) for one in listed] == [(2, 2), (3, 3), (4, 4)]
    assert all(0 < one["unshared"] <= one["bytes"] for one in listed)
    assert re.match("articles: 2 came", inside("diff", 2, "--store", store).stdout)
    inside("publications", "--store", store, "--keep", 2)
    assert not (store / "publications" / "2").exists()
    (store / "publications" / "KEEP").write_text("many")
    done = inside("publications", "--store", store)
    assert done.returncode == 1
    assert "kerege publications --keep" in done.stderr
