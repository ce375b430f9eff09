"""Releases: the dumps of a publication as files, made once, and kept by version.

    DIRECTORY/releases/2026-02-23-1f3a9c2e/kerege.ttl, kerege-facts.nt.gz, …     the dumps (``graph.release_files``)
    DIRECTORY/releases/2026-02-23-1f3a9c2e/kerege-facts.ttl.license, …           the terms of each part's dumps
    DIRECTORY/releases/2026-02-23-1f3a9c2e/SHA256SUMS                            digests, as ``sha256sum -c`` reads them
    DIRECTORY/releases/2026-02-23-1f3a9c2e/manifest.json                         what the files are, and counts
    DIRECTORY/releases/2026-02-23-1f3a9c2e/documents.txt                         IRIs of things with documents
    DIRECTORY/releases/.building, lock                                           the release that is being made

A version is the day of the publication and a digest of what that was made of, so unchanged content has one release. A
release takes its name when it is whole; a kill at any moment leaves those before.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from graph.census import Census, Counts
from graph.dump import MEMORY
from graph.files import settle, written
from graph.parts import notice
from graph.publications import Manifest, Publication, newest_published
from graph.release_files import DumpFile, write_dumps
from graph.stats import base_of
from ontology.errors import KeregeError, StoreError

KEPT: Final = 5
"""Older releases that are kept unless told otherwise."""
PAGE: Final = 50_000
"""Things whose documents one page of a sitemap lists at most (https://www.sitemaps.org/protocol.html)."""
SUMS: Final = "SHA256SUMS"
DOCUMENTS: Final = "documents.txt"
_LAYOUT: Final = 1
"""Changes with every change of this package that makes other releases of the same publication."""
_NICE: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The dumps of one publication."""

    path: Path
    tag: str
    """Digest of what the publication was made of."""
    published: datetime
    """When it was published, to the second, UTC."""
    base: str
    """Where the IRIs of its things begin."""
    statements: int
    """Triples and quads in all graphs."""
    files: tuple[DumpFile, ...]
    counts: Counts
    pages: tuple[int, ...]
    """Where each page of ``PAGE`` things begins in ``DOCUMENTS``, in bytes."""

    @property
    def version(self) -> str:
        """Its name among releases."""
        return self.path.name

    def file(self, name: str) -> DumpFile | None:
        """The dump of that name."""
        return next((one for one in self.files if one.name == name), None)

    def documents(self, page: int) -> Iterator[str]:
        """The IRIs of the things on a page, counted from 0, in order; nothing beyond the last page."""
        if page < len(self.pages):
            with (self.path / DOCUMENTS).open("rb") as file:
                file.seek(self.pages[page])
                for line, _ in zip(file, range(PAGE), strict=False):
                    yield line.decode("utf-8").rstrip("\n")

    def as_json(self) -> bytes:
        """What stands in its manifest."""
        fields = {
            "layout": _LAYOUT,
            "tag": self.tag,
            "published": self.published.isoformat(),
            "base": self.base,
            "statements": self.statements,
            "files": [asdict(one) for one in self.files],
            "counts": self.counts.as_fields(),
            "pages": self.pages,
        }
        return json.dumps(fields, ensure_ascii=False, indent=1).encode("utf-8")


def tag_of(manifest: Manifest) -> str:
    """A digest of what a publication was made of: the same for the same content."""
    return hashlib.blake2b(manifest.as_json(), digest_size=16, person=f"release {_LAYOUT}".encode()).hexdigest()


class Releases:
    """The releases of one store directory."""

    def __init__(self, store: Path | str) -> None:
        """The releases of the store in this directory; nothing is read yet."""
        self.store = Path(store)
        self.path = self.store / "releases"
        self._known: dict[str, Release] = {}

    def all(self) -> list[Release]:
        """The releases there are, the newest first; what is damaged is none."""
        try:
            names = [entry.name for entry in self.path.iterdir() if not entry.name.startswith(".")]
        except OSError:
            names = []
        known = {name: release for name in names if (release := self._read(name))}
        self._known = known
        return sorted(known.values(), key=lambda one: (one.published, one.version), reverse=True)

    def tagged(self, tag: str) -> Release | None:
        """The release of the publication with this tag (``tag_of``), if it is made."""
        return next((one for one in self.all() if one.tag == tag), None)

    def make(self, *, keep: int = KEPT, memory: int = MEMORY, began: Callable[[], None] = lambda: None) -> Release:
        """The release of the newest publication, made unless there is one; older ones beyond ``keep`` are removed.

        If another process makes it just now, that one is waited for. ``began`` is called if there is work to do.
        Raises ``StoreError`` if nothing is published, or if the files cannot be written.
        """
        newest_published(self.store)
        try:
            self.path.mkdir(exist_ok=True)
            with self._alone():
                publication = newest_published(self.store)
                release = self.tagged(tag_of(publication.manifest()))
                if release is None:
                    began()
                    release = self._make(publication, memory)
                self._prune(release, keep)
                return release
        except OSError as error:
            raise StoreError(
                f"The release could not be written to {self.path}: {error.strerror or error}. Those before stay."
            ) from error

    def _make(self, publication: Publication, memory: int) -> Release:
        building = self.path / ".building"
        shutil.rmtree(building, ignore_errors=True)
        try:
            folder = building / "files"
            folder.mkdir(parents=True)
            # A copy by hard links stays as it is, even if newer publications push this one out meanwhile.
            Store.read_only(str(publication.store)).backup(str(building / "store"))
            made = _write(publication, Store.read_only(str(building / "store")), folder, memory)
            settle(folder)
            final = self.path / f"{made.published:%Y-%m-%d}-{made.tag[:8]}"
            shutil.rmtree(final, ignore_errors=True)
            folder.rename(final)
            settle(self.path)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        release = self._read(final.name)
        if release is None:
            raise StoreError(f"The release {final} cannot be read back; make it again: kerege release.")
        return release

    def _prune(self, current: Release, keep: int) -> None:
        older = [one for one in self.all() if one.version != current.version]
        for one in older[keep:]:
            shutil.rmtree(one.path, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Generator[None]:
        with (self.path / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self, name: str) -> Release | None:
        if name in self._known:
            return self._known[name]
        try:
            return _from_json(self.path / name, (self.path / name / "manifest.json").read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _write(publication: Publication, store: Store, folder: Path, memory: int) -> Release:
    """Write everything that a release holds into a folder."""
    base = base_of(store)
    census, places = Census(base), [0]
    with (folder / DOCUMENTS).open("wb") as listed:
        count = 0

        def note(iri: str) -> None:
            nonlocal count
            count += 1
            listed.write(f"{iri}\n".encode())
            if count % PAGE == 0:
                places.append(listed.tell())

        files = write_dumps(store, folder, census, note, memory)
        if places[-1] == listed.tell():
            places.pop()
    changed = (publication.path / "manifest.json").stat().st_mtime
    release = Release(
        path=folder,
        tag=tag_of(publication.manifest()),
        published=datetime.fromtimestamp(int(changed), UTC),
        base=base,
        statements=len(store),
        files=tuple(files),
        counts=census.counts(),
        pages=tuple(places),
    )
    _write_beside(release)
    return release


def _write_beside(release: Release) -> None:
    """The terms of each part's dumps, digests, and the manifest."""
    sums = {one.name: one.sha256 for one in release.files}
    for one in release.files:
        if one.part is not None:
            content = notice(one.part).encode("utf-8")
            (release.path / f"{one.name}.license").write_bytes(content)
            sums[f"{one.name}.license"] = hashlib.sha256(content).hexdigest()
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    for name, content in ((SUMS, lines.encode("ascii")), ("manifest.json", release.as_json())):
        with written(release.path / name) as file:
            file.write(content)


def _from_json(path: Path, content: bytes) -> Release:
    fields: dict[str, Any] = json.loads(content)
    if fields["layout"] != _LAYOUT:
        raise ValueError(fields["layout"])
    return Release(
        path=path,
        tag=fields["tag"],
        published=datetime.fromisoformat(fields["published"]),
        base=fields["base"],
        statements=fields["statements"],
        files=tuple(DumpFile.from_fields(one) for one in fields["files"]),
        counts=Counts.from_fields(fields["counts"]),
        pages=tuple(fields["pages"]),
    )


def main(store: str, keep: int) -> None:
    """What a background process runs: make the release at low priority; exit code 1 and a sentence if that fails."""
    os.nice(_NICE)
    try:
        Releases(store).make(keep=keep)
    except KeregeError as error:
        sys.exit(str(error))
