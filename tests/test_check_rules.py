"""Every check finds what its example shows, and not what only looks like it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.checks.files import PREFIXES, Check, Family, checks
from graph.checks.lists import slots_of
from graph.checks.running import findings
from graph.publications import open_published

EXAMPLES = PREFIXES.replace("PREFIX ", "@prefix ").replace("> ", "> . ").replace(">\n", "> .\n")
EXAMPLES += "@prefix : <https://example.org/id/thing/> .\n"
CONTRADICTIONS = [check for check in checks() if check.family is Family.CONTRADICTIONS]


def store_of(example: str) -> ox.Store:
    """A store that holds an example."""
    store = ox.Store()
    store.load(EXAMPLES + example, ox.RdfFormat.TRIG)
    return store


@pytest.mark.parametrize("check", CONTRADICTIONS, ids=lambda check: check.name)
def test_a_check_finds_its_example_and_not_the_near_miss(check: Check) -> None:
    (found, *more) = findings(store_of(check.fires), [check])
    assert found.check == check.name
    assert not more, "an example shows one thing"
    assert "–" not in found.sentence, "every variable of the sentence is bound"
    assert found.sentence.endswith((".", "”", "!"))
    assert not list(findings(store_of(check.misses), [check]))


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_is_well_formed(check: Check) -> None:
    slots = next(iter(slots_of(check, {})))
    query = check.query
    for name, value in slots.items():
        query = query.replace(f"<<{name}>>", value)
    assert "<<" not in query
    answer = ox.Store().query(PREFIXES + query)
    assert isinstance(answer, ox.QuerySolutions)
    selected = {variable.value for variable in answer.variables}
    assert check.variables <= selected | slots.keys()
    used = {part[1:] for pattern in check.because for part in pattern.split() if part.startswith("?")}
    assert used | set(check.together) <= selected
    assert check.why.endswith(".")


ACROSS = sorted((Path(__file__).parent / "conformance" / "across").glob("*.trig"))
IMPLIED = {"asserted-fact-is-in-the-default-graph": ["fact-of-an-article-is-in-the-default-graph"]}
"""What else such a dataset breaks by necessity."""
PROMISES = [check for check in checks() if check.family is Family.PROMISES]


@pytest.mark.parametrize("file", ACROSS, ids=lambda file: file.stem)
def test_a_dataset_breaks_the_promise_that_it_is_named_after_and_no_other(file: Path) -> None:
    store = ox.Store()
    store.load(path=file)
    found = {one.check for one in findings(store, PROMISES)}
    assert file.stem in found
    assert found <= {file.stem, *IMPLIED.get(file.stem, ())}


def test_every_promise_has_a_dataset_that_breaks_it() -> None:
    assert {check.name for check in PROMISES} == {file.stem for file in ACROSS}


def test_what_the_shipped_reports_publish_keeps_every_promise(corpus: Path) -> None:
    assert list(findings(open_published(corpus), PROMISES)) == []


def test_the_documentation_lists_every_check_with_its_reason() -> None:
    text = (Path(__file__).parent.parent / "docs" / "checking.md").read_text(encoding="utf-8")
    for check in checks():
        assert f"| `{check.name}` | {check.title}. {check.why} |" in text
    listed = re.findall(r"^\| `([a-z]+(?:-[a-z]+)+|circle)` \| ", text, flags=re.M)
    assert set(listed) == {check.name for check in checks()}
