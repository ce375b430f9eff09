"""Output that nobody reads to its end: every command ends quietly and well, as if it had been read."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ARTICLES, clean_environment


@pytest.mark.parametrize(
    "arguments",
    [
        ["dump"],
        ["dump", "--format", "nq"],
        ["ask"],
        ["ask", "who-met-whom", "Olzhas Bektenov"],
        ["ask", "who-met-whom", "Olzhas Bektenov", "--format", "csv"],
        ["query", "SELECT * { ?s ?p ?o } LIMIT 500"],
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "turtle"],
        ["path", "Bassani", "Azizi"],
        ["articles"],
        ["stats"],
        ["diff", "1", "1"],
        ["facts", str(ARTICLES)],
        ["read", str(ARTICLES)],
    ],
    ids=" ".join,
)
def test_a_closed_pipe_is_no_failure(command: Path, corpus: Path, arguments: list[str]) -> None:
    needs_store = arguments[0] not in ("facts", "read") and arguments != ["ask"]
    store = ["--store", str(corpus)] if needs_store else []
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [command, *arguments, *store], env=clean_environment(), stdout=writing, stderr=subprocess.PIPE, timeout=120
        )
    finally:
        os.close(writing)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"ipe" not in done.stderr
