"""The dataset described: VoID and DCAT that are true, pages for search engines, right addresses behind a proxy."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import urllib.robotparser
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, VOID, XSD
from serving import Service, serving
from test_service_dumps import released

from graph.parts import Part

K = rdflib.Namespace("https://w3id.org/kerege/ontology#")
BASE = "https://w3id.org/kerege/"
DATASET = rdflib.URIRef(f"{BASE}dataset")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
IANA = "https://www.iana.org/assignments/media-types/"
CC_BY = rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RAPPER = shutil.which("rapper")
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
OUTSIDE = "https://data.example.org/kerege"


@pytest.fixture(scope="module")
def service(served: Service) -> Service:
    return released(served)


@pytest.fixture(scope="module")
def described(service: Service) -> rdflib.Graph:
    """What VoID and DCAT say."""
    answer = service("/.well-known/void")
    assert answer.status == 200
    assert answer.media == "text/turtle"
    return rdflib.Graph().parse(data=answer.body, format="turtle")


@pytest.fixture(scope="module")
def whole(service: Service, described: rdflib.Graph) -> rdflib.Graph:
    """What the dump holds that VoID leads to."""
    (address,) = (str(one) for one in described.objects(DATASET, VOID.dataDump) if str(one).endswith("/kerege.nt.gz"))
    answer = service(address.removeprefix(service.address.rstrip("/")))
    return rdflib.Graph().parse(data=gzip.decompress(answer.body), format="nt")


def number(graph: rdflib.Graph, node: rdflib.term.Node, name: rdflib.URIRef) -> int:
    (value,) = graph.objects(node, name)
    assert isinstance(value, rdflib.Literal)
    return int(value)


def partition(graph: rdflib.Graph, node: rdflib.term.Node, what: str, unit: rdflib.URIRef) -> dict[str, int]:
    parts = graph.objects(node, VOID[f"{what}Partition"])
    found = [(str(graph.value(part, VOID[what])), number(graph, part, unit)) for part in parts]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_the_counts_are_those_of_the_dump_as_rdflib_loads_it(described: rdflib.Graph, whole: rdflib.Graph) -> None:
    subjects = set(whole.subjects())
    assert number(described, DATASET, VOID.triples) == len(whole)
    assert number(described, DATASET, VOID.distinctSubjects) == len(subjects)
    assert number(described, DATASET, VOID.entities) == sum(str(one).startswith(BASE) for one in subjects)
    assert number(described, DATASET, VOID.documents) == len(set(whole.subjects(RDF.type, K.Article)))
    properties = Counter(str(one) for one in whole.predicates())
    assert partition(described, DATASET, "property", VOID.triples) == properties
    assert number(described, DATASET, VOID.properties) == len(properties)


def test_classes_have_their_instances_and_the_properties_of_these(described: rdflib.Graph, whole: rdflib.Graph) -> None:
    types = defaultdict(set)
    for subject, cls in whole.subject_objects(RDF.type):
        types[subject].add(str(cls))
    usage: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject, predicate, _ in whole:
        for cls in types[subject]:
            usage[cls][str(predicate)] += 1
    instances = Counter(cls for classes in types.values() for cls in classes)
    assert partition(described, DATASET, "class", VOID.entities) == instances
    assert number(described, DATASET, VOID.classes) == len(instances)
    for node in described.objects(DATASET, VOID.classPartition):
        cls = str(described.value(node, VOID["class"]))
        assert partition(described, node, "property", VOID.triples) == usage[cls], cls
        assert number(described, node, VOID.triples) == usage[cls].total()


def test_the_endpoint_counts_the_same(described: rdflib.Graph, service: Service) -> None:
    assert set(described.objects(DATASET, VOID.sparqlEndpoint)) == {rdflib.URIRef(f"{service.address}sparql")}
    counted = service.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").column("n")
    assert counted == [str(number(described, DATASET, VOID.triples))]
    people = service.sparql(f"SELECT (COUNT(*) AS ?n) {{ ?s a <{K.Person}> }}").column("n")
    assert people == [str(partition(described, DATASET, "class", VOID.entities)[str(K.Person)])]


@pytest.mark.skipif(RAPPER is None, reason="needs rapper, which is in the package raptor2-utils")
@pytest.mark.parametrize("part", [None, *Part])
def test_raptor_counts_the_same(described: rdflib.Graph, service: Service, part: Part | None, tmp_path: Path) -> None:
    node = rdflib.URIRef(f"{BASE}dataset/part/{part}") if part else DATASET
    name = f"kerege-{part}.ttl" if part else "kerege.ttl"
    (tmp_path / name).write_bytes(service(f"/dump/{name}").body)
    done = subprocess.run([str(RAPPER), "--count", "-i", "turtle", tmp_path / name], capture_output=True, text=True)
    assert f"Parsing returned {number(described, node, VOID.triples)} triples" in done.stderr


def test_the_dataset_says_what_it_is(described: rdflib.Graph, service: Service) -> None:
    assert set(described.objects(DATASET, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    assert list(described.objects(DATASET, VOID.uriSpace)) == [rdflib.Literal(BASE)]
    for name in (DCTERMS.title, DCTERMS.description, DCTERMS.rights, DCTERMS.issued, DCTERMS.modified):
        assert described.value(DATASET, name)
    assert described.value(described.value(DATASET, DCTERMS.publisher), FOAF.name) == rdflib.Literal("Kerege")
    assert {rdflib.URIRef(str(K)), rdflib.URIRef(str(SKOS))} <= set(described.objects(DATASET, VOID.vocabulary))
    period = described.value(DATASET, DCTERMS.temporal)
    assert described.value(period, DCAT.startDate).datatype == XSD.date  # type: ignore[union-attr]
    document = rdflib.URIRef(f"{service.address}.well-known/void")
    assert (document, FOAF.primaryTopic, DATASET) in described
    assert not [node for triple in described for node in triple if isinstance(node, rdflib.BNode)]


def test_examples_are_things_that_the_dump_describes(described: rdflib.Graph, whole: rdflib.Graph) -> None:
    examples = set(described.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 5
    assert all((one, RDF.type, None) in whole for one in examples)


def test_every_part_has_its_terms_and_its_files(described: rdflib.Graph) -> None:
    total = 0
    for part in Part:
        node = rdflib.URIRef(f"{BASE}dataset/part/{part}")
        assert (DATASET, VOID.subset, node) in described
        assert (DATASET, DCTERMS.hasPart, node) in described
        licenses = [CC_BY] if part is not Part.SENTENCES else []
        assert list(described.objects(node, DCTERMS.license)) == licenses
        assert described.value(node, DCTERMS.rights)
        for distribution in described.objects(node, DCAT.distribution):
            assert list(described.objects(distribution, DCTERMS.license)) == licenses
        assert len(set(described.objects(node, VOID.dataDump))) == 8
        total += number(described, node, VOID.triples)
    assert total == number(described, DATASET, VOID.triples)
    assert not set(described.objects(DATASET, DCTERMS.license))


def test_links_to_other_datasets_are_sets_of_links(described: rdflib.Graph, whole: rdflib.Graph) -> None:
    linksets = set(described.subjects(RDF.type, VOID.Linkset))
    assert linksets
    for node in linksets:
        assert (DATASET, VOID.subset, node) in described
        target = str(described.value(described.value(node, VOID.objectsTarget), FOAF.homepage))
        links = whole.subject_objects(described.value(node, VOID.linkPredicate))
        found = sum(str(one).startswith(BASE) and str(other).startswith(target) for one, other in links)
        assert number(described, node, VOID.triples) == found > 0


def test_every_distribution_is_a_file_of_that_size_and_digest(described: rdflib.Graph, service: Service) -> None:
    distributions = set(described.objects(None, DCAT.distribution))
    assert len(distributions) == 48
    version = described.value(DATASET, rdflib.URIRef(f"{DCAT}version"))
    for node in distributions:
        address = str(described.value(node, DCAT.downloadURL))
        assert address.startswith(f"{service.address}dump/{version}/")
        content = service(address.removeprefix(service.address.rstrip("/"))).body
        size = described.value(node, DCAT.byteSize)
        assert isinstance(size, rdflib.Literal)
        assert (int(size), size.datatype) == (len(content), XSD.nonNegativeInteger)
        checksum = described.value(node, SPDX.checksum)
        assert described.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(described.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        packed = address.endswith(".gz")
        assert list(described.objects(node, DCAT.compressFormat)) == [rdflib.URIRef(IANA + "application/gzip")] * packed
        media = service(f"/dump/{address.rpartition('/')[2].removesuffix('.gz')}", method="HEAD").media
        assert described.value(node, DCAT.mediaType) == rdflib.URIRef(IANA + media)


def test_every_address_of_a_dump_is_a_direct_file(described: rdflib.Graph, service: Service) -> None:
    addresses = set(described.objects(None, VOID.dataDump))
    assert len(addresses) == 48
    for address in addresses:
        assert service(str(address).removeprefix(service.address.rstrip("/")), method="HEAD").status == 200


def test_the_endpoint_is_a_data_service(described: rdflib.Graph, service: Service) -> None:
    services = set(described.subjects(DCAT.servesDataset, DATASET))
    node, stored = (rdflib.URIRef(f"{service.address}{path}#service") for path in ("sparql", "queries/"))
    assert services == set(described.subjects(RDF.type, DCAT.DataService)) == {node, stored}
    assert described.value(stored, DCAT.endpointDescription) == rdflib.URIRef(f"{service.address}openapi.json")
    assert "/queries/who-met-whom" in service("/openapi.json").json["paths"]
    assert described.value(node, DCAT.endpointURL) == rdflib.URIRef(f"{service.address}sparql")
    answer = service(
        str(described.value(node, DCAT.endpointDescription)).removeprefix(service.address.rstrip("/")),
        headers={"Accept": "text/turtle"},
    )
    own = rdflib.Graph().parse(data=answer.body, format="turtle")
    assert (node, None, rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service")) in own


@pytest.mark.parametrize("ending", FORMATS)
def test_the_description_is_the_same_in_every_format(described: rdflib.Graph, service: Service, ending: str) -> None:
    answer = service(f"/dataset.{ending}")
    found = {quad.triple for quad in ox.parse(answer.body, FORMATS[ending])}
    assert found == {quad.triple for quad in ox.parse(service("/dataset.ttl").body, ox.RdfFormat.TURTLE)}
    assert len(found) == len(described)
    negotiated = service("/dataset", headers={"Accept": answer.media})
    assert negotiated.media == answer.media
    assert negotiated.headers["Content-Location"] == f"{service.address}dataset.{ending}"
    assert "Accept" in negotiated.headers["Vary"]


def test_browsers_get_a_page_with_what_search_engines_read(service: Service) -> None:
    page = service("/dataset", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.media == "text/html"
    (markup,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    about = json.loads(markup)
    assert about["@type"] == "Dataset"
    assert {one["contentUrl"] for one in about["distribution"]} >= {f"{service.address}dump/kerege.ttl.gz"}
    assert "remain their publishers" in page.text
    assert "CC-BY-4.0" in page.text


def test_who_has_the_description_is_not_sent_it_again(service: Service) -> None:
    etag = service("/.well-known/void").headers["ETag"]
    assert service("/.well-known/void", headers={"If-None-Match": etag}).status == 304
    assert service("/.well-known/void", headers={"Accept": "image/png"}).status == 406
    assert service("/dataset.docx").status == 404


def test_the_dataset_and_its_parts_lead_to_what_describes_them(service: Service) -> None:
    assert service("/dataset").status == 200
    answer = service("/dataset/part/facts")
    assert answer.status == 303
    assert service(answer.headers["Location"].removeprefix(service.address.rstrip("/"))).status == 200
    assert service("/dataset/part/secrets").status == 404


def located(service: Service, path: str) -> list[str]:
    tree = ElementTree.fromstring(service(path).body)  # noqa: S314
    for one in tree.iter(f"{SITEMAP}lastmod"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.text or "")
    return [one.text or "" for one in tree.iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_the_documents_of_things(service: Service, whole: rdflib.Graph) -> None:
    assert service("/sitemap.xml").media == "application/xml"
    assert located(service, "/sitemap.xml") == [f"{service.address}sitemap-1.xml"]
    addresses = located(service, "/sitemap-1.xml")
    assert len(addresses) == len(set(addresses))
    things = [rdflib.URIRef(f"{BASE}id/{one.removeprefix(f'{service.address}doc/')}") for one in addresses]
    assert all((one, RDF.type, None) in whole for one in things)
    assert set(whole.subjects(RDF.type, K.Article)) | set(whole.subjects(RDF.type, K.Event)) <= set(things)
    assert not set(things) & set(whole.subjects(RDF.type, K.Passage))
    for kind in ("person", "institution", "place", "undertaking", "event", "article"):
        first = next(one for one in addresses if f"/doc/{kind}/" in one)
        assert service(first.removeprefix(service.address.rstrip("/"))).status == 200
    assert service("/sitemap-2.xml").status == 404
    etag = service("/sitemap-1.xml").headers["ETag"]
    assert service("/sitemap-1.xml", headers={"If-None-Match": etag}).status == 304


def test_robots_may_read_documents_and_ask_nothing(service: Service) -> None:
    text = service("/robots.txt").text
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.site_maps() == [f"{service.address}sitemap.xml"]
    for path in ("", "doc/person/olzhas-bektenov", "dataset", "queries/who-met-whom"):
        assert robots.can_fetch("*", f"{service.address}{path}"), path
    for path in ("sparql", "sparql?query=ASK%7B%7D", "dump/kerege.nq"):
        assert not robots.can_fetch("*", f"{service.address}{path}"), path
    assert "Disallow: /queries/*?" in text


@pytest.fixture(scope="module")
def behind(service: Service, corpus: Path) -> Iterator[Service]:
    """A service as it stands behind a proxy; ``service`` has made its dumps."""
    with serving(corpus, "--workers", 1, "--prefix", "/kerege", "--public", f"{OUTSIDE}/") as one:
        # It says where the world sees it; this test is its proxy.
        port = re.findall(r"127\.0\.0\.1:(\d+)", one.address) or [str(listening(one.process.pid))]
        one.host, one.port = "127.0.0.1", int(port[0])
        yield one


def listening(pid: int) -> int:
    """The port that a process listens on."""
    sockets = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
            return int(fields[1].rpartition(":")[2], 16)
    raise AssertionError(f"Process {pid} listens on no port.")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="finds the port in /proc, which is Linux's")
def test_behind_a_proxy_every_address_is_the_one_that_the_world_sees(behind: Service) -> None:
    answer = behind("/kerege/.well-known/void")
    assert answer.headers["Content-Location"] == f"{OUTSIDE}/dataset.ttl"
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    assert list(graph.objects(DATASET, VOID.sparqlEndpoint)) == [rdflib.URIRef(f"{OUTSIDE}/sparql")]
    addresses = [str(one) for name in (VOID.dataDump, DCAT.downloadURL) for one in graph.objects(None, name)]
    assert len(addresses) == 96
    for address in addresses:
        assert address.startswith(f"{OUTSIDE}/dump/")
    assert behind(f"/kerege{addresses[0].removeprefix(OUTSIDE)}", method="HEAD").status == 200
    assert not [node for triple in graph for node in triple if "127.0.0.1" in node]
    assert located(behind, "/kerege/sitemap.xml") == [f"{OUTSIDE}/sitemap-1.xml"]
    assert all(one.startswith(f"{OUTSIDE}/doc/") for one in located(behind, "/kerege/sitemap-1.xml"))
    robots = behind("/kerege/robots.txt").text
    assert "Disallow: /kerege/sparql" in robots
    assert f"Sitemap: {OUTSIDE}/sitemap.xml" in robots
    listed = behind("/kerege/dump/", headers={"Accept": "application/json"}).json
    assert all(one["address"].startswith(f"{OUTSIDE}/dump/kerege") for one in listed["files"])
    assert behind(f"/kerege/dump/{listed['version']}").headers["Location"] == f"/kerege/dump/{listed['version']}/"
    assert behind("/kerege/queries").headers["Location"] == f"{OUTSIDE}/queries/"
    assert behind("/kerege/search/?q=a").headers["Location"] == f"{OUTSIDE}/search?q=a"
    assert behind("/kerege").headers["Location"] == f"{OUTSIDE}/"
    assert 'href="/kerege/dump/"' in behind("/kerege/dataset", headers={"Accept": "text/html"}).text


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="finds the port in /proc, which is Linux's")
def test_a_proxy_may_take_the_prefix_away(corpus: Path) -> None:
    """Then links and redirections have the path of the public address, and paths that come have none."""
    with serving(corpus, "--workers", 1, "--no-dumps", "--public", f"{OUTSIDE}/") as one:
        one.host, one.port = "127.0.0.1", listening(one.process.pid)
        text = one("/queries/", headers={"Accept": "text/html"}).text
        links = re.findall(r'(?:href|action)="([^"]*)"', text)
        assert [link for link in links if not re.match(r"/kerege/|https?://|#|[?]", link)] == []
        assert one("/queries").headers["Location"] == f"{OUTSIDE}/queries/"
