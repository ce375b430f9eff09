"""Archives: their members are inputs; bombs, climbing paths, links and damage are refused, the others still read."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.article import Article
from loaders.formats import archives, limits
from loaders.formats.limits import Budget
from loaders.formats.reading import found_in
from loaders.formats.source import opened
from loaders.sources import articles
from ontology.errors import LoadError
from tests.source_samples import PAGE, TEXT, found, only_reason, tarred, told, zipped

NEWS = {
    "news/a.txt": TEXT.encode(),
    "news/b.html": PAGE.encode(),
    "news/c.jsonl": f"{json.dumps({'text': TEXT})}\n{json.dumps({'text': TEXT})}\n".encode(),
    ".DS_Store": b"\x00\x01",
    "__MACOSX/news/._a.txt": b"\x00\x05",
}
SOURCES = ["news/a.txt", "news/b.html", "news/c.jsonl, line 1", "news/c.jsonl, line 2"]


def test_the_members_of_a_zip_are_inputs() -> None:
    assert told(found(zipped(NEWS), "n.zip")) == [f"n.zip!/{name}" for name in SOURCES]


def test_the_members_of_a_gzipped_tar_are_inputs_in_its_order() -> None:
    folder = tarfile.TarInfo("news")
    folder.type = tarfile.DIRTYPE
    assert told(found(tarred({"news": folder, **NEWS}), "n.tar.gz")) == [f"n.tar!/{name}" for name in SOURCES]


def test_a_gzipped_file_is_read_under_its_own_name() -> None:
    assert told(found(gzip.compress(NEWS["news/c.jsonl"]), "c.jsonl.gz")) == ["c.jsonl, line 1", "c.jsonl, line 2"]


def test_archives_in_archives_are_read_down_to_a_depth() -> None:
    inner = zipped({"a.txt": TEXT.encode()})
    assert told(found(zipped({"x/inner.zip": inner}), "o.zip")) == ["o.zip!/x/inner.zip!/a.txt"]
    assert told(found(tarred({"inner.zip": inner}), "o.tgz")) == ["o.tgz!/inner.zip!/a.txt"]
    for number in range(4):
        inner = zipped({f"{number}.zip": inner, f"{number}.txt": TEXT.encode()})
    items = told(found(inner, "o.zip"))
    assert [item for item in items if not item.startswith("error")] == [
        "o.zip!/3.txt", "o.zip!/3.zip!/2.txt", "o.zip!/3.zip!/2.zip!/1.txt"
    ]  # fmt: skip
    assert items[-1] == (
        "error: o.zip!/3.zip!/2.zip!/1.zip is an archive in an archive, more than 3 deep: unpack it yourself."
    )


@pytest.mark.parametrize("path", ["../climbs.txt", "/etc/passwd", "a/../../b.txt", "C:\\x.txt", "..\\x.txt"])
def test_a_path_that_climbs_out_is_refused_and_the_others_read(path: str) -> None:
    for data in (
        zipped({path: TEXT.encode(), "z.txt": TEXT.encode()}),
        tarred({path: TEXT.encode(), "z.txt": TEXT.encode()}),
    ):
        items = found(data, "n")
        assert [str(item) for item in items if isinstance(item, LoadError)] == [
            f"n!/{path} points to a place outside of its archive: it is not read."
        ]
        assert [item.source for item in items if isinstance(item, Article)] == ["n!/z.txt"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "is a link, not a file: it is not followed."),
        (tarfile.LNKTYPE, "is a link, not a file: it is not followed."),
        (tarfile.CHRTYPE, "is a device, not a file: it is not read."),
        (tarfile.FIFOTYPE, "is a device, not a file: it is not read."),
    ],
)
def test_links_and_devices_in_a_tar_are_refused_and_the_others_read(kind: bytes, reason: str) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    assert told(found(tarred({"a.txt": info, "b.txt": TEXT.encode()}), "n")) == [
        f"error: n!/a.txt {reason}",
        "n!/b.txt",
    ]


def test_a_link_in_a_zip_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert only_reason(file.getvalue(), "n.zip") == "n.zip!/a.txt is a link, not a file: it is not followed."


def test_what_unpacks_to_far_too_much_is_refused_and_the_others_read() -> None:
    blanks = b'{"text": "' + b"a" * 30_000_000
    reason = "unpacks to more than 200 times its size, as no news does: it is not read."
    assert told(found(zipped({"bomb.jsonl": blanks, "z.txt": TEXT.encode()}), "n.zip")) == [
        f"error: n.zip!/bomb.jsonl {reason}",
        "n.zip!/z.txt",
    ]
    assert only_reason(gzip.compress(blanks), "bomb.jsonl.gz") == f"bomb.jsonl.gz {reason}"
    assert only_reason(tarred({"bomb.jsonl": blanks}), "b.tgz") == f"b.tgz {reason}"


def test_a_bomb_in_small_pieces_ends_with_its_archive() -> None:
    piece = bytes(range(32, 127)) * 8000  # shrinks, but not suspiciously so in this small budget
    data = zipped({f"{number:03}.txt": piece for number in range(50)})
    items = list(found_in(opened(io.BytesIO(data), name="n.zip", budget=Budget(unpacked=5_000_000))))[-1:]
    assert str(items[0]).endswith("unpacks to more than 0.005 GB: unpack it yourself, and load the folder.")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{number}.txt": TEXT.encode() for number in range(5)})
    items = list(found_in(opened(io.BytesIO(data), name="n.zip", budget=Budget(members=3))))
    assert [isinstance(item, Article) for item in items] == [True, True, True, False]


def test_a_member_larger_than_an_article_is_refused_and_the_others_read() -> None:
    words = "".join(f"word {number} of many, " for number in range(300_000)).encode()
    assert told(found(zipped({"a.txt": words, "b.txt": TEXT.encode()}), "n.zip")) == [
        "error: n.zip!/a.txt is larger than 4 MB: give each article its own file.",
        "n.zip!/b.txt",
    ]


def test_a_zip_in_a_stream_is_kept_only_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_NESTED_ZIP", 1000)
    inner = zipped({f"{n}.txt": TEXT.encode() for n in range(9)}, zipfile.ZIP_STORED)
    assert "is an archive in an archive, of more than" in only_reason(tarred({"i.zip": inner}), "o.tgz")


def test_damage_is_named_and_what_came_before_it_is_read() -> None:
    whole = zipped({"a.txt": TEXT.encode(), "b.txt": PAGE.encode()}, zipfile.ZIP_STORED)
    damaged = whole.replace(b"Copyright", b"Copywrong")
    items = told(found(damaged, "n.zip"))
    assert items[0] == "n.zip!/a.txt"
    assert items[1].startswith("error: n.zip!/b.txt is damaged (Bad CRC-32")
    assert "is damaged" in only_reason(whole[:400], "n.zip")
    assert "is damaged" in only_reason(gzip.compress(TEXT.encode())[:60], "a.txt.gz")
    cut = tarred({"a.txt": TEXT.encode(), "b.txt": bytes(range(32, 127)) * 300})
    items = told(found(gzip.compress(gzip.decompress(cut)[:3000]), "n.tgz"))
    assert items[0] == "n.tgz!/a.txt"
    assert "damaged" in items[1]


def test_a_locked_member_is_named() -> None:
    data = bytearray(zipped({"a.txt": TEXT.encode()}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "is locked with a password" in only_reason(bytes(data), "n.zip")


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("[Content_Types].xml", "is a Word, Excel or PowerPoint document: save it as text, HTML or CSV."),
        ("mimetype", "is an OpenDocument file or e-book: save it as text or HTML."),
    ],
)
def test_documents_that_are_archives_are_named(member: str, reason: str) -> None:
    assert only_reason(zipped({member: b"x"}), "report.docx") == f"report.docx {reason}"


def test_an_empty_archive_is_named() -> None:
    assert only_reason(zipped({}), "n.zip") == "n.zip is an empty archive."
    assert only_reason(zipped({"__MACOSX/._a": b"x"}), "n.zip") == "n.zip is an empty archive."


def test_an_archive_comes_from_standard_input_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for data in (zipped(NEWS), tarred(NEWS)):
        items = list(articles(["-"], stdin=Pipe(data)))
        assert [item.source for item in items if isinstance(item, Article)] == [f"<stdin>!/{name}" for name in SOURCES]


def test_names_bring_no_control_characters_to_the_terminal() -> None:
    assert told(found(zipped({"a\x1b[31m\u202e.txt": TEXT.encode()}), "n.zip")) == ["n.zip!/a\ufffd[31m\ufffd.txt"]


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n.zip").write_bytes(zipped(NEWS))
    assert len(list(articles(["n.zip"]))) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["n.zip"]


@settings(deadline=None)
@given(data=st.data())
def test_any_damage_gives_articles_or_sentences(data: st.DataObject) -> None:
    whole = bytearray(
        data.draw(st.sampled_from([zipped(NEWS), tarred(NEWS), gzip.compress(TEXT.encode()), PAGE.encode()]))
    )
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    items = list(articles(["-"], stdin=io.BytesIO(whole[: data.draw(st.integers(1, len(whole)))])))
    assert items
    assert all(isinstance(item, Article | LoadError) and "report it" not in str(item) for item in items)


def test_the_limits_are_those_that_the_docs_tell() -> None:
    docs = (Path(__file__).parent.parent / "docs" / "loading.md").read_text(encoding="utf-8")
    for number in (
        f"{limits.MAX_BYTES // 1_000_000} MB",
        f"{limits.MAX_PAGE // 1_000_000} MB",
        f"{limits.MAX_JSON // 1_000_000} MB",
        f"{limits.MAX_UNPACKED // 1_000_000_000} GB",
        f"{limits.MAX_RATIO} times",
        f"{limits.MAX_MEMBERS:,} files",
    ):
        assert number in docs
