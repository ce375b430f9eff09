"""What format an input is in, told by its first bytes; its name is asked only where they leave it open."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Final

from loaders.formats.columns import TEXT, delimiter_of, field_of
from loaders.formats.encoding import marked_encoding
from loaders.formats.source import HEAD, Source
from ontology.errors import NoArticle


class Format(StrEnum):
    """A format that can be read."""

    TEXT = "text"
    HTML = "HTML"
    MHTML = "MHTML"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    TABLE = "CSV"
    FEED = "feed"
    ZIP = "zip"
    GZIP = "gzip"
    TAR = "tar"


_MAGIC: Final = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\x1f\x8b", Format.GZIP),
)
_OTHERS: Final = (
    (b"%PDF-", "a PDF document: save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document: save it as text, HTML or CSV"),
    (b"{\\rtf", "an RTF document: save it as text or HTML"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x00\x00\x01\x00", "a picture"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"BZh", "a bzip2 archive: unpack it, or use zip or gzip"),
    (b"\xfd7zXZ", "an xz archive: unpack it, or use zip or gzip"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it, or use zip or gzip"),
    (b"Rar!", "a rar archive: unpack it, or use zip or gzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it, or use zip or gzip"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOF", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"SQLite format 3", "a database"),
)
_BY_NAME: Final = {
    ".css": "a style sheet",
    ".js": "program code",
    ".mjs": "program code",
    ".py": "program code",
    ".svg": "a picture",
    ".map": "program code",
    ".ttl": "RDF",
    ".nq": "RDF",
    ".nt": "RDF",
    ".trig": "RDF",
    ".rdf": "RDF",
}
"""Texts that are no articles, in formats without a mark."""
_PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"})
_TABLES: Final = frozenset({".csv", ".tsv"})
_LINES: Final = frozenset({".jsonl", ".ndjson", ".jl"})
_ELEMENT: Final = re.compile(r"<(?![?!])(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_SKIPPED: Final = re.compile(
    r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?>[^\[>]|\[[^\]]*\])*+>|\s+|\ufeff", re.DOTALL | re.IGNORECASE
)
_PAGE_ANYWHERE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_SAVED_PAGE: Final = re.compile(r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
"""The head of an e-mail message whose parts belong together: how browsers save a page in one file."""
_HTML: Final = re.compile("html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|span|a|title|meta|img|br")
_FEEDS: Final = frozenset({"rss", "feed", "rdf"})


def format_of(source: Source) -> Format:
    """The format; raises ``NoArticle`` with a sentence for what is known, and no article."""
    head = source.head
    for mark, form in _MAGIC:
        if head.startswith(mark):
            return form
    if head[257:262] == b"ustar":
        return Format.TAR
    _refuse_others(source)
    encoding = marked_encoding(head) or ("utf-8" if _is_utf8(head) else "cp1252")
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n\f\v")
    form = _of_text(text, source)
    if form is Format.TEXT and (kind := _BY_NAME.get(source.suffix)):
        raise NoArticle(f"{source.name} is {kind}: no article.")
    return form


def _refuse_others(source: Source) -> None:
    head = source.head
    for mark, kind in _OTHERS:
        # Two letters alone begin words, too.
        if head.startswith(mark) and (len(mark) > 3 or not head[:64].isascii() or b"\x00" in head[:64]):
            advice = kind if ":" in kind else f"{kind}: no article"
            raise NoArticle(f"{source.name} is {advice}.")
    if head[4:8] == b"ftyp":
        raise NoArticle(f"{source.name} is a film: no article.")
    if b"\x00" in head and marked_encoding(head) is None:
        raise NoArticle(f"{source.name} is no text: it holds binary data.")


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may be cut in two at the end of the head.
        return len(head) == HEAD and error.start > len(head) - 4
    return True


def _of_text(text: str, source: Source) -> Format:
    suffix = source.suffix
    if text.startswith(("{", "[")):
        form = _json(text, suffix)
        if form is not None:
            return form
    if text.startswith("<"):
        return _markup(text, source)
    if _SAVED_PAGE.match(text[:8000]):
        return Format.MHTML
    if _PAGE_ANYWHERE.search(text[:2000]) or (suffix in _PAGES and "<" in text):
        return Format.HTML
    if suffix in _TABLES or _is_table(text):
        return Format.TABLE
    return Format.TEXT


def _json(text: str, suffix: str) -> Format | None:
    """JSON or JSON Lines; ``None`` for text that begins with a bracket."""
    if suffix in _LINES:
        return Format.JSON_LINES
    if text.startswith("["):
        return Format.JSON if re.match(r"\[\s*(?:\{\s*[\"}]|\])", text) or suffix == ".json" else None
    if not re.match(r"\{\s*[\"}]", text):
        return Format.JSON if suffix == ".json" else None
    line, end, rest = text.partition("\n")
    if end and rest.lstrip().startswith("{"):
        try:
            json.loads(line)
        except (ValueError, RecursionError):
            return Format.JSON
        return Format.JSON_LINES
    return Format.JSON


def _markup(text: str, source: Source) -> Format:
    """HTML or a feed by the first element, declarations and comments passed over."""
    at = 0
    while (skipped := _SKIPPED.match(text, at)) is not None and skipped.end() > at:
        if re.match(r"<!doctype\s+html", skipped[0], re.IGNORECASE):
            return Format.HTML
        at = skipped.end()
    element = _ELEMENT.match(text, at)
    name = element[1].lower() if element else ""
    if name in _FEEDS:
        return Format.FEED
    if _HTML.fullmatch(name) or source.suffix in _PAGES or _PAGE_ANYWHERE.search(text):
        return Format.HTML
    if text.startswith(("<?xml", "<!DOCTYPE")) or source.suffix == ".xml":
        raise NoArticle(f"{source.name} is XML of another kind (<{name or '?'}>): only RSS and Atom feeds are read.")
    if source.suffix == ".svg" or name == "svg":
        raise NoArticle(f"{source.name} is a picture: no article.")
    return Format.TEXT


def _is_table(text: str) -> bool:
    """Whether the first line names columns, the text's among them."""
    line, end, _ = text.partition("\n")
    if not end or len(line) > 2000:
        return False
    cells = [field_of(cell.strip(' "\r')) for cell in line.split(delimiter_of(line))]
    known = [cell for cell in cells if cell]
    return len(cells) >= 2 and TEXT in known and len(known) >= 2
