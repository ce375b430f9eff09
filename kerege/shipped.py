"""The reports that come with the program, to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ontology.errors import LoadError


def shipped_articles() -> Path:
    """The folder of the shipped reports: inside the installed package, or in the source tree it is installed from."""
    package = Path(str(files("kerege")))
    for folder in (package / "articles", package.parent / "articles"):
        if folder.is_dir():
            return folder
    raise LoadError("The reports that come with Kerege are missing: install it anew.")
