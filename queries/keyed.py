"""What tells the rows of a stored query's answer apart, whatever their order, and whatever things are called.

A query that groups its rows has in its ``GROUP BY`` what makes each row itself: mostly IRIs of facts, things and
articles that the table does not show. ``keyed`` makes the query show these too, and says which of the columns make a
row the same one, and which only word or count what others say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from queries.tokens import Token, code

_OPENING, _CLOSING = "{([", "})]"
_WORDING: Final = frozenset(
    {
        "rdfs:label", "skos:prefLabel", "k:title", "k:date", "k:url", "k:publisher", "k:independentSources",
        "k:articles", "k:firstReported", "k:lastReported", "k:text",
    }
)  # fmt: skip
"""Properties whose values name, date, count or quote what another column identifies."""
BESIDE: Final = frozenset({"sentence", "article", "published", "url", "link", "sources", "articles"})
"""Columns that stored queries have for where a row is from, and how many say so."""
_AFTER_GROUPING: Final = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A query that shows what tells its rows apart."""

    text: str
    hidden: tuple[str, ...]
    """Columns that it shows in addition, after its own."""
    key: frozenset[str]
    """Columns that tell rows apart; where it groups nothing, all that word nothing."""
    exact: bool
    """Whether numbers and dates among these tell rows apart, too: it groups by them, and by no thing."""
    wording: frozenset[str]
    """Columns that only name, date, count or quote what others identify."""


def keyed(text: str) -> Keyed:
    """A SELECT query with the variables that its rows are grouped by among its columns.

    >>> keyed("SELECT ?name (COUNT(?y) AS ?n) WHERE { ?x rdfs:label ?name . ?y ?p ?x } GROUP BY ?x ?name").hidden
    ('x',)
    """
    found = code(text)
    outside = list(_outside(found))
    shown, grouped = tuple(_selected(outside, found)), tuple(_grouped(outside))
    wording = _wording(found)
    if not grouped:
        return Keyed(text=text, hidden=(), key=frozenset(shown) - wording, exact=False, wording=wording)
    hidden = tuple(name for name in grouped if name not in shown)
    if not hidden:
        return Keyed(text=text, hidden=(), key=frozenset(grouped), exact=True, wording=wording - frozenset(grouped))
    at = _where(found)
    added = "".join(f" ?{name}" for name in hidden)
    whole = f"{text[:at]}{added} {text[at:]}" if hidden else text
    return Keyed(text=whole, hidden=hidden, key=frozenset(grouped) - wording, exact=False, wording=wording)


def columns(text: str) -> frozenset[str]:
    """The variables that a SELECT query shows; none of ``SELECT *``."""
    found = code(text)
    return frozenset(_selected(list(_outside(found)), found))


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


def _where(found: Sequence[Token]) -> int:
    """Where the clause of columns ends."""
    depth = 0
    for token in found:
        if depth == 0 and (token.keyword in ("WHERE", "FROM") or token.text == "{"):
            return token.start
        if token.kind == "mark":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
    return found[-1].end if found else 0


def _selected(outside: Iterable[Token], found: Sequence[Token]) -> Iterator[str]:
    end = _where(found)
    yield from (token.text[1:] for token in outside if token.kind == "variable" and token.start < end)
    yield from (
        after.text[1:]
        for token, after in pairwise(found)
        if token.keyword == "AS" and after.kind == "variable" and after.start < end
    )


def _grouped(outside: Sequence[Token]) -> Iterator[str]:
    """The variables after the outermost GROUP BY."""
    grouping = False
    for token, after in pairwise([*outside, Token("mark", "", 0)]):
        if token.keyword == "GROUP" and after.keyword == "BY":
            grouping = True
        elif grouping and token.keyword in _AFTER_GROUPING:
            return
        elif grouping and token.kind == "variable":
            yield token.text[1:]


def _wording(found: Sequence[Token]) -> frozenset[str]:
    """The variables that hold wording: values of such properties, and what is made of these."""
    wording = set(BESIDE) | {
        after.text[1:] for token, after in _told(found) if token.text in _WORDING and after.kind == "variable"
    }
    made = list(_made(found))
    while news := {name for name, parts in made if parts & wording} - wording:
        wording |= news
    return frozenset(wording)


def _told(found: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Pairs of a property and what follows it, brackets and marks of paths passed over."""
    plain = [token for token in found if token.text not in (")", "?", "*", "+")]
    return pairwise(plain)


def _made(found: Sequence[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    """By variable after an AS: the variables in the brackets that it is made in."""
    open_: list[set[str]] = []
    for at, token in enumerate(found):
        if token.text in _OPENING and token.kind == "mark":
            open_.append(set())
        elif token.text in _CLOSING and token.kind == "mark" and open_:
            inner = open_.pop()
            if open_ and token.text == ")":
                open_[-1] |= inner
        elif token.kind == "variable" and open_:
            if at and found[at - 1].keyword == "AS":
                yield token.text[1:], frozenset(open_[-1])
            else:
                open_[-1].add(token.text[1:])
