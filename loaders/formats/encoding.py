"""From bytes to text, whatever the encoding: its mark, UTF-8, what is declared, and only then a guess."""

from __future__ import annotations

import codecs
import logging
import re
from typing import Final

from ontology.errors import MalformedArticle

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Browsers read these as the larger encodings, and so do those who declare them.
_MEANT: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark tells, or the zeros of UTF-16 without one; ``None`` if neither is there.

    The text keeps the mark as the character it is: offsets into it are then offsets into the file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:1000]
    if len(head) >= 8 and 0 in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if odd > 0.3 * len(head) and not even:
            return "utf-16-le"
        if even > 0.3 * len(head) and not odd:
            return "utf-16-be"
    return None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an XML declaration or a ``meta`` element tells."""
    found = _DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def decoded(data: bytes, *, name: str, charset: str | None = None, markup: bool = False) -> str:
    """The text; raises ``MalformedArticle`` with the name and the reason.

    ``charset`` is what a server says; with ``markup``, what the text says of itself is believed too. No newline is
    translated and no character replaced.
    """
    encoding = marked_encoding(data)
    if encoding is not None:
        return _strictly(data, encoding, name)
    if b"\x00" in data:
        raise MalformedArticle(f"{name} is no text: it holds binary data.")
    # What is valid UTF-8 is UTF-8, whatever is declared: other encodings do not look like it by chance. Escapes of
    # ISO-2022 look like ASCII, though.
    for declared in (charset, declared_encoding(data) if markup else None):
        if declared and (known := _known(declared)) is not None and known.startswith("iso2022"):
            return _strictly(data, known, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged(data):
            raise MalformedArticle(f"{name} is damaged UTF-8 (byte {error.start + 1}): save it again.") from error
    for declared in (charset, declared_encoding(data) if markup else None):
        if declared and (known := _known(declared)) is not None and known != "utf-8":
            try:
                return data.decode(known)
            except UnicodeDecodeError:
                continue
    return _guessed(data, name)


def _is_damaged(data: bytes) -> bool:
    """Whether most of what is not ASCII is valid UTF-8."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return right >= 4 * wrong


def _known(declared: str) -> str | None:
    try:
        info = codecs.lookup(declared)
    except LookupError:
        return None
    # Codecs from bytes to bytes (zip, rot13) are no encodings.
    return _MEANT.get(info.name, info.name) if getattr(info, "_is_text_encoding", True) else None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise MalformedArticle(
            f"{name} is not the {encoding.upper()} that it begins as (byte {error.start + 1}): save it as UTF-8."
        ) from error


def _guessed(data: bytes, name: str) -> str:
    try:
        # Western European by far most often, and a guess from a few accents is worse than this one.
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    accents = sum(byte >= 0x80 for byte in data)
    if text and accents <= 0.3 * len(data) and not _CONTROLS.search(text):
        return text
    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())
    best = from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise MalformedArticle(f"{name} is in no encoding that is recognized: save it as UTF-8.")
