"""Pages that are written by hand but for a part between two marks, which a program writes."""

from __future__ import annotations


def with_part(page: str, part: str, begin: str, end: str) -> str:
    r"""The page with the part between the two marks written anew.

    >>> with_part("# Page\n<a>\n\nold\n<b>\n", "new\n", "<a>", "<b>")
    '# Page\n<a>\n\nnew\n\n<b>\n'

    Raises:
        ValueError: if a mark is missing.
    """
    before, _, rest = page.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"The page needs the marks {begin} and {end}, in this order.")
    return f"{before}{begin}\n\n{part}\n{end}{after}"
