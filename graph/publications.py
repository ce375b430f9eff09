"""What readers see: numbered checkpoints of the published dataset, the newest of them named by one small file.

    DIRECTORY/publications/CURRENT          the number of the newest
    DIRECTORY/publications/KEEP             how many are kept, where that was said
    DIRECTORY/publications/7/store          an Oxigraph store, never written to again
    DIRECTORY/publications/7/manifest.json  what it was made of
    DIRECTORY/publications/7/deals.gz       which financings are one deal (``graph.deals``)
    DIRECTORY/publications/7/identity.gz    what telling who is who takes of each article (``graph.identity``)
    DIRECTORY/publications/7/ledger.gz      what publications before it described and it does not (``graph.ledger``)
    DIRECTORY/publications/.building        what a publishing in progress, or one that was killed, works on

A publication takes its name when it is whole, and becomes the newest when ``CURRENT`` is replaced; a kill at any
moment leaves the one before. The last two are kept at least, so that a reader that has just looked up the newest can
open it; how many more is what the file ``KEEP`` says. They are hard-linked, so each costs what it does not share.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.directory import require_format
from graph.files import settle, written
from ontology.errors import BadChoice, NothingPublished, StoreError

KEPT: Final = 2
"""How many publications are kept at least, and unless told otherwise."""

_UNREADABLE: Final = (OSError, RuntimeError)
"""What the engine raises for a store that cannot be read: of the system, and of damaged files."""
_PATIENCE: Final = 5
"""Attempts at opening the newest while a writer replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a publication was made of, and its counts; kept beside it, not in it."""

    maker: str
    """Version of the program part that made it, and digest of ontology and reference data."""
    articles: Mapping[str, tuple[str, str, str]]
    """By IRI: digest of the content, date and publisher (empty where unknown)."""
    corrections: Mapping[str, str] = field(default_factory=dict[str, str])
    """The corrections that were applied, by name: digests of their files (``graph.corrected``)."""
    classes: Mapping[str, int] = field(default_factory=dict[str, int])
    """Instances in the default graph by class, ontology and catalogue left out."""
    properties: Mapping[str, int] = field(default_factory=dict[str, int])
    """Triples in the default graph by property, ontology and catalogue left out."""

    def as_json(self) -> bytes:
        """The manifest as a file, the same bytes for the same manifest."""
        fields = {
            "maker": self.maker,
            "articles": self.articles,
            "corrections": self.corrections,
            "classes": self.classes,
            "properties": self.properties,
        }
        return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """The manifest that ``as_json`` wrote; ``ValueError`` or ``KeyError`` if it is none."""
        fields = json.loads(content)
        return cls(
            maker=fields["maker"],
            articles={iri: (entry[0], entry[1], entry[2]) for iri, entry in fields["articles"].items()},
            corrections={name: str(digest) for name, digest in fields.get("corrections", {}).items()},
            classes=Counter(fields["classes"]),
            properties=Counter(fields["properties"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One checkpoint."""

    number: int
    path: Path

    @property
    def store(self) -> Path:
        """The directory of its Oxigraph store."""
        return self.path / "store"

    @property
    def published(self) -> datetime:
        """When it was published, to the second, UTC; raises ``OSError`` if it is not there."""
        return datetime.fromtimestamp(int((self.path / "manifest.json").stat().st_mtime), UTC)

    def size(self) -> tuple[int, int]:
        """Bytes that it takes, and how many of them it shares with no other publication."""
        found = [file.stat() for file in self.path.rglob("*") if file.is_file()]
        return sum(one.st_size for one in found), sum(one.st_size for one in found if one.st_nlink == 1)

    def manifest(self) -> Manifest:
        """What it was made of."""
        file = self.path / "manifest.json"
        try:
            return Manifest.from_json(file.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise StoreError(f"{file} is missing or damaged; publish anew, in full.") from error


class Publications:
    """The publications of one store directory."""

    def __init__(self, store: Path | str) -> None:
        """The publications of the store in this directory; nothing is read yet."""
        self.path = Path(store) / "publications"

    def newest(self) -> Publication | None:
        """The publication that readers see, if there is one."""
        try:
            number = int((self.path / "CURRENT").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise StoreError(f"{self.path / 'CURRENT'} is damaged; publish anew.") from error
        return Publication(number=number, path=self.path / str(number))

    def all(self) -> list[Publication]:
        """The publications that are there and whole, the oldest first."""
        newest = self.newest()
        names = (entry.name for entry in self.path.iterdir()) if newest else ()
        numbers = sorted(int(name) for name in names if name.isdigit() and newest and int(name) <= newest.number)
        return [Publication(number=number, path=self.path / str(number)) for number in numbers]

    def numbered(self, number: int) -> Publication:
        """The publication of that number; raises ``BadChoice`` with those that there are."""
        found = self.all()
        for publication in found:
            if publication.number == number:
                return publication
        there = ", ".join(str(one.number) for one in found)
        raise BadChoice(
            f"There is no publication {number} in {self.path.parent}: {f'there are {there}' if there else 'none'}. "
            "More are kept from now on after kerege publications --keep NUMBER."
        )

    @property
    def kept(self) -> int:
        """How many are kept, the newest included; raises ``StoreError`` if the file that says it is damaged."""
        file = self.path / "KEEP"
        try:
            return max(KEPT, int(file.read_text(encoding="ascii")))
        except FileNotFoundError:
            return KEPT
        except (OSError, ValueError) as error:
            raise StoreError(f"{file} is damaged: say again with kerege publications --keep NUMBER.") from error

    def keep(self, count: int) -> None:
        """Keep so many from now on, and remove what is older; only for the writer. Raises ``BadChoice`` below two."""
        if count < KEPT:
            raise BadChoice(f"The last {KEPT} publications are kept at least: readers may have just opened one.")
        self.path.mkdir(exist_ok=True)
        with written(self.path / "KEEP") as file:
            file.write(f"{count}\n".encode("ascii"))
        if newest := self.newest():
            self._prune(newest.number)

    def sweep(self) -> None:
        """Remove what a killed publishing left behind; only for the writer."""
        shutil.rmtree(self.path / ".building", ignore_errors=True)
        newest = self.newest()
        if newest:
            self._prune(newest.number)

    def begin(self, previous: Publication | None) -> Path:
        """An empty place to build the next publication in, holding a copy of ``previous`` if that is given."""
        building = self.path / ".building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        if previous:
            Store.read_only(str(previous.store)).backup(building / "store")
        return building

    def finish(self, manifest: Manifest) -> Publication:
        """Make what was built the newest publication, and remove the ones that no reader needs any more."""
        building = self.path / ".building"
        with written(building / "manifest.json") as file:
            file.write(manifest.as_json())
        settle(building / "store")
        settle(building)
        newest = self.newest()
        number = (newest.number if newest else 0) + 1
        publication = Publication(number=number, path=self.path / str(number))
        if publication.path.exists():
            shutil.rmtree(publication.path)
        building.rename(publication.path)
        settle(self.path)
        with written(self.path / "CURRENT") as file:
            file.write(f"{number}\n".encode("ascii"))
        self._prune(number)
        return publication

    def _prune(self, newest: int) -> None:
        oldest = newest - self.kept
        for entry in self.path.iterdir():
            if entry.name.isdigit() and not oldest < int(entry.name) <= newest:
                shutil.rmtree(entry, ignore_errors=True)


def newest_published(path: Path | str) -> Publication:
    """The newest publication of the store in a directory.

    Raises ``NothingPublished`` if there is none yet, and ``StoreError`` if there is no store or one of another format.
    """
    path = Path(path)
    try:
        version = int(json.loads((path / "format").read_bytes())["kerege store"])
    except NotADirectoryError as error:
        raise StoreError(f"{path} is a file, and a store is a directory. Name another place.") from error
    except FileNotFoundError as error:
        raise StoreError(f"There is no store at {path}. Make one by loading articles into it: kerege load.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / 'format'} is damaged, so the store cannot be opened.") from error
    require_format(path, version)
    publication = Publications(path).newest()
    if publication is None:
        raise NothingPublished(f"Nothing is published in the store {path} yet. Load articles into it: kerege load.")
    return publication


def open_published(path: Path | str) -> Store:
    """The newest publication of the store in a directory, to read from.

    Loading and publishing go on undisturbed meanwhile; the publication opened stays as it is.
    Raises as ``newest_published`` does.
    """
    for attempt in range(_PATIENCE - 1):
        with contextlib.suppress(*_UNREADABLE):
            return Store.read_only(str(newest_published(path).store))
        time.sleep(0.05 * attempt)
    publication = newest_published(path)
    try:
        return Store.read_only(str(publication.store))
    except _UNREADABLE as error:
        raise StoreError(f"The publication {publication.path} cannot be opened ({error}); publish anew.") from error
