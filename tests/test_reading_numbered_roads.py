"""Roads that go by a number are projects like those with names."""

from __future__ import annotations

import pytest

from loaders.article import Article
from loaders.facts import Mention
from loaders.reading.reader import read


def projects(text: str) -> set[str]:
    return {
        f.entity.name for f in read(Article(text=text)).facts if isinstance(f, Mention) and f.entity.cls == "Project"
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The bank will rehabilitate National Road 44.", {"National Road 44"}),
        ("Work began on Highway 7 and on the M41 highway.", {"Highway 7", "M41 highway"}),
        ("The EIB finances the A2 motorway and Route N8.", {"A2 motorway", "Route N8"}),
        ("China lends 5 million euros for National Road 71C.", {"National Road 71C"}),
        ("The road 40 kilometers from Osh was built in 2020.", set()),
        ("They agreed on 3 road maps for the year.", set()),
        ("The G7 road map was adopted.", set()),
    ],
)
def test_numbered_roads(text: str, names: set[str]) -> None:
    assert projects(text) == names
