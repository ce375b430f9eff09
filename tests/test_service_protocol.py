"""The SPARQL endpoint keeps the protocol: negotiation, parameters, methods, errors, caching, cross-origin requests."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from serving import Answer, Service

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV, HTML, PROBLEM = "text/csv", "text/tab-separated-values", "text/html", "application/problem+json"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SELECT = "SELECT ?x ?y { VALUES (?x ?y) { (1 'a') (2 'b') } }"
GRAPH = "CONSTRUCT { <http://e/s> <http://e/p> 'ö' } {}"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        (XML, XML),
        (CSV, CSV),
        (TSV, TSV),
        ("text/*", CSV),
        ("application/*", JSON),
        (f"{CSV};q=0.5, {XML};q=0.9", XML),
        (f"{CSV};q=0.5, {XML}; q=0.4, */*;q=0.1", CSV),
        (f"{CSV};q=0, */*", JSON),
        (f"{JSON};q=0, application/json;q=0, */*;q=0.1", XML),
        (f"{CSV};charset=utf-8", CSV),
        (f"{CSV} ; header=present ; q=0.9, {JSON};q=0.8", CSV),
        (f"*/*;q=0.9, {TSV}", TSV),
        (f"text/*;q=0.3, {TSV};q=0.2, {XML};q=0.1", CSV),
        (f"{JSON.upper()}", JSON),
        (BROWSER, HTML),
        ("application/sparql-results+xml;q=.9, */*;q=.1", XML),
        ("nonsense, text/csv", CSV),
    ],
)
def test_the_format_of_a_table_is_the_one_preferred(accept: str | None, media: str, served: Service) -> None:
    answer = served.sparql(SELECT, accept)

    assert (answer.status, answer.media) == (200, media)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("text/plain", "application/n-triples"),
        ("application/xml", "application/rdf+xml"),
        (BROWSER, HTML),
    ],
)
def test_the_format_of_a_graph_is_the_one_preferred(accept: str | None, media: str, served: Service) -> None:
    answer = served.sparql(GRAPH, accept)

    assert (answer.status, answer.media) == (200, media)
    if media != HTML:
        format = RdfFormat.from_media_type(media)
        assert [quad.object.value for quad in parse(answer.body, format)] == ["ö"]


@pytest.mark.parametrize("media", [JSON, XML, TSV])
def test_every_format_of_tables_says_the_same(media: str, served: Service) -> None:
    found = parse_query_results(served.sparql(SELECT, media).body, QueryResultsFormat.from_media_type(media))

    assert isinstance(found, QuerySolutions)
    assert [(row["x"].value, row["y"].value) for row in found] == [("1", "a"), ("2", "b")]


def test_csv_is_as_the_standard_has_it(served: Service) -> None:
    assert served.sparql(SELECT, CSV).body == b"x,y\r\n1,a\r\n2,b\r\n"


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "image/png"), (GRAPH, CSV), (SELECT, "*/*;q=0"), (SELECT, "text/turtle")]
)
def test_what_cannot_be_had_is_answered_with_what_can(query: str, accept: str, served: Service) -> None:
    answer = served.sparql(query, f"{accept}, {PROBLEM};q=0.1")

    assert (answer.status, answer.media) == (406, PROBLEM)
    assert answer.json["offers"][0] == (JSON if query == SELECT else "text/turtle")
    assert answer.json["offers"][0] in answer.json["detail"]


def test_parameters_that_clients_add_are_ignored(served: Service) -> None:
    answer = served.sparql(SELECT, JSON, format="xml", output="xml", results="xml", ac="1", empty="")

    assert answer.media == JSON
    assert answer.column("x") == ["1", "2"]


@pytest.mark.parametrize("sign", ["%2F", "+", "%", "&", "=", "ö", "😀", "%2B", "\n", "\t"])
def test_parameters_are_decoded_once(sign: str, served: Service) -> None:
    query = f"""SELECT ("{sign.encode("unicode_escape").decode() if sign in chr(10) + chr(9) else sign}" AS ?x) {{}}"""
    form = urlencode({"query": query}).encode()
    answers = [
        served.sparql(query),
        served("/sparql", method="POST", headers={"Content-Type": FORM, "Accept": JSON}, body=form),
        served("/sparql", method="POST", headers={"Content-Type": QUERY, "Accept": JSON}, body=query.encode()),
        served("/sparql", method="QUERY", headers={"Content-Type": QUERY, "Accept": JSON}, body=query.encode()),
    ]

    assert [answer.column("x") for answer in answers] == [[sign]] * 4


def test_a_plus_in_an_address_is_a_space(served: Service) -> None:
    assert served("/sparql?query=ASK+{+}", headers={"Accept": JSON}).json["boolean"] is True


COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def test_datasets_are_named_by_repeated_parameters(served: Service) -> None:
    """On GET, in forms, in the address of a direct POST and of a form; they override FROM and FROM NAMED."""
    graphs = served.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").column("g")[:2]
    alone = [served.sparql(COUNT, **{"default-graph-uri": graph}).column("n")[0] for graph in graphs]
    two = {"default-graph-uri": graphs}
    address = urlencode(two, doseq=True)
    posted = {"Content-Type": FORM, "Accept": JSON}
    direct = {"Content-Type": QUERY, "Accept": JSON}
    asked = urlencode({"query": COUNT}).encode()
    answers = [
        served.sparql(COUNT, **two),
        served.sparql(COUNT.replace("{", "FROM <http://example.org/other> {", 1), **two),
        served("/sparql", method="POST", headers=posted, body=asked + b"&" + address.encode()),
        served(f"/sparql?{address}", method="POST", headers=direct, body=COUNT.encode()),
        served(f"/sparql?{address}", method="POST", headers=posted, body=asked),
    ]
    named = served.sparql(COUNT, **{"named-graph-uri": graphs})

    assert all(int(one) > 0 for one in alone)
    assert {answer.column("n")[0] for answer in answers} == {str(sum(map(int, alone)))}
    assert named.column("n") == [str(sum(map(int, alone)))]


@pytest.mark.parametrize("graph", ["relative", "", "http://a b", "http://x/<>", "http://["])
def test_a_graph_that_is_no_iri_is_refused(graph: str, served: Service) -> None:
    answer = served.sparql("ASK {}", PROBLEM, **{"default-graph-uri": graph})

    assert answer.status == 400
    assert "default-graph-uri is no absolute IRI" in answer.json["detail"]


@pytest.mark.parametrize(
    ("method", "path", "media", "body", "status"),
    [
        ("GET", "/sparql?query=ASK{}&query=ASK{}", None, None, 400),
        ("POST", "/sparql", FORM, b"query=ASK{}&query=ASK{}", 400),
        ("POST", "/sparql?query=ASK{}", QUERY, b"ASK{}", 400),
        ("POST", "/sparql?query=ASK{}", FORM, b"query=ASK{}", 400),
        ("POST", "/sparql", FORM, b"", 400),
        ("POST", "/sparql", FORM, b"other=1", 400),
        ("POST", "/sparql", "text/plain", b"ASK{}", 415),
        ("POST", "/sparql", None, b"ASK{}", 415),
        ("POST", "/sparql", "application/json", b'{"query":"ASK{}"}', 415),
        ("POST", "/sparql", f"{QUERY}; charset=latin-1", b"ASK{}", 415),
        ("POST", "/sparql", QUERY, b"ASK{} # \xff", 400),
        ("POST", "/sparql", FORM, b"query=%ff", 400),
        ("GET", "/sparql?query=%ff", None, None, 400),
        ("GET", "/sparql?query=%ed%a0%80", None, None, 400),
        ("GET", "/sparql?update=DROP%20ALL", None, None, 403),
        ("POST", "/sparql", FORM, b"update=DROP+ALL", 403),
        ("POST", "/sparql", "application/sparql-update", b"DROP ALL", 403),
        ("QUERY", "/sparql", FORM, b"query=ASK{}", 415),
        ("PUT", "/sparql", QUERY, b"ASK{}", 405),
        ("DELETE", "/sparql", None, None, 405),
        ("PATCH", "/sparql", None, None, 405),
        ("GET", "/sparql?query=", None, None, 400),
        ("GET", "/sparql?query=INSERT%20DATA%20{}", None, None, 400),
        ("GET", "/sparql?query=SELECT", None, None, 400),
        ("GET", "/nowhere", None, None, 404),
        ("GET", "/queries/nothing", None, None, 404),
    ],
)
def test_errors_have_one_shape(
    method: str, path: str, media: str | None, body: bytes | None, status: int, served: Service
) -> None:
    """Problem details where they are accepted, plain text otherwise, a page in a browser."""
    headers = {} if media is None else {"Content-Type": media}
    plain, details, page = (
        served(path, method=method, headers={**headers, **accept}, body=body)
        for accept in ({}, {"Accept": f"{JSON}, {PROBLEM}"}, {"Accept": BROWSER})
    )

    assert [plain.status, details.status, page.status] == [status] * 3
    assert [plain.media, details.media, page.media] == ["text/plain", PROBLEM, HTML]
    assert set(details.json) >= {"type", "title", "status", "detail"}
    assert details.json["status"] == status
    assert details.json["detail"] in plain.text
    assert all(answer.headers["cache-control"] == "no-store" for answer in (plain, details, page))
    assert all(answer.headers["access-control-allow-origin"] == "*" for answer in (plain, details, page))
    assert all(answer.headers["x-content-type-options"] == "nosniff" for answer in (plain, details, page))
    if status == 405:
        assert {"GET", "HEAD", "POST", "OPTIONS"} <= {one.strip() for one in plain.headers["allow"].split(",")}


@pytest.mark.parametrize(
    ("method", "name", "kinds"), [("POST", "accept-post", {FORM, QUERY}), ("QUERY", "accept-query", {QUERY})]
)
def test_a_refused_body_is_told_which_it_could_be(method: str, name: str, kinds: set[str], served: Service) -> None:
    """As a list of media types (https://www.w3.org/TR/ldp/#header-accept-post)."""
    answer = served("/sparql", method=method, headers={"Content-Type": "text/plain"}, body=b"ASK {}")

    assert answer.status == 415
    assert {one.strip() for one in answer.headers[name].split(",")} == kinds


def test_a_charset_of_a_form_does_not_matter(served: Service) -> None:
    headers = {"Content-Type": f"{FORM}; charset=UTF-8", "Accept": JSON}

    assert served("/sparql", method="POST", headers=headers, body=b"query=ASK{}").json["boolean"] is True


def test_a_syntax_error_has_its_place(served: Service) -> None:
    answer = served.sparql("SELECT * {\n  ?s a ,\n}", f"{JSON}, {PROBLEM}")

    assert answer.status == 400
    assert answer.json["detail"].startswith("Line 3, column 2: the query is not valid SPARQL")


def test_columns_of_an_asterisk_stand_in_the_order_of_first_appearance(served: Service) -> None:
    query = "SELECT * { VALUES (?z ?a) { (1 2) } BIND(3 AS ?m) OPTIONAL { ?missing a ?m } BIND(4 AS ?、b) }"

    assert served.sparql(query).json["head"]["vars"] == ["z", "a", "m", "missing", "、b"]
    assert served.sparql(query, CSV).text.splitlines()[0] == "z,a,m,missing,、b"


def test_relative_iris_begin_at_the_endpoint(served: Service) -> None:
    assert served.sparql("SELECT (<x> AS ?x) {}").column("x") == [f"{served.address}x"]


@pytest.mark.parametrize("path", ["/", "/sparql", "/queries/", "/health", "/metrics", "/nowhere"])
def test_head_is_get_without_the_body(path: str, served: Service) -> None:
    got, headed = served(path), served(path, method="HEAD")
    known = ("content-type", "etag", "vary", "last-modified", "link")

    assert headed.status == got.status
    assert headed.body == b""
    assert [headed.headers[name] for name in known] == [got.headers[name] for name in known]


def test_head_of_a_query_says_how_long_its_answer_is(served: Service) -> None:
    path = f"/sparql?query={quote(SELECT)}"

    assert served(path, method="HEAD").headers["content-length"] == str(len(served(path).body))


@pytest.mark.parametrize("path", ["/sparql", "/queries/", "/health"])
def test_other_origins_may_ask_beforehand(path: str, served: Service) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = served(path, method="OPTIONS", headers=asked)

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"GET", "POST", "QUERY"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert answer.headers["access-control-allow-headers"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_errors_can_be_read_from_other_origins(served: Service) -> None:
    answer = served.sparql("SELECT", JSON)

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_the_query_method_is_answered_like_a_get(served: Service) -> None:
    headers = {"Content-Type": QUERY, "Accept": CSV}
    answer = served("/sparql", method="QUERY", headers=headers, body=SELECT.encode())

    assert answer.body == served.sparql(SELECT, CSV).body
    assert served("/sparql", method="QUERY", headers={**headers, "If-None-Match": answer.headers["etag"]},
                  body=SELECT.encode()).status == 304  # fmt: skip


WIDE = "SELECT * { VALUES ?x { " + " ".join(f"'{number:050}'" for number in range(100)) + " } }"


def packed(answer: Answer) -> bool:
    return answer.headers.get("content-encoding") == "gzip"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("deflate, br", False),
        ("", False),
    ],
)
def test_answers_are_compressed_for_those_who_say_so(accepted: str, expected: bool, served: Service) -> None:
    path = f"/sparql?query={quote(WIDE)}"
    plain, asked = served(path), served(path, headers={"Accept-Encoding": accepted})

    assert packed(asked) is expected
    assert (gzip.decompress(asked.body) if expected else asked.body) == plain.body
    assert (asked.headers["etag"] == plain.headers["etag"]) is not expected
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "Accept-Encoding" in asked.headers["vary"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sparql",
        f"/sparql?query={quote(WIDE)}",
        f"/sparql?query={quote(GRAPH)}",
        "/queries/",
        "/queries/who-met-whom.rq",
        "/queries/most-connected-people",
    ],
)
@pytest.mark.parametrize("accept", ["*/*", HTML])
def test_what_is_known_is_not_sent_again(path: str, accept: str, encoding: str, served: Service) -> None:
    asked = {"Accept": accept, "Accept-Encoding": encoding}
    first = served(path, headers=asked)
    etag = first.headers["etag"]
    if first.status == 406:
        return

    def again(condition: str, **more: str) -> int:
        answer = served(path, headers={**asked, "If-None-Match": condition, **more})
        assert answer.status in (200, 304)
        if answer.status == 304:
            assert answer.body == b""
            assert answer.headers["etag"] == etag
            assert answer.headers["vary"] == first.headers["vary"]
        return answer.status

    assert first.status == 200
    assert again(etag) == 304
    assert again(f"W/{etag}") == 304
    assert again(f'"other", {etag}') == 304
    assert again("*") == 304
    assert again('"other"') == 200
    assert served(path, method="HEAD", headers={**asked, "If-None-Match": etag}).status == 304


def test_formats_and_questions_have_tags_of_their_own(served: Service) -> None:
    tags = [
        served.sparql(query, accept).headers["etag"]
        for query in (SELECT, f"{SELECT} # remark", "SELECT (<x> AS ?x) {}")
        for accept in (JSON, XML, CSV, HTML)
    ]

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("function", ["RAND()", "now()", "UUID()", "STRUUID()"])
@pytest.mark.parametrize("accept", [JSON, HTML])
def test_what_is_another_answer_each_time_is_not_kept(function: str, accept: str, served: Service) -> None:
    query = f"SELECT ({function} AS ?x) {{}}"
    first, second = served.sparql(query, accept), served.sparql(query, accept)

    assert first.body != second.body
    assert first.headers["etag"] is None
    assert first.headers["cache-control"] == "no-store"
    posted = [
        served("/sparql", method="POST", headers={"Content-Type": QUERY, "Accept": accept}, body=query.encode())
        for _ in range(2)
    ]
    assert posted[0].body != posted[1].body


def test_the_date_of_what_is_known_is_enough(served: Service) -> None:
    """Where no tag is given, the date of the publication counts (RFC 9110, section 13.1.3)."""
    path = f"/sparql?query={quote(SELECT)}"
    first = served(path)

    def again(headers: Mapping[str, str]) -> int:
        return served(path, headers=headers).status

    assert again({"If-Modified-Since": first.headers["last-modified"]}) == 304
    assert again({"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}) == 200
    assert again({"If-Modified-Since": "nonsense"}) == 200
    assert again({"If-Modified-Since": first.headers["last-modified"], "If-None-Match": '"other"'}) == 200


LARGE = (
    "SELECT ?a ?b ?c { VALUES ?a { " + " ".join(map(str, range(50))) + " } VALUES ?b { "
    + " ".join(map(str, range(50))) + " } VALUES ?c { " + " ".join(map(str, range(25))) + " } }"
)  # fmt: skip


def test_large_answers_come_whole_through_files(served: Service) -> None:
    """Some 62,500 rows of three columns: more than is held in memory, in the right order and number."""
    answer = served.sparql(LARGE)

    assert len(answer.body) > 4 << 20
    assert len(answer.json["results"]["bindings"]) == 50 * 50 * 25
    assert served.sparql(LARGE, CSV).text.count("\r\n") == 50 * 50 * 25 + 1
    assert served.sparql(LARGE).headers["etag"] == answer.headers["etag"]


def test_a_known_large_answer_is_not_sent_again(served: Service) -> None:
    path = f"/sparql?query={quote(LARGE)}"
    etag = served(path).headers["etag"]

    assert served(path, headers={"If-None-Match": etag}).status == 304


def test_a_query_by_post_is_not_mixed_up_with_another(served: Service) -> None:
    """Kept answers are found by the query, its dataset and its format, whatever way they were sent."""
    headers = {"Content-Type": QUERY}
    answers = [
        served("/sparql", method="POST", headers={**headers, "Accept": accept}, body=query.encode())
        for query in ("SELECT (1 AS ?x) {}", "SELECT (2 AS ?x) {}") * 2
        for accept in (CSV, TSV)
    ]

    assert [answer.text.split()[1] for answer in answers] == ["1", "1", "2", "2"] * 2
    assert len({(answer.body, answer.media) for answer in answers}) == 4


def test_a_browser_sees_form_and_results(served: Service) -> None:
    page = served.sparql(SELECT, BROWSER)

    assert "<form" in page.text
    assert "SELECT ?x ?y" in page.text
    assert json.loads(served.sparql(SELECT).body)["head"]["vars"] == ["x", "y"]
