"""The readers that are installed: Kerege's own, and those that packages register as entry points.

[project.entry-points."kerege.readers"]
my-reader = "my_package:read"
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from typing import Any, Final, cast

from loaders.readers.face import RULES, OtherReader, Reader, RulesReader, Said
from loaders.reading.reader import READER
from ontology.errors import ReaderError, UnknownReader

GROUP: Final = "kerege.readers"
"""The group of entry points."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
"""A name is recorded before a space and the version."""


def installed() -> tuple[str, ...]:
    """The names of all readers, Kerege's own first."""
    return (RULES, *sorted({point.name for point in entry_points(group=GROUP)} - {RULES}))


def name_of(version: str) -> str:
    """The name of the reader that a version is of, as the graph records it."""
    return version.partition(" ")[0]


def reader_named(name: str = RULES) -> Reader:
    """The reader of that name, as it is set up now.

    Raises ``UnknownReader`` with those that there are; ``ReaderError`` for one that cannot be used, with the reason.
    """
    if name == RULES:
        return RulesReader()
    point, said = _registered(name)
    try:
        version = _attribute(said, "version") or (point.dist.version if point.dist is not None else "0")
        notice = _attribute(said, "notice")
    except ReaderError:
        raise
    except (Exception, SystemExit) as error:
        raise _unusable(point, error) from error
    recorded = f"{name} {' '.join(version.split())}{'.' if '+' in version else '+'}{_house()}"
    return OtherReader(name=name, version=recorded, said=said, notice=notice)


@cache
def _registered(name: str) -> tuple[EntryPoint, Said]:
    points = {point.value: point for point in entry_points(group=GROUP) if point.name == name}
    if not points:
        raise UnknownReader(f"There is no reader {name}. Installed are: {', '.join(installed())}.")
    if len(points) > 1:
        packages = " and ".join(sorted({_package(point) for point in points.values()}))
        raise ReaderError(f"{packages} both have a reader {name}: uninstall one of them.")
    (point,) = points.values()
    if _NAME.fullmatch(name) is None:
        raise ReaderError(
            f"The reader “{name}” of {_package(point)} has a name with other characters than a-z, 0-9, . _ and -."
        )
    try:
        said: Any = point.load()
    except ReaderError:
        raise
    except (Exception, SystemExit) as error:
        raise _unusable(point, error) from error
    if not callable(said):
        raise _unusable(point, TypeError(f"{point.value} is no function"))
    return point, cast("Said", said)


def _unusable(point: EntryPoint, error: BaseException) -> ReaderError:
    reason = f"{type(error).__name__}: {error}"
    return ReaderError(f"The reader {point.name} of {_package(point)} cannot be used ({reason}): install it again.")


def _attribute(said: object, name: str) -> str | None:
    """A text that a reader says of itself, or a function without parameters that gives it."""
    value: object = getattr(said, name, None)
    if callable(value):
        value = value()
    if value is not None and not isinstance(value, str):
        raise TypeError(f"its {name} is no text but {type(value).__name__}")
    return value or None


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.module


@cache
def _house() -> str:
    """Eight digits of what Kerege itself adds: checks, names, rules of identity, known names."""
    digest = hashlib.sha256(READER.encode())
    for name, data in _sources():
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()[:8]


def _sources() -> Iterable[tuple[str, bytes]]:
    found = [item for item in files("loaders.readers").iterdir() if item.name.endswith(".py")]
    return [(item.name, item.read_bytes().replace(b"\r\n", b"\n")) for item in sorted(found, key=lambda f: f.name)]
