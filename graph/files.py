"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def written(path: Path, *, lasting: bool = True) -> Generator[IO[bytes]]:
    """A binary file to write, which takes its name ``path`` only when the block ends well.

    The content goes to a temporary file in the same folder; an error or a kill leaves what was at ``path`` as it
    was. ``lasting`` makes file and name survive a power failure before the block ends. What is no file, such as
    ``/dev/stdout`` or a named pipe, is written to as it is, never replaced by one; of a link, what it leads to.
    """
    if path.is_symlink():
        path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fchmod(file.fileno(), 0o666 & ~_umask())
            if lasting:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if lasting:
        settle(path.parent)


def settle(path: Path) -> None:
    """Make a file's content, or a folder's list of names, survive a power failure."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
