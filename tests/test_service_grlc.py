"""grlc (https://grlc.io/) reads the stored questions as they are served, and its rewriting asks what ours does.

grlc is no dependency of the tests, since it needs old versions of others; where it is installed, it is tried.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from serving import Service

from queries.catalogue import Catalogue

PROGRAM = """
import json, sys, urllib.request
from grlc import gquery
address, read = sys.argv[1], {}
for name in json.load(sys.stdin):
    text = urllib.request.urlopen(f"{address}queries/{name}.rq").read().decode("utf-8")
    about = gquery.get_metadata(text, f"{address}sparql")
    parameters = gquery.get_parameters(text, f"{address}sparql", about)
    given = {"person": "Olzhas Bektenov", "sources": "2"}
    covered = all(one["name"] in given for one in parameters.values() if one["required"])
    rewritten = gquery.rewrite_query(about["query"], parameters, given) if covered else None
    read[name] = {"about": {key: str(about.get(key)) for key in ("type", "summary", "description", "method")},
                  "tags": about.get("tags"), "parameters": parameters, "rewritten": rewritten}
json.dump(read, sys.stdout)
"""


@pytest.fixture(scope="module")
def read(served: Service, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What grlc makes of each stored question, fetched from the service."""
    if find_spec("grlc") is None:
        pytest.skip("needs grlc: pip install grlc")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, served.address],
        input=json.dumps([stored.name for stored in Catalogue.load()]),
        cwd=tmp_path_factory.mktemp("grlc"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("{") :])


def test_grlc_reads_every_question(read: Any) -> None:
    for stored in Catalogue.load():
        found = read[stored.name]
        assert found["about"]["type"] == f"{stored.kind.title()}Query"
        assert " ".join(found["about"]["summary"].split()) == stored.summary
        assert " ".join(found["about"]["description"].split()) == stored.description
        assert found["tags"] == list(stored.tags)


def test_grlc_finds_the_same_parameters(read: Any) -> None:
    for stored in Catalogue.load():
        found = {one["name"]: one for one in read[stored.name]["parameters"].values()}
        assert set(found) == {one.name for one in stored.parameters}
        assert {name for name, one in found.items() if one["required"]} == {
            one.name for one in stored.parameters if one.required
        }


def test_what_grlc_makes_of_a_question_has_the_same_answer(read: Any, served: Service) -> None:
    """Of one without subqueries and filters: grlc 1.3.11 writes no valid SPARQL where parameters are there."""
    ours = served.stored("posts-of-person", person="Olzhas Bektenov").json
    theirs = served.sparql(read["posts-of-person"]["rewritten"]).json

    assert theirs["head"]["vars"] == ours["head"]["vars"]
    assert len(theirs["results"]["bindings"]) == len(ours["results"]["bindings"]) > 0


def test_headers_are_read_as_grlc_reads_them(served: Service) -> None:
    """Also without grlc: lines that begin with ``#+`` are YAML, parameters are variables that begin with ``?_``."""
    import yaml

    for stored in Catalogue.load():
        text = served(f"/queries/{stored.name}.rq").text
        header = yaml.safe_load("\n".join(line[2:] for line in text.splitlines() if line.startswith("#+")))
        assert " ".join(header["summary"].split()) == stored.summary
