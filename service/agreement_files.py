"""What the page of agreement shows, as CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from graph.documents import Stated
from service.agreement_asked import FACTS, MATTERS, Asked
from service.agreement_matters import Matter, as_fields, as_lines
from service.document_views import View
from service.figures import Side
from service.tables import Quotation

_FACTS: Final = (
    "fact", "statement", "kind", "sources", "articles", "publishers", "first", "last", "conflicts", "sentence", "title",
    "publisher", "published",
)  # fmt: skip
_FIGURES: Final = (
    "comparison", "verdict", "about", "fact", "value", "low", "high", "when", "measure", "sentence", "title",
    "publisher", "published", "why",
)  # fmt: skip

_MATTERS: Final = (
    "disagreement", "verdict", "about", "regarding", "value", "sources", "articles", "sentence", "title", "publisher",
    "published", "why",
)  # fmt: skip


class _Found(Protocol):
    @property
    def facts(self) -> Sequence[Stated]: ...
    @property
    def sides(self) -> Sequence[Side]: ...
    @property
    def matters(self) -> Sequence[Matter]: ...
    @property
    def total(self) -> int: ...
    @property
    def distribution(self) -> Sequence[tuple[int, int]]: ...


def as_csv(found: _Found, view: View) -> bytes:
    """A line for each fact with its first sentence, for each report of each figure, or each sentence of each matter."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(_MATTERS if found.matters else _FIGURES if found.sides else _FACTS)
    for matter in found.matters:
        for line in as_lines(matter.dispute):
            writer.writerow(_cell(line.get(name)) for name in _MATTERS)
    for fact in found.facts:
        told = _fact(fact, view)
        said: dict[str, Any] = next(iter(told["sentences"]), dict[str, Any]())
        writer.writerow(_cell({**told, **said}.get(name)) for name in _FACTS)
    for number, side in enumerate(found.sides, 1):
        shared = {"comparison": number, "verdict": side.verdict, "about": _about(side), "why": side.why}
        for lane in _lanes(side):
            for said in lane["sentences"]:
                writer.writerow(_cell({**shared, **lane, **said}.get(name)) for name in _FIGURES)
    return written.getvalue().encode("utf-8")


def as_json(asked: Asked, found: _Found, view: View) -> bytes:
    """All that the page shows."""
    listed: dict[str, object] = {
        "asked": dict(asked.values),
        "page": asked.page,
        "total": found.total,
        "distribution": [{"sources": sources, "facts": facts} for sources, facts in found.distribution],
    }
    if asked.kind == FACTS:
        listed["facts"] = [_fact(fact, view) for fact in found.facts]
    elif asked.kind == MATTERS:
        listed["disagreements"] = [as_fields(matter.dispute) for matter in found.matters]
    else:
        listed["comparisons"] = [
            {"verdict": side.verdict, "about": _about(side), "why": side.why, "figures": list(_lanes(side))}
            for side in found.sides
        ]
    return json.dumps(listed, ensure_ascii=False, indent=1).encode("utf-8")


def _fact(fact: Stated, view: View) -> dict[str, Any]:
    return {
        "fact": fact.iri,
        "statement": "".join(piece.text for piece in view.say(fact, beside=False)),
        "kind": fact.cls.iri.rpartition("#")[2],
        "sources": fact.sources,
        "articles": fact.articles,
        "publishers": list(fact.publishers),
        "first": fact.first,
        "last": fact.last,
        "conflicts": [one.iri for one in fact.conflicts],
        "sentences": [{"assertion": one.iri, **_quoted(view.quotation(one))} for one in fact.reports],
    }


def _lanes(side: Side) -> Iterator[dict[str, Any]]:
    for lane in side.lanes:
        yield {
            "fact": lane.fact.iri,
            "value": lane.value,
            "low": None if lane.open_below else str(lane.low),
            "high": None if lane.open_above else str(lane.high),
            "when": lane.when,
            "sentences": [
                {"assertion": assertion, "measure": measure, **_quoted(quotation)}
                for measure, quotation, assertion in lane.said
            ],
        }


def _quoted(quotation: Quotation) -> Mapping[str, str | None]:
    return {
        "sentence": quotation.text,
        "title": quotation.title,
        "publisher": quotation.publisher,
        "published": quotation.date or None,
    }


def _about(side: Side) -> str:
    return "".join(piece.text for piece in side.about)


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
