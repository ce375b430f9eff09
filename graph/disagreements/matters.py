"""A matter that articles put differently, whatever it is: its versions, who gives them, and whether all can be true.

What is compared differs (``dates``, ``titles``, ``naming``, ``circumstances``, ``amounts``), how it comes together is
the same: reports that say the same are one version; any two versions of different articles are judged; a matter with
one pair that cannot be true differs. It depends on the set of reports alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

from pyoxigraph import NamedNode

DIFFER: Final = "differ"
COMPATIBLE: Final = "compatible"

Order = TypeVar("Order", bound=tuple[object, ...])


class Said(NamedTuple):
    """That an article gives a version."""

    assertion: str
    article: str
    passages: tuple[str, ...]
    """IRIs of the sentences that say it."""


class Judged(NamedTuple):
    """What comparing two versions gives."""

    verdict: str
    """``differ`` or ``compatible``."""
    reason: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one or more articles say of a matter."""

    words: str
    said: tuple[Said, ...]

    @property
    def articles(self) -> frozenset[str]:
        """The articles that say so."""
        return frozenset(one.article for one in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter that articles put differently."""

    about: tuple[str, ...]
    """IRIs of the things that it is about, sorted."""
    regarding: NamedNode
    """The property that has several values."""
    beside: tuple[str, ...] = ()
    """What tells it from other matters of the same things and property: the organization of a title."""
    versions: tuple[Version, ...]
    """Two or more, in the order of what they say."""
    verdict: str
    reason: str


Judge = Callable[[Order, Order], Judged | None]
"""Compares two versions by what they say; ``None`` if they cannot be compared."""


def matter(
    about: Sequence[str],
    regarding: NamedNode,
    versions: Mapping[Order, Version],
    judge: Judge[Order],
    beside: tuple[str, ...] = (),
) -> Matter | None:
    """The matter that versions make, if any two of different articles can be compared.

    ``versions`` are keyed by what they say, in a form that sorts. Versions that can be compared with no other are left
    out; the reason is that of the first pair that differs, else of the first pair.
    """
    taking_part: set[Order] = set()
    found: list[Judged] = []
    for one, other in combinations(sorted(versions), 2):
        if versions[one].articles == versions[other].articles:
            continue  # whoever says one says the other, too: no articles disagree
        if (judged := judge(one, other)) is not None:
            taking_part |= {one, other}
            found.append(judged)
    if not found:
        return None
    first = next((judged for judged in found if judged.verdict == DIFFER), found[0])
    return Matter(
        about=tuple(sorted(about)),
        regarding=regarding,
        beside=beside,
        versions=tuple(versions[key] for key in sorted(taking_part)),
        verdict=first.verdict,
        reason=first.reason,
    )


def versions(said: Iterable[tuple[Order, str, Said]]) -> dict[Order, Version]:
    """Reports by what they say; each comes as what it says, in words, and who says it.

    Of several ways to word the same the commonest is kept, then the longest, then the first in the alphabet.
    """
    reports: dict[Order, dict[Said, str]] = {}
    for key, words, one in said:
        known = reports.setdefault(key, {})
        known[one] = min(known.get(one, words), words, key=lambda text: (-len(text), text))
    return {key: Version(words=commonest(known.values()), said=tuple(sorted(known))) for key, known in reports.items()}


def commonest(words: Iterable[str]) -> str:
    """The commonest of some words, then the longest, then the first in the alphabet."""
    given = list(words)
    return min(set(given), key=lambda text: (-given.count(text), -len(text), text))
