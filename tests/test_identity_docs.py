"""The page on identity tells the weights that are used, and all of them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from graph.identity.evidence import CERTAIN, UNCERTAIN, score_of

PAGE = Path(__file__).parents[1] / "docs" / "identity.md"
KINDS = ("persons", "institutions", "places", "undertakings", "events")

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the pages are not beside the tests")


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_is_documented_as_it_is(kind: str) -> None:
    text = PAGE.read_text("utf-8").replace("−", "-")
    told = {name: int(points) for name, points in re.findall(rf"\| `{kind}\.(\w+)` \| (-?\d+) \|", text)}
    module = import_module(f"graph.identity.{kind}")
    used = {name: value for name, value in vars(module).items() if re.fullmatch("[A-Z_]+", name) and name[0] != "_"}
    assert told == {name: value for name, value in used.items() if isinstance(value, int) and name != "LONG"}


def test_the_thresholds_are_documented_as_they_are() -> None:
    text = PAGE.read_text("utf-8")
    assert f"from {CERTAIN} points on (a score of\n   {score_of(CERTAIN)})" in text
    assert f"from {UNCERTAIN} points on they are listed" in text
