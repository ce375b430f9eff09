"""A bound on the rows of a query that states none, or a larger one, and whether it cut something off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from queries.tokens import Token, code

_OPENING, _CLOSING = "{([", "})]"
_MOST, _DIGITS = 1 << 60, 18
"""Beyond what any engine counts, and how many digits that has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A query that yields no more than so many solutions."""

    text: str
    probe: str | None
    """A query for what lies beyond the bound: has it a row or a triple, then the answer is cut off. ``None`` where the
    query itself asked for no more than the bound."""


def bounded(text: str, rows: int, form: str = "SELECT") -> Bounded:
    """A SELECT or CONSTRUCT (``form``) bounded to so many solutions; its own LIMIT is kept where that is smaller.

    A solution of a CONSTRUCT may yield no triple, so that its probe looks at all solutions beyond the bound. LIMIT and
    OFFSET of subqueries are left alone: what counts stands outside all braces (SPARQL 1.1, section 18.2.5).

    >>> bounded("SELECT * { ?s ?p ?o } LIMIT 5", 100)
    Bounded(text='SELECT * { ?s ?p ?o } LIMIT 5', probe=None)
    >>> bounded("SELECT * { ?s ?p ?o }", 100).text.split()[-2:]
    ['LIMIT', '100']
    """
    outside = list(_outside(code(text)))
    limit, skipped = _number(outside, "LIMIT"), _number(outside, "OFFSET") or 0
    if (limit is not None and limit <= rows) or skipped > _MOST:
        return Bounded(text=text, probe=None)
    return Bounded(
        text=_with(text, outside, limit=rows, offset=skipped),
        probe=_with(text, outside, limit=1 if form == "SELECT" else None, offset=skipped + rows),
    )


def _outside(found: Sequence[Token]) -> Iterator[Token]:
    """The tokens outside all brackets."""
    depth = 0
    for token in found:
        if token.kind == "mark" and token.text in _OPENING:
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSING:
            depth -= 1
        elif depth == 0:
            yield token


def _number(outside: list[Token], keyword: str) -> int | None:
    """The number after LIMIT or OFFSET."""
    for token, after in pairwise(outside):
        if token.keyword == keyword and after.kind == "number":
            digits = after.text.partition(".")[0].lower().partition("e")[0]
            return int(digits) if len(digits) < _DIGITS else _MOST + 1
    return None


def _with(text: str, outside: list[Token], *, limit: int | None, offset: int) -> str:
    """The query with these bounds instead of its own."""
    cuts: list[tuple[int, int]] = []
    end = len(text)
    for token, after in zip(outside, [*outside[1:], None], strict=False):
        if after is not None and after.kind == "number" and token.keyword in ("LIMIT", "OFFSET"):
            cuts.append((token.start, after.end))
        elif token.keyword == "VALUES":  # the block of values that ends a query stands after all bounds
            end = token.start
    pieces, at = list[str](), 0
    for start, stop in cuts:
        pieces.append(text[at:start])
        at = stop
    bounds = [f"OFFSET {offset}"] * bool(offset) + [f"LIMIT {limit}"] * (limit is not None)
    return f"{''.join(pieces)}{text[at:end]}\n{' '.join(bounds)}\n{text[end:]}"
