"""The financings of all articles of a publication and the deals made of them, kept beside it.

    DIRECTORY/publications/7/deals.gz       JSON

So the next publication gathers the financings of the changed articles only, and knows which deals became others.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.deals.financings import Financing, Financings
from graph.deals.joining import Deals
from graph.files import written
from graph.identity.matches import Match

FILE: Final = "deals.gz"
"""Its name in the folder of a publication."""
_VERSION: Final = 2
_LEVEL: Final = 1
"""Of compression: the file is read and written with every publication."""


Said = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a publication knows of deals."""

    articles: Mapping[str, Financings] = field(default_factory=dict[str, Financings])
    """By IRI; articles that report no financing are left out."""
    deals: Deals = field(default_factory=Deals)
    said: tuple[Said, Said] = ((), ())
    """What a person said is the same, and what is different."""


def read_kept(publication: Path) -> Kept | None:
    """What a publication knew of deals; ``None`` if the file is missing, of another version or damaged."""
    try:
        fields = json.loads(gzip.decompress((publication / FILE).read_bytes()))
        if fields["version"] != _VERSION:
            return None
        known = {iri: _financings(one) for iri, one in fields["articles"].items()}
        matches = (
            (one, other, score, tuple(reasons), verdict) for one, other, score, reasons, verdict in fields["matches"]
        )
        made = Deals(
            of=fields["of"],
            joined=fields["joined"],
            matches=tuple(map(Match._make, matches)),
            shares=tuple((one, other) for one, other in fields["shares"]),
        )
        same, different = fields["said"]
        said = _groups(same), _groups(different)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        return None
    return Kept(known, made, said)


def write_kept(publication: Path, kept: Kept) -> None:
    """Write it into the folder of a publication; the same bytes for the same deals."""
    fields = {
        "version": _VERSION,
        "articles": kept.articles,
        "of": kept.deals.of,
        "joined": kept.deals.joined,
        "matches": kept.deals.matches,
        "shares": kept.deals.shares,
        "said": kept.said,
    }
    content = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with written(publication / FILE) as file:
        file.write(gzip.compress(content.encode("utf-8", "surrogatepass"), _LEVEL, mtime=0))


def _groups(fields: list[list[str]]) -> Said:
    return tuple(tuple(group) for group in fields)


def _financings(fields: list[Any]) -> Financings:
    date, financings, *edges = fields
    told = tuple(Financing._make((*said, tuple(at), once, wide)) for *said, at, once, wide in financings)
    under, places = (tuple((one, other) for one, other in some) for some in edges)
    return Financings(date, told, under, places)
