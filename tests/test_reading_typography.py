"""Quotation marks, dashes and spaces of other kinds, and paragraphs in another order: the facts stay.

In another typography, every fact stays but for the spelling of its names and the place of its evidence. With the
paragraphs turned round, or half of them cut, those facts stay that need no other paragraph: that are found in the whole
and in one of the paragraphs that are left, read by itself.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest
from conftest import ARTICLES

from loaders import exchange, sources
from loaders.article import Article
from loaders.reading.reader import read

_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("–—−‑‒", "-"),
        **dict.fromkeys("\u00ad\u200b\u200e"),
    }
)
CHANGES: Final[Mapping[str, Callable[[str], str]]] = {
    "straight quotes": lambda text: re.sub("[“”]", '"', re.sub("[‘’]", "'", text)),
    "curly apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "’", text),
    "figure dashes in numbers": lambda text: re.sub(r"(?<=\d)[-–](?=\d)", "‒", text),
    "hyphens that do not break": lambda text: re.sub(r"(?<=[a-z])-(?=[a-z])", "‑", text),
    "double spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "spaces that do not break": lambda text: re.sub(r"(?<=[^\s.]) (?=\S)", "\u00a0", text),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z])(?=[aeiou])", "\u00ad", text),
    "spaces without width": lambda text: re.sub(r" (?=[A-Z])", " \u200b", text),
    "marks of direction": lambda text: re.sub(r"(?m)^|$", "\u200e", text),
    "thin spaces": lambda text: re.sub(r"(?<=[^\s.]) (?=\S)", "\u2009", text),
}
REPORTS: Final = sorted(ARTICLES.glob("*.md"))


def plain(text: str) -> str:
    """A text with its marks, dashes and spaces made the same."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())


def told(article: Article) -> set[str]:
    """The facts of an article, without their evidence, in plain spelling."""
    facts = [json.loads(line) for line in exchange.lines(read(article))]
    return {json.dumps(_bare(fact), ensure_ascii=False, sort_keys=True) for fact in facts}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in {"evidence", "article", "id", "rule"}}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return plain(value) if isinstance(value, str) else value


def report(path: Any) -> Article:
    """One of the shipped reports."""
    found = sources.read_file(path)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_facts_stay_in_other_typography(path: Any, change: Callable[[str], str]) -> None:
    """All facts stay, and none is added."""
    article = report(path)
    head, body = article.text[: article.body], article.text[article.body :]
    changed = replace(article, text=head + change(body))
    assert told(changed) ^ told(article) == set()


def shuffled(article: Article, paragraphs: list[str]) -> Article:
    """The article with other paragraphs."""
    return replace(article, text=article.text[: article.body] + "\n\n".join(paragraphs) + "\n")


def lasting(facts: set[str]) -> set[str]:
    """The relations among the facts whose sides a paragraph may name in full: posts, meetings, members."""
    kinds = ("position", "former_position", "met", "part_of")
    return {fact for fact in facts if json.loads(fact)["kind"] in kinds}


@pytest.mark.parametrize("left", [slice(None, None, -1), slice(None, None, 2), slice(1, None, 2)], ids=str)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_facts_stay_in_other_paragraphs(path: Any, left: slice) -> None:
    """Facts that need no other paragraph are found whatever stands around them."""
    article = report(path)
    paragraphs = article.text[article.body :].strip().split("\n\n")[left]
    alone = set[str]().union(*(told(shuffled(article, [one])) for one in paragraphs))
    expected = lasting(told(article) & alone)
    assert expected - told(shuffled(article, paragraphs)) == set()
