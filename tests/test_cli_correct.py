"""``kerege correct``: corrections written as files, shown before they are applied, listed and checked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ARTICLES, Run, clean_environment

from graph.corrections import Correction, read

WHY = ("--why", "It was his deputy.", "--by", "Aigerim Example")
MEETING = ("Bektenov", "metWith", "Bassani")


@pytest.fixture
def store(corpus: Path, tmp_path: Path) -> Path:
    """A store of one's own with the shipped reports."""
    return Path(shutil.copytree(corpus, tmp_path / "store"))


def filed(store: Path) -> list[Correction]:
    return [read(file.read_text("utf-8")) for file in sorted((store / "corrections").rglob("*.toml"))]


def test_a_fact_is_rejected_by_the_names_of_what_it_is_about(kerege: Run, store: Path) -> None:
    """It is shown what goes, with the sentences; then the file is there, and the graph is as it says."""
    done = kerege("correct", "reject", *MEETING, *WHY, "--yes", "--store", store)
    assert done.returncode == 0, done.stderr
    assert "− Antonella Bassani met with Olzhas Bektenov" in done.stdout
    assert "has met with Antonella" in done.stdout
    assert "2 assertions of 2 articles are not relied on." in done.stderr
    (one,) = filed(store)
    assert (one.action, one.by, one.why) == ("reject", "Aigerim Example", "It was his deputy.")
    assert one.about == "Olzhas Bektenov met with Antonella Bassani"
    assert one.fact
    assert one.subject
    assert one.predicate
    assert one.object
    met = kerege("ask", "who-met-whom", "Olzhas Bektenov", "--store", store, "-f", "csv")
    assert "Bassani" not in met.stdout
    assert "Azizi" in met.stdout


def test_a_dry_run_changes_nothing(kerege: Run, store: Path) -> None:
    before = sorted(path.name for path in (store / "publications").iterdir())
    done = kerege("correct", "reject", *MEETING, *WHY, "--dry-run", "--store", store)
    assert done.returncode == 0
    assert "1 fact went" in done.stdout
    assert not (store / "corrections").exists()
    assert sorted(path.name for path in (store / "publications").iterdir()) == before


def test_nothing_is_written_where_nobody_can_be_asked(kerege: Run, store: Path) -> None:
    done = kerege("correct", "reject", *MEETING, *WHY, "--store", store, input=b"")
    assert done.returncode == 2
    assert "Say --why and --yes" in done.stderr
    assert not (store / "corrections").exists()


def test_what_would_do_nothing_is_not_written(kerege: Run, store: Path) -> None:
    done = kerege("correct", "same", "Olzhas Bektenov", "World Bank", *WHY, "--yes", "--store", store)
    assert done.returncode == 1
    assert "It would not be applied: Things of different kinds, as their IRIs say, cannot be one." in done.stderr
    assert not (store / "corrections").exists()


def test_a_correction_is_filed_though_nobody_reads_what_it_changes(command: Path, store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    arguments = ["correct", "reject", *MEETING, *WHY, "--yes", "--store", str(store)]
    try:
        done = subprocess.run(
            [command, *arguments], env=clean_environment(), stdout=writing, stderr=subprocess.PIPE, timeout=120
        )
    finally:
        os.close(writing)
    assert done.returncode == 0, done.stderr
    assert len(filed(store)) == 1
    assert b"Published" in done.stderr


def test_two_names_of_one_iri_leave_nothing_to_join(kerege: Run, store: Path) -> None:
    done = kerege("correct", "same", "World Bank", "WB", *WHY, "--dry-run", "--store", store)
    assert done.returncode == 1
    assert "“World Bank” and “WB” stand for one thing, which all articles give one IRI" in done.stderr
    assert not (store / "corrections").exists()


def test_a_name_nobody_knows_is_told_with_what_there_is(kerege: Run, store: Path) -> None:
    done = kerege("correct", "rename", "Olzhas Bektenow", "B.", *WHY, "--yes", "--store", store)
    assert done.returncode == 2
    assert "Olzhas Bektenov" in done.stderr
    done = kerege("correct", "reject", "Bektenov", "metWith", "World Bank", *WHY, "--yes", "--store", store)
    assert done.returncode == 2
    assert "The graph has no fact “Olzhas Bektenov met with World Bank”" in done.stderr


def test_two_things_are_said_to_be_one_and_to_be_two_again(kerege: Run, store: Path) -> None:
    people = ("Haoliang Xu", "Nuriddin Azizi")
    done = kerege("correct", "same", *people, *WHY, "--yes", "--store", store)
    assert done.returncode == 0, done.stderr
    assert "is one with" in done.stdout
    done = kerege("correct", "different", *people, *WHY, "--yes", "--store", store)
    assert "is not" in done.stdout
    assert "They are published apart." in done.stderr
    assert "same" in done.stderr, "the earlier one is overruled, and publishing says so"
    checked = kerege("correct", "--check", "--store", store, "-f", "json")
    assert checked.returncode == 1
    (row,) = json.loads(checked.stdout)
    assert (row["action"], row["outcome"]) == ("same", "overruled")


def test_a_thing_is_renamed_and_given_a_class(kerege: Run, store: Path) -> None:
    done = kerege("correct", "rename", "World Bank", "The Bank", *WHY, "--yes", "--store", store)
    assert "World Bank is called The Bank" in done.stdout
    done = kerege("correct", "retype", "The Bank", "company", *WHY, "--yes", "--store", store)
    assert "The Bank is a company, not a" in done.stdout
    listed = kerege("correct", "--list", "--store", store, "-f", "csv").stdout
    assert "It is shown as “The Bank”." in listed
    assert "It is a Company." in listed


def test_a_fact_is_added_with_the_page_that_says_it(kerege: Run, store: Path) -> None:
    page = "https://ministry.example.org/talks"
    fact = ("Nuriddin Azizi", "met with", "Haoliang Xu")
    done = kerege("correct", "add", *fact, "--evidence", page, "--quote", "They met.", *WHY, "--yes", "--store", store)
    assert done.returncode == 0, done.stderr
    assert "+ " in done.stdout
    met = kerege("ask", "who-met-whom", "Nuriddin Azizi", "--store", store, "-f", "csv").stdout
    assert "They met." in met
    assert kerege("correct", "add", *fact, *WHY, "--yes", "--store", store).returncode == 2


def test_a_correction_that_fits_nothing_any_more_is_reported(kerege: Run, store: Path) -> None:
    """After loading, and by --check, which exits with 1."""
    assert kerege("correct", "reject", *MEETING, *WHY, "--yes", "--store", store).returncode == 0
    assert kerege("correct", "--check", "--store", store).returncode == 0
    gone = [file for file in ARTICLES.glob("*.md") if "Bassani" in file.read_text("utf-8")]
    done = kerege("forget", *gone, "--store", store)
    assert "unmatched. No article states this any more." in done.stderr
    checked = kerege("correct", "--check", "--store", store)
    assert checked.returncode == 1
    assert "unmatched" in checked.stdout


def test_corrections_survive_loading_again_and_a_folder_elsewhere_is_remembered(
    kerege: Run, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "corrections"
    done = kerege("correct", "reject", *MEETING, *WHY, "--yes", "--store", store)
    assert done.returncode == 0
    (store / "corrections").rename(folder)
    again = kerege("reread", "--force", "--store", store, "--corrections", folder)
    assert again.returncode == 0, again.stderr
    met = ("ask", "who-met-whom", "Olzhas Bektenov", "--store", store, "-f", "csv")
    assert "Bassani" not in kerege(*met).stdout
    folder.rename(tmp_path / "lost")
    lost = kerege("publish", "--store", store)
    assert lost.returncode == 1
    assert "There is no folder" in lost.stderr
    for file in (tmp_path / "lost").iterdir():
        file.unlink()
    found = kerege("publish", "--store", store, env={"KEREGE_CORRECTIONS": str(tmp_path / "lost")})
    assert "Published: 5 articles" in found.stderr
    assert "Bassani" in kerege(*met).stdout


def test_a_file_that_is_no_correction_is_named(kerege: Run, store: Path) -> None:
    (store / "corrections").mkdir()
    (store / "corrections" / "wrong.toml").write_text("format = 1\naction = 'forget'\n")
    done = kerege("publish", "--store", store)
    assert done.returncode == 1
    assert "wrong.toml: “by” is missing" in done.stderr


def test_options_before_the_action_are_refused(kerege: Run, store: Path) -> None:
    done = kerege("correct", "--store", store, "rename", "World Bank", "WB", *WHY)
    assert done.returncode == 2
    assert "Options stand behind the action" in done.stderr
