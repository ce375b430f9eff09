"""Whatever is sent: no failure, nothing read that is not offered, nothing given back that a browser would act on."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from serving import Answer, Service, serving

from queries.catalogue import Catalogue

JSON, PROBLEM, HTML = "application/sparql-results+json", "application/problem+json", "text/html"
BOTH = f"{JSON}, {PROBLEM}"
QUERY = "application/sparql-query"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def raw(service: Service, sent: bytes) -> bytes:
    """What comes back for some bytes, until the service closes the connection."""
    received = b""
    with socket.create_connection((service.host, service.port), timeout=60) as client:
        with suppress(ConnectionError):  # who is refused early may be cut off while still sending; the answer is there
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while piece := client.recv(1 << 16):
                received += piece
    return received


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/server.py",
        "/static/..%5c..%5cserver.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/.%00./server.py",
        "/dump/../../../../etc/passwd",
        "/dump/..%2f..%2f..%2fformat",
        "/dump/%2e%2e",
        "/dump/1/..%2f..%2fmanifest.json",
        "/dump/%2e%2e/%2e%2e",
        "/queries/..%2f..%2fpyproject.toml",
        "/queries/../binding.py",
        "/queries/%2e%2e%2fbinding.py.rq",
        "/doc/..%2f..%2f..%2fetc%2fpasswd",
        "/doc/%00.ttl",
        "/id/../../etc/passwd",
        "/ontology/..%2f..%2fkerege",
        "/context/..%2f..%2fx.jsonld",
        "/sitemap-0.xml",
        "/sitemap-99999999999999999999.xml",
        "//etc/passwd",
        "/%2f%2fetc%2fpasswd",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/queries/%ed%a0%80",
        "/queries/who-met-whom.%ed%a0%80",
        "/queries/who-met-whom.exe",
        "/doc/%ed%a0%80/x",
        "/doc/" + "a/" * 5000,
        "/search?q=%ed%a0%80%00",
        "/search?q=" + "x" * 50_000,
    ],
)
def test_paths_lead_nowhere_else(path: str, served: Service) -> None:
    answer = served(path)

    assert answer.status in (200, 400, 404, 414, 503), answer.text
    assert b"root:" not in answer.body
    assert b"[project]" not in answer.body
    assert b"uvicorn" not in answer.body
    if not path.startswith("/search"):
        assert answer.status != 200


@pytest.mark.parametrize(
    "path",
    [
        f"/{quote(SCRIPT)}",
        f"/queries/{quote(SCRIPT, safe='')}",
        f"/queries/who-met-whom?person={quote(SCRIPT)}",
        f"/queries/who-met-whom?{quote(SCRIPT)}=1",
        f"/queries/who-met-whom.{quote(SCRIPT, safe='')}",
        f"/sparql?query={quote(SCRIPT)}",
        f"/sparql?query={quote(f'SELECT ({chr(39) * 3}{SCRIPT[:-1]}{chr(39) * 3} AS ?x) {{}}')}",
        "/sparql?query=SELECT%20(IRI('javascript:alert(1)')%20AS%20?x)%20%7B%7D",
        f"/sparql?query={quote('SELECT (IRI(' + repr('data:text/html,<script>x</script>') + ') AS ?x) {}')}",
        f"/sparql?default-graph-uri={quote(SCRIPT)}&query=ASK{{}}",
        f"/search?q={quote(SCRIPT)}",
        f"/id/{quote(SCRIPT, safe='')}",
        f"/doc/{quote(SCRIPT, safe='')}.html",
        f"/dump/{quote(SCRIPT, safe='')}",
    ],
)
def test_nothing_that_is_sent_comes_back_as_markup(path: str, served: Service) -> None:
    """In pages it is escaped, elsewhere the media type says that it is text; no page may run a script at all."""
    for accept in (HTML, "*/*", BOTH):
        answer = served(path, headers={"Accept": accept})
        assert answer.status < 500
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        if answer.media == HTML:
            assert "<script>alert" not in answer.text
            assert "<img src=x" not in answer.text
            assert not re.search(r"""(?:href|src|action)=["']?\s*(?:javascript|data|vbscript):""", answer.text, re.I)


@pytest.mark.parametrize(
    "host",
    ["x\r\nSet-Cookie: a=b", "a b", "<script>", "x/y", "x?query=ASK{}", "x#", "[::1", "x:99999999", "a,b", "@x", ""],
)
def test_a_host_that_is_none_is_refused(host: str, served: Service) -> None:
    """Addresses of answers are made of it."""
    for path in ("/sparql", "/queries", "/dataset", "/openapi.json"):
        answer = raw(served, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        if "\r" not in host:
            assert answer.startswith(b"HTTP/1.1 400"), answer[:200]
        assert b"\r\nSet-Cookie" not in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/queries", "queries/"),
        ("/queries?x=%2F+1", "queries/?x=%2F+1"),
        ("/sparql/?query=ASK%7B%7D", "sparql?query=ASK%7B%7D"),
        ("/health/", "health"),
    ],
)
def test_a_slash_too_many_or_too_few_is_mended(path: str, place: str, served: Service) -> None:
    answer = served(path)

    assert (answer.status, answer.headers["location"]) == (308, served.address + place)


def test_a_redirection_leads_to_where_the_world_sees_the_service(corpus: Path) -> None:
    """Whatever host a proxy asks for."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    public = ("--prefix", "/graph", "--public", "https://data.example/graph", "--port", port)
    with serving(corpus, "--workers", 1, "--quiet", *public) as one:
        assert one.address == "https://data.example/graph"
        one.host, one.port = "127.0.0.1", port
        answer = raw(one, b"GET /graph/queries HTTP/1.1\r\nHost: internal\r\nConnection: close\r\n\r\n")
        away = raw(one, b"GET //evil.example/queries HTTP/1.1\r\nHost: internal\r\nConnection: close\r\n\r\n")

    assert b"location: https://data.example/graph/queries/\r\n" in answer
    assert away.startswith(b"HTTP/1.1 404")


def test_a_client_of_http_1_0_need_not_name_the_host(served: Service) -> None:
    """Only HTTP/1.1 demands it (RFC 9112, section 3.2)."""
    old = raw(served, b"GET /queries HTTP/1.0\r\n\r\n")
    new = raw(served, b"GET /queries HTTP/1.1\r\nConnection: close\r\n\r\n")

    assert old.split(b" ")[1] == b"308"
    assert f"location: {served.address}queries/\r\n".encode() in old
    assert new.split(b" ")[1] == b"400"


def test_two_hosts_are_refused(served: Service) -> None:
    answer = raw(served, b"GET /sparql HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 400")


def test_answers_for_one_host_are_not_given_to_another(served: Service) -> None:
    """Neither are those that a proxy's headers would change."""

    def asked(host: str, *headers: str) -> bytes:
        lines = "\r\n".join(("GET /sparql HTTP/1.1", f"Host: {host}", *headers, "Connection: close", "", ""))
        return raw(served, lines.encode())

    for _ in range(2):
        assert b"<http://one.example/sparql>" in asked("one.example")
        assert b"<http://two.example/sparql>" in asked("two.example")
        assert b"evil.example" not in asked(
            "one.example", "X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"
        )
        assert b"<https://one.example/sparql>" in asked("one.example", "X-Forwarded-Proto: https")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n : y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nZZ\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET http://evil.example/sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nAccept: "
        + b"a/b;q=0.1," * 9000
        + b"\r\nConnection: close\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nAccept: ;;;;,,,,q=,=\xff\r\nConnection: close\r\n\r\n",
        b'GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nIf-None-Match: \xff,,,W/"\r\nConnection: close\r\n\r\n',
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \x9b31m,<x>\r\nConnection: close\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nRange: bytes=9-1,,-\r\nConnection: close\r\n\r\n",
    ],
    ids=range(21),
)
def test_odd_requests_are_answered_or_refused(sent: bytes, served: Service) -> None:
    answer = raw(served, sent)

    assert not answer.startswith(b"HTTP/1.1 5") or answer.startswith(b"HTTP/1.1 505")
    assert b"Traceback" not in answer
    assert served("/health").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 45_000 + "}" * 45_000,
        "SELECT (" + "(" * 45_000 + "1" + ")" * 45_000 + " AS ?x) {}",
        "SELECT (" + "!" * 90_000 + "true AS ?x) {}",
        "SELECT (" + "- " * 40_000 + "1 AS ?x) {}",
        "SELECT * {?s ?p " + "[" * 45_000 + "]" * 45_000 + "}",
        "SELECT * {?s " + "(" * 40_000 + "<a>" + ")" * 40_000 + " ?o}",
        "SELECT * {" * 8000,
        "{" * 99_000,
        "}" * 99_000,
        "SELECT * " + "a." * 45_000,
        '\\"""\n' * 19_000,
        "SELECT * {} LIMIT " + "9" * 5000,
        "SELECT * {} OFFSET " + "9" * 5000,
        "SELECT * {} LIMIT -1",
        "SELECT (" + "9" * 5000 + " + 1 AS ?x) {}",
        "SELECT (1e" + "9" * 5000 + " AS ?x) {}",
        "SELECT ('\u0000' AS ?x) {}",
        "SELECT ('\\u0000' AS ?x) {}",
        "SELECT ('\\uD800' AS ?x) {}",
        "SELECT ('\\U00110000' AS ?x) {}",
        "SELECT ('\\UFFFFFFFF' AS ?x) {}",
        "SELECT (REGEX('" + "a" * 30_000 + "', '(a+)+b') AS ?x) {}",
        "SELECT (REGEX('a', '" + "(" * 5000 + ")" * 5000 + "') AS ?x) {}",
        "SELECT (REGEX('a', 'a{1000}{1000}{1000}') AS ?x) {}",
        "SELECT (<http://nothing/>(1) AS ?x) {}",
        "CONSTRUCT { ?s <http://e/1> ?o } { ?s ?p ?o } LIMIT 5",
        "CONSTRUCT { <http://e/s> <http://e/p> <<( <http://e/s> <http://e/p> 1 )>> } {}",
        "SELECT (<<( <http://e/s> <http://e/p> 1 )>> AS ?x) {}",
        "\ufeffASK {}",
        "ASK {} ; ASK {}",
        "PREFIX : <" + "x" * 50_000 + "> ASK { :a :b :c }",
        "SELECT ?" + "x" * 90_000 + " {}",
        "SELECT " + " ".join(f"?x{number}" for number in range(12_000)) + " {}",
        "SELECT * {" + "".join(f"BIND(1 AS ?x{number})" for number in range(500)) + "}",
    ],
    ids=lambda query: query[:30].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize(
    "accept", ["application/sparql-results+xml, application/rdf+xml, */*;q=0.1", f"{HTML}, */*;q=0.1"]
)
def test_odd_queries_are_answered_or_refused(query: str, accept: str, served: Service) -> None:
    """Depth, length, numbers and characters beyond all measure; no process is lost to them."""
    headers = {"Content-Type": QUERY, "Accept": accept}
    answer = served("/sparql", method="POST", headers=headers, body=query.encode("utf-8"))

    assert answer.status in (200, 400, 406, 503, 507), answer.text[:300]
    assert served.sparql("ASK {}").json["boolean"] is True


def test_ten_megabytes_of_brackets_are_not_read(served: Service) -> None:
    answer = served("/sparql", method="POST", headers={"Content-Type": QUERY}, body=b"{" * 999_999)
    refused = raw(served, b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: " + QUERY.encode()
                  + b"\r\nContent-Length: 10000000\r\n\r\n" + b"(" * 1_200_000)  # fmt: skip

    assert answer.status == 414
    assert refused.startswith(b"HTTP/1.1 413")


VALUES = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'\\<>{}()?$_#;.\n\r\tu0022SERVICE ", max_size=60),
    st.sampled_from([stored.name for stored in Catalogue.load()]),
)
PLAIN = sorted(
    (stored.name, one.name)
    for stored in Catalogue.load()
    for one in stored.parameters
    if stored.kind == "select" and sum(other.required for other in stored.parameters) == one.required
)


@given(st.sampled_from(PLAIN), VALUES)
@example(("who-met-whom", "person"), '" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #')
@example(("who-met-whom", "person"), "x\r\nSet-Cookie: a=b")
@example(("who-met-whom", "person"), "\\u0022 } DELETE { ?s ?p ?o } #")
@example(("articles-of", "publisher"), '") || true || CONTAINS("')
@example(("sources-of-fact", "fact"), "http://x> } SELECT * { ?s ?p ?o")
@example(("frequent-meetings", "meetings"), "1 || true")
@example(("frequent-meetings", "meetings"), "9" * 3000)
@example(("coming-events", "after"), '2020-01-01"^^<x> . ?s ?p ?o #')
@settings(max_examples=80, database=None, suppress_health_check=list(HealthCheck))
def test_values_cannot_change_what_a_question_means(served: Service, question: tuple[str, str], value: str) -> None:
    """What comes back has the columns of the question, or says in one shape why there is none."""
    name, parameter = question
    usual = COLUMNS.setdefault(name, _columns(served, name, parameter))
    encoded = urlencode({parameter: value}, errors="surrogatepass")
    answer = served(f"/queries/{name}?{encoded}", headers={"Accept": BOTH})

    assert answer.status in (200, 400, 404), answer.text
    assert "Set-Cookie" not in answer.headers
    if answer.status == 200:
        assert answer.json["head"]["vars"] == usual
    else:
        assert answer.media == PROBLEM
        assert "SERVICE" not in answer.json["detail"] or "service" in value.lower()


COLUMNS: dict[str, list[str]] = {}


def _columns(served: Service, name: str, parameter: str) -> list[str]:
    """The columns of a question, asked as its example does."""
    one = Catalogue.load()[name].parameter(parameter)
    found: Any = served.stored(name, **{parameter: one.example or one.default or ""}).json
    columns: list[str] = found["head"]["vars"]
    return columns


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries/who-met-whom", 400),
        ("/queries/who-met-whom?person=", 400),
        ("/queries/who-met-whom?person=a&person=b", 400),
        ("/queries/who-met-whom?nothing=1&person=x", 400),
        ("/queries/who-met-whom?person=%ff", 400),
        ("/queries/who-met-whom?person=%00", 404),
        ("/queries/who-met-whom?person=Nobody%20Of%20That%20Name", 404),
        ("/queries/who-met-whom?person=Olzhas%20Bektenov&since=yesterday", 400),
        ("/queries/frequent-meetings?meetings=1e400", 400),
        ("/queries/who-met-whom?" + "&".join(f"p{number}=1" for number in range(200)), 400),
    ],
)
def test_values_that_make_no_sense_are_told(address: str, status: int, served: Service) -> None:
    answer = served(address, headers={"Accept": BOTH})

    assert (answer.status, answer.media) == (status, PROBLEM), answer.text
    assert len(answer.json["detail"]) > 20


def test_a_note_is_no_way_into_the_headers(served: Service) -> None:
    answer: Answer = served.stored("who-met-whom", person="Olzhas\r\nX-Evil: 1\r\nBektenov")

    assert answer.status in (200, 404)
    assert "X-Evil" not in answer.headers
