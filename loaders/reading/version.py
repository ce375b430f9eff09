"""The reader's name and version: another rule, word list or known name makes another reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

NAME: Final = "kerege-rules"
VERSION: Final = "0.1"
_READ: Final = (".py", ".toml", ".ttl", ".tsv", ".txt")


@cache
def reader() -> str:
    """Such as ``kerege-rules 0.1+3f9a0c42``: eight digits of the digest of the rules, their code and the known names.

    An article read by another version is read again when it is loaded again.
    """
    digest = hashlib.sha256()
    for folder in (files("loaders.reading"), files("ontology").joinpath("reference")):
        for name, data in sorted(_contents(folder, "")):
            digest.update(name.encode() + b"\0" + data)
    return f"{NAME} {VERSION}+{digest.hexdigest()[:8]}"


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir() and not item.name.startswith("_"):
            yield from _contents(item, f"{path}{item.name}/")
        elif item.name.endswith(_READ):
            yield f"{path}{item.name}", item.read_bytes().replace(b"\r\n", b"\n")
