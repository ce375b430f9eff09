"""Files, folders and standard input: each yields its article or its error, and nothing gets lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from loaders.article import Article
from loaders.sources import articles
from ontology.errors import LoadError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    for name, text in {
        "b.txt": "The second report.",
        "a.md": "The first report.",
        "deep/c.TXT": "The third report.",
        ".hidden/d.txt": "A draft.",
        ".e.txt": "A backup.",
        "notes.csv": "a,b",
    }.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def told(found: object) -> list[str]:
    assert isinstance(found, list)
    return [f"error: {item}" if isinstance(item, LoadError) else item.text for item in found]


def test_a_folder_gives_its_text_and_markdown_files_in_order(folder: Path) -> None:
    assert told(list(articles([folder]))) == ["The first report.", "The second report.", "The third report."]


def test_a_broken_file_does_not_hold_up_the_others(folder: Path) -> None:
    (folder / "aa.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "ab.txt").touch()
    found = list(articles([folder, folder / "gone.txt"]))
    assert [isinstance(item, Article) for item in found] == [True, False, False, True, True, False]
    assert [Path(str(item).split()[0]).name for item in found if isinstance(item, LoadError)] == [
        "aa.txt",
        "ab.txt",
        "gone.txt",
    ]


def test_a_file_reached_twice_is_read_once(folder: Path) -> None:
    found = list(articles([folder / "b.txt", folder, folder / "deep" / ".." / "a.md"]))
    assert told(found) == ["The second report.", "The first report.", "The third report."]


def test_standard_input_is_one_article() -> None:
    found = list(articles(["-"], stdin=io.BytesIO("date 2026-02-23 Сторона A met.".encode())))
    assert [(item.source, item.text[item.body :]) for item in found if isinstance(item, Article)] == [
        ("<stdin>", "Сторона A met.")
    ]
    assert told(list(articles(["-"], stdin=io.BytesIO(b"\xff")))) == [
        "error: <stdin> is not UTF-8 (byte 1): save it as UTF-8."
    ]


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert told(list(articles([tmp_path]))) == [f"error: {tmp_path} holds no .txt or .md file."]


def test_a_link_in_a_circle_ends(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder, target_is_directory=True)
    assert len(list(articles([folder]))) == 3


def test_a_device_that_never_ends_is_refused() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("there is no /dev/zero on this system")
    assert told(list(articles([endless]))) == ["error: /dev/zero is larger than 4 MB: give each article its own file."]


def test_nothing_is_opened_before_its_turn(folder: Path) -> None:
    found = articles([folder / "b.txt", folder / "a.md"])
    next(found)
    (folder / "a.md").write_text("Changed meanwhile.")
    assert told(list(found)) == ["Changed meanwhile."]
