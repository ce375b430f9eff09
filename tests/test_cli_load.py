"""Loading by the command: every input accounted for, nothing read twice, the same for any number of workers."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ARTICLES, Run, clean_environment

REPORTS = sorted(ARTICLES.glob("*.md"))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with two good articles and three that cannot be read."""
    folder = tmp_path / "news"
    folder.mkdir()
    for report in REPORTS[:2]:
        (folder / report.name).write_bytes(report.read_bytes())
    (folder / "torn.md").write_text("---\ntitle: x\nText.")
    (folder / "empty.txt").touch()
    (folder / "late.md").write_text("---\ndate: tomorrow\n---\nText.")
    return folder


def dumped(kerege: Run, store: Path) -> str:
    done = kerege("dump", "--format", "nq", "--store", store)
    assert done.returncode == 0
    return done.stdout


def test_broken_files_are_named_and_the_others_loaded(kerege: Run, news: Path, store: Path) -> None:
    done = kerege("load", news, "--store", store)
    assert done.returncode == 1
    assert "torn.md cannot be read: its front matter is opened with --- but never closed" in done.stderr
    assert "empty.txt holds no text." in done.stderr
    assert "the date tomorrow is not written as YYYY-MM-DD" in done.stderr
    assert "5 articles: 2 loaded, 3 skipped." in done.stderr
    assert "Traceback" not in done.stderr
    listed = json.loads(kerege("articles", "--store", store, "--format", "json").stdout)
    assert len(listed) == 2


def test_what_is_there_is_not_read_again_and_what_changed_replaces(kerege: Run, news: Path, store: Path) -> None:
    for name in ("torn.md", "empty.txt", "late.md"):
        (news / name).unlink()
    assert "2 articles: 2 loaded." in kerege("load", news, "--store", store).stderr
    before = dumped(kerege, store)
    again = kerege("load", news, "--store", store)
    assert "2 articles: 2 unchanged." in again.stderr
    assert again.returncode == 0
    assert dumped(kerege, store) == before
    with (news / REPORTS[0].name).open("a", encoding="utf-8") as file:
        file.write("\nOlzhas Bektenov met Ajay Banga on 30 May 2025.\n")
    assert "2 articles: 1 replaced, 1 unchanged." in kerege("load", news, "--store", store).stderr
    assert dumped(kerege, store) != before


def test_any_number_of_workers_gives_the_same_graph(kerege: Run, corpus: Path, store: Path) -> None:
    """And so does any hash seed: each process has its own."""
    done = kerege("load", *reversed(REPORTS), "--store", store, "--workers", 2, env={"PYTHONHASHSEED": "4242"})
    assert done.returncode == 0, done.stderr
    assert dumped(kerege, store) == dumped(kerege, corpus)


def test_forgetting_leaves_what_the_others_say(kerege: Run, store: Path, tmp_path: Path) -> None:
    without = tmp_path / "without"
    kerege("load", *REPORTS[1:], "--store", without)
    kerege("load", *REPORTS, "--store", store)
    done = kerege("forget", REPORTS[0], "https://example.org/never/loaded", "--store", store)
    assert done.returncode == 2
    assert f"Forgotten: {REPORTS[0]}" in done.stderr
    assert "has no article https://example.org/never/loaded" in done.stderr
    assert dumped(kerege, store) == dumped(kerege, without)


def test_an_article_from_standard_input(kerege: Run, store: Path) -> None:
    done = kerege("load", "-", "--store", store, input=REPORTS[0].read_bytes())
    assert done.returncode == 0
    assert "1 article: 1 loaded." in done.stderr


def test_nothing_is_published_unless_wanted(kerege: Run, store: Path) -> None:
    assert kerege("load", REPORTS[0], "--store", store, "--no-publish").returncode == 0
    done = kerege("articles", "--store", store)
    assert done.returncode == 1
    assert "Nothing is published" in done.stderr


def test_the_store_can_be_named_in_the_environment_and_have_its_own_base(kerege: Run, store: Path) -> None:
    env = {"KEREGE_STORE": str(store)}
    assert kerege("load", REPORTS[0], "--base", "https://graph.example.org/", env=env).returncode == 0
    (article,) = json.loads(kerege("articles", "--format", "json", env=env).stdout)
    assert article["article"].startswith("https://graph.example.org/id/article/")
    again = kerege("load", REPORTS[0], "--base", "https://other.example.org/", env=env)
    assert again.returncode == 1
    assert "has the base https://graph.example.org/" in again.stderr


def test_no_more_words_are_published_than_are_to_be_shared(kerege: Run, store: Path, tmp_path: Path) -> None:
    """The setting stays with the store: a later load without it, and dumps, show no more."""
    assert kerege("load", REPORTS[0], "--store", store, "--share", "offsets").returncode == 0
    assert kerege("load", REPORTS[1], "--store", store).returncode == 0
    assert kerege("dump", tmp_path / "all.nq", "--store", store).returncode == 0
    dump = (tmp_path / "all.nq").read_text("utf-8")
    assert "ontology#endOffset>" in dump
    assert not [line for line in dump.splitlines() if "/id/passage/" in line.split()[0] and "ontology#text>" in line]
    assert kerege("load", REPORTS[0], "--store", store, "--share", "all").returncode == 2


def test_ctrl_c_ends_a_load_with_a_sentence_and_keeps_what_was_finished(
    command: Path, kerege: Run, store: Path
) -> None:
    """Standard input that does not end holds the load up after the first article, until Ctrl-C."""
    process = subprocess.Popen(
        [command, "load", REPORTS[0], "-", "--store", store, "--workers", "1"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    )
    deadline = time.monotonic() + 30
    while not list(store.glob("archive/*/*.gz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Stopped." in said.decode()
    assert "Traceback" not in said.decode()
    assert "1 article: 1 unchanged." in kerege("load", REPORTS[0], "--store", store).stderr


def test_ctrl_c_pressed_again_leaves_the_tidying_up_alone() -> None:
    again = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    pressed = "from kerege import cli\n@cli.app.command()\ndef halt(): raise KeyboardInterrupt"
    done = subprocess.run(
        [sys.executable, "-c", f"{again}\n{pressed}\ncli.main()", "halt"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "Stopped. What was finished before is kept."


def test_a_base_under_which_there_are_no_iris_is_refused(kerege: Run, store: Path) -> None:
    for base in ("not an iri", "example.org", "https://example.org/<x>/"):
        done = kerege("load", REPORTS[0], "--store", store, "--base", base)
        assert done.returncode == 1
        assert f"“{base}” is no beginning of IRIs" in done.stderr
        assert "Traceback" not in done.stderr
    assert kerege("load", REPORTS[0], "--store", store, "--base", "https://example.org/kg/").returncode == 0


def test_a_file_in_the_place_of_a_store_is_called_one(kerege: Run) -> None:
    done = kerege("articles", "--store", REPORTS[0])
    assert done.returncode == 1
    assert "is a file, and a store is a directory" in done.stderr


def test_what_is_no_article_is_no_failure(kerege: Run, store: Path, tmp_path: Path) -> None:
    """A picture beside an article is named and skipped, and the load succeeds; a folder of pictures alone does not."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    alone = kerege("load", pages, "--store", store)
    assert alone.returncode == 1
    assert "photo.png is a picture" in alone.stderr + alone.stdout
    (pages / "news.txt").write_text(
        "World Bank Vice President Lena Holm met with Prime Minister Aidar Sarin in Astana."
    )
    done = kerege("load", pages, "--store", store)
    assert done.returncode == 0, done.stderr
    assert "1 loaded" in done.stdout + done.stderr
