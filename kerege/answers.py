"""Answers written for people, for spreadsheets and for programs."""

from __future__ import annotations

from graph.answers import Answer
from kerege.options import Format
from kerege.terminal import note, out, write


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
        from kerege.tables import show
        from kerege.values import rows_of

        show(out(), rows_of(answer))
    if answer.truth is None and not (answer.rows or answer.triples):
        note(f"Nothing found. {answer.coverage}" if answer.coverage else "Nothing found.")
