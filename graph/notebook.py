"""Answers as HTML tables, for notebooks: whatever the graph holds stands there as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from graph.answers import Answer

Term = NamedNode | BlankNode | Literal | Triple

ROWS: Final = 60
"""Rows that a notebook shows."""
_PAGE: Final = re.compile(r"https?://[^\s]+")
"""IRIs that become links; a javascript: one does not."""
_CELL: Final = "text-align: left; vertical-align: top; max-width: 40em; white-space: pre-wrap"
_NUMBER: Final = "text-align: right; vertical-align: top; white-space: nowrap"
_NUMERIC: Final = frozenset({"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"})


def shown(answer: Answer) -> str:
    """An answer as HTML: its notes, and its rows as a table or the one word that it is."""
    notes = "".join(_paragraph(note) for note in answer.notes)
    if answer.truth is not None:
        return notes + _paragraph("yes" if answer.truth else "no")
    rows: Sequence[Sequence[Term | None]] = answer.rows
    if answer.form != "SELECT":
        rows = [(triple.subject, triple.predicate, triple.object) for triple in answer.triples]
    if not rows:
        return notes + _paragraph(f"Nothing found. {answer.coverage or ''}".rstrip())
    return notes + table(answer.headings(), rows)


def table(headings: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> str:
    """Rows of terms as an HTML table; of many, the first ``ROWS`` and how many there are."""
    head = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in headings)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in islice(rows, ROWS))
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return whole if len(rows) <= ROWS else whole + _paragraph(f"The first {ROWS} of {len(rows):,} rows.")


def _cell(term: Term | None) -> str:
    if term is None:
        return "<td></td>"
    if isinstance(term, NamedNode):
        text = escape(term.value)
        link = f'<a href="{text}" rel="noopener noreferrer">{text}</a>'
        return f'<td style="{_CELL}">{link if _PAGE.fullmatch(term.value) else text}</td>'
    if isinstance(term, Literal):
        numeric = term.datatype.value.rpartition("#")[2] in _NUMERIC
        return f'<td style="{_NUMBER if numeric else _CELL}">{escape(term.value)}</td>'
    return f'<td style="{_CELL}">{escape(str(term))}</td>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
