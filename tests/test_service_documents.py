"""Things lead to their documents: what is said of them, with sources, in every format, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.dom import minidom

import pyoxigraph as ox
import pytest
from conftest import ARTICLES, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import Answer, Service, serving
from told import GUESTS, HOST, SENTENCE, background, first_told, person, reading, told

from graph.documenting import Documents
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.quads import Share
from ontology import modules
from ontology import terms as k
from ontology.iris import Minter

BASE = "https://w3id.org/kerege/"
FOAF, VOID, HYDRA = "http://xmlns.com/foaf/0.1/", "http://rdfs.org/ns/void#", "http://www.w3.org/ns/hydra/core#"
FORMATS = {
    "ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples",
    "rdf": "application/rdf+xml", "trig": "application/trig", "nq": "application/n-quads", "html": "text/html",
}  # fmt: skip
PERSON = "/id/person/olzhas-bektenov"
DOCUMENT = PERSON.replace("/id/", "/doc/")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A person whom many met, behind a proxy that adds a path."""
    store = tmp_path_factory.mktemp("told") / "store"
    told(store)
    with serving(store, "--workers", 1, "--quiet", "--prefix", "/graph-of-sava") as service:
        yield service


def triples(answer: Answer) -> set[ox.Triple]:
    """The triples of a document in a format that needs no context."""
    format = ox.RdfFormat.from_media_type(answer.media)
    assert answer.status == 200, answer.text
    assert format
    return {quad.triple for quad in ox.parse(answer.body, format)}


def links(answer: Answer) -> list[tuple[str, dict[str, str]]]:
    """The targets of the ``Link`` header with their parameters."""
    found = re.findall(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)', answer.headers["link"])
    return [(target, dict(re.findall(r'([a-z]+)="([^"]*)"', rest))) for target, rest in found]


def linked(answer: Answer, relation: str) -> list[str]:
    return [target for target, more in links(answer) if more["rel"] == relation]


def objects(found: set[ox.Triple], name: str) -> set[str]:
    return {str(t.object.value) for t in found if t.predicate.value == name and not isinstance(t.object, ox.Triple)}


def test_a_thing_leads_to_its_document(served: Service) -> None:
    answer = served(PERSON)
    assert answer.status == 303
    assert answer.headers["location"] == f"{served.address.rstrip('/')}{DOCUMENT}"
    assert answer.headers["vary"] == "Accept"
    assert linked(answer, "cite-as") == [f"{BASE}id/person/olzhas-bektenov"]
    again = served(PERSON)
    assert (again.status, again.headers["location"]) == (303, answer.headers["location"])


@pytest.mark.parametrize("ending", FORMATS)
def test_an_ending_fixes_the_format_and_accept_asks_for_it(served: Service, ending: str) -> None:
    fixed = served(f"{DOCUMENT}.{ending}", headers={"Accept": "image/png"})
    assert (fixed.status, fixed.media) == (200, FORMATS[ending])
    asked = served(DOCUMENT, headers={"Accept": f"{FORMATS[ending]}, */*;q=0.1"})
    assert (asked.status, asked.media) == (200, FORMATS[ending])
    assert asked.body == fixed.body
    assert asked.headers["content-location"] == f"{served.address.rstrip('/')}{DOCUMENT}.{ending}"
    assert "Accept" in asked.headers["vary"].split(", ")
    assert asked.headers["etag"]
    assert asked.headers["last-modified"]
    other = next(one for one in FORMATS if one != ending)
    assert served(f"{DOCUMENT}.{other}").headers["etag"] != asked.headers["etag"]


def test_without_accept_it_is_turtle_and_json_is_json_ld_and_what_nobody_can_make_is_406(served: Service) -> None:
    assert served(DOCUMENT).media == "text/turtle"
    assert served(DOCUMENT, headers={"Accept": "application/json"}).media == "application/ld+json"
    for path in (PERSON, DOCUMENT, "/ontology"):
        refused = served(path, headers={"Accept": "application/pdf, application/problem+json;q=0.1"})
        assert refused.status == 406
        assert "text/turtle" in refused.json["offers"]


def test_a_document_has_one_address_however_it_is_spelled(served: Service) -> None:
    plain, spelled = (served(path) for path in ("/doc/place/kazakhstan", "/doc/place/%6Bazakhst%61n"))
    assert (spelled.status, spelled.body) == (200, plain.body)
    assert spelled.headers["content-location"] == plain.headers["content-location"]
    assert served("/id/place/%6Bazakhstan").headers["location"] == served("/id/place/kazakhstan").headers["location"]


def test_all_formats_say_the_same(served: Service) -> None:
    found = [triples(served(f"{DOCUMENT}.{ending}")) for ending in ("ttl", "nt", "rdf", "trig", "nq")]
    assert all(one == found[0] for one in found)


def test_who_has_a_document_already_is_told_so(served: Service) -> None:
    tag = served(f"{DOCUMENT}.ttl").headers["etag"]
    again = served(f"{DOCUMENT}.ttl", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["content-location"].endswith(".ttl")
    assert served(f"{DOCUMENT}.nt", headers={"If-None-Match": tag}).status == 200
    assert served(f"{DOCUMENT}.ttl?page=2", headers={"If-None-Match": "*"}).status == 404
    assert served(DOCUMENT, method="HEAD").headers["etag"] == served(DOCUMENT).headers["etag"]


def test_a_document_holds_the_facts_of_its_thing_with_their_sources_and_nothing_that_the_graph_does_not(
    served: Service, corpus: Path
) -> None:
    thing, page = ox.NamedNode(f"{BASE}id/person/olzhas-bektenov"), f"{served.address.rstrip('/')}{DOCUMENT}"
    graph, found = open_published(corpus), triples(served(DOCUMENT))
    aside = {t for t in found if t.subject.value == page or f"{BASE}dataset/part/" in str(t.subject)}
    strange = [t for t in found - aside if ox.Quad(*t, ox.DefaultGraph()) not in graph]
    assert not [t for t in strange if t.predicate.value != k.RDFS + "seeAlso"]
    facts = {t.subject for t in found if t.predicate in (k.subject, k.member, k.speaker) and t.object == thing}
    facts = {fact for fact in facts if "/fact/" in str(fact)}
    stated = {
        q.subject for name in (k.subject, k.member, k.speaker) for q in graph.quads_for_pattern(None, name, thing)
    }
    assert facts == {fact for fact in stated if "/fact/" in str(fact)}
    for fact in facts:
        told_of = {t.predicate for t in found if t.subject == fact}
        assert {k.articles, k.independentSources, k.firstReported, k.lastReported} <= told_of
        reports = {t.subject for t in found if t.predicate == k.reports and t.object == fact}
        assert reports
        passages = {t.object for t in found if t.predicate == k.evidence and t.subject in reports}
        assert {t.subject for t in found if t.predicate == k.text} >= passages
    others = {t.object for t in found if t.predicate in (k.subject, k.object)}
    assert others <= {t.subject for t in found if t.predicate == k.RDFS_LABEL}


def test_a_page_says_what_it_is_about_and_under_which_terms(served: Service) -> None:
    for path in (DOCUMENT, "/doc/place/kazakhstan", "/doc/sector/transport", "/doc/graph/ontology"):
        answer = served(path)
        found = triples(answer)
        about = {t.predicate.value: t.object for t in found if t.subject.value == f"{served.address[:-1]}{path}"}
        assert objects(found, f"{VOID}inDataset") == {f"{BASE}dataset"}
        assert about[f"{FOAF}primaryTopic"].value in (f"{BASE}{path[5:]}", f"{BASE}id/{path[5:]}")
        quotes = any("/passage/" in str(t.subject) for t in found)
        assert (f"{k.DCTERMS}rights" in about) == quotes
        assert (f"{k.DCTERMS}license" in about) != quotes
        (license,) = linked(answer, "license")
        assert ("/part/sentences" in license) == quotes
        parts = {o for o in objects(found, f"{k.DCTERMS}source") if "/dataset/part/" in o}
        assert parts <= {t.subject.value for t in found if t.predicate.value == f"{k.DCTERMS}rights"}


def test_links_for_machines_lead_somewhere(served: Service) -> None:
    answer = served(DOCUMENT, headers={"Accept": "text/html"})
    assert linked(answer, "cite-as") == [f"{BASE}id/person/olzhas-bektenov"]
    assert set(linked(answer, "type")) == {f"{k.K}Person", "https://schema.org/AboutPage"}
    alternates = [more["type"] for _, more in links(answer) if more["rel"] == "alternate"]
    assert sorted(alternates) == sorted(set(alternates))
    assert alternates.count("application/ld+json") == 1
    for target, more in links(answer):
        if more["rel"] in ("alternate", "describedby"):
            found = served(urlsplit(target).path)
            assert (found.status, found.media) == (200, more["type"])


def kinds(corpus: Path) -> list[str]:
    """One thing of each kind and class that the shipped reports make."""
    classes: dict[tuple[str, str], str] = {}
    for quad in open_published(corpus).quads_for_pattern(None, k.RDF_TYPE, None, ox.DefaultGraph()):
        path = str(quad.subject.value).removeprefix(BASE)
        if path != quad.subject.value and not path.startswith("ontology"):
            classes.setdefault((path.removeprefix("id/").partition("/")[0], str(quad.object.value)), path)
    return sorted(set(classes.values()) - {"dataset"})


def test_every_kind_of_thing_has_a_document_and_a_page(served: Service, corpus: Path) -> None:
    paths = kinds(corpus)
    starts = {path.rpartition("id/")[2].partition("/")[0] for path in paths}
    assert starts >= {"person", "event", "article", "passage", "assertion", "fact", "rule", "graph", "sector", "stage"}
    for path in paths:
        answer = served(f"/{path}")
        assert answer.status == 303, path
        document = urlsplit(answer.headers["location"]).path
        assert any(t.subject.value == f"{BASE}{unquote(path)}" for t in triples(served(f"{document}.nt"))), path
        page = served(document, headers={"Accept": "text/html"})
        assert (page.status, page.media) == (200, "text/html"), path


def test_a_passage_shows_its_words_its_article_and_what_it_bears(hosted: Service) -> None:
    article = first_told()[1].article
    passage = Minter().passage(article.key, 0, len(article.text))
    found = triples(hosted(f"/graph-of-sava/doc/passage/{article.key}/0-{len(article.text)}.nt"))
    assert objects(found, k.text.value) == {"Omar Said met Guest 1."}
    assert objects(found, k.title.value) == {"News 2"}
    assert {
        t.object.value for t in found if t.subject.value == passage and t.predicate.value == k.RDFS + "seeAlso"
    } == {"https://news.example.org/2#:~:text=Omar%20Said%20met%20Guest%201."}
    assert f"{BASE}id/person/omar-said" in objects(found, k.subject.value) | objects(found, k.object.value)
    assert any(t.object == k.Fact for t in found)


def test_a_long_sentence_is_linked_by_its_beginning_and_its_end(hosted: Service) -> None:
    article = first_told()[0].article
    found = triples(hosted(f"/graph-of-sava/doc/passage/{article.key}/0-{len(SENTENCE)}.nt"))
    ends = "Aigul%20Saparova%20met%20many%20guests,banks%20of%20the%20river%2C%20today."
    assert f"https://news.example.org/1#:~:text={ends}" in objects(found, k.RDFS + "seeAlso")


def test_many_facts_stand_on_several_pages_each_once(hosted: Service) -> None:
    path = f"/graph-of-sava/doc/{HOST.removeprefix(BASE).removeprefix('id/')}"
    seen: list[str] = []
    address: str | None = path
    pages = 0
    while address:
        answer = hosted(address, headers={"Accept": "text/turtle"})
        found = triples(answer)
        own = {t.subject.value for t in found if t.predicate == k.subject and t.object.value == HOST}
        own |= {t.subject.value for t in found if t.predicate == k.object and t.object.value == HOST}
        seen += [iri for iri in own if "/fact/" in iri]
        plain = {t.object for t in found if t.subject.value == HOST and t.predicate == k.metWith}
        assert len(plain) == len([iri for iri in own if "/fact/" in iri])
        following = linked(answer, "next")
        assert following == sorted(objects(found, f"{HYDRA}next"))
        assert set(following) <= objects(found, k.RDFS + "seeAlso")
        address = urlsplit(following[0])._replace(scheme="", netloc="").geturl() if following else None
        pages += 1
    assert (len(seen), len(set(seen)), pages) == (GUESTS, GUESTS, 3)
    assert hosted(f"{path}?page=4").status == 404
    for wrong in ("0", "x", "-1", "1e9", "99999999999999999999", "%00"):
        assert hosted(f"{path}?page={wrong}").status == 404


def test_behind_a_proxy_all_addresses_have_its_path(hosted: Service) -> None:
    answer = hosted("/graph-of-sava/id/person/guest-1")
    assert answer.status == 303
    assert urlsplit(answer.headers["location"]).path == "/graph-of-sava/doc/person/guest-1"
    page = hosted("/graph-of-sava/doc/person/guest-1", headers={"Accept": "text/html"})
    assert 'href="/graph-of-sava/id/person/aigul-saparova"' in page.text


@pytest.mark.parametrize(
    "path",
    [
        "person/nobody", "person/", "", "nothing", "person/%22%3E%3Cscript%3E", "person/..%2f..%2fetc", "person/%ff",
        "fact/0", "passage/x/0-1", "person/a%00b", "person/%E2%80%AE", "a//b", "person/olzhas-bektenov/",
        "%", "%zz", "person/[", "person/{}|\\^`", "person/\"<>", ".", "%25", "person/x%2",
    ],
)  # fmt: skip
def test_what_the_graph_does_not_know_is_404_in_the_format_asked_for(served: Service, path: str) -> None:
    for start in ("id", "doc"):
        assert served(f"/{start}/{path}").media == "text/plain"
        for media in ("text/turtle", "application/n-triples", "text/html", "application/problem+json"):
            answer = served(f"/{start}/{path}", headers={"Accept": media})
            assert (answer.status, answer.media) == (404, media)
            assert "<script>" not in answer.text
            if media == "application/n-triples":
                assert list(ox.parse(answer.body, ox.RdfFormat.N_TRIPLES))
    assert served("/doc/person/nobody.rdf").media == "application/rdf+xml"
    assert served("/doc/person/nobody.html").media == "text/html"


HOSTILE = [
    "person", "place/kazakhstan", "..", "%2e%2e", "%00", "%ff", "%", "%zz", "<", ">", '"', "{", "|", "\\", "^", "[",
    "?page=2", "?page=", "?page=1&page=3", ";", "a" * 3000, "%E2%80%AE", "%F0%9F%98%80", ".ttl", ".html", ".jsonld",
    "#", ".", "//", "http://x/", "@", "+", "%20", "sector", "0.1.0",
]  # fmt: skip
STARTS = ("/id/", "/doc/", "/ontology", "/ontology/", "/context/", "/sector/", "/graph/", "/dataset/", "/query/")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(STARTS),
    bits=st.lists(st.sampled_from(HOSTILE), max_size=4),
    accept=st.sampled_from(["*/*", "text/turtle", "text/html", "application/ld+json", "x", "text/turtle;q=0, */*"]),
)
def test_no_address_makes_the_service_fail(served: Service, start: str, bits: list[str], accept: str) -> None:
    answer = served(start + "".join(bits), headers={"Accept": accept})
    assert answer.status in (200, 303, 308, 404, 406)


@pytest.mark.parametrize("ending", [one for one in FORMATS if one != "html"])
def test_the_ontology_is_there_in_every_format(served: Service, ending: str) -> None:
    shipped = {quad.triple for quad in ox.parse(served("/ontology.ttl").body, ox.RdfFormat.TURTLE)}
    assert ox.Triple(k.metWith, k.RDF_TYPE, ox.NamedNode(k.OWL + "SymmetricProperty")) in shipped
    for answer in (served(f"/ontology.{ending}"), served("/ontology", headers={"Accept": FORMATS[ending]})):
        assert answer.media == FORMATS[ending]
        assert canonical(triples(answer)) == canonical(shipped)


def canonical(found: set[ox.Triple]) -> list[str]:
    whole = ox.Dataset(ox.Quad(*triple) for triple in found)
    whole.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, whole))


def test_the_ontology_has_a_page_for_every_term_its_versions_and_modules(served: Service) -> None:
    page = served("/ontology", headers={"Accept": "text/html"})
    assert page.media == "text/html"
    assert 'id="metWith"' in page.text
    newest = modules.version()
    assert served(f"/ontology/{newest}.ttl").body == served("/ontology").body == served(f"/ontology/{newest}").body
    for address in ("/ontology/0.1.0.ttl", "/ontology/0.1.0", "/ontology/0.1.0.nt"):
        assert ox.Literal("0.1.0") in {triple.object for triple in triples(served(address))}, "an earlier version"
    for module in ("alignments", "shapes"):
        assert triples(served(f"/ontology/{module}"))
    assert served("/ontology/other").status == served("/ontology.exe").status == 404


def test_a_store_with_a_base_of_its_own_is_served_likewise(kerege: Run, tmp_path: Path) -> None:
    base = "https://data.example.org/news/"
    article = ARTICLES / "smailov-proskuryakova-world-bank-projects.md"
    done = kerege("load", article, "--store", tmp_path / "s", "--base", base)
    assert done.returncode == 0, done.stderr
    with serving(tmp_path / "s", "--workers", 1, "--quiet") as service:
        answer = service("/id/person/alikhan-smailov")
        assert answer.headers["location"] == f"{service.address}doc/person/alikhan-smailov"
        found = triples(service("/doc/person/alikhan-smailov"))
        assert objects(found, f"{FOAF}primaryTopic") == {f"{base}id/person/alikhan-smailov"}
        assert objects(found, f"{VOID}inDataset") == {f"{base}dataset"}
        assert service("/sector/trade").status == 303
        concept = triples(service("/doc/sector/trade"))
        assert objects(concept, f"{FOAF}primaryTopic") == {f"{k.SECTOR}trade"}
        page = service("/doc/person/alikhan-smailov", headers={"Accept": "text/html"})
        assert 'href="/id/institution/' in page.text or 'href="/id/place/' in page.text


def asking(iri: str, media: str, page: int = 1) -> dict[str, object]:
    """What a process is asked for a document."""
    return {"document": iri, "page": page, "media": media, "url": "http://here/doc/x", "context": ("", "")}


def test_a_page_has_the_same_bytes_whoever_asked_for_what_before(tmp_path: Path) -> None:
    told(tmp_path / "s")
    store = open_published(tmp_path / "s")
    first = Documents(store, BASE)
    pages = [first.answer(asking(HOST, "text/turtle", page))[1] for page in (1, 2, 3)]
    assert len(set(pages)) == 3
    for other in (first, Documents(store, BASE)):
        assert [other.answer(asking(HOST, "text/turtle", page))[1] for page in (3, 2, 1)] == pages[::-1]


@pytest.mark.parametrize(
    ("share", "words", "link"),
    [
        (Share.WORDS, {"Aigul Saparova met many guests – among them…"}, "#:~:text=Aigul%20Saparova%20met%20many"),
        (Share.OFFSETS, set[str](), ""),
    ],
)
def test_of_a_passage_no_more_is_shown_than_is_shared(tmp_path: Path, share: Share, words: set[str], link: str) -> None:
    told(tmp_path / "s", share=share)
    article = first_told()[0].article
    head, body = Documents(open_published(tmp_path / "s"), BASE).answer(
        asking(Minter().passage(article.key, 0, len(article.text)), "application/n-triples")
    )
    found = {quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)}
    assert head["quotes"]
    assert objects(found, k.text.value) == words
    assert objects(found, k.start.value) == {"0"}
    pages = {one for one in objects(found, k.RDFS + "seeAlso") if "news.example.org" in one}
    assert len(pages) == 1
    assert pages.pop().startswith(f"https://news.example.org/1{link}")


def test_a_text_with_characters_that_xml_lacks_is_well_formed_rdf_xml(tmp_path: Path) -> None:
    text = "Omar Said\x0cmet \x01Guest\uffff 1."
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1, text, (person("Omar Said"), person("Guest 1")))]))
        publish(store, background())
        article = next(store.articles())
    passage = Minter().passage(article.key, 0, len(text))
    _, body = Documents(open_published(tmp_path / "s"), BASE).answer(asking(passage, "application/rdf+xml"))
    minidom.parseString(body)  # noqa: S318 – our own
    found = {quad.triple for quad in ox.parse(body, ox.RdfFormat.RDF_XML)}
    assert objects(found, k.text.value) == {"Omar Said\ufffdmet \ufffdGuest\ufffd 1."}
