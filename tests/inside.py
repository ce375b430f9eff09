"""The command line within the process of the tests: the same words, without a start for each."""

from __future__ import annotations

import os
import subprocess
from unittest.mock import patch

from conftest import Completed
from typer.testing import CliRunner

from kerege.cli import app


def inside(*words: object, width: int = 120) -> Completed:
    """What the command prints and ends with."""
    arguments = [str(word) for word in words]
    with patch.dict(os.environ, {"COLUMNS": str(width)}):
        done = CliRunner().invoke(app, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)
