"""Files, folders and standard input: each yields its article or its error, and nothing gets lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from loaders.article import Article
from loaders.sources import articles
from ontology.errors import LoadError, NoArticle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    for name, text in {
        "b.txt": "The second report.",
        "a.md": "The first report.",
        "deep/c.TXT": "The third report.",
        ".hidden/d.txt": "A draft.",
        ".e.txt": "A backup.",
    }.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def told(found: object) -> list[str]:
    assert isinstance(found, list)
    return [f"error: {item}" if isinstance(item, LoadError) else item.text for item in found]


def test_a_folder_gives_its_files_in_order_without_hidden_ones(folder: Path) -> None:
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
    assert told(list(articles(["-"], stdin=io.BytesIO(b"\xff\xfe\x00")))) == [
        "error: <stdin> is not the UTF-16-LE that it begins as (byte 3): save it as UTF-8."
    ]


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert told(list(articles([tmp_path]))) == [f"error: {tmp_path} holds no files."]


def test_a_link_in_a_circle_ends(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder, target_is_directory=True)
    assert len(list(articles([folder]))) == 3


def test_a_link_to_another_folder_is_named_and_not_followed(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.txt").write_text("The fourth report.")
    (folder / "link").symlink_to(other, target_is_directory=True)
    found = list(articles([folder]))
    assert (
        told(found)[0] == f"error: {folder / 'link'} is a link to another folder, and not followed: name that folder."
    )
    assert len(found) == 4


def test_what_is_no_article_is_named_file_by_file(folder: Path) -> None:
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (folder / "style.css").write_text("p { color: red }")
    (folder / "page_files").mkdir()
    (folder / "page_files" / "ad.js").write_text("var a = 1;")
    (folder / "page.html").write_text("<html><body><p>Nothing</p></body></html>")
    said = [str(item) for item in articles([folder]) if isinstance(item, NoArticle)]
    assert [text.removeprefix(f"{folder}/") for text in said] == [
        "page_files holds the pictures and scripts of a saved page: no articles.",
        "logo.png is a picture: no article.",
        "style.css is a style sheet: no article.",
    ]


def test_a_store_in_a_folder_is_not_read_as_articles(folder: Path) -> None:
    (folder / "graph" / "live").mkdir(parents=True)
    (folder / "graph" / "format").write_text('{"kerege store": 1, "base": "https://w3id.org/kerege/"}')
    (folder / "graph" / "live" / "000.sst").write_bytes(b"\x00")
    assert [str(item) for item in articles([folder]) if isinstance(item, LoadError)] == [
        f"{folder / 'graph'} is a store of Kerege: its articles are in a graph already."
    ]


def test_a_device_that_never_ends_is_refused() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("there is no /dev/zero on this system")
    assert told(list(articles([endless]))) == ["error: /dev/zero is no text: it holds binary data."]


def test_nothing_is_opened_before_its_turn(folder: Path) -> None:
    found = articles([folder / "b.txt", folder / "a.md"])
    next(found)
    (folder / "a.md").write_text("Changed meanwhile.")
    assert told(list(found)) == ["Changed meanwhile."]
