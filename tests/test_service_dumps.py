"""Dumps over HTTP: files that can be resumed, checked and kept, with the license of each part."""

from __future__ import annotations

import base64
import gzip
import hashlib
import shutil
import socket
import time
from pathlib import Path

import pytest
from conftest import Run
from serving import Answer, Service, serving
from test_service_stopping import children, gone

from graph.parts import TERMS, Part

CC_BY = '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
MEDIA = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "gz": "application/gzip",
}


def released(service: Service, path: str = "/dump/SHA256SUMS") -> Service:
    """The service, when its dumps are made; until then it says when to ask again."""
    for _ in range(1200):
        answer = service(path, method="HEAD")
        if answer.status == 200:
            return service
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        time.sleep(0.1)
    raise AssertionError(f"The dumps are not made: {service.log}")


@pytest.fixture(scope="module")
def dumps(served: Service) -> Service:
    return released(served)


@pytest.fixture(scope="module")
def version(dumps: Service) -> str:
    found = dumps("/dump/", headers={"Accept": "application/json"}).json["version"]
    assert isinstance(found, str)
    return found


def ranged(service: Service, wanted: str, **more: str) -> Answer:
    return service("/dump/kerege.nt", headers={"Range": wanted, **{k.replace("_", "-"): v for k, v in more.items()}})


def test_the_list_says_what_every_file_is_and_all_of_it_is_true(dumps: Service) -> None:
    listed = dumps("/dump/", headers={"Accept": "application/json"}).json
    assert len(listed["files"]) == 48
    sums = dict(reversed(line.split("  ")) for line in dumps("/dump/SHA256SUMS").text.splitlines())
    for file in listed["files"]:
        assert file["address"] == f"{dumps.address}dump/{file['name']}"
        answer = dumps(f"/dump/{file['name']}", headers={"Accept-Encoding": "gzip"})
        digest = hashlib.sha256(answer.body)
        assert answer.status == 200
        assert len(answer.body) == int(answer.headers["Content-Length"]) == file["bytes"]
        assert digest.hexdigest() == file["sha256"] == sums[file["name"]]
        wanted = base64.b64encode(digest.digest()).decode()
        assert answer.headers["Repr-Digest"] == f"sha-256=:{wanted}:"
        assert answer.headers["Digest"] == f"sha-256={wanted}"
        assert answer.media == MEDIA[file["name"].rpartition(".")[2]]
        assert answer.headers["Content-Encoding"] is None
        assert answer.headers["Accept-Ranges"] == "bytes"
        lines = (gzip.decompress(answer.body) if file["compressed"] else answer.body).count(b"\n")
        assert lines == file["statements"] or file["mediaType"] in ("text/turtle", "application/trig")


def test_browsers_get_the_list_as_a_page(dumps: Service, version: str) -> None:
    page = dumps("/dump/", headers={"Accept": "text/html"})
    assert page.media == "text/html"
    assert f"{dumps.address}dump/kerege-facts.nt.gz" in page.text
    assert version in page.text
    for part in Part:
        assert TERMS[part].title in page.text


@pytest.mark.parametrize(
    ("wanted", "begin", "end"), [("bytes=0-9", 0, 10), ("bytes=100-199", 100, 200), ("bytes=-7", -7, None)]
)
def test_a_part_of_a_file_can_be_asked_for(dumps: Service, wanted: str, begin: int, end: int | None) -> None:
    whole, part = dumps("/dump/kerege.nt"), ranged(dumps, wanted)
    size = len(whole.body)
    assert part.status == 206
    assert part.body == whole.body[begin:end]
    start = begin % size
    assert part.headers["Content-Range"] == f"bytes {start}-{start + len(part.body) - 1}/{size}"
    assert part.headers["ETag"] == whole.headers["ETag"]
    assert part.headers["Repr-Digest"] == whole.headers["Repr-Digest"]


def test_a_range_of_the_headers_alone_is_none(dumps: Service) -> None:
    answer = dumps("/dump/kerege.nt", method="HEAD", headers={"Range": "bytes=0-9"})
    assert answer.status == 200
    assert answer.headers["Content-Range"] is None


def test_a_download_that_broke_off_is_taken_up_again(dumps: Service) -> None:
    whole = dumps("/dump/kerege.trig.gz")
    half = len(whole.body) // 2
    conditions = {"Range": f"bytes={half}-", "If-Range": whole.headers["ETag"]}
    rest = dumps("/dump/kerege.trig.gz", headers=conditions)
    assert rest.status == 206
    assert whole.body[:half] + rest.body == whole.body


def test_a_range_beyond_the_end_is_refused_with_the_size(dumps: Service) -> None:
    size = len(dumps("/dump/kerege.nt").body)
    answer = ranged(dumps, f"bytes={size}-")
    assert answer.status == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"
    assert f"{size:,} bytes" in answer.text


@pytest.mark.parametrize("wanted", ["bytes=0-1,5-6", "bytes=9-1", "bytes=x", "lines=0-1", "", "bytes=0-" * 5000])
def test_what_is_no_range_or_several_gets_the_whole_file(dumps: Service, wanted: str) -> None:
    answer = ranged(dumps, wanted)
    assert answer.status == 200
    assert answer.body == dumps("/dump/kerege.nt").body


def test_a_range_of_what_has_changed_gets_the_whole_new_file(dumps: Service) -> None:
    known = dumps("/dump/kerege.nt", method="HEAD").headers
    assert ranged(dumps, "bytes=0-9", If_Range='"another"').status == 200
    assert ranged(dumps, "bytes=0-9", If_Range=f"W/{known['ETag']}").status == 200
    assert ranged(dumps, "bytes=0-9", If_Range="Thu, 01 Jan 1998 00:00:00 GMT").status == 200
    assert ranged(dumps, "bytes=0-9", If_Range=known["ETag"]).status == 206
    assert ranged(dumps, "bytes=0-9", If_Range=known["Last-Modified"]).status == 206


def test_who_has_a_file_is_not_sent_it_again(dumps: Service) -> None:
    def asked(**conditions: str) -> Answer:
        return dumps("/dump/kerege.ttl", headers={k.replace("_", "-"): v for k, v in conditions.items()})

    known = asked().headers
    assert not known["ETag"].startswith("W/")
    for conditions in ({"If_None_Match": known["ETag"]}, {"If_Modified_Since": known["Last-Modified"]}):
        answer = asked(**conditions)
        assert answer.status == 304
        assert answer.body == b""
        assert answer.headers["ETag"] == known["ETag"]
    assert asked(If_None_Match='"another"', If_Modified_Since=known["Last-Modified"]).status == 200
    assert asked(If_Match='"another"').status == 412
    assert asked(If_Match=known["ETag"]).status == 200
    assert asked(If_Unmodified_Since="Thu, 01 Jan 1998 00:00:00 GMT").status == 412


def test_head_tells_the_same_and_sends_nothing(dumps: Service) -> None:
    get, head = (dumps("/dump/kerege-facts.ttl", method=method) for method in ("GET", "HEAD"))
    assert head.status == 200
    assert head.body == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Repr-Digest", "Link"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    "path", ["/queries/", "/nosuch", "/dump/", "/dataset", "/sitemap.xml", "/robots.txt", "/health"]
)
def test_head_of_anything_is_answered(dumps: Service, path: str) -> None:
    head = dumps(path, method="HEAD", headers={"Accept": f"text/html, */*;q=0.{len(path)}"})
    assert head.status == (404 if path == "/nosuch" else 200)
    assert head.body == b""
    assert "Traceback" not in dumps.log


def test_an_address_with_the_version_never_changes_and_one_without_is_asked_again(dumps: Service, version: str) -> None:
    newest, fixed = dumps("/dump/kerege.nq"), dumps(f"/dump/{version}/kerege.nq")
    assert newest.body == fixed.body
    assert newest.headers["Cache-Control"] == "no-cache"
    assert newest.headers["Content-Location"] == f"{dumps.address}dump/{version}/kerege.nq"
    assert "immutable" in fixed.headers["Cache-Control"]
    assert dumps("/dump").headers["Location"] == "/dump/"
    assert dumps(f"/dump/{version}").headers["Location"] == f"/dump/{version}/"
    listed = dumps(f"/dump/{version}/", headers={"Accept": "application/json"}).json
    assert listed["files"][0]["address"] == f"{dumps.address}dump/{version}/kerege.ttl"


@pytest.mark.parametrize("part", Part)
def test_a_file_leads_to_the_license_of_its_part(dumps: Service, part: Part, version: str) -> None:
    answer = dumps(f"/dump/kerege-{part}.nt.gz", method="HEAD")
    assert f'<{dumps.address}.well-known/void>; rel="describedby"' in answer.headers["Link"]
    terms = dumps(f"/dump/{version}/kerege-{part}.nt.gz.license")
    assert terms.media == "text/plain"
    assert TERMS[part].rights in terms.text
    if part is Part.SENTENCES:
        assert 'rel="license"' not in answer.headers["Link"]
        assert f'/dump/{version}/kerege-sentences.nt.gz.license>; rel="copyright"' in answer.headers["Link"]
    else:
        assert CC_BY in answer.headers["Link"]


def test_the_whole_has_no_license_of_its_own(dumps: Service) -> None:
    link = dumps("/dump/kerege.nt", method="HEAD").headers["Link"]
    assert 'rel="license"' not in link
    assert f'<{dumps.address}dataset>; rel="copyright"' in link


def test_nothing_but_the_files_of_a_release_is_there(dumps: Service, version: str) -> None:
    for path in (
        "/dump/../format", "/dump/..%2fformat", "/dump/%2e%2e/format", f"/dump/{version}/..%2f..%2f..%2fformat",
        f"/dump/{version}/%2e%2e/%2e%2e/format", "/dump/..%5cformat", "/dump//etc/passwd", "/dump/%2fetc%2fpasswd",
        f"/dump/{version}/manifest.json", f"/dump/{version}/documents.txt", "/dump/documents.txt", "/dump/.lock",
        f"/dump/{version}/kerege.ttl%00", f"/dump/{version}/.", "/dump/..", "/dump/./",
        "/dump/kerege.ttl.license", "/dump/kerege-facts.xyz", "/dump/2026-01-01-00000000/kerege.ttl",
    ):  # fmt: skip
        answer = dumps(path)
        assert answer.status == 404, path
        assert b"kerege store" not in answer.body
        assert b"documents.txt" not in answer.body


def test_files_take_no_room_among_the_answers_that_are_kept(dumps: Service) -> None:
    before = dumps.metric("kerege_answer_bytes")
    for path in ("/dump/kerege.nq", "/dump/kerege-facts.nt", "/dump/SHA256SUMS"):
        dumps(path)
    assert dumps.metric("kerege_answer_bytes") == before


def test_what_cannot_be_shown_as_asked_is_not_acceptable(dumps: Service) -> None:
    assert dumps("/dump/", headers={"Accept": "image/png"}).status == 406
    assert dumps("/dump/kerege.nt", method="POST", body=b"x").status == 405


@pytest.fixture(scope="module")
def copy(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of its own that has no release."""
    path = tmp_path_factory.mktemp("dumps") / "store"
    return shutil.copytree(corpus, path, ignore=shutil.ignore_patterns("releases"))


def test_dumps_come_with_a_publication_and_the_ones_before_stay(kerege: Run, copy: Path, tmp_path: Path) -> None:
    with serving(copy, "--no-dumps", "--workers", 1) as service:
        answer = service("/dump/kerege.ttl")
        assert answer.status == 503
        assert answer.headers["Retry-After"]
        assert "kerege release makes them" in answer.text
        listed = service("/dump/", headers={"Accept": "application/json"}).json
        assert listed["version"] is None
        assert "not made yet" in service("/dump/", headers={"Accept": "text/html"}).text
        assert service("/sitemap.xml").status == 503

        assert kerege("release", "--store", copy).returncode == 0
        first = service("/dump/kerege.ttl")
        assert first.status == 200
        version = service("/dump/", headers={"Accept": "application/json"}).json["version"]

    article = tmp_path / "one.txt"
    article.write_text(
        "date 2026-03-01\n\nThe World Bank and the Asian Development Bank signed a memorandum in Almaty."
    )
    assert kerege("load", article, "--store", copy).returncode == 0
    with serving(copy, "--workers", 1, "--releases", 1) as service:
        released(service)
        listed = service("/dump/", headers={"Accept": "application/json"}).json
        assert listed["version"] != version
        assert listed["releases"] == {version: f"{service.address}dump/{version}/"}
        assert service(f"/dump/{version}/kerege.ttl").body == first.body
        newest = service("/dump/kerege.ttl", headers={"If-None-Match": first.headers["ETag"]})
        assert newest.status == 200
        assert newest.body != first.body


def test_a_download_goes_on_while_the_workers_of_its_publication_end(kerege: Run, copy: Path, tmp_path: Path) -> None:
    store = shutil.copytree(copy, tmp_path / "store")
    assert kerege("release", "--store", store).returncode == 0
    with serving(store, "--no-dumps", "--workers", 1) as service, socket.socket() as client:
        wanted = service("/dump/kerege.nq").body
        before = children(service)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect((service.host, service.port))
        client.sendall(b"GET /dump/kerege.nq HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        received = client.recv(1000)

        article = tmp_path / "another.txt"
        article.write_text(
            "date 2026-03-02\n\nThe World Bank and the Asian Development Bank signed a memorandum in Osh."
        )
        assert kerege("load", article, "--store", store).returncode == 0
        assert before
        assert all(map(gone, before))
        assert service("/dump/kerege.nq").status == 503

        while piece := client.recv(1 << 16):
            received += piece
        assert received.partition(b"\r\n\r\n")[2] == wanted


def test_dumps_that_cannot_be_made_are_a_line_in_the_log(copy: Path, tmp_path: Path) -> None:
    store = shutil.copytree(copy, tmp_path / "store", ignore=shutil.ignore_patterns("releases"))
    (store / "releases").write_text("in the way")
    with serving(store, "--workers", 1) as service:
        for _ in range(600):
            assert service("/dump/kerege.nt").status == 503
            if "could not be made" in service.log:
                break
            time.sleep(0.1)
        assert "could not be written to" in service.log
        assert service("/health").status == 200
        assert "kerege release" in service("/dump/kerege.nt").text
