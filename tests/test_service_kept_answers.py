"""Kept answers are the answers: however a request comes, on whatever connection, by whatever version of HTTP."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Service, serving

QUERY = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40"
PATH = f"/sparql?query={quote(QUERY)}"


def raw(service: Service, sent: bytes) -> bytes:
    """All that comes back on one connection until the service closes it."""
    with socket.create_connection((service.host, service.port), timeout=30) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def head(path: str, *lines: str, method: str = "GET", version: str = "1.1") -> bytes:
    """The line and headers of a request."""
    return "\r\n".join((f"{method} {path} HTTP/{version}", "Host: here", *lines, "", "")).encode()


def bodies(received: bytes) -> list[bytes]:
    """The bodies of a row of responses, all of which say their length."""
    found = []
    while received:
        top, _, received = received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", top)
        size = 0 if length is None else int(length[1])
        found.append(received[:size])
        received = received[size:]
    return found


def test_the_second_answer_is_the_first_and_only_the_first_is_computed(served: Service) -> None:
    first = served(PATH)
    before = served.metric("kerege_kept_answers_total")
    second = served(PATH)

    assert second.status == 200
    assert (second.body, second.headers.items()[1:]) == (first.body, first.headers.items()[1:])  # all but the date
    assert len(second.column("s")) == 40
    assert served.metric("kerege_kept_answers_total") == before + 1


def test_a_client_that_has_the_answer_is_told_so_without_its_body(served: Service) -> None:
    etag = served(PATH).headers["etag"]

    for known in (etag, f'W/{etag}, "other"', "*"):
        answer = served(PATH, headers={"If-None-Match": known})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert answer.headers["access-control-allow-origin"] == "*"
    assert served(PATH, headers={"If-None-Match": '"other"'}).status == 200


def test_head_has_the_headers_of_get_and_no_body(served: Service) -> None:
    get = served(PATH)
    answer = served(PATH, method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(get.body))


def test_what_is_kept_for_one_client_is_not_sent_to_one_who_wants_it_otherwise(served: Service) -> None:
    plain = served(PATH)
    packed = served(PATH, headers={"Accept-Encoding": "gzip"})
    again = served(PATH, headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["content-encoding"] == again.headers["content-encoding"] == "gzip"
    assert gzip.decompress(again.body) == plain.body
    assert again.headers["etag"] != plain.headers["etag"]
    assert served(PATH, headers={"Accept": "text/csv"}).media == "text/csv"
    assert served(PATH).media == "application/sparql-results+json"


def test_requests_one_behind_the_other_are_answered_in_their_order(served: Service) -> None:
    """Kept answers do not overtake those that are still to be computed."""
    served(PATH)
    fresh = [f"SELECT (COUNT(*) + {number} AS ?n) WHERE {{ ?s ?p ?o }}" for number in range(3)]
    slow = [f"/sparql?query={quote(query)}" for query in fresh]
    paths = [PATH, slow[0], PATH, slow[1], PATH, PATH, slow[2], PATH]
    received = raw(served, b"".join(head(path) for path in paths) + head("/health", "Connection: close"))

    found = [json.loads(body) for body in bodies(received)]
    kept = json.loads(served(PATH).body)
    assert len(found) == len(paths) + 1
    assert [one for one, path in zip(found, paths, strict=False) if path == PATH] == [kept] * 5
    counted = [int(found[place]["results"]["bindings"][0]["n"]["value"]) for place in (1, 3, 6)]
    assert counted == [counted[0], counted[0] + 1, counted[0] + 2]


def test_a_request_that_comes_in_pieces_is_answered(served: Service) -> None:
    whole = served(PATH).body
    request = head(PATH, "Accept: */*") + head(PATH, "Accept: */*", "Connection: close")
    with socket.create_connection((served.host, served.port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(0, len(request), 7):
            connection.sendall(request[place : place + 7])
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))

    assert bodies(received) == [whole, whole]


@pytest.mark.parametrize(
    ("lines", "version"), [((), "1.0"), (("Connection: keep-alive",), "1.0"), (("Connection: close",), "1.1")]
)
def test_a_connection_that_is_to_be_closed_is_closed(lines: tuple[str, ...], version: str, served: Service) -> None:
    served(PATH)
    received = raw(served, head(PATH, *lines, version=version) + head(PATH))

    assert b"\r\nconnection: close\r\n" in received
    assert len(bodies(received)) == 1


def test_a_get_with_a_body_is_answered_and_so_is_the_request_after_it(served: Service) -> None:
    whole = served(PATH).body
    received = raw(served, head(PATH, "Content-Length: 3") + b"abc" + head(PATH, "Connection: close"))

    assert bodies(received) == [whole, whole]


def test_who_asks_without_reading_is_not_answered_without_end(served: Service) -> None:
    """A connection whose client does not read waits, and others are answered meanwhile."""
    large = f"/sparql?query={quote('SELECT * WHERE { ?s ?p ?o } LIMIT 3000')}"
    size = len(served(large).body)
    before = served.metric("kerege_kept_answers_total")
    with socket.create_connection((served.host, served.port), timeout=30) as greedy:
        greedy.settimeout(1)
        with contextlib.suppress(TimeoutError):
            greedy.sendall(head(large) * 500)
        assert served("/health").status == 200
        assert served.metric("kerege_kept_answers_total") - before < 200
    assert size > 100_000


def test_many_at_once_get_what_one_gets(served: Service) -> None:
    paths = [f"/sparql?query={quote(f'SELECT ?s WHERE {{ ?s ?p ?o }} ORDER BY ?s LIMIT {n}')}" for n in (1, 2, 3, 40)]
    alone = [served(path).body for path in paths]
    with ThreadPoolExecutor(16) as clients:
        found = list(clients.map(lambda number: served(paths[number % 4]).body, range(400)))

    assert all(body == alone[number % 4] for number, body in enumerate(found))


def test_every_request_is_a_line_of_the_log_and_a_count(corpus: Path) -> None:
    with serving(corpus, "--workers", 1) as service:
        for _ in range(5):
            service(PATH)
        service(PATH, headers={"If-None-Match": "*", "X-Forwarded-For": "198.51.100.7, 127.0.0.1"})
        service("/sparql?query=%0a%1b", headers={"X-Forwarded-For": "\xe9who"})

        assert service.metric('kerege_requests_total{resource="sparql",status="200"}') == 5
        assert service.metric('kerege_requests_total{resource="sparql",status="304"}') == 1
        assert service.metric("kerege_kept_answers_total") == 5
        assert service.metric('kerege_request_seconds_count{resource="sparql"}') == 7
        assert service.metric('kerege_request_seconds_bucket{le="+Inf",resource="sparql"}') == 7
        service.stop()
        lines = [line for line in service.log.splitlines() if '"GET /sparql' in line]

    shown = [re.fullmatch(r'\S+T\S+ (\S+) "GET (\S+)" (\d+) (\d+) [\d.]+ ms', line) for line in lines]
    assert [(line[1], line[3]) for line in shown if line] == [
        *[("127.0.0.1", "200")] * 5, ("198.51.100.7", "304"), ("\\xe9who", "400")
    ]  # fmt: skip
    assert all(line and line[2] == PATH for line in shown[:6])


def test_the_address_that_a_proxy_says_is_the_one_in_answers(served: Service) -> None:
    described = ("text/turtle", "/sparql")
    plain = served(described[1], headers={"Accept": described[0]}).text
    secure = served(described[1], headers={"Accept": described[0], "X-Forwarded-Proto": "https"}).text
    again = served(described[1], headers={"Accept": described[0]}).text

    assert f"https://{served.host}:{served.port}/sparql" in secure
    assert f"http://{served.host}:{served.port}/sparql" in plain
    assert again == plain
