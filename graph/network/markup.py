"""Text as XML may hold it.

XML 1.0 (https://www.w3.org/TR/xml/#charsets) has no place for most control characters, not even escaped: U+FFFD stands
for each. Every other character comes back as it was, line ends and tabs too, which are written as references since
parsers change them otherwise.
"""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL: Final = re.compile("[&<>\"'\t\n\r]")
_ESCAPED: Final = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip


def escaped(value: object) -> str:
    """A value as it may stand in an element or, quoted, in an attribute.

    >>> escaped("“A” & <B>\\n")
    '“A” &amp; &lt;B&gt;&#10;'
    """
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], legal(str(value)))


def legal(text: str) -> str:
    """The text with U+FFFD in place of characters that XML forbids."""
    return _ILLEGAL.sub("\ufffd", text)


def attributes(**values: object) -> str:
    """Attributes, each with a space before it; those that are None are left out, and ``_`` in names is ``-``.

    >>> attributes(x=1, stroke_width="2", href=None)
    ' x="1" stroke-width="2"'
    """
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for name, value in values.items()
        if value is not None
    )


def number(value: float) -> str:
    """A coordinate, to a tenth.

    >>> number(12.04), number(-0.01), number(3.25)
    ('12', '0', '3.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
