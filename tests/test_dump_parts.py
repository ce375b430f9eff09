"""Dumps by part: no statement in two of them, none lost, each with its license; memory does not grow with the graph."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import Run

from graph.dump import dump
from graph.parts import TERMS, Part, part_iri
from graph.publications import open_published
from kerege.commands.publishing import DumpPart
from ontology.iris import BASE

K = "https://w3id.org/kerege/ontology#"
LICENSE = rdflib.DCTERMS.license
RIGHTS = rdflib.DCTERMS.rights
CC_BY = rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture(scope="module")
def dumps(kerege: Run, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every part and the whole as the command writes them, as N-Triples and N-Quads."""
    folder = tmp_path_factory.mktemp("dumps")
    for part in DumpPart:
        for form in ("nt", "nq"):
            done = kerege("dump", folder / f"{part}.{form}", "--part", part, "--store", corpus)
            assert done.returncode == 0, done.stderr
    return folder


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


@pytest.mark.parametrize("form", ["nt", "nq"])
def test_no_statement_is_in_two_parts_and_together_they_are_the_whole(dumps: Path, form: str) -> None:
    parts = {part: set(lines(dumps / f"{part}.{form}")) for part in Part}
    assert all(parts.values())
    for one, other in combinations(parts, 2):
        assert not parts[one] & parts[other], (one, other)
    whole = lines(dumps / f"all.{form}")
    assert sorted(line for part in parts.values() for line in part) == whole


def test_the_whole_is_the_default_graph(dumps: Path, corpus: Path) -> None:
    found = open_published(corpus).quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert {f"{quad} ." for quad in found} == set(lines(dumps / "all.nt"))


@pytest.mark.parametrize("part", list(Part))
def test_a_part_states_its_license_and_no_other_one(dumps: Path, part: Part) -> None:
    graph = rdflib.Graph().parse(dumps / f"{part}.nt")
    node = rdflib.URIRef(part_iri(BASE, part).value)
    described = set(graph.subjects(rdflib.DCTERMS.isPartOf))
    assert described == {node}
    assert str(graph.value(node, RIGHTS)) == TERMS[part].rights
    assert list(graph.objects(node, LICENSE)) == ([] if part is Part.SENTENCES else [CC_BY])
    beside = (dumps / f"{part}.nt.license").read_text("utf-8")
    assert f"SPDX-License-Identifier: {TERMS[part].spdx}" in beside
    assert TERMS[part].rights in beside


def test_only_parts_have_a_text_beside_them(dumps: Path) -> None:
    assert not list(dumps.glob("all.*.license"))
    assert len(list(dumps.glob("*.license"))) == 2 * len(Part)


def test_each_part_holds_what_its_name_says(dumps: Path) -> None:
    graphs = {part: rdflib.Graph().parse(dumps / f"{part}.nt") for part in Part}

    def typed(part: Part, name: str) -> int:
        return len(set(graphs[part].subjects(rdflib.RDF.type, rdflib.URIRef(K + name))))

    def having(name: str) -> set[Part]:
        return {part for part in Part if (None, rdflib.URIRef(K + name), None) in graphs[part]}

    assert having("text") == having("prefix") == having("passageOf") == {Part.SENTENCES}
    assert having("evidence") == having("rule") == having("title") - {Part.FACTS} == {Part.ASSERTIONS}
    assert having("metWith") == having("independentSources") == {Part.FACTS}
    assert typed(Part.FACTS, "Person") >= 5
    assert typed(Part.REFERENCE, "DevelopmentBank") >= 1
    assert (rdflib.URIRef(K + "metWith"), rdflib.RDF.type, rdflib.OWL.ObjectProperty) in graphs[Part.ONTOLOGY]


def test_a_part_in_turtle_on_standard_output(kerege: Run, corpus: Path, dumps: Path) -> None:
    done = kerege("dump", "--part", "sentences", "--store", corpus)
    assert done.returncode == 0
    assert len(rdflib.Graph().parse(data=done.stdout, format="turtle")) == len(lines(dumps / "sentences.nt"))
    assert "belong" in done.stdout or "remain their publishers' own" in done.stdout


def test_an_unknown_part_is_refused_with_those_there_are(kerege: Run, corpus: Path) -> None:
    done = kerege("dump", "--part", "passages", "--store", corpus)
    assert done.returncode == 2
    assert "sentences" in done.stderr


GROWTH = """
    import sys
    from pathlib import Path
    import pyoxigraph as ox
    from graph.dump import dump

    def peak():  # in KiB
        return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])

    store = ox.Store.read_only(sys.argv[1])
    sum(1 for _ in store)  # so that the engine's cache, which has a limit of its own, is full
    before = peak()
    print(dump(store, sys.argv[2], memory=5_000), peak() - before)
"""
STATEMENTS, WORDS = 120_000, 120


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of statements with long texts, written in bulk: 72 MB of words."""
    folder = tmp_path_factory.mktemp("synthetic") / "store"
    store, text, words = ox.Store(folder), ox.NamedNode(K + "text"), "word " * WORDS
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"{BASE}id/passage/{i:08x}"), text, ox.Literal(f"{i} {words}"), ox.DefaultGraph())
        for i in range(STATEMENTS)
    )
    store.flush()
    return folder


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads peak memory from /proc, which is Linux's")
@pytest.mark.parametrize("name", ["x.nt", "x.nq.gz"])
def test_sorting_holds_no_more_in_memory_than_it_is_told(synthetic: Path, tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(GROWTH), str(synthetic), str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, growth = map(int, done.stdout.split())
    assert count == STATEMENTS
    assert growth < STATEMENTS * WORDS * 5 / 1024 / 3, f"{growth} KiB"


def test_what_is_written_is_sorted_however_little_memory_there_is(corpus: Path, tmp_path: Path) -> None:
    store = open_published(corpus)
    for part in Part:
        dump(store, tmp_path / "a.nt", part=part)
        dump(store, tmp_path / "b.nt", part=part, memory=7)
        assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()
        assert lines(tmp_path / "a.nt") == sorted(lines(tmp_path / "a.nt"))
