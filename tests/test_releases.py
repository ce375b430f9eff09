"""Releases: all dumps of a publication, made once and never half, with digests, licenses and counts."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run, clean_environment

from graph.background import Background
from graph.dump import Format, dump
from graph.parts import TERMS, Part
from graph.publications import open_published
from graph.publish import publish
from graph.release_files import file_name
from graph.releases import SUMS, Release, Releases
from graph.store import GraphStore
from ontology.errors import NothingPublished, StoreError
from tests.test_publish_dataset import MET, TRADE, article

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
K = "https://w3id.org/kerege/ontology#"
RAPPER = shutil.which("rapper")
RAPPERS = {Format.TURTLE: "turtle", Format.TRIG: "trig", Format.N_TRIPLES: "ntriples", Format.N_QUADS: "nquads"}


@pytest.fixture(scope="module")
def published(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store with the shipped reports, to make releases in."""
    return shutil.copytree(corpus, tmp_path_factory.mktemp("releases") / "store")


@pytest.fixture(scope="module")
def release(kerege: Run, published: Path) -> Release:
    done = kerege("release", "--store", published)
    assert done.returncode == 0, done.stderr
    (made,) = Releases(published).all()
    assert f"Release {made.version}: 48 files" in done.stderr
    return made


def publishing(path: Path, *articles: object) -> None:
    with GraphStore(path) as store:
        list(store.load(articles))  # type: ignore[arg-type]
        publish(store, Background.load())


def test_a_release_has_every_format_of_the_whole_and_of_each_part_plain_and_compressed(release: Release) -> None:
    wanted = {
        f"{file_name(part, format)}{ending}" for part in (None, *Part) for format in Format for ending in ("", ".gz")
    }
    assert {file.name for file in release.files} == wanted
    assert {"kerege.ttl", "kerege.nq.gz", "kerege-facts.nt.gz", "kerege-sentences.trig"} <= wanted
    beside = {f"{file.name}.license" for file in release.files if file.part}
    assert {path.name for path in release.path.iterdir()} == wanted | beside | {SUMS, "manifest.json", "documents.txt"}


def test_its_files_are_the_dumps_byte_for_byte(release: Release, published: Path, tmp_path: Path) -> None:
    store = open_published(published)
    for file in release.files:
        assert dump(store, tmp_path / file.name, part=file.part) == file.statements
        assert (tmp_path / file.name).read_bytes() == (release.path / file.name).read_bytes(), file.name


def test_little_memory_makes_the_same_release(release: Release, published: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(published, tmp_path / "store", ignore=shutil.ignore_patterns("releases"))
    other = Releases(copy).make(memory=997)
    assert other.files == release.files
    assert other.counts == release.counts
    assert (other.path / SUMS).read_bytes() == (release.path / SUMS).read_bytes()


def test_sizes_and_digests_are_those_of_the_files(release: Release) -> None:
    sums = dict(reversed(line.split("  ")) for line in (release.path / SUMS).read_text("ascii").splitlines())
    for file in release.files:
        content = (release.path / file.name).read_bytes()
        assert file.size == len(content)
        assert file.sha256 == sums[file.name] == hashlib.sha256(content).hexdigest()
    assert set(sums) == {path.name for path in release.path.iterdir()} - {SUMS, "manifest.json", "documents.txt"}


@pytest.mark.parametrize("part", Part)
def test_the_terms_of_a_part_lie_beside_its_files(release: Release, part: Part) -> None:
    for format in Format:
        text = (release.path / f"{file_name(part, format)}.gz.license").read_text("utf-8")
        assert TERMS[part].rights in text
        assert f"SPDX-License-Identifier: {TERMS[part].spdx}" in text


@pytest.mark.skipif(RAPPER is None, reason="needs rapper, which is in the package raptor2-utils")
@pytest.mark.parametrize("format", Format)
def test_raptor_counts_as_many_statements(release: Release, format: Format) -> None:
    for part in (None, Part.FACTS, Part.ONTOLOGY):
        file = release.file(file_name(part, format))
        assert file is not None
        done = subprocess.run(
            [str(RAPPER), "--count", "-i", RAPPERS[format], release.path / file.name], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert f"Parsing returned {file.statements} triples" in done.stderr


def test_the_counts_are_those_of_the_dump(release: Release) -> None:
    content = (release.path / "kerege.nt").read_bytes()
    triples = [quad.triple for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES)]
    types = defaultdict(set)
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            types[triple.subject].add(triple.object.value)
    usage = Counter((cls, triple.predicate.value) for triple in triples for cls in types[triple.subject])
    counts = release.counts
    assert counts.triples == len(triples)
    assert counts.subjects == len({triple.subject for triple in triples})
    assert counts.entities == len({t.subject for t in triples if t.subject.value.startswith(release.base)})
    assert counts.properties == Counter(triple.predicate.value for triple in triples)
    assert counts.classes == Counter(cls for classes in types.values() for cls in classes)
    assert {(cls, prop): n for cls, found in counts.usage.items() for prop, n in found.items()} == usage
    assert counts.links["https://sws.geonames.org/"]["http://www.w3.org/2004/02/skos/core#exactMatch"] == sum(
        triple.object.value.startswith("https://sws.geonames.org/")
        for triple in triples
        if triple.predicate.value == "http://www.w3.org/2004/02/skos/core#exactMatch"
    )


def test_documents_are_those_of_things_and_articles_and_of_nothing_that_was_joined(
    release: Release, published: Path
) -> None:
    listed = list(release.documents(0))
    store = open_published(published)
    joined = {q.subject.value for q in store.quads_for_pattern(None, ox.NamedNode(f"{K}joinedInto"), None)}
    typed = {q.subject.value for q in store.quads_for_pattern(None, RDF_TYPE, None, ox.DefaultGraph())}
    kinds = ("person", "institution", "place", "undertaking", "event", "article")
    assert listed == sorted(listed)
    assert set(listed) == {
        iri for iri in typed - joined if iri.startswith(tuple(f"{release.base}id/{kind}/" for kind in kinds))
    }
    assert list(release.documents(1)) == []
    assert set(release.counts.examples) <= set(listed)


def test_unchanged_content_is_not_released_twice(kerege: Run, release: Release, published: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in release.path.iterdir()}
    done = kerege("release", "--store", published)
    assert done.returncode == 0
    assert release.version in done.stderr
    assert "being made" not in done.stderr
    assert {path: path.stat().st_mtime_ns for path in release.path.iterdir()} == before
    with GraphStore(published) as store:
        publish(store, anew=True)
    assert Releases(published).make().version == release.version


def test_older_releases_stay_by_version_as_many_as_wanted(tmp_path: Path) -> None:
    path, versions = tmp_path / "store", []
    for number, said in enumerate((MET, TRADE, MET)):
        publishing(path, article(number + 1, said))
        versions.append(Releases(path).make(keep=1).version)
    assert len(set(versions)) == 3
    kept = {one.version for one in Releases(path).all()}
    assert len(kept) == 2
    assert versions[-1] in kept <= set(versions)
    assert Releases(path).make(keep=0).version == versions[-1]
    assert [one.version for one in Releases(path).all()] == [versions[-1]]


def test_a_release_belongs_to_what_was_published_then(tmp_path: Path) -> None:
    path = tmp_path / "store"
    publishing(path, article(1, MET))
    one = Releases(path).make()
    publishing(path, article(2, MET, TRADE))
    other = Releases(path).make()
    assert one.counts.triples < other.counts.triples
    assert Releases(path).tagged(one.tag) == one
    assert Releases(path).tagged(other.tag) == other
    assert Releases(path).tagged("") is None


def killed(path: Path) -> Iterator[Path]:
    """Kill a release in the making; what lies in the folder of releases afterwards."""
    code = """
        import sys
        import graph.releases as releases
        real = releases._write_beside
        def wait(release):
            print("written", flush=True)
            sys.stdin.read()
        releases._write_beside = wait
        releases.Releases(sys.argv[1]).make()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == b"written\n"
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    yield from (path / "releases").iterdir()


def test_a_kill_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "store"
    publishing(path, article(1, MET))
    assert {entry.name for entry in killed(path)} == {".building", ".lock"}
    assert Releases(path).all() == []
    release = Releases(path).make()
    assert {entry.name for entry in (path / "releases").iterdir()} == {release.version, ".lock"}


def test_of_two_that_ask_at_once_one_makes_it_and_the_other_waits(command: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    publishing(path, article(1, MET))
    asking = [
        subprocess.Popen([command, "release", "--store", path], env=clean_environment(), stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[1].decode() for process in asking]
    (release,) = Releases(path).all()
    assert [process.returncode for process in asking] == [0, 0]
    assert all(f"Release {release.version}" in one for one in said)
    assert sum("being made" in one for one in said) == 1


def test_what_is_damaged_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "store"
    publishing(path, article(1, MET))
    release = Releases(path).make()
    (release.path / "manifest.json").write_text(json.dumps({"layout": 1}))
    assert Releases(path).all() == []
    assert Releases(path).make() == release


def test_without_a_publication_or_a_place_there_is_a_sentence(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "empty"):
        pass
    with pytest.raises(NothingPublished, match="kerege load"):
        Releases(tmp_path / "empty").make()
    path = tmp_path / "store"
    publishing(path, article(1, MET))
    (path / "releases").write_text("in the way")
    with pytest.raises(StoreError, match="could not be written to"):
        Releases(path).make()
