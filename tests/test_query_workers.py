"""Queries run in processes that can be stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_publication import TESTS, published

from graph.answers import Answer
from graph.workers import Request, Workers
from ontology.errors import BadSparql, QueryError, QueryTimeout, QueryTooLarge, StoreError
from queries.mistakes import mistake

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f || ?i != ?c) }"
LARGE = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the fixture."""
    return published(tmp_path_factory.mktemp("workers") / "store")


@pytest.fixture(scope="module")
def workers(publication: Path) -> Iterator[Workers]:
    """Two workers over it."""
    with Workers(publication, size=2) as pool:
        yield pool


def ask(workers: Workers, query: str) -> Answer:
    """The answer to a query."""
    return Answer.from_reply(workers.run(Request(query=query)))


def test_a_query_that_runs_too_long_is_stopped(workers: Workers) -> None:
    """It ends soon after the limit, which the message names, and the next query is answered."""
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.3 seconds, the limit"):
        workers.run(Request(query=ENDLESS), timeout=0.3)
    assert time.monotonic() - start < 3
    assert ask(workers, "ASK {}").truth is True


def test_a_query_that_needs_too_much_memory_is_stopped(publication: Path) -> None:
    """The limit is named, and the next query is answered."""
    if sys.platform != "linux":
        pytest.skip("the address space of a process cannot be limited here")
    with Workers(publication, memory=64 << 20) as small:
        with pytest.raises(QueryTooLarge, match="64 MiB"):
            ask(small, LARGE)
        assert ask(small, "ASK {}").truth is True


def test_ctrl_c_stops_a_query_at_once(publication: Path) -> None:
    """The parent gets its KeyboardInterrupt while the query runs, and no process is left."""
    program = f"""
        import sys
        sys.path.insert(0, {str(TESTS.parent)!r})
        from pathlib import Path
        from graph.workers import Request, Workers
        workers = Workers(Path({str(publication)!r}))
        workers.run(Request(query="ASK {{}}"))
        print(workers._idle.queue[0]._process.pid, flush=True)
        try:
            workers.run(Request(query={ENDLESS!r}))
        except KeyboardInterrupt:
            print("interrupted", flush=True)
    """
    asking = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True)
    assert asking.stdout is not None
    worker = int(asking.stdout.readline())
    time.sleep(0.3)
    start = time.monotonic()
    asking.send_signal(signal.SIGINT)
    out, _ = asking.communicate(timeout=10)
    assert out == "interrupted\n"
    assert time.monotonic() - start < 2
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX a: <http://a#b> SELECT * { ?a a:service 'x' FILTER(?a<?b) SERVICE<http://localhost/>{} }",
        "SELECT * { <http://x/\\u0023> ?p '# \\u0027' \\u0053ERVICE <http://localhost/> {} }",
        "PREFIX k: <http://k/> SELECT * { ?a k:\u3001\\' ?b . SERVICE <http://localhost/> { ?s ?p ?o } } #'",
        "PREFIX k: <http://k/> SELECT * { ?a k:a\u200d\\# ?b . SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?x<?y#>'''\n) SERVICE <http://localhost/> { ?s ?p ?o } #'''\n }",
        "SELECT * { ?s ?p trueSERVICE<http://localhost/>{} }",
        "SELECT * { SERVICESILENT<http://localhost/>{} }",
        "PREFIX k: <http://k/> SELECT * { ?s ?p 1 . SERVICEk:x{} }",
        "PREFIX k: <http://a:> SELECT * { ?s ?p k:SERVICE <http://localhost/> {} }",
        "PREFIX k: <http://k/> SELECT * { ?s ?p k:a.b.SERVICE <http://localhost/> {} }",
        "SELECT * { ?s ?p ('''b') SERVICE <http://localhost/> {} # \\x '''\n}",
        "SELECT * { SERVICE # a remark { \r <http://localhost/> # another\n{} }",
        "LOAD <http://localhost/x>",
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX k: <http://k#> DELETE WHERE { ?s ?p ?o }",
        "with <http://g> delete { ?s ?p ?o } where { ?s ?p ?o }",
        "DROP ALL",
        "",
        "# SELECT",
        "DANCE",
    ],
)
def test_what_is_refused_never_reaches_the_engine(
    workers: Workers, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests to other servers, updates, and what is no query."""
    monkeypatch.setattr(workers, "_take", lambda seconds: pytest.fail(f"reached the engine within {seconds} seconds"))
    with pytest.raises(BadSparql):
        workers.run(Request(query=query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('SERVICE' AS ?service) { } # SERVICE <http://localhost/>",
        "PREFIX service: <http://SERVICE/> SELECT * { OPTIONAL { ?x service:SERVICE <http://a/SERVICE> } }",
        "SELECT ?service ?x { OPTIONAL { ?service ?p ?x } FILTER(CONTAINS(?x, 'health service')) }",
    ],
)
def test_the_word_service_is_no_request(workers: Workers, query: str) -> None:
    """In strings, names, IRIs and comments the word is harmless."""
    assert ask(workers, query).form == "SELECT"


def test_a_syntax_error_has_its_place(workers: Workers) -> None:
    """Line and column, counted from one."""
    with pytest.raises(BadSparql) as error:
        ask(workers, "SELECT ?x {\n  ?x ?y }")
    sentence, line, mark = str(error.value).split("\n")
    assert sentence == "Line 2, column 10: the query is not valid SPARQL: something is missing before its end."
    assert (line, mark) == ("    ?x ?y }", "           ^")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE { ?x a foo:Bar }", "the prefix foo: is not declared; write PREFIX foo: <…> at the beginning"),
        ("SELECT ?x { ?x :met ?y }", "the prefix : is not declared"),
        ("SELECT (COUNT(?x) AS ?n { ?x ?y ?z }", "a ( is not closed: there is a ) missing"),
        ("SELECT ?x { ?x ?y ?z", "a { is not closed: there is a } missing"),
        ("SELECT ?x { ?x ?y ?z } }", "there is a } too many"),
        ("SELECT ?x { ?x ?y 'abc }", "a text begins with a quotation mark and does not end with one"),
        ("SELECT ?x { ?x ?y '{' } LIMIT ten", "“ten” cannot stand at the mark, or something is missing before it"),
        ("SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c }", "SELECT has a variable that GROUP BY leaves out"),
        ("SELECT (1 AS ?a) (2 AS ?a) { }", "SELECT gives two columns one name"),
        ("SELECT ?x { ?x <a b> ?y }", "what stands between < and > is no IRI"),
        ("SELECT ?x { ?s ?p ?o . OPTINAL { ?s ?p ?x } }", "“OPTINAL” is no word of SPARQL; perhaps OPTIONAL is meant"),
        ("DESCRIBE", "something is missing before its end"),
    ],
)
def test_a_syntax_error_says_what_is_likely_to_be_wrong(workers: Workers, query: str, said: str) -> None:
    """In one sentence, none of the engine's own words in it."""
    with pytest.raises(BadSparql) as error:
        ask(workers, query)
    sentence, line, mark = str(error.value).split("\n")
    assert f"the query is not valid SPARQL: {said}" in sentence
    assert "expected" not in sentence
    assert line == f"  {query}"
    assert mark.strip() == "^"


@given(st.text(alphabet="SELCT ?x{}()<>'\"\t\n\x1b:.\u202e", max_size=300), st.integers(1, 9), st.integers(1, 400))
def test_any_place_in_any_query_can_be_shown(query: str, line: int, column: int) -> None:
    """The mark stands under its column, and no line of a long query is shown whole."""
    sentence, shown, mark = mistake(query, line, column, "expected one of [_]").split("\n")
    assert sentence.startswith(f"Line {line}, column {column}: ")
    assert sentence.endswith(".")
    assert (shown + mark).isprintable()
    assert len(shown) <= 102
    assert mark.strip() == "^"


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { VALUES (?z ?a ?m) { (1 2 3) } }", ("z", "a", "m")),
        ("SELECT DISTINCT * { { SELECT ?y ?b { VALUES (?b ?x ?y) { (1 2 3) } } } }", ("y", "b")),
        ("SELECT ?b (1 AS ?a) { VALUES ?b { 1 } }", ("b", "a")),
        ("SELECT * { }", ()),
    ],
)
def test_columns_are_in_order(workers: Workers, query: str, columns: tuple[str, ...]) -> None:
    """Of the SELECT clause; of a star, of first appearance."""
    answer = ask(workers, query)
    assert answer.columns == columns
    assert len(answer.rows) == 1


@pytest.mark.parametrize(
    ("form", "media", "start"),
    [
        ("results", "text/csv", b"n\r\n1\r\n"),
        ("results", "text/tab-separated-values", b"?n\n1\n"),
        ("results", "application/sparql-results+xml", b"<?xml"),
        ("results", "application/sparql-results+json", b'{"head"'),
        ("graph", "text/turtle", b"<http://a>"),
        ("graph", "application/n-triples", b"<http://a>"),
        ("graph", "application/rdf+xml", b"<?xml"),
    ],
)
def test_results_in_every_format(workers: Workers, form: str, media: str, start: bytes) -> None:
    """The formats of the standards, made in the worker."""
    query = "SELECT (1 AS ?n) {}" if form == "results" else "CONSTRUCT { <http://a> <http://b> 1 } WHERE {}"
    request = Request(query=query, results=media) if form == "results" else Request(query=query, graph=media)
    assert workers.run(request).body.startswith(start)


def test_the_dataset_of_the_protocol(workers: Workers) -> None:
    """Default and named graphs can be chosen, and a base IRI given."""
    graph = "https://w3id.org/kerege/graph/reference"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert Answer.from_reply(workers.run(Request(query=count, default_graphs=(graph,)))).values() == [(4,)]
    assert Answer.from_reply(workers.run(Request(query=count, named_graphs=(graph,)))).values() == [(0,)]
    relative = Request(query="SELECT (<x> AS ?y) {}", base="http://base.example/")
    assert Answer.from_reply(workers.run(relative)).values() == [("http://base.example/x",)]


def test_many_threads_share_the_workers(workers: Workers) -> None:
    """Each gets the answer to its own query."""
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda n: ask(workers, f"SELECT ({n} AS ?n) {{}}").values(), range(40))
        assert list(answers) == [[(n,)] for n in range(40)]


def test_busy_workers_say_so(publication: Path) -> None:
    """Who waits too long for a worker is told."""
    with Workers(publication) as one:

        def endless() -> None:
            with contextlib.suppress(QueryTimeout):
                one.run(Request(query=ENDLESS), timeout=1)

        long = threading.Thread(target=endless)
        long.start()
        time.sleep(0.2)
        with pytest.raises(QueryTimeout, match="busy"):
            one.run(Request(query="ASK {}"), timeout=0.1)
        long.join()


def test_a_publication_that_is_not_there(tmp_path: Path) -> None:
    """It is said which, and that closed workers answer no more."""
    with Workers(tmp_path / "none") as lost, pytest.raises(StoreError, match="none cannot be opened"):
        lost.run(Request(query="ASK {}"))
    with pytest.raises(QueryError, match="closed"):
        lost.run(Request(query="ASK {}"))
