"""Which of the formats on offer suits a request best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

JSON: Final = "application/sparql-results+json"
HTML: Final = "text/html"
TURTLE: Final = "text/turtle"
PROBLEM: Final = "application/problem+json"

TABLES: Final[Mapping[str, str]] = {
    JSON: JSON,
    "application/json": JSON,
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    HTML: HTML,
}
"""What SELECT and ASK can be asked for, with the media type of the answer; what is meant by ``*/*`` first."""
GRAPHS: Final[Mapping[str, str]] = {
    TURTLE: TURTLE,
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "application/json": "application/ld+json",
    "text/plain": "application/n-triples",
    HTML: HTML,
}
"""The same for CONSTRUCT, DESCRIBE and documents of things."""
ERRORS: Final[Mapping[str, str]] = {
    "text/plain": "text/plain",
    PROBLEM: PROBLEM,
    "application/json": PROBLEM,
    HTML: HTML,
}
"""The same for errors: plain text unless asked for otherwise."""
_SHORT: Final = re.compile(r"(;\s*q\s*=\s*)(?=\.\d)", re.IGNORECASE)
"""Where a quality lacks its zero, as Jena writes it: ``q=.9``."""
_LONG: Final = 500
"""Characters of a header beyond which what it asks for is not remembered."""


def best(header: str | None, offers: tuple[str, ...]) -> str | None:
    """The offer that a request's ``Accept`` prefers; the first of equals, and the first if it says nothing.

    Parameters of media types other than ``q`` do not tell formats apart here. ``None``: none is acceptable.

    >>> best("text/csv;q=0.5, */*;q=0.1", ("application/json", "text/csv"))
    'text/csv'
    >>> best("text/turtle;charset=utf-8", ("text/html", "text/turtle"))
    'text/turtle'
    >>> best("image/png", ("text/html",)) is None
    True
    """
    if not header or not header.strip():
        return offers[0]
    return _best(header, offers) if len(header) <= _LONG else _best.__wrapped__(header, offers)


@lru_cache(maxsize=4096)
def _best(header: str, offers: tuple[str, ...]) -> str | None:
    asked = parse_accept_header(_SHORT.sub(r"\g<1>0", header), MIMEAccept)
    plain = MIMEAccept([(kind.partition(";")[0].strip(), quality) for kind, quality in asked])
    return plain.best_match(offers)


def negotiated(header: str | None, formats: Mapping[str, str]) -> str | None:
    """The media type of the answer that suits an ``Accept`` header best, of a table such as ``TABLES``."""
    found = best(header, tuple(formats))
    return formats[found] if found is not None else None
