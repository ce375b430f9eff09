"""How evidence is weighed: points that add up, with a reason in plain words for each.

A point is a tenth of a ban, I. J. Good's unit of the weight of evidence: ten points make a join ten times as likely,
so points add up as in Fellegi and Sunter's theory of record linkage (1969). Each kind of thing starts below zero, by
how unlikely it is that two things that were compared at all are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

CERTAIN: Final = 20
"""Points from which on things are joined without asking: 99 to 1."""
UNCERTAIN: Final = 6
"""Points from which on a pair is listed for a person to decide: 4 to 1."""


RIVAL: Final = 6
"""A pair is uncertain if another one, that excludes it, is not so many points behind."""


class Weighed(NamedTuple):
    """One piece of evidence."""

    points: int
    reason: str
    """One sentence."""


class Judgment(NamedTuple):
    """What was found out about two things; the first of the two is the first in the alphabet."""

    one: str
    other: str
    points: int
    reasons: tuple[str, ...]
    """What speaks for it, the weightiest first, then what speaks against it."""

    @property
    def certain(self) -> bool:
        """Whether the two are joined, if nothing else forbids it."""
        return self.points >= CERTAIN

    @property
    def score(self) -> float:
        """How likely it is that the two are one, from 0 to 1, in thousandths."""
        return score_of(self.points)


def doubted(judgment: Judgment, reason: str) -> Judgment:
    """The judgment, uncertain at most."""
    return judgment._replace(points=min(judgment.points, CERTAIN - 1), reasons=(*judgment.reasons, reason))


class Evidence:
    """The evidence about one pair while it is gathered."""

    def __init__(self, prior: int) -> None:
        """``prior`` is where pairs of this kind begin."""
        self.points = prior
        self.forbidden = False
        self._weighed: list[Weighed] = []
        self._capped = False

    def add(self, points: int, reason: str) -> None:
        """Count something that speaks for or against it."""
        if points:
            self.points += points
            self._weighed.append(Weighed(points, reason))

    def doubt(self, reason: str) -> None:
        """Note something that makes the pair uncertain at most, whatever speaks for it."""
        self._capped = True
        self._weighed.append(Weighed(0, reason))

    def forbid(self) -> None:
        """Note that the two cannot be one."""
        self.forbidden = True

    def judgment(self, one: str, other: str) -> Judgment | None:
        """What follows; ``None`` if the pair is not worth telling."""
        points = min(self.points, CERTAIN - 1) if self._capped else self.points
        if self.forbidden or points < UNCERTAIN:
            return None
        first, second = sorted((one, other))
        return Judgment(first, second, points, _told(self._weighed))


def score_of(points: int) -> float:
    """Points as a probability, in thousandths.

    >>> score_of(0), score_of(10), score_of(20)
    (0.5, 0.909, 0.99)
    """
    return round(1 / (1 + 10 ** (-points / 10)), 3)


def _told(weighed: Iterable[Weighed]) -> tuple[str, ...]:
    ordered = sorted(weighed, key=lambda one: (-one.points, one.reason))
    return tuple(dict.fromkeys(one.reason for one in ordered))
