"""What can be compared: a publication of a store, a store, a dump, or a folder with one of a release."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import RdfFormat, Store

from graph.dump import Format, format_of
from graph.publications import Publication, Publications, newest_published
from ontology.errors import BadChoice, NothingPublished, StoreError

_PARSED: Final = {
    Format.TURTLE: RdfFormat.TURTLE, Format.TRIG: RdfFormat.TRIG,
    Format.N_TRIPLES: RdfFormat.N_TRIPLES, Format.N_QUADS: RdfFormat.N_QUADS,
}  # fmt: skip
_WHOLE: Final = tuple(f"kerege.{ending}{packed}" for ending in ("nt", "ttl", "nq", "trig") for packed in ("", ".gz"))
"""Dumps of a release that hold the default graph, which is what is compared; the first that is there is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that can be compared."""

    name: str
    """For people: “publication 6 (2026-02-23)”, or a file."""
    publication: Publication | None = None
    dump: Path | None = None

    @contextmanager
    def opened(self) -> Generator[Store]:
        """The graph, to be read; a dump lies in a temporary folder as long as the block runs.

        Raises ``StoreError`` for what cannot be read.
        """
        if self.publication is not None:
            try:
                published = Store.read_only(str(self.publication.store))
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{self.publication.path} cannot be opened: {error}.") from error
            yield published
            return
        with tempfile.TemporaryDirectory(prefix="kerege-dump-") as folder:
            store = Store(folder)
            if self.dump is not None:
                _load(store, self.dump)
            yield store
            del store


def last_two(store: Path) -> tuple[Source, Source]:
    """The last two publications of a store; raises ``NothingPublished`` if it has no two."""
    last = newest_published(store)
    before = [one for one in Publications(store).all() if one.number < last.number]
    if not before:
        raise NothingPublished(f"The store {store} has one publication, and none before it to compare it with.")
    return _of(before[-1]), _of(last)


def newest(store: Path) -> Source:
    """The last publication of a store; raises as ``graph.publications.newest_published`` does."""
    return _of(newest_published(store))


def source(named: str, store: Path) -> Source:
    """What a person means: the number of a publication of a store, a store, a publication's folder, a dump, a release.

    Raises ``BadChoice`` or ``StoreError`` with what can be named.
    """
    path = Path(named)
    if named.isdecimal() and not path.exists():
        newest_published(store)
        return _of(Publications(store).numbered(int(named)))
    if path.is_dir():
        if (path / "store").is_dir() and path.name.isdecimal():
            return _of(Publication(number=int(path.name), path=path))
        dump = next((path / name for name in _WHOLE if (path / name).is_file()), None)
        if dump is not None:
            return Source(name=str(dump), dump=dump)
        last = newest_published(path)
        return Source(name=f"{path}, {_of(last).name}", publication=last)
    if not path.exists():
        raise BadChoice(
            f"There is no {named}: name the number of a publication (kerege publications lists them), a store, a dump "
            "or the folder of a release."
        )
    format_of(path)
    return Source(name=named, dump=path)


def _of(publication: Publication) -> Source:
    try:
        return Source(
            name=f"publication {publication.number} ({publication.published:%Y-%m-%d %H:%M} UTC)",
            publication=publication,
        )
    except OSError as error:
        raise StoreError(f"The publication {publication.path} is not there, or not whole.") from error


def _load(store: Store, dump: Path) -> None:
    format, packed = format_of(dump)
    try:
        with gzip.open(dump) if packed else dump.open("rb") as file:
            store.bulk_load(cast("IO[bytes]", file), format=_PARSED[format])
    except (OSError, EOFError, ValueError, SyntaxError, zlib.error) as error:
        raise StoreError(f"The dump {dump} cannot be read: {' '.join(str(error).split())}.") from error
