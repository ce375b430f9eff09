"""Names that are nearly the same: all words but one, or all but the spelling of one.

“Joint Economic Research Program” and “Joint Economic Reform Program” differ in a word that matters; “Karaganda–
Zhezkazgan highway” and “Karagandy–Zhezkazgan highway” in a spelling. A name that says less than the other one (“JERP”,
“the program”), or that has another word for the kind of thing (road, highway), is no other name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Final

from graph.disagreements.matters import COMPATIBLE, DIFFER, Judged, Version
from ontology import iris

Name = tuple[str, ...]
"""A name as it is compared: its words, folded, small ones left out."""

_SMALL: Final = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_KINDS: Final = frozenset(
    {
        "agreement", "agreements", "bridge", "bypass", "canal", "compani", "corridor", "council", "framework",
        "fund", "funds", "highwai", "highwais", "initiative", "line", "loan", "loans", "memorandum", "motorwai",
        "pact", "plan", "plans", "plant", "program", "programme", "programmes", "programs", "project", "projects",
        "railroad", "railwai", "road", "roads", "route", "scheme", "station", "strategi", "strategies", "system",
        "treati", "treaties",
    }
)  # fmt: skip
"""Words for what a thing is, folded: one instead of another one is no other name."""
FEWEST: Final = 3
"""Words that a name must have so that all but one being the same says something."""
_SPELLED: Final = 2
"""Letters in which two spellings of a word may differ."""


def name(text: str) -> Name:
    """A name as it is compared.

    >>> name("the Joint Economic Research Program")
    ('joint', 'economic', 'research', 'program')
    """
    return tuple(word for word in iris.fold(text).split() if word not in _SMALL)


def is_proper(text: str) -> bool:
    """Whether a name is one, not a description: two words with capital letters."""
    return sum(word[:1].isupper() for word in text.replace("-", " ").replace("–", " ").split()) > 1


def of_names(one: Name, other: Name, said: tuple[str, str], *, fewest: int = FEWEST) -> Judged | None:
    """Whether two names, ``said`` so, are one put differently; ``None`` if they are the same or too different to tell.

    ``fewest`` words must be in both.
    """
    apart = [(mine, yours) for mine, yours in zip(one, other, strict=False) if mine != yours]
    if len(one) != len(other) or len(one) < fewest or len(apart) != 1:
        return None
    mine, yours = apart[0]
    if {mine, yours} <= _KINDS or mine.startswith(yours) or yours.startswith(mine):
        return None
    both = f"“{said[0]}” and “{said[1]}”"
    if mine.isdigit() or yours.isdigit():
        shared = any(word.isdigit() for word in one if word != mine)
        if not (mine.isdigit() and yours.isdigit() and shared):  # editions: the forum of 2025, the forum of 2026
            return None
        return Judged(DIFFER, f"{both} are the same but for one number.")
    if is_respelled(mine, yours):
        return Judged(COMPATIBLE, f"{both} can be two spellings of one name.")
    return Judged(DIFFER, f"{both} are the same but for one word.")


def is_respelled(one: str, other: str) -> bool:
    """Whether two words can be spellings of one: nearly the same letters, the first one shared.

    >>> is_respelled("karaganda", "karagandi"), is_respelled("research", "reform")
    (True, False)
    """
    if one[:1] != other[:1] or min(len(one), len(other)) <= _SPELLED + 2:
        return False
    return distance(one, other) <= _SPELLED


def distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed to make one word of the other (Levenshtein, 1966)."""
    before = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        here = [at]
        for under, another in enumerate(other, 1):
            here.append(min(before[under] + 1, here[-1] + 1, before[under - 1] + (letter != another)))
        before = here
    return before[-1]


def any_near(texts: Iterable[str], *, fewest: int = FEWEST) -> bool:
    """Whether any two of some names are nearly the same."""
    known = sorted({name(text): text for text in texts if is_proper(text)}.items())
    return any(
        of_names(one, other, (mine, yours), fewest=fewest) for (one, mine), (other, yours) in combinations(known, 2)
    )


def judge(versions: Mapping[Name, Version], *, fewest: int = FEWEST) -> Callable[[Name, Name], Judged | None]:
    """Compares two names of some versions."""

    def judged(one: Name, other: Name) -> Judged | None:
        return of_names(one, other, (versions[one].words, versions[other].words), fewest=fewest)

    return judged
