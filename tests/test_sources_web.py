"""Pages by address: only http and https, only what is named, with limits; tried against a server of our own."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from loaders import web
from loaders.article import Article
from loaders.sources import articles
from tests.source_samples import PAGE, PARAGRAPHS, told
from tests.test_sources_feeds import RSS


class Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        local = f"http://127.0.0.1:{self.server.server_address[1]}"
        canonical = "https://sava-times.example/2026/03/valley-road"
        match self.path:
            case "/page":
                self.answer(PAGE.replace(canonical, f"{local}/canonical").encode())
            case "/foreign":
                self.answer(PAGE.encode())
            case "/cyrillic":
                page = (
                    PAGE.replace('charset="utf-8"', "").replace("Aigul", "Айгуль").replace("“", '"').replace("”", '"')
                )
                self.answer(page.encode("cp1251"), kind="text/html; charset=windows-1251")
            case "/feed":
                self.answer(RSS.encode(), kind="application/rss+xml")
            case "/packed":
                self.answer(gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"})
            case "/moved":
                self.answer(b"", {"Location": "/page"}, 301)
            case "/to-file":
                self.answer(b"", {"Location": "file:///etc/passwd"}, 302)
            case "/to-ftp":
                self.answer(b"", {"Location": "ftp://127.0.0.1/x"}, 302)
            case "/around":
                self.answer(b"", {"Location": "/around"}, 302)
            case "/chain" | "/chain1" | "/chain2" | "/chain3" | "/chain4" | "/chain5" | "/chain6":
                self.answer(b"", {"Location": f"/chain{int(self.path[6:] or 0) + 1}"}, 302)
            case "/large":
                self.answer(b"a" * 3_000_000)
            case "/cut":
                self.answer(b"<html>", {"Content-Length": "1000"})
            case "/slow":
                self.answer(b"", {"Content-Length": "1000"})
                for _ in range(60):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            case "/silent":
                time.sleep(2)
            case _:
                self.answer(b"Not here", status=404)

    def answer(
        self, body: bytes, headers: dict[str, str] | None = None, status: int = 200, kind: str = "text/html"
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the client went away, as it should


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked = []
    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


def only(address: str) -> Article:
    (article,) = articles([address])
    assert isinstance(article, Article), article
    return article


def reason(address: str) -> str:
    (said,) = told(list(articles([address])))
    return said.removeprefix("error: ").replace(address, "IT")


def test_a_named_page_is_read_and_nothing_else_is_asked_for(server: str) -> None:
    article = only(f"{server}/page")
    assert article.url == f"{server}/canonical"
    assert article.title == "Bank lends for valley road"
    assert PARAGRAPHS[0] in article.text
    ((path, headers),) = Handler.asked
    assert path == "/page"
    assert headers["User-Agent"].startswith("kerege/")


def test_a_page_cannot_pass_itself_off_as_one_of_another_host(server: str) -> None:
    assert only(f"{server}/foreign").url == f"{server}/foreign"


def test_the_encoding_that_the_server_tells_is_believed(server: str) -> None:
    assert "Айгуль" in only(f"{server}/cyrillic").text


def test_a_named_feed_is_read_and_its_links_are_not_followed(server: str) -> None:
    assert [item.split(",")[1][:8] for item in told(list(articles([f"{server}/feed"])))] == [
        " entry 1",
        " entry 2",
        " entry 3",
    ]
    assert [path for path, _ in Handler.asked] == ["/feed"]


def test_a_redirection_is_followed_and_its_end_is_the_address(server: str) -> None:
    assert only(f"{server}/moved").url == f"{server}/canonical"
    assert [path for path, _ in Handler.asked] == ["/moved", "/page"]


def test_a_packed_answer_is_unpacked(server: str) -> None:
    assert only(f"{server}/packed").title == "Bank lends for valley road"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone", "IT answers 404 Not Found: open it in a browser and save it."),
        ("/to-file", "is not allowed"),
        ("/to-ftp", "IT cannot be fetched: it leads on to ftp://127.0.0.1/x, which is no web address."),
        ("/around", "infinite loop"),
        ("/chain", "infinite loop"),
        ("/cut", "the connection broke before its end"),
    ],
)
def test_what_goes_wrong_is_said(server: str, path: str, said: str) -> None:
    assert said in reason(f"{server}{path}")
    assert len(Handler.asked) <= web.MAX_REDIRECTS + 1


def test_a_large_answer_is_cut_off(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_DOWNLOAD", 1_000_000)
    assert reason(f"{server}/large") == "IT cannot be fetched: it is larger than 1 MB."


def test_a_slow_or_silent_server_is_given_up(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.3)
    monkeypatch.setattr(web, "TIMEOUT", 0.3)
    assert reason(f"{server}/slow") == "IT cannot be fetched: it takes longer than 0.3 seconds."
    assert reason(f"{server}/silent") == "IT cannot be fetched: timed out."


def test_the_public_web_does_not_lead_into_a_private_network(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = iter([True])
    monkeypatch.setattr(web, "is_public", lambda _host: next(first, False))
    assert "it leads on to 127.0.0.1, which is not on the public web" in reason(f"{server}/moved")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "localhost"])
def test_private_addresses_are_known(host: str) -> None:
    assert not web.is_public(host)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org/a", "IT is not fetched: only addresses with http:// or https:// are."),
        ("file:///etc/passwd", "IT is not fetched: only addresses with http:// or https:// are."),
        ("HTTP://", "IT is no web address, such as https://example.org/news/1."),
        (
            "http://a:b@example.org/",
            "The address at example.org holds a user's name or password: save the page instead.",
        ),
        ("http://example.org:port/", "IT is no web address, such as https://example.org/news/1."),
    ],
)
def test_other_addresses_are_refused_before_anything_is_sent(address: str, said: str) -> None:
    assert reason(address) == said


def test_a_server_that_is_not_there_is_named() -> None:
    assert "IT cannot be fetched: " in reason("http://127.0.0.1:9/")
