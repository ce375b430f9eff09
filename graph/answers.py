"""The answer to a question: columns and rows of terms, or triples, with what a person should know about it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.workers import Reply

if TYPE_CHECKING:
    import pandas
    import polars

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
Value = str | int | Decimal | float | bool | date | None

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query found."""

    form: str
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
    columns: tuple[str, ...] = ()
    """In the order of the SELECT clause; of ``SELECT *``, of first appearance."""
    rows: tuple[Row, ...] = ()
    triples: tuple[Triple, ...] = ()
    truth: bool | None = None
    """The answer to an ASK query."""
    notes: tuple[str, ...] = ()
    """Sentences about how the question was understood: which name was taken, that several things go by it."""
    coverage: str | None = None
    """Where nothing was found for a stored query: a sentence that says what the graph covers."""

    @classmethod
    def from_reply(cls, reply: Reply) -> Answer:
        """The answer that a worker's results (in the formats it gives by default) are."""
        if reply.form in ("CONSTRUCT", "DESCRIBE"):
            quads = pyoxigraph.parse(reply.body, pyoxigraph.RdfFormat.N_TRIPLES)
            return cls(form=reply.form, triples=tuple(quad.triple for quad in quads))
        results = pyoxigraph.parse_query_results(reply.body, pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(results, pyoxigraph.QueryBoolean):
            return cls(form=reply.form, truth=bool(results))
        rows = tuple(tuple(solution[name] for name in reply.columns) for solution in results)
        return cls(form=reply.form, columns=reply.columns, rows=rows)

    def values(self) -> list[tuple[Value, ...]]:
        """The rows as plain values: text, whole numbers, decimals, dates, truth values; IRIs as text."""
        if self.truth is not None:
            return [(self.truth,)]
        if self.triples:
            return [tuple(plain(term) for term in (one.subject, one.predicate, one.object)) for one in self.triples]
        return [tuple(plain(term) for term in row) for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.headings(), row, strict=True)) for row in self.values()]

    def headings(self) -> tuple[str, ...]:
        """The names of the columns of ``values``."""
        if self.form == "ASK":
            return ("answer",)
        return self.columns if self.form == "SELECT" else ("subject", "predicate", "object")

    def csv(self) -> str:
        """The rows as CSV with a line of headings (RFC 4180, lines ended by CRLF)."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.headings())
        writer.writerows(["" if value is None else _lexical(value) for value in row] for row in self.values())
        return out.getvalue()

    def json(self) -> str:
        """The rows as a JSON array of objects; dates as text, decimals as numbers."""
        return json.dumps(self.records(), ensure_ascii=False, indent=2, default=_for_json) + "\n"

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame, its columns typed by their values (``graph.frames``).

        Raises ``KeregeError`` if pandas is not installed.
        """
        from graph.frames import pandas_frame

        return pandas_frame(self.headings(), self.values())

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars frame, its columns typed by their values (``graph.frames``).

        Raises ``KeregeError`` if polars is not installed.
        """
        from graph.frames import polars_frame

        return polars_frame(self.headings(), self.values())

    def _repr_html_(self) -> str:
        """The answer as notebooks show it."""
        from graph.notebook import shown

        return shown(self)


def plain(term: Term | None) -> Value:
    """The plain value of a term.

    >>> plain(Literal(3)), plain(Literal("1.5", datatype=NamedNode(_XSD + "decimal")))
    (3, Decimal('1.5'))
    """
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode | BlankNode) else None if term is None else str(term)
    text = term.value
    try:
        match term.datatype.value.removeprefix(_XSD):
            case "integer" | "int" | "long" | "nonNegativeInteger" | "positiveInteger":
                return int(text)
            case "decimal":
                return Decimal(text)
            case "double" | "float":
                return float(text)
            case "boolean":
                return text in ("true", "1")
            case "date":
                return date.fromisoformat(text)
            case _:
                return text
    except (ValueError, ArithmeticError):  # a literal outside its datatype, or a date outside the calendar
        return text


def merged(answers: Iterable[Answer], notes: tuple[str, ...]) -> Answer:
    """One answer of several to the same query: their rows and triples in order, each once."""
    parts = list(answers)
    return Answer(
        form=parts[0].form,
        columns=parts[0].columns,
        rows=tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        triples=tuple(dict.fromkeys(triple for part in parts for triple in part.triples)),
        notes=notes,
    )


def _lexical(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _for_json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
