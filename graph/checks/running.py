"""Runs checks over a published graph, which is only read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from graph.checks.causes import Cause, Causes
from graph.checks.files import PREFIXES, Check, checks
from graph.checks.lists import Slots, slots_of
from graph.edition import DEFAULT
from graph.stats import coverage
from ontology import terms as k

T = TypeVar("T")
Row = Mapping[str, str]
"""The values of one row of an answer by variable; IRIs in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check found."""

    check: str
    """Name of the check."""
    title: str
    sentence: str
    why: str
    things: tuple[str, ...]
    """IRIs of what it is about."""
    causes: tuple[Cause, ...]
    advice: tuple[str, ...]
    """What can be done about it: sentences and commands."""


def findings(store: Store, wanted: Iterable[Check] | None = None) -> Iterator[Finding]:
    """What the checks (all unless told otherwise) find, check after check."""
    sizes = {k.K + name: count for name, count in coverage(store).classes.items()}
    run = _Run(store)
    for check in checks() if wanted is None else wanted:
        for slots in slots_of(check, sizes):
            yield from run.findings(check, slots)


class _Run:
    def __init__(self, store: Store) -> None:
        self._store, self._causes = store, Causes(store)

    def findings(self, check: Check, slots: Slots) -> Iterator[Finding]:
        """What one check finds, asked for one thing."""
        for rows in _together(self._rows(check, slots), check.together):
            yield self._finding(check, slots, rows)

    def _rows(self, check: Check, slots: Slots) -> list[Row]:
        query = PREFIXES + check.query
        for name, value in slots.items():
            query = query.replace(f"<<{name}>>", value)
        answer = self._store.query(query)
        if not isinstance(answer, QuerySolutions):
            raise TypeError(f"The check {check.name} is no SELECT.")
        names = [variable.value for variable in answer.variables]
        found: list[Row] = []
        for solution in answer:
            terms = ((name, solution[name]) for name in names)
            found.append(
                {name: term.value for name, term in terms if isinstance(term, NamedNode | Literal | BlankNode)}
            )
        relied = (row for row in found if not self._is_rejected(check, row))
        return sorted(relied, key=lambda row: sorted(row.items()))

    def _is_rejected(self, check: Check, row: Row) -> bool:
        """Whether a finding rests on an assertion that a correction has rejected."""
        names = (pattern.removeprefix("?") for pattern in check.because if " " not in pattern)
        rejected = (
            self._store.quads_for_pattern(NamedNode(row[name]), k.rejectedBy, None, DEFAULT)
            for name in names
            if name in row
        )
        return any(next(quads, None) is not None for quads in rejected)

    def _finding(self, check: Check, slots: Slots, rows: Sequence[Row]) -> Finding:
        values = {
            name: _distinct(row.get(name, "") for row in rows) for name in sorted({n for row in rows for n in row})
        }
        causes = _distinct(c for row in rows for pattern in check.because for c in self._causes.of(pattern, row, slots))
        words = {name: " and ".join(self._word(value) for value in several) for name, several in values.items()}
        plain = {name: " ".join(several) for name, several in values.items()}
        reject = _distinct(f"kerege correct reject {cause.reject}" for cause in causes if cause.reject)
        return Finding(
            check=check.name,
            title=check.title,
            sentence=check.sentence.format_map(_Blanks({**slots, **words})),
            why=check.why,
            things=tuple(v for several in values.values() for v in several if self._is_thing(v)),
            causes=causes,
            advice=(*(line.format_map(_Blanks({**slots, **plain})) for line in check.advice), *reject),
        )

    def _word(self, value: str) -> str:
        return self._causes.label(value) if _is_iri(value) else value

    def _is_thing(self, value: str) -> bool:
        if not _is_iri(value):
            return False
        return next(self._store.quads_for_pattern(NamedNode(value), None, None, DEFAULT), None) is not None


class _Blanks(dict[str, str]):
    """Texts by name; a variable that is not bound is a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _is_iri(value: str) -> bool:
    return value.startswith(("http://", "https://", "urn:")) and " " not in value


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _together(rows: Sequence[Row], ends: Collection[str]) -> Iterator[Sequence[Row]]:
    """The rows one by one, or those that hang together by the values of two variables."""
    if not ends:
        yield from ([row] for row in rows)
        return
    group: dict[str, set[str]] = {}
    for row in rows:
        members = set[str]().union(*(group.get(row[end], {row[end]}) for end in ends))
        group.update(dict.fromkeys(members, members))
    first = next(iter(ends))
    for members in {min(members): members for members in group.values()}.values():
        yield [row for row in rows if row[first] in members]
