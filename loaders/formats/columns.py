"""The names that fields of an article go by in tables, JSON and feeds, and what their values mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final, cast

from loaders.article import Article
from loaders.formats.markup import text_of, with_tags
from loaders.front_matter import web_address
from ontology.errors import MalformedArticle

TEXT: Final = "text"

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    TEXT: (
        "text", "body", "content", "articlebody", "articletext", "fulltext", "maintext", "contenttext", "bodytext",
        "article", "story", "contenthtml", "html", "bodyhtml",
    ),
    "title": ("title", "headline", "heading", "name"),
    "date": (
        "date", "published", "publishedat", "publisheddate", "datepublished", "pubdate", "publishdate",
        "publicationdate", "publishedon", "day", "timestamp", "datetime", "createdat", "created",
    ),
    "url": ("url", "link", "canonicalurl", "canonical", "permalink", "weburl", "sourceurl", "articleurl", "href"),
    "publisher": (
        "publisher", "source", "outlet", "sitename", "site", "newspaper", "media", "sourcename", "publication",
        "agency", "domain", "website",
    ),
    "id": ("id", "guid", "uuid", "identifier", "articleid"),
}  # fmt: skip
"""For each field of an article the names it goes by, the most telling first, in small letters alone."""

_FIELDS: Final = {name.replace("_", ""): field for field, names in NAMES.items() for name in names}
_NO_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
_DELIMITERS: Final = ",;\t|"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_NUMBERS: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH: Final = re.compile(r"(?:\w+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})(?!\d)")
_MONTH_DAY: Final = re.compile(r"(?:\w+,? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_STABLE: Final = re.compile(r"(?=.*[A-Za-z])\S{8,}")


def field_of(column: str) -> str | None:
    """The field of an article that a column or key of this name holds."""
    return _FIELDS.get(re.sub(r"[\W_]+", "", column.casefold()))


def delimiter_of(header: str) -> str:
    """What separates the cells of a table, by the line of its headings."""
    return max(
        _DELIMITERS,
        key=lambda sign: (
            sum(field_of(cell.strip(' "\r\n')) is not None for cell in header.split(sign)),
            header.count(sign),
        ),
    )


def article_of(record: Mapping[str, object], *, source: str) -> Article:
    """The article in a record of a table or of JSON.

    Raises ``MalformedArticle`` with ``source`` and the reason. Where a field goes by several names in one record, the
    most telling one that is filled counts.
    """
    fields = _fields(record)
    text = fields.get(TEXT, "")
    if with_tags(text):
        text = text_of(text)
    if not text.strip():
        wanted = ", ".join(NAMES[TEXT][:4])
        keys = ", ".join(sorted(map(str, record))[:12]) or "none"
        filled = "is empty" if TEXT in map(field_of, record) else f"is missing (wanted: {wanted}, …; found: {keys})"
        raise MalformedArticle(f"{source} holds no text: its field for the text {filled}.")
    written, url, name = fields.get("date"), fields.get("url"), fields.get("id")
    try:
        return Article(
            text=text,
            body=len(text) - len(text.lstrip("\ufeff \t\r\n\f\v")),
            title=fields.get("title"),
            publisher=fields.get("publisher"),
            url=None if url is None else web_address(url),
            # A row's number is not the article's: another table has the same one for another article.
            name=name if name and _STABLE.fullmatch(name) else None,
            date=None if written is None else day_of(written),
            source=source,
        )
    except MalformedArticle as error:
        raise MalformedArticle(f"{source} cannot be read: {str(error)[:300]}.") from error


def _fields(record: Mapping[str, object]) -> dict[str, str]:
    """The filled fields of an article in a record."""
    filled: dict[str, tuple[int, str]] = {}
    for key, value in record.items():
        field = field_of(str(key))
        if field is None or not (said := _said(value, field)):
            continue
        plain = re.sub(r"[\W_]+", "", str(key).casefold())
        rank = [name.replace("_", "") for name in NAMES[field]].index(plain)
        if field not in filled or rank < filled[field][0]:
            filled[field] = rank, said
    return {field: said for field, (_, said) in filled.items()}


def _said(value: object, field: str) -> str:
    """A value as text; of an object its name (``{"name": "The Times"}``), of a list its parts."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Mapping):
        inner = cast("Mapping[object, object]", value)
        keys = ("@id", "url", "href") if field == "url" else ("name", "title", "text", "#text", "@value", "$t")
        return next((said for key in keys if (said := _said(inner.get(key), field))), "")
    if isinstance(value, list):
        parts = [said for part in cast("list[object]", value) if (said := _said(part, field))]
        return "\n\n".join(parts) if field == TEXT else parts[0] if parts else ""
    text = _NO_TEXT.sub("\ufffd", str(value))
    return text if field == TEXT else " ".join(text.split())


def day_of(written: str) -> date:
    """The day that a date is written for, in the place where it was written; times and zones are left out.

    Raises ``MalformedArticle`` with the bare reason, also where day and month cannot be told apart.
    """
    try:
        found = _day(written.strip())
    except ValueError as error:
        raise MalformedArticle(f"the date {written[:60]} is no day of the calendar") from error
    if found is None:
        raise MalformedArticle(f"the date {written[:60]} is not understood; write it as YYYY-MM-DD")
    return found


def _day(written: str) -> date | None:
    if match := _ISO.match(written):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if (match := _COMPACT.fullmatch(written)) and 1900 <= int(match[1]) <= 2100:
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.match(written):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12:  # with points the day is first everywhere
            return date(year, second, first)
        return date(year, first, second) if second > 12 or first == second else None
    if match := _DAY_MONTH.match(written):
        return _named(match[1], match[2], match[3])
    if match := _MONTH_DAY.match(written):
        return _named(match[2], match[1], match[3])
    if re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", written):
        seconds = float(written) / (1000 if len(written.partition(".")[0]) > 10 else 1)
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError):
        return None


def _named(day: str, month: str, year: str) -> date | None:
    name = month[:3].lower()
    return date(int(year), _MONTHS.index(name) + 1, int(day)) if name in _MONTHS else None
