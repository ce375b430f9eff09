"""The rows of a watched question's answer, each with a key that stays the same, whatever things are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.answers import Row, Term
from graph.ask import Questions
from ontology import terms as k
from queries.catalogue import StoredQuery
from queries.keyed import BESIDE, Keyed, keyed

_COUNTED: Final = frozenset(
    k.XSD + name for name in ("integer", "decimal", "double", "float", "boolean", "date", "dateTime", "gYear")
)
"""Datatypes of values that may be told otherwise of the same thing."""
_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRow:
    """A row with what tells it apart."""

    key: str
    """JSON: pairs of a column and a term in the form of N-Triples."""
    values: Row
    told: tuple[str, ...]
    """The values (N-Triples) of the columns that may be told otherwise of the same row, as ``KeyedAnswer.told``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedAnswer:
    """An answer to a stored question."""

    columns: tuple[str, ...]
    rows: tuple[KeyedRow, ...]
    told: tuple[str, ...]
    """Names of the columns in which a row may change."""
    notes: tuple[str, ...]
    """How the values were understood."""


def asked(questions: Questions, stored: StoredQuery, values: Mapping[str, str]) -> KeyedAnswer:
    """The answer to a stored question with a key for each row; raises as ``Questions.ask`` does."""
    understood = questions.understood(stored.name, values)
    columns, told, rows = tuple[str, ...](), tuple[str, ...](), dict[str, KeyedRow]()
    for text in understood.queries:
        plan = keyed(text) if stored.kind == "select" else Keyed(
            text=text, hidden=(), key=frozenset(_TRIPLE), exact=True, wording=frozenset()
        )  # fmt: skip
        answer = questions.query(plan.text)
        names = answer.headings()
        columns = tuple(name for name in names if name not in plan.hidden)
        told = tuple(name for name in columns if name not in plan.wording | plan.key or _may_change(name, plan))
        found = answer.rows or tuple((one.subject, one.predicate, one.object) for one in answer.triples)
        for row in keyed_rows(plan, names, columns, told, found):
            rows.setdefault(row.key, row)
    return KeyedAnswer(columns=columns, rows=tuple(rows.values()), told=told, notes=understood.notes)


def _may_change(name: str, plan: Keyed) -> bool:
    return name in plan.key and not plan.exact


def keyed_rows(
    plan: Keyed, names: tuple[str, ...], columns: tuple[str, ...], told: tuple[str, ...], rows: Iterable[Row]
) -> Iterator[KeyedRow]:
    """The rows of an answer to a query that shows what tells its rows apart; where two have one key, more is in it."""
    seen = set[str]()
    for row in rows:
        whole = dict(zip(names, row, strict=True))
        parts = _parts(plan, whole)
        changing = tuple("" if whole[name] is None or name in parts else str(whole[name]) for name in told)
        key = _key(parts)
        if key in seen:
            key = _key({name: term for name, term in whole.items() if term is not None and name not in plan.wording})
        if key not in seen:
            seen.add(key)
            yield KeyedRow(key=key, values=tuple(whole[name] for name in columns), told=changing)


def _parts(plan: Keyed, row: Mapping[str, Term | None]) -> dict[str, Term | None]:
    """What tells a row apart: of the key what is no number or date; failing that, what things are called."""
    parts = {name: row[name] for name in plan.key if row.get(name) is not None}
    if plan.exact:
        return parts
    words = (name for name, term in row.items() if term is not None and name not in BESIDE)
    for names in (plan.key, frozenset(words)):
        if found := {name: row[name] for name in names if _identifies(row.get(name))}:
            return found
    return parts


def _identifies(term: Term | None) -> bool:
    return term is not None and not (isinstance(term, Literal) and term.datatype.value in _COUNTED)


def _key(parts: Mapping[str, Term | None]) -> str:
    return json.dumps(sorted((name, str(term)) for name, term in parts.items()), ensure_ascii=False)


def renamed(key: str, standing: Callable[[str], str | None]) -> str:
    """A key with every IRI replaced by the one that stands for it now, where one does."""
    pairs: list[list[str]] = json.loads(key)
    return json.dumps(sorted((name, _renamed(term, standing)) for name, term in pairs), ensure_ascii=False)


def _renamed(term: str, standing: Callable[[str], str | None]) -> str:
    if not (term.startswith("<") and term.endswith(">")):
        return term
    return f"<{standing(term[1:-1]) or term[1:-1]}>"


def written(row: Row) -> list[str]:
    """The values of a row as text, in the form of N-Triples; empty for what is not there."""
    return ["" if term is None else str(term) for term in row]


def read(values: Iterable[str]) -> Row:
    """The row that ``written`` wrote; raises ``ValueError`` for what it did not."""
    texts = list(values)
    lines = [f"<x:{at}> <x:x> {text} ." for at, text in enumerate(texts) if text]
    try:
        quads = list(parse("\n".join(lines).encode("utf-8"), RdfFormat.N_TRIPLES, lenient=True))
    except SyntaxError as error:
        raise ValueError(str(error)) from error
    found = {int(quad.subject.value[2:]): quad.object for quad in quads if isinstance(quad.subject, NamedNode)}
    return tuple(found.get(at) for at in range(len(texts)))
