"""The files of a folder that may hold articles, and what is left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ontology.errors import LoadError, NoArticle

_PAGE: Final = (".html", ".htm", ".xhtml")
_BESIDE: Final = ("_files", ".files", "_Dateien", "_fichiers", "_archivos")
"""What browsers call the folder with the pictures and scripts of a page."""
_STORE: Final = b'{"kerege store"'


def files(given: Path) -> Iterator[Path | LoadError]:
    """The files of one input: itself, or all that a folder holds, sorted, with reasons for what is passed over.

    Hidden files and folders are passed over without a word, as everywhere.
    """
    if not given.is_dir():
        yield given
        return
    empty = True
    problems: list[LoadError] = []

    def note(error: OSError) -> None:
        problems.append(LoadError(f"{error.filename} cannot be opened: {error.strerror or error}."))

    for place, inner, names in os.walk(given, onerror=note):
        folder = Path(place)
        if _is_store(folder, names):
            inner.clear()
            empty = False
            yield NoArticle(f"{folder} is a store of Kerege: its articles are in a graph already.")
            continue
        kept: list[str] = []
        for name in sorted(name for name in inner if not name.startswith(".")):
            reason = _passed_over(folder / name, names, given)
            if reason is None:
                kept.append(name)
            elif reason:
                empty = False
                yield NoArticle(reason)
        inner[:] = kept
        for name in sorted(names):
            if not name.startswith("."):
                empty = False
                yield folder / name
    yield from problems
    if empty and not problems:
        yield NoArticle(f"{given} holds no files.")


def _passed_over(folder: Path, names: list[str], top: Path) -> str | None:
    """Why a folder is not gone into; empty if no word is needed, ``None`` if it is gone into."""
    if folder.is_symlink():
        if folder.resolve().is_relative_to(top.resolve()):
            return ""  # what it leads to is read where it is
        return f"{folder} is a link to another folder, and not followed: name that folder."
    for ending in _BESIDE:
        stem = folder.name.removesuffix(ending)
        if stem != folder.name and any(stem + suffix in names for suffix in _PAGE):
            return f"{folder} holds the pictures and scripts of a saved page: no articles."
    return None


def _is_store(folder: Path, names: list[str]) -> bool:
    if "format" not in names:
        return False
    try:
        with (folder / "format").open("rb") as file:
            return file.read(len(_STORE)) == _STORE
    except OSError:
        return False
