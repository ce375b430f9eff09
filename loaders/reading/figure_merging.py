"""One figure for each number that an article tells more than once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from loaders.facts import Bound, Figure, Kind, Passage

_RANK: Final = {Kind.FRAMEWORK: 0, Kind.PROJECT: 1, Kind.INSTITUTION: 2, Kind.PLACE: 3}
_GUESSED: Final = frozenset(
    f"figure.{name}"
    for name in (
        *("subject", "continued", "continued-list", "placed", "undertaking-before", "main-project", "first-project"),
        *("financed-project", "country-of-article", "lender-of-article", "receiver-of-sum", "sentence-before"),
    )
)


def merged(found: Iterable[Figure]) -> Iterator[Figure]:
    """One figure for each number told twice: the better founded bearer stays, with the evidence of both."""
    kept: list[Figure] = []
    places: dict[tuple[float, str, Bound, bool], list[int]] = {}
    for f in found:
        same = places.setdefault((f.value, f.unit, f.bound, f.per_year), [])
        place = next((i for i in same[-_LATELY:] if _alike(kept[i], f)), None)
        if place is None:
            same.append(len(kept))
            kept.append(f)
            continue
        first, second = sorted((kept[place], f), key=_standing)
        told = {*first.evidence, *second.evidence} if _of_one(first, second) else set(first.evidence)
        kept[place] = replace(first, evidence=tuple(sorted(told)[:_EVIDENCE]))
    return iter(kept)


def _of_one(a: Figure, b: Figure) -> bool:
    return a.about == b.about and a.counterpart == b.counterpart


def _standing(f: Figure) -> tuple[bool, int, tuple[Passage, ...]]:
    return f.rule in _GUESSED, _RANK.get(f.about.kind, 4) if f.about else 5, f.evidence


def _alike(a: Figure, b: Figure) -> bool:
    """Whether two figures of one value are the same number told twice rather than two equal ones."""
    if set(a.evidence) & set(b.evidence) and a.about == b.about:
        return False
    if a.about == b.about:
        return True
    places = all(f.about is not None and f.about.kind is Kind.PLACE for f in (a, b))
    return not places and a.value >= _TELLING and bool(_SUMMED.fullmatch(a.unit))


_SUMMED: Final = re.compile(r"[A-Z]{3}|[\w ]+s")
"""Units of money and of counts."""
_LATELY: Final = 4
"""How many equal numbers before may be the same one told again."""
_EVIDENCE: Final = 4
"""How many passages at most bear witness to one figure."""
_TELLING: Final = 10
"""A smaller number told of two things is two numbers."""
