"""The IRIs that earlier publications of a store described and the present one does not, so that they answer 410.

    DIRECTORY/publications/7/ledger.gz      one IRI a line, sorted; after a tab, what has taken its place

A publication's ledger is made of the one before and of what changed; an IRI that comes back is taken out. It is the
only part of a publication that is not a function of the loaded articles: it says what was published once.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.files import written
from ontology import terms as k
from ontology.errors import StoreError

FILE: Final = "ledger.gz"
"""Its name in the folder of a publication; publications of older programs have none."""
DESCRIBING: Final = (k.RDF_TYPE, k.joinedInto)
"""Of these, whatever a publication describes has at least one."""
_DEFAULT: Final = DefaultGraph()
_STEPS: Final = 50
"""Joins that are followed one after another; more of them go in a circle."""

Entries = Mapping[str, str]
"""By IRI: what it had been joined into, or what states the same now; or nothing."""


class Ledger:
    """The ledger of a publication, to be asked; it takes the memory of its lines."""

    def __init__(self, lines: bytes = b"") -> None:
        """The lines as they stand in the file, not compressed."""
        self._lines = lines

    @classmethod
    def of(cls, publication: Path) -> Ledger:
        """The ledger in the folder of a publication, empty if there is none; raises ``StoreError`` if damaged."""
        file = publication / FILE
        try:
            return cls(gzip.decompress(file.read_bytes()))
        except FileNotFoundError:
            return cls()
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(
                f"{file} is damaged. Put it back from a copy, or remove it: then nobody is told which IRIs ended."
            ) from error

    def find(self, iri: str) -> str | None:
        """What has taken the place of an ended IRI, or the empty text; ``None`` if it is not in the ledger.

        >>> Ledger(b"http://a\\thttp://b\\nhttp://c\\n").find("http://a")
        'http://b'
        """
        wanted, low, high = iri.encode("utf-8", "surrogatepass"), 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start, end = self._lines.rfind(b"\n", low, middle) + 1 or low, self._lines.find(b"\n", middle)
            name, _, joined = self._lines[start:end].partition(b"\t")
            if name == wanted:
                return joined.decode("utf-8")
            low, high = (end + 1, high) if name < wanted else (low, start)
        return None

    def entries(self) -> dict[str, str]:
        """All that is in it."""
        pairs = (line.partition("\t") for line in self._lines.decode("utf-8").splitlines())
        return {iri: joined for iri, _, joined in pairs}


def write_ledger(publication: Path, entries: Entries) -> None:
    """Write the ledger into the folder of a publication; the same bytes for the same entries."""
    lines = (f"{iri}\t{joined}" if joined else iri for iri, joined in sorted(entries.items()))
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    with written(publication / FILE) as file:
        file.write(gzip.compress(content, mtime=0))


def renewed(
    entries: Entries,
    before: Store,
    now: Store,
    *,
    ended: Iterable[str],
    begun: Iterable[str],
    heir: Callable[[str], str | None],
) -> Entries:
    """The entries after a change from one publication to the next.

    ``ended`` are IRIs that lost some of what described them, ``begun`` those that were given some; both may hold more.
    ``heir`` tells what has taken the place of one that ended and had not been joined into another.
    """
    found = dict(entries)
    for iri in begun:
        if iri in found and describes(now, iri):
            del found[iri]
    for iri in ended:
        if iri not in found and not describes(now, iri) and describes(before, iri):
            found[iri] = joined_into(before, iri) or heir(iri) or ""
    return found


def standing(store: Store, ledger: Ledger, iri: str) -> str | None:
    """The IRI under which a publication describes a thing, however often it was joined into another since.

    ``None`` where it ended without a successor, or was never described.
    """
    for _ in range(_STEPS):
        into = joined_into(store, iri)
        if into is None and describes(store, iri):
            return iri
        into = into or ledger.find(iri)
        if not into:
            return None
        iri = into
    return None


def described(store: Store) -> Iterator[str]:
    """All that a publication describes, some of it more than once."""
    for name in DESCRIBING:
        for quad in store.quads_for_pattern(None, name, None, _DEFAULT):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def describes(store: Store, iri: str) -> bool:
    """Whether a publication describes what an IRI names, as a thing or as one that was joined into another."""
    node = NamedNode(iri)
    return any(next(store.quads_for_pattern(node, name, None, _DEFAULT), None) is not None for name in DESCRIBING)


def joined_into(store: Store, iri: str) -> str | None:
    """The IRI that has taken the place of another."""
    for quad in store.quads_for_pattern(NamedNode(iri), k.joinedInto, None, _DEFAULT):
        if isinstance(quad.object, NamedNode):
            return quad.object.value
    return None
