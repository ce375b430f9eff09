"""Answers written for people, for spreadsheets and for programs."""

from __future__ import annotations

from typing import Final

from graph.answers import Answer, Value
from kerege.options import Format
from kerege.tables import Rows, show
from kerege.terminal import note, out, write

SENTENCES: Final = frozenset({"sentence"})
SOURCES: Final = frozenset({"article", "published", "url"})
"""Columns that stored questions have for where a row is from."""
LINKS: Final = frozenset({"link"})


def write_answer(answer: Answer, form: Format) -> None:
    """Write an answer to standard output, and to standard error what a person should know about it."""
    for sentence in answer.notes:
        note(sentence)
    if form is Format.CSV:
        write(answer.csv())
    elif form is Format.JSON:
        write(answer.json())
    elif answer.truth is not None:
        write("yes\n" if answer.truth else "no\n")
    elif answer.rows or answer.triples:
        show(out(), rows_of(answer))
    if answer.truth is None and not (answer.rows or answer.triples):
        note(f"Nothing found. {answer.coverage}" if answer.coverage else "Nothing found.")


def rows_of(answer: Answer) -> Rows:
    """The rows of an answer in words."""
    return Rows(
        columns=answer.headings(),
        rows=tuple(tuple(_word(value) for value in row) for row in answer.values()),
        sentences=SENTENCES,
        sources=SOURCES,
        links=LINKS,
    )


def _word(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
