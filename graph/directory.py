"""A store's directory: whether it is one, of which format, and who may write to it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
from pathlib import Path
from typing import IO, Final

from graph.files import written
from loaders.quads import Share
from ontology import iris
from ontology.errors import StoreError

FORMAT: Final = 1
"""Version of the layout on disk; a store of another version is refused."""
CORRECTIONS: Final = "corrections"
"""The folder in a store where its corrections are looked for, unless it keeps them elsewhere."""
_FOLDER: Final = "corrections.path"
"""The file that says where else."""


def require_store(path: Path, *, create: bool) -> None:
    """Make the directory if it is new and ``create`` says so; refuse what is no store with a ``StoreError``."""
    if (path / "format").exists():
        return
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, and a store is a directory. Name another place.")
    if not create:
        raise StoreError(f"There is no store at {path}. Make one by loading articles into it: kerege load.")
    if path.exists() and any(_is_foreign(entry) for entry in path.iterdir()):
        raise StoreError(f"The directory {path} holds other things than a store. Name an empty or a new directory.")
    path.mkdir(parents=True, exist_ok=True)


def locked(path: Path) -> IO[str]:
    """The store's lock, held until the file is closed or the process ends; ``StoreError`` if another holds it."""
    lock = (path / "lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        with contextlib.closing(lock):
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
        raise StoreError(
            f"Another process (number {holder}) is writing to the store {path}. Wait until it is done, or end it;"
            " asking questions works meanwhile."
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def settled_base(path: Path, base: str | None) -> str:
    """The base of an existing store, or that of the new one after writing it down."""
    file = path / "format"
    if not file.exists():
        base = base or iris.BASE
        _require_iri(base)
        with written(file) as output:
            output.write(json.dumps({"kerege store": FORMAT, "base": base}).encode("utf-8"))
        return base
    try:
        content = json.loads(file.read_bytes())
        version, kept = int(content["kerege store"]), str(content["base"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is damaged, so the store cannot be opened; put it back from a copy.") from error
    require_format(path, version)
    if base and base != kept:
        raise StoreError(f"The store {path} has the base {kept}, not {base}. Use that one, or make another store.")
    return kept


def settled_share(path: Path, share: Share | None) -> Share:
    """How much of the texts a store holds from now on: what is asked for, else what was asked for last.

    A new store holds sentences. Raises ``StoreError`` if the file that says it is damaged.
    """
    file = path / "share"
    if share is not None:
        with written(file) as output:
            output.write(f"{share.value}\n".encode("ascii"))
        return share
    try:
        return Share(file.read_text("ascii").strip())
    except FileNotFoundError:
        return Share.SENTENCE
    except (OSError, ValueError) as error:
        raise StoreError(f"{file} is damaged: load with --share and one of {', '.join(Share)}.") from error


def settled_corrections(path: Path, folder: Path | str | None) -> Path:
    """The folder of a store's corrections from now on: what is asked for, else what was asked for last.

    A new store has its own, ``corrections``, which need not exist. Raises ``StoreError`` for another that is not there:
    publishing without it would take back all that it says.
    """
    file = path / _FOLDER
    if folder is not None:
        folder = Path(folder).resolve()
        if folder != (path / CORRECTIONS).resolve():
            _require_folder(folder)
            with written(file) as output:
                output.write(f"{folder}\n".encode("utf-8", "surrogateescape"))
            return folder
        file.unlink(missing_ok=True)
    try:
        kept = Path(file.read_bytes().decode("utf-8", "surrogateescape").removesuffix("\n"))
    except FileNotFoundError:
        return path / CORRECTIONS
    except OSError as error:
        raise StoreError(f"{file} is damaged: name the folder of corrections with --corrections.") from error
    _require_folder(kept)
    return kept


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise StoreError(
            f"There is no folder {folder}, in which this store's corrections are kept."
            " Make it, or name another one with --corrections."
        )


def _require_iri(base: str) -> None:
    """Refuse a base under which nothing minted would be an absolute IRI."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+", base):
        raise StoreError(f"“{base}” is no beginning of IRIs: write one such as https://example.org/.")


def require_format(path: Path, version: int) -> None:
    """Refuse a store whose layout this program does not know, with a sentence that says what to do."""
    if version < FORMAT:
        raise StoreError(
            f"The store {path} has the older format {version}; this program writes {FORMAT}."
            " Load its articles again into a new store."
        )
    if version > FORMAT:
        raise StoreError(
            f"The store {path} has the newer format {version}; this program knows {FORMAT}. Use a newer program."
        )


def _is_foreign(entry: Path) -> bool:
    """Whether a directory entry is none that may be there before a store is opened for the first time."""
    return entry.name not in ("lock", CORRECTIONS) and not entry.name.startswith(".")
