"""Pages that parsers would need minutes for, or break on, told before they are parsed.

The limits are far above what pages of papers have, and low enough for the quadratic steps of HTML parsers.
"""

from __future__ import annotations

import re
from typing import Final

DEEPEST: Final = 3_000
"""Elements open at once; pages have a few dozen."""
MOST_TAGS: Final = 100_000
"""Beginnings and ends of elements; pages have some thousand."""
MOST_ATTRIBUTES: Final = 5_000
"""Of one element, about; pages have a dozen."""

_ELEMENTS: Final = re.compile(
    r"<(/?)(?!(?:p|li|td|tr|th|dt|dd|option|tbody|thead|area|base|br|col|embed|hr|img|input|link|meta|param|source|track"
    r"|wbr)\b)[a-z][\w:-]*+(?:[^<>/]|/(?!>))*+>",
    re.IGNORECASE,
)
"""Beginnings and ends of elements that go on until they are ended."""
_SEPARATORS: Final = re.compile(r"[\s=]+")
_LONG: Final = 20_000
"""Characters; a shorter tag cannot hold too many attributes."""
_RAW: Final = tuple(
    (re.compile(f"<{name}", re.IGNORECASE), re.compile(f"</{name}", re.IGNORECASE))
    for name in ("script", "style", "textarea")
)
"""Elements in which tags are no tags."""


def overloaded(page: str) -> str | None:
    """What is too much about a page, as what follows its name in a sentence; ``None`` if it can be parsed."""
    if page.count("<") > MOST_TAGS:
        return f"has more than {MOST_TAGS:,} tags"
    if _depth(page) > DEEPEST:
        return f"nests more than {DEEPEST:,} elements"
    if any(_attributes(tag) > MOST_ATTRIBUTES for tag in _without_raw(page).split("<") if len(tag) > _LONG):
        return f"has a tag with more than {MOST_ATTRIBUTES:,} attributes"
    return None


def _depth(page: str) -> int:
    """About how deep the elements are nested: those that need an end, less the ends."""
    deepest = depth = 0
    for match in _ELEMENTS.finditer(page):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _attributes(tag: str) -> int:
    """At most how many attributes a tag has: what stands between blanks, equals signs and slashes.

    Up to the last ``>`` before the next tag, since quoted ones end nothing. An embedded picture has a slash in 64
    letters, so that slashes count little.
    """
    end = tag.rfind(">")
    inside = tag if end < 0 else tag[:end]
    return sum(1 for _ in _SEPARATORS.finditer(inside)) + inside.count("/") // 10


def _without_raw(page: str) -> str:
    """The page without the contents of scripts and style sheets."""
    kept = page
    for begins, ends in _RAW:
        parts: list[str] = []
        at = 0
        while (begin := begins.search(kept, at)) and (end := ends.search(kept, begin.end())):
            parts.append(kept[at : begin.start()])
            at = end.start()
        kept = "".join([*parts, kept[at:]])
    return kept
