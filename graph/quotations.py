"""Links that open a publisher's page at a sentence (https://wicg.github.io/scroll-to-text-fragment/)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

_WHOLE: Final = 12
"""Words up to which a quotation stands in the link as a whole; of a longer one, its beginning and its end."""
_ENDS: Final = 5
"""Words of either."""


def page_at(url: str, text: str | None) -> str:
    """The address of a page, which browsers open at the words of a quotation; without words, the page.

    A text that ends in an ellipsis is a beginning.

    >>> page_at("https://news.example.org/1", "Said met Saparova, on Monday.")
    'https://news.example.org/1#:~:text=Said%20met%20Saparova%2C%20on%20Monday.'
    >>> page_at("https://news.example.org/1#top", "The first eight words…")
    'https://news.example.org/1#top:~:text=The%20first%20eight%20words'
    """
    words = text.split() if text else []
    if words and words[-1] == "…":
        words.pop()
    elif words:
        words[-1] = words[-1].removesuffix("…")
    if not words:
        return url
    pieces = [words] if len(words) <= _WHOLE else [words[:_ENDS], words[-_ENDS:]]
    directive = ",".join(quote(" ".join(piece), safe="").replace("-", "%2D") for piece in pieces)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"
