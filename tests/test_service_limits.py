"""A service keeps its limits and says them; whoever exceeds one does not disturb the others."""

from __future__ import annotations

import http.client
import http.server
import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from serving import Answer, Service, published, serving
from test_service_stopping import children, gone, until

JSON, PROBLEM = "application/sparql-results+json", "application/problem+json"
BOTH = f"{JSON}, {PROBLEM}"
QUERY = "application/sparql-query"
HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def limited(corpus: Path) -> Iterator[Service]:
    """A service with low limits."""
    with serving(corpus, "--workers", 2, "--timeout", 2, "--memory", 200, "--rows", 50) as service:
        yield service


def together(*works: Callable[[], Any]) -> list[Any]:
    """What several do at the same time."""
    results: list[Any] = [None] * len(works)

    def run(at: int) -> None:
        results[at] = works[at]()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_hopeless_query_is_ended_and_others_do_not_notice(limited: Service) -> None:
    """503, with the limit in words and when to ask again; meanwhile all others are answered."""

    def cheap() -> list[int]:
        return [limited.sparql(f"SELECT ({number} AS ?x) {{}}").status for number in range(30)]

    hopeless = [lambda number=number: limited.sparql(f"{HOPELESS} # {number}", BOTH) for number in range(3)]
    *ended, answered = together(*hopeless, cheap)

    assert answered == [200] * 30
    for answer in ended:
        assert (answer.status, answer.media) == (503, PROBLEM)
        assert int(answer.headers["retry-after"]) > 0
    assert "stopped after 2 seconds, the limit" in ended[0].json["detail"]


def test_a_query_that_takes_too_much_memory_is_told_so(limited: Service) -> None:
    piece = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    answer = limited.sparql(f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('0123456789' AS ?x0) {piece} }}", BOTH)

    assert (answer.status, answer.media) == (507, PROBLEM)
    assert "200 MiB of memory, the limit" in answer.json["detail"]
    assert limited.sparql("ASK {}").json["boolean"] is True


def test_a_client_that_hangs_up_frees_its_worker(served: Service) -> None:
    with socket.create_connection((served.host, served.port)) as client:
        client.sendall(f"GET /sparql?query={HOPELESS.replace(' ', '+')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert until(lambda: served.metric("kerege_queries_running") >= 1)

    assert until(lambda: served.metric("kerege_queries_running") == 0)


def test_a_worker_that_is_killed_is_replaced(corpus: Path) -> None:
    """Also in the midst of a query, which another then answers."""
    with serving(corpus, "--workers", 1) as service:
        for pid in children(service):
            os.kill(pid, signal.SIGKILL)
        assert service.sparql("ASK {}").json["boolean"] is True

        numbers = " ".join(map(str, range(150)))
        values = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
        slow = f"SELECT (COUNT(*) AS ?n) {{ {values} FILTER(?a + ?b > ?c) }}"
        whole = service.sparql(slow).column("n")

        def kill() -> None:
            until(lambda: service.metric("kerege_queries_running") >= 1)
            for pid in children(service):
                os.kill(pid, signal.SIGKILL)

        answer, _ = together(lambda: service.sparql(f"{slow} # again"), kill)
        assert answer.column("n") == whole
        assert service.metric("kerege_queries_replaced") >= 1


def test_an_answer_that_was_cut_off_says_so(limited: Service) -> None:
    cut = limited.sparql("SELECT * { ?s ?p ?o }")
    whole = limited.sparql("SELECT * { ?s ?p ?o } LIMIT 50")
    page = limited.sparql("SELECT * { ?s ?p ?o }", "text/html")
    constructed = limited.sparql("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")

    assert (len(cut.column("s")), cut.headers["kerege-truncated"]) == (50, "50")
    assert (len(whole.column("s")), whole.headers["kerege-truncated"]) == (50, None)
    assert page.headers["kerege-truncated"] == "50"
    assert "cut off" in page.text
    assert (constructed.text.count("\n"), constructed.headers["kerege-truncated"]) == (50, "50")


def test_what_was_cut_off_is_not_taken_for_the_whole(limited: Service, served: Service) -> None:
    """A client that has the answer of a service with another limit of rows is sent the answer anew."""
    query = f"/sparql?query={quote('SELECT ?s { ?s ?p ?o }')}"
    cut = limited(query)
    assert cut.headers["kerege-truncated"] == "50"
    assert limited(query, headers={"If-None-Match": cut.headers["etag"]}).status == 304
    assert served(query, headers={"If-None-Match": cut.headers["etag"]}).status == 200


def test_what_is_too_large_is_told_with_the_limit(limited: Service) -> None:
    body = limited("/sparql", method="POST", headers={"Content-Type": QUERY}, body=b"#" * (2 << 20))
    query = limited("/sparql", method="POST", headers={"Content-Type": QUERY}, body=b"ASK{}" + b"#" * 100_000)
    head = limited("/health", headers={"X": "x" * 300_000})
    address = limited(f"/sparql?query=ASK%7B%7D%23{'x' * 100_000}")

    assert [one.status for one in (body, query, head, address)] == [413, 414, 431, 414]
    assert "1,048,576 bytes, the limit" in body.text
    assert "100,000 are the limit" in query.text
    assert "64,000 bytes, the limit: send it by POST" in address.text
    assert "131,072 bytes, the limit" in head.text


def conversation(service: Service, sent: bytes) -> bytes:
    """What a service says on a connection until it closes it."""
    received = b""
    with socket.create_connection((service.host, service.port), timeout=60) as client:
        client.sendall(sent)
        while piece := client.recv(1 << 16):
            received += piece
    return received


def test_a_head_that_does_not_end_is_not_waited_for(limited: Service) -> None:
    """Nor is a client that says nothing: both connections are closed."""
    silent, slow = together(
        lambda: conversation(limited, b""), lambda: conversation(limited, b"GET /health HTTP/1.1\r\nHost: x\r\nX: ")
    )

    assert silent == slow == b""


def test_headers_after_a_body_are_counted_too(limited: Service) -> None:
    """Trailers without end would fill the memory."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n"
    trailers = (f"X-{number}: {'x' * 1000}\r\n".encode() for number in range(20_000))
    with socket.create_connection((limited.host, limited.port), timeout=60) as client:
        client.sendall(f"{head}5\r\nASK{{}}\r\n0\r\n".encode())
        with pytest.raises(OSError, match=r"reset|pipe"):
            client.sendall(b"".join(trailers))
    assert limited("/health").status == 200


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """An endpoint of others that answers every query with one row."""

    def do_POST(self) -> None:
        self.server.asked += 1  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers["Content-Length"]))
        found = {
            "head": {"vars": ["x"]},
            "results": {"bindings": [{"x": {"type": "literal", "value": "from elsewhere"}}]},
        }
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[http.server.HTTPServer]:
    """An endpoint that counts how often it is asked."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = 0  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


HIDDEN = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<URL>{ ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <URL> { ?s ?p ?o } }",
    "PREFIX k: <http://k/> SELECT * { OPTIONAL { ?a k:\u3001\\' ?b } SERVICE <URL> { ?s ?p ?o } } #'",
    "PREFIX k: <http://k/> SELECT * { OPTIONAL { ?a k:a\u200d\\' ?b } SERVICE <URL> { ?s ?p ?o } } #'",
    "SELECT * { BIND(1 AS ?x) BIND(2 AS ?y) FILTER(?x<?y#>'''\n) SERVICE <URL> { ?s ?p ?o } #'''\n }",
    "SELECT * { OPTIONAL { ?a ?b true } SERVICE <URL> { ?s ?p ?o } OPTIONAL { ?s ?p trueSERVICE<URL>{} } }",
    "PREFIX k: <http://a:> SELECT * { OPTIONAL { ?s ?p k:SERVICE <URL> { ?x ?y ?z } } }",
    "SELECT * { OPTIONAL { ?s ?p ('''b') } SERVICE <URL> { ?x ?y ?z } # \\x '''\n}",
    "ASK FROM <URL> { ?s ?p ?o }",
    "LOAD <URL>",
    "LOAD <URL> ; ASK {}",
    "SELECT * { { LOAD <URL> } }",
]


@pytest.mark.parametrize("query", HIDDEN)
def test_no_query_reaches_another_server(query: str, elsewhere: Any, served: Service) -> None:
    url = f"http://127.0.0.1:{elsewhere.server_port}/"
    answer = served.sparql(query.replace("URL", url), BOTH)

    assert answer.status in (200, 400)
    assert elsewhere.asked == 0


def test_only_listed_endpoints_are_asked(corpus: Path, elsewhere: Any) -> None:
    url = f"http://127.0.0.1:{elsewhere.server_port}/"
    with serving(
        corpus, "--workers", 1, "--allow-service", f"{url}sparql", "--allow-service", "http://127.0.0.1:9/"
    ) as service:
        for query in HIDDEN:
            assert service.sparql(query.replace("URL", url), BOTH).status in (200, 400)
        assert elsewhere.asked == 0

        found = service.sparql(f"SELECT ?x {{ SERVICE <{url}sparql> {{ ?s ?p ?x }} }}")
        assert found.status == 200, found.text
        assert found.column("x") == ["from elsewhere"]
        assert elsewhere.asked >= 1
        failed = service.sparql("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?s ?p ?x } }", BOTH)
        assert failed.status == 502
        assert "did not answer" in failed.json["detail"]


def marked(number: int) -> list[Quad]:
    """A graph that says in many triples which one it is."""
    return [Quad(NamedNode(f"http://e/{n}"), NamedNode("http://e/p"), Literal(str(number))) for n in range(500)]


def test_a_new_publication_is_taken_up_without_a_failed_request(tmp_path: Path) -> None:
    """While a client goes on asking; no answer mixes two publications, and none is older than one before it."""
    store = published(tmp_path / "store", marked(0))
    with serving(store, "--workers", 2, "--quiet") as service:
        found: list[Answer] = []
        ended = threading.Event()

        def hammer() -> None:
            number = 0
            while not ended.is_set():
                number += 1
                found.append(service.sparql(f"SELECT ?o {{ ?s <http://e/p> ?o }} # {number % 50}"))

        def publish() -> None:
            for number in (1, 2, 3):
                published(store, marked(number))
                assert until(lambda number=number: service("/health").json["publication"] == number + 1)
            ended.set()

        together(hammer, hammer, publish)
        assert {answer.status for answer in found} == {200}
        values = [set(answer.column("o")) for answer in found]
        assert all(len(one) == 1 for one in values)
        assert service.sparql("SELECT DISTINCT ?o { ?s <http://e/p> ?o }").column("o") == ["3"]
        assert len({answer.headers["etag"] for answer in found if answer.column("o")[0] == "1"}) > 0
        workers = children(service)
        assert until(lambda: len(children(service)) <= 4), workers


def test_stopping_ends_queries_that_run(corpus: Path) -> None:
    """Requests under way have ten seconds; then they are ended with their processes."""

    def ask() -> None:
        with suppress(OSError, http.client.HTTPException):
            service.sparql(HOPELESS)

    with serving(corpus, "--workers", 1, "--timeout", 60) as service:
        asking = threading.Thread(target=ask)
        asking.start()
        assert until(lambda: service.metric("kerege_queries_running") >= 1)
        workers = children(service)

        assert service.stop() == 0
        assert all(map(gone, workers))
        asking.join()


def test_nothing_of_large_answers_is_left_behind(corpus: Path, tmp_path: Path) -> None:
    """Not of one that is read whole, nor of one whose reader leaves, nor of one that is stopped."""
    large = "SELECT ?a ?s ?p ?o { VALUES ?a { 1 2 3 4 5 6 7 8 } ?s ?p ?o }"
    with serving(corpus, "--workers", 1, env={"TMPDIR": str(tmp_path)}) as service:
        (folder,) = tmp_path.glob("kerege-answers-*")
        assert len(service.sparql(large).body) > 8 << 20
        with socket.create_connection((service.host, service.port)) as client:
            client.sendall(f"GET /sparql?query={large.replace(' ', '+')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert until(lambda: not list(folder.iterdir()))
        assert service.stop() == 0
        assert not folder.exists()
