"""The texts beside the store: every loaded article whole, to be read again by a better reader.

One gzip file of JSON for each version of an article, ``archive/ab/KEY.VERSION.json.gz``. The store says which
version is loaded; a file of another one is what a killed load left behind, and is swept away when opening.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from graph.files import settle, written
from loaders.article import Article
from ontology import iris
from ontology.errors import StoreError

_SUFFIX = ".json.gz"


def version_of(article: Article) -> str:
    """What changes when the text changes, or what is known about it; where it was found does not matter."""
    return iris.digest(article.digest, json.dumps(_about(article), sort_keys=True))


class Archive:
    """The archive of one store."""

    def __init__(self, folder: Path) -> None:
        """The archive in ``folder``, which need not exist yet."""
        self._folder = folder
        self._unsettled: list[Path] = []

    def keep(self, article: Article) -> None:
        """Write the article's text and what is known about it; lasting only after ``settle``."""
        path = self._path(article.key, version_of(article))
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with written(path, lasting=False) as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as zipped:
            zipped.write(_as_json(article))
        self._unsettled.append(path)

    def settle(self) -> None:
        """Make everything kept so far survive a power failure."""
        for path in self._unsettled:
            if path.exists():
                settle(path)
        for folder in {path.parent for path in self._unsettled}:
            settle(folder)
        self._unsettled.clear()

    def drop(self, key: str, version: str) -> None:
        """Take away one version of an article."""
        self._path(key, version).unlink(missing_ok=True)

    def article(self, key: str, version: str) -> Article:
        """The article as it was loaded; ``StoreError`` if its file is missing or damaged."""
        path = self._path(key, version)
        try:
            with gzip.open(path) as file:
                return _from_json(file.read())
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"The archived text {path} cannot be read ({error}). Load the article again from where it came."
            ) from error

    def sweep(self, loaded: Collection[tuple[str, str]]) -> None:
        """Remove what no loaded (key, version) needs, half-written files included."""
        for path in self._folder.glob("*/*"):
            key, _, rest = path.name.partition(".")
            if not path.name.endswith(_SUFFIX) or (key, rest.removesuffix(_SUFFIX)) not in loaded:
                path.unlink(missing_ok=True)

    def versions(self) -> Iterator[tuple[str, str]]:
        """Every (key, version) that has a file."""
        for path in sorted(self._folder.glob(f"*/*{_SUFFIX}")):
            key, _, rest = path.name.partition(".")
            yield key, rest.removesuffix(_SUFFIX)

    def _path(self, key: str, version: str) -> Path:
        return self._folder / key[:2] / f"{key}.{version}{_SUFFIX}"


def _about(article: Article) -> dict[str, str | int | None]:
    return {
        "body": article.body,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "name": article.name,
        "date": article.date.isoformat() if article.date else None,
    }


def _as_json(article: Article) -> bytes:
    fields = {"text": article.text, **_about(article), "source": article.source}
    return json.dumps(fields, ensure_ascii=False, indent=0).encode("utf-8")


def _from_json(content: bytes) -> Article:
    fields = json.loads(content)
    day = fields.pop("date")
    return Article(date=date.fromisoformat(day) if day else None, **fields)
