"""Titles that articles give one person at one organization at one time.

One time is told by the dates of the articles: of each title there is a first and a last one, and two titles whose
stretches overlap, or lie no more than a week apart, are given at one time. Where one title stops before the other
begins the person went on to another post: a succession, and nothing that articles disagree on. What an article says to
be over (“former”) counts for no time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from graph.disagreements.matters import COMPATIBLE, DIFFER, Judged, Version
from ontology import iris

NEAR: Final = 7
"""Days between the dates of articles that report on one time."""
_SMALL: Final = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"])
_ACTING: Final = frozenset({"acting", "interim", "caretaker"})
_RANKS: Final = frozenset({"deputi", "vice", "assistant", "associate", "junior", "former", "ex", "honorari"})
"""Words that make another post of a post, folded."""


class Title(NamedTuple):
    """A title as it is compared."""

    folded: str
    words: str
    """As articles write it."""
    first: str
    last: str
    """Dates of the first and last article that gives it, in ISO form."""


def full_title(title: str, remit: str) -> str:
    """A title with its remit, which most titles hold already."""
    held = f" {iris.fold(remit)} " in f" {iris.fold(title)} "
    return title if held or not remit else f"{title} {remit}"


def are_near(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the stretches from first to last date overlap, or nearly so; not, where no date is known."""
    one, other = (sorted(day for day in days if day) for days in (ones, others))
    if not one or not other:
        return False
    earlier, later = sorted((one, other), key=lambda days: (days[0], days[-1]))
    return (date.fromisoformat(later[0]) - date.fromisoformat(earlier[-1])).days <= NEAR


def judge(versions: Mapping[Title, Version]) -> Callable[[Title, Title], Judged | None]:
    """Compares two titles of some versions: whether a person can have both at once."""

    def judged(one: Title, other: Title) -> Judged | None:
        shared = versions[one].articles & versions[other].articles
        return of_titles(one, other, in_one_article=bool(shared))

    return judged


def of_titles(one: Title, other: Title, *, in_one_article: bool) -> Judged | None:
    """Whether a person can have both titles at once; an article may give both."""
    if not are_near((one.first, one.last), (other.first, other.last)):
        return None
    mine, yours = _content(one.folded), _content(other.folded)
    if mine == yours:
        return Judged(COMPATIBLE, f"“{one.words}” and “{other.words}” have the same words.")
    if mine - _ACTING == yours - _ACTING:
        return Judged(COMPATIBLE, "One article says that the post is held for the time being, the other one does not.")
    if not (mine ^ yours) & _RANKS and (mine < yours or yours < mine):
        less, more = (one, other) if mine < yours else (other, one)
        return Judged(COMPATIBLE, f"“{more.words}” says more exactly what “{less.words}” says.")
    if _stands_for(one.folded, other.folded) or _stands_for(other.folded, one.folded):
        return Judged(COMPATIBLE, f"“{one.words}” and “{other.words}” are a title and its initials.")
    if in_one_article:
        return Judged(COMPATIBLE, "One article gives both titles, so both can be held at once.")
    return Judged(DIFFER, f"“{one.words}” and “{other.words}” are different titles, given at one time.")


def _content(folded: str) -> frozenset[str]:
    return frozenset(folded.split()) - _SMALL


def _stands_for(short: str, long: str) -> bool:
    words = [word for word in long.split() if word not in _SMALL]
    return len(words) > 1 and short.replace(" ", "") == "".join(word[0] for word in words)
