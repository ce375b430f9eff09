"""Dumps: the same bytes for the same content, nothing lost in any format, never half a file."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.background import Background
from graph.dump import Format, dump, format_of, in_order
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from ontology.errors import KeregeError, StoreError
from tests.test_publish_dataset import MET, TRADE, article

DEFAULT = ox.DefaultGraph()
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = "https://w3id.org/kerege/"

_locals = st.text(alphabet="aZ9_-.~%'();,:@!$&*+=?/éß中😀\u0301", max_size=8).map(lambda t: t.replace("%", "%41"))
_spaces = (
    "https://w3id.org/kerege/ontology#",
    BASE + "id/person/",
    BASE + "id/article/",
    "urn:x:",
    "http://é.example/",
)
iris = st.builds(lambda space, local: ox.NamedNode(space + local), st.sampled_from(_spaces), _locals)
nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\\"'\n\r\t\b\f\x00\x01\x7f\x85\u2028\u2029\ufeff\uffff\U0001f600\U0010ffff{}<>^@.;,"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
literals = st.one_of(
    nasty.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), nasty, st.sampled_from(("en", "de-AT", "zh-hant"))),
    st.builds(lambda text, iri: ox.Literal(text, datatype=iri), nasty, iris),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
        st.sampled_from(("1", "-1", "+01", "1.5", "1.50", ".5", "1.", "1e3", "true", "TRUE", "0", "2025-01-01", "x")),
        st.sampled_from(("integer", "decimal", "double", "boolean", "date", "string")),
    ),
)
graphs = st.one_of(st.just(DEFAULT), iris)
datasets = st.lists(st.builds(ox.Quad, iris, iris, st.one_of(iris, literals), graphs), max_size=15)
settled = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def store_of(quads: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def written(store: ox.Store, name: str, memory: int = 1000) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        dump(store, Path(folder, name), memory=memory)
        return Path(folder, name).read_bytes()


def triples(store: ox.Store) -> set[str]:
    return {f"{q.subject} {q.predicate} {q.object}" for q in store.quads_for_pattern(None, None, None, DEFAULT)}


@settled
@given(datasets)
def test_turtle_and_n_triples_read_back_by_oxigraph_are_the_default_graph(quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    for name, format in (("x.ttl", ox.RdfFormat.TURTLE), ("x.nt", ox.RdfFormat.N_TRIPLES)):
        back = list(ox.parse(written(store, name), format))
        assert len(back) == len(triples(store))
        assert {f"{q.subject} {q.predicate} {q.object}" for q in back} == triples(store)


@settled
@given(datasets)
def test_trig_and_n_quads_read_back_by_oxigraph_are_the_dataset(quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    for name, format in (("x.trig", ox.RdfFormat.TRIG), ("x.nq", ox.RdfFormat.N_QUADS)):
        back = list(ox.parse(written(store, name), format))
        assert len(back) == len(store)
        assert set(map(str, back)) == set(map(str, store))


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(rdflib.term, "_toPythonMapping", {})


def rdflib_triples(graph: rdflib.Graph) -> set[tuple[str, ...]]:
    return {(str(s), str(p), *_parts(o)) for s, p, o in graph}


def _parts(term: rdflib.term.Node) -> tuple[str, ...]:
    if isinstance(term, rdflib.Literal):
        return (
            "literal",
            str(term),
            str(term.datatype or "-").removeprefix(XSD + "string"),
            (term.language or "-").lower(),
        )
    return "iri", str(term)


def _expected(store: ox.Store) -> Iterator[tuple[str, ...]]:
    for quad in store.quads_for_pattern(None, None, None, DEFAULT):
        start = (str(getattr(quad.subject, "value", "")), quad.predicate.value)
        if isinstance(quad.object, ox.Literal):
            datatype = "-" if quad.object.language else quad.object.datatype.value.removeprefix(XSD + "string")
            yield *start, "literal", quad.object.value, datatype or "-", (quad.object.language or "-").lower()
        else:
            yield *start, "iri", str(getattr(quad.object, "value", ""))


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(datasets)
def test_turtle_read_back_by_rdflib_is_the_default_graph(as_written: None, quads: list[ox.Quad]) -> None:
    store = store_of(quads)
    graph = rdflib.Graph().parse(data=written(store, "x.ttl"), format="turtle")
    assert rdflib_triples(graph) == set(_expected(store))
    assert len(graph) == len(triples(store))


@settled
@given(datasets, st.randoms(use_true_random=False))
def test_the_same_content_gives_the_same_bytes(quads: list[ox.Quad], order: random.Random) -> None:
    shuffled = quads.copy()
    order.shuffle(shuffled)
    one, other = store_of(quads), store_of(shuffled)
    for format in Format:
        for ending in ("", ".gz"):
            assert written(one, f"x.{format}{ending}") == written(other, f"x.{format}{ending}")
        assert written(one, f"x.{format}", memory=3) == written(one, f"x.{format}")


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=4)))
def test_sorting_with_little_memory_is_sorting(lines: list[str]) -> None:
    assert list(in_order(lines, 2)) == sorted(lines)


def test_turtle_reads_well() -> None:
    k, id_ = "https://w3id.org/kerege/ontology#", BASE + "id/"
    content = f"""
        @prefix k: <{k}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <{id_}person/b> k:metWith <{id_}person/a> ; rdfs:label "B" ; a k:Person ; k:name "B", "Bé" .
        <{id_}article/7> k:date "2025-01-02"^^<{XSD}date> ; k:title "say \\"hi\\"\\nyou" ; k:articles 3 ; k:low 1.5 .
        <{id_}person/x.> k:url <https://x.org/a,b> ; k:direct true .
    """
    store = ox.Store()
    store.load(content, ox.RdfFormat.TURTLE)
    text = written(store, "x.ttl").decode()
    assert text.startswith("@prefix article: <https://w3id.org/kerege/id/article/> .\n")
    assert text[text.index("\n\n") + 1 :] == textwrap.dedent("""
        article:7 k:title "say \\"hi\\"\\nyou" ;
            k:articles 3 ;
            k:date "2025-01-02"^^xsd:date ;
            k:low 1.5 .

        person:b a k:Person ;
            rdfs:label "B" ;
            k:name "B", "Bé" ;
            k:metWith person:a .

        <https://w3id.org/kerege/id/person/x.> k:direct true ;
            k:url <https://x.org/a,b> .
    """)


def test_the_name_of_the_file_says_the_format() -> None:
    assert format_of(Path("a/graph.nq.gz")) == (Format.N_QUADS, True)
    assert format_of(Path("graph.ttl")) == (Format.TURTLE, False)
    with pytest.raises(KeregeError, match=r"Let it end in \.ttl"):
        format_of(Path("graph.doc"))


def test_a_compressed_dump_holds_no_clock_and_no_name(tmp_path: Path) -> None:
    store = store_of([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"), DEFAULT)])
    dump(store, tmp_path / "one.nt.gz")
    time.sleep(1.1)
    dump(store, tmp_path / "two.nt.gz")
    assert (tmp_path / "one.nt.gz").read_bytes() == (tmp_path / "two.nt.gz").read_bytes()
    assert gzip.decompress((tmp_path / "two.nt.gz").read_bytes()) == b'<urn:a> <urn:b> "c" .\n'


def test_a_failing_dump_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.nt").write_text("yesterday's dump")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.dump._lines", full)
    with pytest.raises(StoreError, match="No space left"):
        dump(ox.Store(), tmp_path / "x.nt")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("x.nt", "yesterday's dump")]
    with pytest.raises(StoreError, match="could not be written"):
        dump(ox.Store(), tmp_path / "nowhere" / "x.nt")


def test_a_dump_into_a_pipe_or_through_a_link_replaces_neither(tmp_path: Path) -> None:
    store = store_of([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))])
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        dump(store, pipe, format=Format.N_TRIPLES)
        assert reader.communicate(timeout=30)[0] == b'<urn:a> <urn:b> "c" .\n'
    assert pipe.is_fifo()
    (tmp_path / "link.nt").symlink_to("real.nt")
    dump(store, tmp_path / "link.nt")
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "real.nt").read_bytes() == b'<urn:a> <urn:b> "c" .\n'


def test_a_killed_dump_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    script = """
        import sys
        import pyoxigraph as ox
        from graph.dump import dump
        store, p = ox.Store(), ox.NamedNode("urn:p")
        store.bulk_extend(ox.Quad(ox.NamedNode(f"urn:{i}"), p, p, ox.DefaultGraph()) for i in range(100_000))
        print("ready", flush=True)
        dump(store, sys.argv[1])
    """
    target = tmp_path / "x.ttl"
    target.write_text("yesterday's dump")
    dumping = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(target)], stdout=subprocess.PIPE, text=True
    )
    assert dumping.stdout
    dumping.stdout.readline()
    while not [p for p in tmp_path.iterdir() if p.name.endswith(".part") and p.stat().st_size]:
        assert dumping.poll() is None, "the dump was over before it could be killed"
    os.kill(dumping.pid, 9)
    dumping.wait()
    dumping.stdout.close()
    assert target.read_text() == "yesterday's dump"


def test_dumps_of_a_published_graph_are_equal_to_it(tmp_path: Path, as_written: None) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([article(1, MET, TRADE), article(2, MET)]))
        publish(store, Background.load())
    published = open_published(tmp_path / "s")
    default = len(triples(published))
    assert dump(published, tmp_path / "x.ttl") == default
    assert dump(published, tmp_path / "x.trig.gz") == len(published)
    graph = rdflib.Graph().parse(tmp_path / "x.ttl")
    assert len(graph) == default
    assert rdflib_triples(graph) == set(_expected(published))
    back = list(ox.parse(gzip.decompress((tmp_path / "x.trig.gz").read_bytes()), ox.RdfFormat.TRIG))
    assert set(map(str, back)) == set(map(str, published))
