"""Pages for people: valid HTML that needs no script, whose links all lead somewhere."""

from __future__ import annotations

import http.client
import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import Run
from serving import Answer, Service, serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ARTICLE = "/doc/article/71bd7bc6b7cdcb06"
PASSAGE = "/doc/passage/71bd7bc6b7cdcb06/813-934"
FORUM = "/doc/event/0c7975d68a382d60/astana-international-forum"
STRATEGY = "/doc/undertaking/partnership-strategy-kazakhstan-world-bank-group-2026-2031"
KINDS = {
    "home": "/",
    "search": "/search?q=world+bank",
    "nothing found": "/search?q=bektinov",
    "questions": "/queries/",
    "form": "/queries/figures-about",
    "answer": "/queries/who-met-whom?person=Olzhas+Bektenov",
    "triples": "/queries/people-institution-network",
    "sparql": "/sparql",
    "rows": "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 20"}),
    "person": "/doc/person/olzhas-bektenov",
    "country": "/doc/place/kazakhstan",
    "event": FORUM,
    "undertaking": STRATEGY,
    "sector": "/doc/sector/transport",
    "article": ARTICLE,
    "passage": PASSAGE,
    "rule": "/doc/rule/years-in-name",
    "ontology": "/ontology",
    "dataset": "/dataset",
}
"""A page of each kind."""
FOLLOWED = 12
"""Pages of documents of each kind that are looked at; of their other formats, and of answers to one question, two."""
OTHER = re.compile(r"\.(?:ttl|jsonld|nt|rdf|trig|nq|csv|tsv|json|xml|rq|gz)(?:\?|$)")
"""Addresses of other formats."""


@pytest.fixture(autouse=True, scope="module")
def indexed(served: Service) -> None:
    """A search waits until the names are indexed, on however busy a machine."""
    assert served("/search?q=a").status == 200


def page(service: Service, path: str, status: int = 200) -> str:
    """The text of a page, as a browser asks for it."""
    answer = service(path, headers=BROWSER)
    assert answer.status == status, (path, answer.text[:500])
    assert answer.media == "text/html"
    return answer.text


def parsed(text: str) -> tuple[Element, list[str]]:
    """A page as a tree, and what is wrong with it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    errors = [f"{code} at {place}" for place, code, _ in parser.errors]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    return tree, errors + [f"{one} twice" for one in set(ids) if ids.count(one) > 1]


def words(text: str) -> str:
    """What a page says, without its markup."""
    apart = re.sub(r"</(?:dt|dd|li|td|th|p|option|h\d)>", lambda end: f"{end[0]} ", text)
    return " ".join("".join(parsed(apart)[0].itertext()).split())


def data(script: Element) -> bool:
    """Whether a script element holds data, which no browser runs."""
    return script.get("type") in ("application/ld+json", "application/json") and script.get("src") is None


def own(script: Element) -> bool:
    """Whether a script element is a file of the service's own and nothing else."""
    return (script.get("src") or "").startswith("/static/") and not "".join(script.itertext())


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_valid_html_without_scripts_and_styles_in_it(served: Service, path: str) -> None:
    tree, errors = parsed(page(served, path))
    assert errors == []
    assert tree.find("head/title") is not None
    assert len(tree.findall(".//h1")) == len(tree.findall(".//main")) == 1
    for element in tree.iter():
        assert element.tag != "style"
        assert element.tag != "script" or data(element) or own(element)
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]


class _Links:
    """Follows the links of a service over one connection."""

    def __init__(self, service: Service) -> None:
        self._connection = http.client.HTTPConnection(service.host, service.port, timeout=60)
        self._base = service.address

    def get(self, path: str) -> Answer:
        self._connection.request("GET", path, headers=BROWSER)
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def of(self, path: str, text: str) -> Iterator[str]:
        """The places in the service that a page leads to."""
        for href in re.findall(r'<(?:a|link)\b[^>]*?\bhref="([^"]*)"', text):
            address, _ = urldefrag(urljoin(urljoin(self._base, path), href.replace("&amp;", "&")))
            if address.startswith(self._base):
                parts = urlsplit(address)
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def close(self) -> None:
        self._connection.close()


def test_every_link_leads_somewhere(served: Service) -> None:
    """From the first page on: every thing leads to a document, and some documents of each kind are followed further."""
    links, seen, wrong = _Links(served), set[str](), list[tuple[int, str, str]]()
    waiting, followed = deque([("/", "")]), Counter[str]()
    while waiting:
        path, source = waiting.popleft()
        ending = (OTHER.search(path) or [""])[0].rstrip("?")
        kind = "/".join(path.split("/")[:3]).partition("?")[0] + ending
        followed[kind] += path not in seen
        most = FOLLOWED if path.startswith("/doc/") and not ending else 2
        if path in seen or (not path.startswith("/id/") and followed[kind] > most):
            continue
        seen.add(path)
        answer = links.get(path)
        if answer.status in (301, 303):  # 301: what was joined is shown under the IRI that it had
            waiting.append((urlsplit(answer.headers["Location"]).path, path))
        elif answer.status != 200:
            wrong.append((answer.status, path, source))
        elif answer.media == "text/html":
            waiting.extend((to, path) for to in links.of(path, answer.text) if to not in seen)
    links.close()
    assert wrong == []
    for kind, least in {"person": 9, "article": 5, "fact": 100, "passage": 80}.items():
        assert len([path for path in seen if path.startswith(f"/id/{kind}/")]) >= least, kind


def test_the_first_page_says_what_there_is(served: Service) -> None:
    said = words(page(served, "/"))
    assert "5 articles" in said
    assert "World Bank Group prepares partnership strategy with Kazakhstan for 2026–2031 The Astana Times" in said
    assert "23 February 2026" in said
    assert "Kazakhstan 31 facts" in said


@pytest.mark.parametrize("text", ["Bektenov", "bekten", "BEKTENOV olzh", "Béktenov"])
def test_a_name_is_found_by_the_beginnings_of_its_words_however_they_are_spelled(served: Service, text: str) -> None:
    found = page(served, "/search?" + urlencode({"q": text, "kind": "Person"}))
    assert 'id/person/olzhas-bektenov">Olzhas Bektenov</a>' in found


def test_a_search_can_be_narrowed_and_says_what_looks_alike(served: Service) -> None:
    assert "World Bank Group prepares" in words(page(served, "/search?q=world+bank"))
    assert "World Bank Group prepares" not in words(page(served, "/search?q=world+bank&kind=Institution"))
    said = page(served, "/search?q=Bektinov")
    assert "No name has words that begin so" in said
    assert 'href="/search?q=bektenov"' in said
    assert "The graph covers 5 articles" in words(said)


def test_a_long_list_of_names_is_read_page_by_page(served: Service) -> None:
    first = page(served, "/search?q=a")
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after is not None
    second = page(served, "/search" + after[1].replace("&amp;", "&"))
    assert 'rel="prev"' in second
    names = [set(re.findall(r'<li>\s*<a href="(/id/[^"]+)"', text)) for text in (first, second)]
    assert len(names[0]) == 25
    assert not names[0] & names[1]


@pytest.mark.parametrize(
    "query",
    [
        "kind=Nothing&q=a",
        "skip=-1&q=a",
        "skip=x&q=a",
        "skip=99999999999&q=a",
        "skip=00000000099999999999999999999&q=a",
        f"skip={'0' * 5000}&q=a",
        "q=" + "a" * 201,
    ],
)
def test_what_cannot_be_searched_is_refused_with_what_to_do(served: Service, query: str) -> None:
    assert "Bad Request" in words(page(served, f"/search?{query}", 400))


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize(
    "path",
    [
        "/search?" + urlencode({"q": HOSTILE}),
        "/queries/who-met-whom?" + urlencode({"person": HOSTILE}),
        "/queries/events-of?" + urlencode({"entity": HOSTILE, "since": HOSTILE}),
        "/queries/" + HOSTILE.replace(" ", "%20").replace("/", "%2F").replace('"', "%22").replace("<", "%3C"),
        "/sparql?" + urlencode({"query": f"SELECT ?x {{ {HOSTILE} }}"}),
        "/sparql?" + urlencode({"query": f"SELECT ('{HOSTILE}' AS ?x) {{}}"}),
        "/sparql?" + urlencode({"query": "SELECT (<javascript:alert(1)> AS ?x) {}"}),
        "/doc/person/" + HOSTILE.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace("/", "%2F"),
    ],
)
def test_what_a_request_says_is_never_markup(served: Service, path: str) -> None:
    answer = served(path, headers=BROWSER)
    assert answer.media == "text/html"
    tree, errors = parsed(answer.text)
    assert errors == []
    assert all(data(element) or own(element) for element in tree.iter("script"))
    assert not list(tree.iter("img"))
    assert not [link for link in tree.iter("a") if not re.match("https?://|/|#|[?]", link.get("href") or "/")]


def fields(text: str) -> dict[str, Element]:
    """The fields of the form of a question."""
    form = next(one for one in parsed(text)[0].iter("form") if one.get("class") == "ask")
    return {str(one.get("name")): one for one in form.iter() if one.tag in ("input", "select", "textarea")}


def test_a_question_has_fields_that_fit_what_it_takes(served: Service) -> None:
    dated = fields(page(served, "/queries/who-met-whom"))
    assert dated["since"].get("type") == "date"
    assert dated["person"].get("required") is not None
    assert dated["person"].get("list") == "person-known"
    assert fields(page(served, "/queries/well-sourced-facts"))["sources"].get("type") == "number"
    sectors = fields(page(served, "/queries/about-sector"))["sector"]
    assert sectors.tag == "select"
    assert "Transport" in [option.get("value") for option in sectors.iter("option")]


def test_every_example_of_a_question_has_an_answer(served: Service) -> None:
    """Save where these five articles say nothing of the kind."""
    silent: list[str] = []
    for query in served("/queries/", headers={"Accept": "application/json"}).json:
        text = page(served, f"/queries/{query['name']}")
        examples = re.findall(rf'href="(/queries/{query["name"]}\?[^"]+)"', text)
        if any(one["required"] and one["default"] is None for one in query["parameters"]):
            assert examples, query["name"]
            answered = words(page(served, examples[0].replace("&amp;", "&")))
            if not re.search(r"[1-9][0-9,]* rows?\b", answered):
                assert "Nothing was found." in answered
                silent.append(query["name"])
    assert len(silent) < 5, silent


def test_an_answer_quotes_its_sentences_with_article_and_date(served: Service) -> None:
    text = page(served, "/queries/who-met-whom?person=Olzhas+Bektenov")
    said = words(text)
    assert "Person Olzhas Bektenov" in said, "what all rows share stands above"
    assert "“Bektenov also met with Antonella Bassani, Vice President of the World Bank.”" in said
    assert (
        "Bektenov and Bassani review joint projects of Kazakhstan and the World Bank, primeminister.kz, 1 June 2025"
        in said
    )
    assert "29–30 May 2025" in said
    assert '<a href="/id/person/antonella-bassani">Antonella Bassani</a>' in text
    assert '<a href="/id/article/71bd7bc6b7cdcb06">' in text
    for ending in ("csv", "json", "xml", "tsv"):
        assert f'href="/queries/who-met-whom.{ending}?person=Olzhas+Bektenov"' in text
    assert 'href="/queries/who-met-whom.rq"' in text


def test_sums_are_said_in_words_and_in_full(served: Service) -> None:
    text = page(served, "/queries/figures-about?entity=Kazakhstan")
    assert re.search(r'<span title="8,000,000,000 USD">at least 8 billion USD</span>', text)


def test_what_cannot_be_asked_is_said_above_the_form(served: Service) -> None:
    text = page(served, "/queries/who-met-whom?person=Nobody+At+All", 404)
    assert fields(text)["person"].get("value") == "Nobody At All"
    assert 'role="alert"' in text
    assert fields(page(served, "/queries/who-met-whom?person=Olzhas+Bektenov&since=May", 400))


def test_a_problem_says_what_to_do(served: Service) -> None:
    assert "Search" in words(page(served, "/nothing", 404))
    text = page(served, "/sparql?query=SELECT+%3Fx+%7B+%3Fs+nonsense", 400)
    assert fields(text)["query"].text == "SELECT ?x { ?s nonsense"
    assert "Line 1, column 24" in words(text)


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_that_is_known_already_is_not_sent_again(served: Service, path: str) -> None:
    tag = served(path, headers=BROWSER).headers["ETag"]
    assert tag
    assert served(path, headers={**BROWSER, "If-None-Match": tag}).status == 304


@pytest.mark.parametrize("kind", ["person", "country", "event", "undertaking", "article", "passage", "sector", "rule"])
def test_a_page_of_a_thing_carries_its_document_as_json_ld(served: Service, kind: str) -> None:
    text = page(served, KINDS[kind])
    scripts = [one for one in parsed(text)[0].iter("script") if one.get("type") == "application/ld+json"]
    assert len(scripts) == 1
    assert json.loads("".join(scripts[0].itertext()))
    for media in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        assert f'rel="alternate" type="{media}"' in text


def test_a_thing_has_its_facts_with_the_sentences_that_say_so(served: Service) -> None:
    said = words(page(served, KINDS["person"]))
    assert "Antonella Bassani 2 sources, 1–2 June 2025" in said
    assert "“Bektenov also met with Antonella Bassani, Vice President of the World Bank.”" in said
    assert "Prime Minister, Kazakhstan 2 sources" in said
    assert "When 29–30 May 2025" in words(page(served, FORUM))
    assert "When 2026–2031" in words(page(served, STRATEGY))


def test_an_article_is_told_sentence_by_sentence_with_what_each_supports(served: Service) -> None:
    said = words(page(served, ARTICLE))
    assert "primeminister.kz, 1 June 2025" in said
    quoted = said.index("Bassani came to Kazakhstan to take part in the Astana International Forum.")
    assert "Antonella Bassani attended visit of Antonella Bassani to Kazakhstan" in said[quoted:]


def test_a_passage_stands_between_what_surrounds_it_with_what_it_supports(served: Service) -> None:
    text = page(served, PASSAGE)
    said = words(text)
    assert "Last year, he recalled, the Government approved the National Project" in said
    assert "He hoped for fruitful" in said
    assert "Government of Kazakhstan attended approval of the National Project" in said
    assert f'href="{ARTICLE.replace("/doc/", "/id/")}"' in text


def test_a_fact_says_who_says_so(served: Service) -> None:
    found = served.sparql(
        "PREFIX k: <https://w3id.org/kerege/ontology#> "
        "SELECT ?fact ?deal { ?fact k:predicate k:metWith ; k:articles 2 . ?deal a k:Deal }"
    )
    fact, deal = (urlsplit(found.column(name)[0]).path.replace("/kerege/id/", "/doc/") for name in ("fact", "deal"))
    said = words(page(served, fact))
    assert "Independent sources 2 in 2 articles" in said
    assert "primeminister.kz, 1 June 2025" in said
    assert "found by met-with" in said
    assert "World Bank – Kazakhstan: up to 1 billion USD, planned" in words(page(served, deal))


NEWS = """---
title: Loan <b>signed</b> for "highway" & rail
date: 2025-05-15
publisher: The Sava Times
url: https://news.example.org/1
---

Omar Said met with Aigul Saparova in Astana. The World Bank will lend Kazakhstan $500 million for the highway.
Trade turnover between Kazakhstan and Uzbekistan amounted to $4.2 billion in 2024.
"""
OTHER_NEWS = """---
title: Trade falls
date: 2025-05-16
publisher: The Other Times
url: https://news.example.org/2
---

Trade turnover between Kazakhstan and Uzbekistan amounted to $3.1 billion in 2024.
"""


@pytest.fixture(scope="module")
def elsewhere(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Articles with addresses, which disagree, served behind a prefix."""
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    for name, text in (("one.md", NEWS), ("other.md", OTHER_NEWS)):
        (folder / name).write_text(text, "utf-8")
    done = kerege("load", folder / "one.md", folder / "other.md", "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--prefix", "/kerege", "--workers", 1, "--quiet") as service:
        yield service


def test_a_sentence_can_be_read_at_its_publisher(elsewhere: Service) -> None:
    text = page(elsewhere, "/kerege/queries/who-met-whom?person=Omar+Said")
    assert (
        'href="https://news.example.org/1#:~:text=Omar%20Said%20met%20with%20Aigul%20Saparova%20in%20Astana."' in text
    )
    assert 'Loan <b>signed</b> for "highway" & rail, The Sava Times, 15 May 2025' in words(text)
    article = re.search(r'href="(/kerege)(/id/article/[^"]+)"', text)
    assert article is not None
    document = article[1] + article[2].replace("/id/", "/doc/")
    assert "#:~:text=Omar" in page(elsewhere, document)


def test_a_fact_says_what_cannot_be_true_together_with_it(elsewhere: Service) -> None:
    country = page(elsewhere, "/kerege/doc/place/uzbekistan")
    assert "in conflict" in words(country)
    fact = re.search(r'class="counts" href="/kerege/id/(fact/[^"]+)"', country)
    assert fact is not None
    said = words(page(elsewhere, f"/kerege/doc/{fact[1]}"))
    assert "Who says so" in said.partition("Cannot be true together with")[0]
    assert {"$4.2 billion", "$3.1 billion"} <= set(re.findall(r"[$][0-9.]+ billion", said))


def test_links_keep_the_prefix(elsewhere: Service) -> None:
    for path in ("/kerege/", "/kerege/queries/", "/kerege/search?q=omar", "/kerege/doc/person/omar-said"):
        links = re.findall(r'(?:href|action)="([^"]*)"', page(elsewhere, path))
        assert [link for link in links if not re.match(r"/kerege/|https?://|#|[?]", link)] == []
