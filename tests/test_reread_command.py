"""``kerege reread``: the archive read again by a newer reader, what that changes shown, nothing lost on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import ARTICLES, Run, clean_environment

from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore, Status
from kerege.rereading import due, rereading, told
from loaders.article import Article
from loaders.quads import quads
from loaders.reading.reader import READER, read
from loaders.sources import articles
from ontology import terms as k
from ontology.errors import LoadError

OLD = "kerege-rules 0.0"
DEFAULT = ox.DefaultGraph()


def shipped() -> list[Article]:
    return [article for article in articles([ARTICLES]) if isinstance(article, Article)]


def dumped(store: Path) -> list[str]:
    return sorted(map(str, open_published(store)))


def as_older_reader(article: Article, store: GraphStore) -> list[ox.Quad]:
    """The article's quads without who met whom, and with a visit that the present reader does not see."""
    found = list(quads(read(article), store.minter, store.share))
    met = {q.subject for q in found if q.object == k.metWith}
    iri = ox.NamedNode(store.minter.article(article.key))
    wrong = ox.NamedNode(store.minter.assertion(article.key, "wrong"))
    said = (
        (k.RDF_TYPE, k.Assertion),
        (k.statedIn, iri),
        (k.rule, ox.Literal("an old one")),
        (k.modality, k.asserted),
        (k.subject, ox.NamedNode("https://w3id.org/kerege/id/person/a")),
        (k.predicate, k.memberOf),
        (k.object, ox.NamedNode("https://w3id.org/kerege/id/institution/b")),
    )
    kept = [q for q in found if q.subject not in met and q.predicate not in (k.metWith, k.reader)]
    return [
        *kept,
        ox.Quad(iri, k.reader, ox.Literal(OLD), DEFAULT),
        *(ox.Quad(wrong, name, value, DEFAULT) for name, value in said),
    ]


@pytest.fixture
def older(store: Path) -> Path:
    """A published store with the shipped reports as an older reader has read them."""
    with GraphStore(store) as opened:
        for article in shipped():
            opened.put(article, OLD, as_older_reader(article, opened))
        publish(opened)
    return store


def test_after_an_upgrade_the_graph_is_as_if_loaded_anew(kerege: Run, older: Path, corpus: Path) -> None:
    assert dumped(older) != dumped(corpus)
    done = kerege("reread", "--store", older)
    assert done.returncode == 0, done.stderr
    assert "5 articles read again: 5 changed. Facts: " in done.stderr
    assert "Published: 5 articles" in done.stderr
    assert dumped(older) == dumped(corpus)
    again = kerege("reread", "--store", older)
    assert again.stdout == ""
    assert "Every article was read by the present reader; read all again with --force." in again.stderr


def test_it_tells_what_each_article_gained_and_lost_by_kind(kerege: Run, older: Path) -> None:
    met = {}
    for article in shipped():
        content = told(quads(read(article)))
        met[article.title] = sum(kind == "met with" for kind, _ in content)
    done = kerege("reread", "--store", older, "--format", "json")
    rows = json.loads(done.stdout)
    lost = [(row["title"], row["gained"], row["lost"]) for row in rows if row["kind"] == "member of"]
    assert sorted(lost) == sorted((article.title, 0, 1) for article in shipped())
    gained = {row["title"]: row["gained"] for row in rows if row["kind"] == "met with"}
    assert gained == {title: count for title, count in met.items() if count}
    assert {row["kind"] for row in rows} == {"met with", "member of"}
    assert f"Facts: {sum(met.values())} gained, 5 lost." in done.stderr


def test_the_table_has_totals(kerege: Run, older: Path) -> None:
    done = kerege("reread", "--store", older, "--dry-run")
    title, _, total = done.stdout.partition("In total")
    assert "met with" in title
    assert [line.split() for line in total.splitlines() if line.startswith("member of")] == [["member", "of", "0", "5"]]


def test_a_dry_run_changes_nothing(kerege: Run, older: Path) -> None:
    before = dumped(older)
    done = kerege("reread", "--store", older, "--dry-run")
    assert "5 would change" in done.stderr
    assert "Published" not in done.stderr
    assert dumped(older) == before
    with GraphStore(older) as opened:
        assert len(due(opened)) == 5


def test_force_reads_all_again_and_finds_the_same(kerege: Run, corpus: Path, store: Path) -> None:
    kerege("load", ARTICLES, "--store", store)
    done = kerege("reread", "--force", "--store", store, "--format", "csv")
    assert done.returncode == 0
    assert done.stdout == "article,title,kind,gained,lost\r\n"
    assert "5 articles read again: 5 as before. Facts: 0 gained, 0 lost." in done.stderr
    assert dumped(store) == dumped(corpus)


def test_an_article_whose_text_is_damaged_stays_as_it_was(kerege: Run, older: Path) -> None:
    with GraphStore(older) as opened:
        state = next(opened.articles())
        file = next(path for path in (older / "archive").rglob(f"{state.key}.*"))
    file.write_bytes(b"torn")
    done = kerege("reread", "--store", older)
    assert done.returncode == 1
    assert "Left as it was: The archived text" in done.stderr
    assert "5 articles read again: 4 changed, 1 left as they were." in done.stderr
    assert "Traceback" not in done.stderr
    with GraphStore(older) as opened:
        assert [one.iri for one in due(opened)] == [state.iri]
        assert opened.state_of(state.key) == state


def test_no_store_is_made_by_reading_again(kerege: Run, store: Path) -> None:
    done = kerege("reread", "--store", store)
    assert done.returncode == 1
    assert "There is no store at" in done.stderr
    assert not store.exists()


def test_what_was_left_when_it_was_interrupted_is_read_next_time(older: Path, kerege: Run, corpus: Path) -> None:
    with GraphStore(older) as opened:
        half = rereading(opened, workers=1)
        first = [next(half), next(half)]
        half.close()  # type: ignore[attr-defined]
        assert not any(isinstance(one, LoadError) for one in first)
        assert len(due(opened)) == 3
    done = kerege("reread", "--store", older)
    assert "3 articles read again" in done.stderr
    assert dumped(older) == dumped(corpus)


REREADING = """
import sys, time
from graph.store import GraphStore
from kerege.rereading import rereading

with GraphStore(sys.argv[1]) as store:
    for change in rereading(store, workers=1):
        print("changed" if change.changed else change, flush=True)
        time.sleep(0.05)
"""


def test_killed_in_the_midst_it_loses_nothing(kerege: Run, store: Path) -> None:
    many = [
        Article(text=article.text, body=article.body, title=article.title, date=article.date, name=f"{article.key}-{i}")
        for i in range(8)
        for article in shipped()
    ]
    with GraphStore(store) as opened:
        for article in many:
            assert opened.put(article, OLD, as_older_reader(article, opened)).status is Status.LOADED
        publish(opened)
    published = dumped(store)
    rereader = subprocess.Popen(
        [sys.executable, "-c", REREADING, str(store)], env=clean_environment(), stdout=subprocess.PIPE, text=True
    )
    assert rereader.stdout is not None
    for _ in range(7):
        assert rereader.stdout.readline() == "changed\n"
    rereader.kill()
    rereader.stdout.close()
    assert rereader.wait() == -9, "it was over before it could be killed"
    assert dumped(store) == published
    with GraphStore(store) as opened:
        states = list(opened.articles())
        assert len(states) == len(many)
        assert len(list(opened.texts())) == len(many)
        left = len(due(opened))
        assert 0 < left < len(many)
    done = kerege("reread", "--store", store)
    assert f"{left} articles read again: {left} changed." in done.stderr
    with GraphStore(store) as opened:
        assert {one.reader for one in opened.articles()} == {READER}
        assert due(opened) == []


def test_an_article_keeps_its_share_of_text(store: Path) -> None:
    from loaders.quads import Share

    (article, *_) = shipped()
    with GraphStore(store, share=Share.OFFSETS) as opened:
        opened.put(article, OLD, quads(read(article), opened.minter, Share.OFFSETS))
        publish(opened)
    with GraphStore(store) as opened:
        (change,) = rereading(opened)
        assert not isinstance(change, LoadError)
        assert not change.changed
        assert change.facts > 20
        (state,) = opened.articles()
        assert state.share is Share.OFFSETS
        publish(opened)
    assert not list(open_published(store).quads_for_pattern(None, k.text, None))
