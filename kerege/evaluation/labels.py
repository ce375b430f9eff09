"""Labels, made by hand, of who is who across articles.

A file of labels is tab-separated, one line for each person, institution, undertaking, event or deal: its kind, a name
for the cluster, and its mentions as ``ARTICLE=NAME``. ARTICLE is the article's file name without ending. A mention is
what a reader finds there under that name (any of its names in the article, in any order of the words). A deal is
``ARTICLE=FINANCIER, SUM[, INSTRUMENT]``; every financing of that sum is a mention, since one sentence may tell of one
for a country and one for its road. `` @WORDS`` after either are words of the sentence that tells of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from ontology.errors import FactsError

KINDS: Final = ("person", "institution", "undertaking", "event", "deal")
"""Of what there are labels."""


class Mention(NamedTuple):
    """One label: that an article speaks of a cluster."""

    kind: str
    cluster: str
    article: str
    name: str
    words: str = ""


def read_labels(path: Path) -> list[Mention]:
    """The labels in a file; raises ``FactsError`` with file and line for what is none."""
    found: list[Mention] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, *rest = line.split("\t")
        if kind not in KINDS or len(rest) < 2:
            raise FactsError(f"{path}, line {number}: a line is a kind ({', '.join(KINDS)}), a name and mentions.")
        for mention in rest[1:]:
            article, equals, name = mention.partition("=")
            name, _, words = name.partition(" @")
            if not equals or not name:
                raise FactsError(f"{path}, line {number}: {mention!r} is no mention, such as ARTICLE=NAME.")
            found.append(Mention(kind, rest[0], article, name, words))
    return found
