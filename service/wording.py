"""Dates, numbers and names of properties in the words of a page."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from ontology.iris import ONTOLOGY

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_GROUPED: Final = 10_000
"""Numbers from here on have their digits in groups: 2025 may be a year."""
_LARGE: Final = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_WRITTEN: Final = 100
"""Places before or after the point beyond which a number stays as it was written: “1e9999999” has ten million."""
_WORDED: Final = 10**9
"""Of these words a number has fewer: beyond, its digits say more, and cannot be rounded with certainty."""
_BOUNDS: Final = {"min": "at least ", "max": "up to ", "approx": "about "}
_PREFIXES: Final = {
    "k": ONTOLOGY, "skos": "http://www.w3.org/2004/02/skos/core#", "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}  # fmt: skip
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def day(value: date | str) -> str:
    """A day; what is no date in ISO form stays as it is.

    >>> day("2025-05-29")
    '29 May 2025'
    """
    found = _date(value)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}" if found else str(value)


def span(begin: date | str | None, end: date | str | None) -> str:
    """A stretch of time in as few words as it takes; an open end is said.

    >>> span("2025-05-29", "2025-05-30"), span("2025-05-01", "2025-05-31"), span("2020-01-01", "2025-12-31")
    ('29–30 May 2025', 'May 2025', '2020–2025')
    >>> span("2026-02-01", None), span("2025-05-29", "2025-06-02")
    ('from 1 February 2026', '29 May – 2 June 2025')
    """
    first, last = _date(begin), _date(end)
    if first is None or last is None:
        one = "from" if begin else "until"
        known = begin or end
        return f"{begin} – {end}" if begin and end else f"{one} {day(known)}" if known else ""
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    whole = (first.day, last.day) == (1, monthrange(last.year, last.month)[1])
    months = [f"{MONTHS[one.month - 1]} {one.year}" for one in (first, last)]
    if whole:
        return months[0] if months[0] == months[1] else " – ".join(months)
    if months[0] == months[1]:
        return f"{first.day}–{last.day} {months[0]}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def number(value: object) -> str:
    """A number with its digits in groups.

    >>> number("8000000000"), number("2025"), number("1234567.50")
    ('8,000,000,000', '2025', '1,234,567.5')
    """
    try:
        found = Decimal(str(value))
        if not found.is_finite() or abs(found.adjusted()) > _WRITTEN:
            return str(value)
    except InvalidOperation:
        return str(value)
    text = f"{found:,f}" if abs(found) >= _GROUPED else f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: object) -> str:
    """A share of one in percent.

    >>> percent("0.875")
    '88 %'
    """
    return f"{float(str(value)):.0%}".replace("%", " %")


def amount(value: object, unit: str | None = None, bound: str | None = None) -> str:
    """A number with its unit, large ones in words.

    >>> amount("4200000000", "USD", "max"), amount("35", "percent"), amount("545200000", "USD")
    ('up to 4.2 billion USD', '35 %', '545.2 million USD')
    """
    text = _in_words(str(value))
    shown = {"percent": "%", None: ""}.get(unit, unit)
    return f"{_BOUNDS.get(bound or '', '')}{text} {shown}".strip()


def size(count: int) -> str:
    """A number of bytes in two or three digits.

    >>> size(775362), size(1259550), size(96)
    ('775 kB', '1.3 MB', '96 bytes')
    """
    for least, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= least:
            scaled = count / least
            return f"{scaled:.1f} {unit}" if scaled < 10 else f"{scaled:,.0f} {unit}"
    return f"{count} bytes"


def counted(count: int, what: str) -> str:
    """The word for what is counted, which is given in the plural.

    >>> counted(1, "people"), counted(1, "facts"), counted(2, "facts")
    ('person', 'fact', 'facts')
    """
    return what if count != 1 else "person" if what == "people" else what.removesuffix("s")


def short(iri: str) -> str:
    """An IRI with a prefix that people know, if it has one.

    >>> short("https://w3id.org/kerege/ontology#Person")
    'k:Person'
    """
    for name, start in _PREFIXES.items():
        if iri.startswith(start):
            return f"{name}:{iri[len(start) :]}"
    return iri


def heading(name: str) -> str:
    """A variable's name as a heading.

    >>> heading("independentSources"), heading("otherIri"), heading("iri")
    ('Independent sources', 'Other IRI', 'IRI')
    """
    words = " ".join("IRI" if word.lower() == "iri" else word.lower() for word in _HUMPS.split(name.replace("_", " ")))
    return words[:1].upper() + words[1:]


def kind(name: str) -> str:
    """A class's local name in words.

    >>> kind("DevelopmentBank")
    'development bank'
    """
    return " ".join(_HUMPS.split(name)).lower()


def _date(value: date | str | None) -> date | None:
    if isinstance(value, date) or not value:
        return value or None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _in_words(value: str) -> str:
    try:
        found = Decimal(value)
    except InvalidOperation:
        return value
    for size, word in _LARGE:
        scaled = found / size
        if 1 <= abs(scaled) < _WORDED and scaled == round(scaled, 3):
            return f"{number(scaled)} {word}"
    return number(value)
