"""The competency questions: what the ontology must be able to answer, each with the stored query that does.

They stand in ``ontology/competency.toml``; ``python -m queries.competency docs/ontology.md`` writes their table anew.
"""

from __future__ import annotations

import shlex
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from ontology import iris, vocabulary
from ontology.marked_page import with_part
from queries.catalogue import Catalogue
from queries.used import used

BEGIN: Final = "<!-- questions: written by python -m queries.competency -->"
END: Final = "<!-- end of questions -->"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyQuestion:
    """A question that people ask, and how it is answered."""

    question: str
    user: str
    """Who asks it: ``journalist``, ``diplomat`` …"""
    query: str
    """The name of the stored query."""
    values: Mapping[str, str] = field(default_factory=lambda: _NONE)
    graph: Literal["shipped", "corrected", "invented", "disagreeing"] = "shipped"
    """Which articles tell an answer: those that come with Kerege (``corrected``: after a few corrections), or invented
    ones of its tests (``disagreeing``: some that tell things differently)."""

    @property
    def command(self) -> str:
        """The command that asks it."""
        required = [one.name for one in Catalogue.load()[self.query].parameters if one.required]
        given = [self.values[name] for name in required if name in self.values]
        more = [f"{name}={value}" for name, value in self.values.items() if name not in required]
        words = [*given, *(word for pair in more for word in ("--param", pair))]
        return " ".join(["kerege", "ask", self.query, *map(shlex.quote, words)])

    @property
    def terms(self) -> frozenset[str]:
        """The local names of the terms that the query uses, or that its parameters may name things of."""
        stored = Catalogue.load()[self.query]
        own = (iri.removeprefix(iris.ONTOLOGY) for _, iri in used(stored.text) if iri and iri.startswith(iris.ONTOLOGY))
        return frozenset({*own, *(kind for one in stored.parameters for kind in one.kinds)} - {""})


@cache
def competency_questions() -> tuple[CompetencyQuestion, ...]:
    """The questions, in the order of the file."""
    return tuple(CompetencyQuestion(**one) for one in _read()["question"])


@cache
def unasked() -> Mapping[str, str]:
    """Why no question uses a class or relation, by its local name."""
    return {term: one["reason"] for one in _read().get("unasked", ()) for term in one["terms"]}


def _read() -> dict[str, Any]:
    return tomllib.loads((vocabulary.FOLDER / "competency.toml").read_text("utf-8"))


def table() -> str:
    """The questions by who asks them, in Markdown."""
    return "| Question | Asked by | Answered by |\n| --- | --- | --- |\n" + "".join(_rows())


def _rows() -> Iterator[str]:
    for one in competency_questions():
        command = one.command.replace("|", "\\|")
        yield f"| {one.question} | {one.user} | [`{command}`](queries.md#{one.query}) |\n"


def renewed(page: str) -> str:
    """The page with its table written anew, between the two marks.

    Raises:
        ValueError: if a mark is missing.
    """
    return with_part(page, table(), BEGIN, END)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
