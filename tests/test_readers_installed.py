"""Readers of other packages: found as entry points by the real command, recorded, checked, and no danger to a run."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ARTICLES, Run

import kerege as face
from graph.publications import open_published
from graph.store import GraphStore
from loaders.readers.face import RULES
from loaders.readers.installed import installed, reader_named
from loaders.reading.reader import READER
from ontology import terms as k
from ontology.errors import LoadError, ReaderError, UnknownReader

DOCS = Path(__file__).parent.parent / "docs" / "readers.md"
VISIT = "Aigul Saparova visited Astana on Monday.\n"


def package(folder: Path, module: str, *, name: str, version: str = "1.0", code: str) -> Path:
    """A package with one reader, as an installer leaves it in a folder of packages."""
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir(parents=True)
    (folder / f"{module}.py").write_text(dedent(code), "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[kerege.readers]\n{name} = {module}:read\n")
    return folder


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    """The package of docs/readers.md, installed in a folder."""
    text = DOCS.read_text("utf-8")
    (settings,) = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    project = tomllib.loads(settings)["project"]
    ((name, value),) = project["entry-points"]["kerege.readers"].items()
    assert value == "visits:read"
    return package(tmp_path / "site", "visits", name=name, version=project["version"], code=code)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "visit.txt"
    path.write_text(f"date 2026-02-24\n{VISIT}", "utf-8")
    return path


def env(site: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(site)}


def facts(kerege: Run, site: Path, *arguments: object) -> list[dict[str, object]]:
    done = kerege("facts", *arguments, env=env(site))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_reader_of_the_guide_reads(kerege: Run, visits: Path, article: Path) -> None:
    found = facts(kerege, visits, article, "--reader", "visits")
    assert [(fact["kind"], fact["rule"]) for fact in found] == [
        *(("entity", "visits") for _ in range(3)),
        *(("event", "visits/visited"), ("attended", "visits/visited")),
    ]
    agent = found[-1]["agent"]
    assert agent == {
        "name": "Aigul Saparova",
        "type": "Person",
        "id": "https://w3id.org/kerege/id/person/aigul-saparova",
    }
    shown = kerege("read", article, "--reader", "visits", env=env(visits))
    assert "Aigul Saparova took part in visit of Aigul Saparova to Astana" in " ".join(shown.stdout.split())


def test_its_name_and_version_are_in_the_graph_and_its_things_are_everybody_s(
    kerege: Run, visits: Path, article: Path, store: Path
) -> None:
    done = kerege("load", article, "--store", store, "--reader", "visits", env=env(visits))
    assert done.returncode == 0, done.stderr
    graph = open_published(store)
    (reader,) = [quad.object.value for quad in graph.quads_for_pattern(None, k.reader, None)]  # type: ignore[union-attr]
    assert re.fullmatch(r"visits 1\.0\+[0-9a-f]{8}", reader)
    asked = kerege("ask", "events-of", "Aigul Saparova", "--store", store)
    assert "visit of Aigul Saparova to Astana" in " ".join(asked.stdout.split())
    assert any("/id/place/astana" in str(quad.subject) for quad in graph)


def test_an_article_is_read_again_by_another_reader_or_version(
    kerege: Run, visits: Path, article: Path, store: Path
) -> None:
    load = ("load", article, "--store", store)
    assert "1 loaded" in kerege(*load).stderr
    assert "1 replaced" in kerege(*load, "--reader", "visits", env=env(visits)).stderr
    assert "1 unchanged" in kerege(*load, "--reader", "visits", env=env(visits)).stderr
    info = next(visits.glob("*.dist-info"))
    info.rename(info.with_name("visits-2.0.dist-info"))
    metadata = visits / "visits-2.0.dist-info" / "METADATA"
    metadata.write_text(metadata.read_text().replace("1.0", "2.0"))
    assert "1 replaced" in kerege(*load, "--reader", "visits", env=env(visits)).stderr
    assert "1 replaced" in kerege(*load).stderr


def test_reading_again_keeps_to_the_reader_of_each_article(
    kerege: Run, visits: Path, article: Path, store: Path
) -> None:
    kerege("load", article, "--store", store, "--reader", "visits", env=env(visits))
    kerege("load", ARTICLES, "--store", store)
    again = kerege("reread", "--store", store, "--force", env=env(visits))
    assert "6 articles read again: 6 as before." in again.stderr
    assert "Every article was read by the present reader" in kerege("reread", "--store", store, env=env(visits)).stderr
    gone = kerege("reread", "--store", store)
    assert gone.returncode == 1
    assert "was read by visits: There is no reader visits. Installed are: kerege-rules" in gone.stderr
    assert "1 article read again: 1 left as they were." in gone.stderr
    back = kerege("reread", "--store", store, "--reader", RULES)
    assert "1 article read again: 1 changed." in back.stderr
    with GraphStore(store) as opened:
        assert {state.reader for state in opened.articles()} == {READER}


def test_an_unknown_reader_is_answered_with_those_there_are(kerege: Run, visits: Path, article: Path) -> None:
    for command in (["load", article], ["facts", article], ["read", article]):
        done = kerege(*command, "--reader", "visit", env=env(visits))
        assert done.returncode == 2
        assert "There is no reader visit. Installed are: kerege-rules, " in done.stderr
        assert "visits" in done.stderr
        assert done.stdout == ""


CRASHES = """
import sys
def read(article):
    if "divide" in article.text:
        return 1 // 0
    if "leave" in article.text:
        sys.exit("enough")
    if "object" in article.text:
        return {"kind": "met"}
    if "bad" in article.text:
        return [{"kind": "wish", "evidence": []}]
    where = article.text.index("Astana")
    here = [{"text": "Astana", "start": where, "end": where + 6}]
    return [
        {"kind": "entity", "entity": {"name": "Astana", "type": "Place"}, "class": "City", "evidence": here},
        {"kind": "entity", "entity": {"name": "Paris", "type": "Place"}, "class": "City", "evidence": here},
    ]
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_reader_that_fails_on_an_article_fails_on_no_other(
    kerege: Run, tmp_path: Path, store: Path, workers: int
) -> None:
    site = package(tmp_path / "site", "crashes", name="crashes", code=CRASHES)
    news = tmp_path / "news"
    news.mkdir()
    for word in ("divide", "leave", "object", "bad", "good"):
        (news / f"{word}.txt").write_text(f"They {word} things in Astana.")
    done = kerege("load", news, "--store", store, "--reader", "crashes", "--workers", workers, env=env(site))
    assert done.returncode == 1
    skipped = {line.split()[1].rpartition("/")[2]: line for line in done.stderr.splitlines() if "Skipped:" in line}
    assert set(skipped) == {"divide.txt", "leave.txt", "object.txt", "bad.txt"}
    assert "the reader crashes failed with ZeroDivisionError: " in skipped["divide.txt"]
    assert "the reader crashes failed with SystemExit: enough." in skipped["leave.txt"]
    assert "it gave dict and not a series of JSON objects" in skipped["object.txt"]
    assert "nothing that crashes gives can be let in (fact 1: “wish” is no kind of fact" in skipped["bad.txt"]
    refused = [line for line in done.stderr.splitlines() if line.startswith("Refused: ")]
    assert len(refused) == 1
    assert "good.txt, fact 2 (entity): the article names no Place “Paris”" in refused[0]
    assert "5 articles: 1 loaded, 4 skipped. 1 fact was refused." in done.stderr
    assert "Traceback" not in done.stderr


def test_workers_make_no_difference(kerege: Run, visits: Path, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Person Number{'abcde'[number]} visited Astana. {VISIT}")
    inputs = sorted(tmp_path.glob("*.txt"))
    one, two = (facts(kerege, visits, *inputs, "--reader", "visits", "--workers", count) for count in (1, 3))
    assert one == two
    assert len(one) > 30


def test_a_reader_tells_its_version_its_notice_and_that_it_cannot_work(
    kerege: Run, tmp_path: Path, article: Path, store: Path
) -> None:
    code = """
        from ontology.errors import ReaderError
        def read(article):
            raise ReaderError("The model is not there: run fetch-model.")
        read.version = lambda: "model-7"
        read.notice = "All is read by the oracle."
    """
    site = package(tmp_path / "site", "oracle", name="oracle", code=code)
    done = kerege("load", article, ARTICLES, "--store", store, "--reader", "oracle", env=env(site))
    assert done.returncode == 1
    assert done.stderr == "All is read by the oracle.\nThe model is not there: run fetch-model.\n"
    monkey = kerege("facts", article, "--reader", "oracle", "--workers", 2, env=env(site))
    assert monkey.stderr == done.stderr


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("lost", "import not_installed_anywhere", "ModuleNotFoundError: No module named 'not_installed_anywhere'"),
        ("dull", "read = 'a text'", "TypeError: dull:read is no function"),
        ("shy", "def read(article): ...\nread.version = 7", "TypeError: its version is no text but int"),
        ("empty", "", "AttributeError"),
    ],
)
def test_a_reader_that_cannot_be_used_says_why(
    kerege: Run, tmp_path: Path, article: Path, name: str, code: str, said: str
) -> None:
    site = package(tmp_path / "site", name, name=name, code=code)
    done = kerege("facts", article, "--reader", name, env=env(site))
    assert done.returncode == 1
    assert f"The reader {name} of {name} cannot be used ({said}" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_packages_with_a_reader_of_one_name_are_no_choice(kerege: Run, visits: Path, article: Path) -> None:
    package(visits, "travels", name="visits", code="def read(article): return []")
    done = kerege("facts", article, "--reader", "visits", env=env(visits))
    assert done.returncode == 1
    assert "travels and visits both have a reader visits: uninstall one of them." in done.stderr


def test_nobody_takes_the_place_of_kerege_s_own_reader(kerege: Run, tmp_path: Path, article: Path) -> None:
    site = package(tmp_path / "site", "usurper", name=RULES, code="def read(article): 1 // 0")
    assert facts(kerege, site, article) == facts(kerege, tmp_path, article, "--reader", RULES)


def test_python_takes_the_name_of_a_reader_too(
    visits: Path, article: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(visits)
    assert installed()[0] == RULES
    assert "visits" in installed()
    (outcome,) = face.load([article], store=store, reader="visits", workers=1)
    assert not isinstance(outcome, LoadError)
    assert outcome.refused == ()
    with pytest.raises(UnknownReader, match="There is no reader nobody"):
        face.load([article], store=store, reader="nobody")
    with face.open(store) as graph:
        (change,) = graph.reread(reader=RULES, workers=1)
        assert not isinstance(change, LoadError)
        assert change.reader.startswith("visits 1.0+")
        assert issubclass(UnknownReader, ReaderError)
    assert reader_named().version == READER
