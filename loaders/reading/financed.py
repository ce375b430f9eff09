"""Whose a sum of money is of which it is already known who gives it to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.facts import Entity, Fact, Finances
from loaders.reading.background import UNDERTAKINGS, Bearer
from loaders.reading.document import Quantity, Sentence


class Financed:
    """The sums that the financing facts of an article tell of, by currency and value."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Sequence[Fact]) -> None:
        """``facts`` are what the stages before found in the article."""
        self._facts: dict[tuple[str, float], list[Finances]] = {}
        for fact in facts:
            if isinstance(fact, Finances) and fact.currency:
                for amount in fact.amounts:
                    self._facts.setdefault((fact.currency, amount), []).append(fact)

    def of(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The one project or framework that a sum of sentence ``s`` is given to, else who gives it."""
        if q.family != "money":
            return None
        told = [f for f in self._facts.get((q.unit, q.value), ()) if any(_meet(p, s) for p in f.evidence)]
        targets = _different(f.target for f in told if f.target.kind in UNDERTAKINGS)
        givers = _different(f.financier for f in told)
        found = targets if len(targets) == 1 else givers if len(givers) == 1 else []
        return Bearer(found[0], None, "financed", None) if found else None


def _meet(passage: tuple[int, int], s: Sentence) -> bool:
    return passage[0] < s.end and s.start < passage[1]


def _different(entities: Iterable[Entity]) -> list[Entity]:
    """Each entity once, in order."""
    return list({e.iri: e for e in entities}.values())
