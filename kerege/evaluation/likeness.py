"""When two names, numbers, dates or entities of an evaluation are the same, as loosely as careful people would say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, TypeAlias

Json: TypeAlias = Mapping[str, Any]
"""A fact, or a reference to an entity, in the exchange format (``docs/facts.md``)."""

_EMPTY: Final = frozenset(["a", "an", "and", "at", "between", "for", "in", "of", "on", "s", "the", "to", "with"])
"""Words that tell no name from another."""
_STATEHOOD: Final = frozenset(["authorities", "government", "of", "republic", "side", "state", "the"])
"""Words that a country's name is still the same without."""
_ALIKE_FROM: Final = {"Event": 0.5, "Project": 0.6, "Framework": 0.6, "Institution": 0.8}
"""How similar, from 0 to 1, two names of one type must be; of other types they must be the same words."""
_EXCHANGEABLE: Final = (frozenset({"Place", "Institution"}), frozenset({"Project", "Framework"}))
"""Types that articles give one thing by turns: a country and its government, a project and its program."""
_GENERIC: Final = frozenset(["approval", "interview", "meeting", "signing", "talks", "visit"])
_SAME_LETTERS: Final = 0.75
_CLOSE: Final = 1e-3
"""Numbers that differ by less than this part of the larger one are the same."""


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """A text without what spellings differ in: case, accents, dashes, punctuation, possessives, y for i."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain)
    plain = re.sub(r"[^\w%$€.]+", " ", plain).replace("_", " ")
    return " ".join(re.sub(r"\.(?!\d)", "", plain).replace("y", "i").split())


@lru_cache(maxsize=100_000)
def words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others."""
    return frozenset(folded(text).split()) - _EMPTY


def similarity(one: str | None, other: str | None) -> float:
    """What part of their words two texts share, from 0 to 1 (the F1 of the sets)."""
    a, b = words(one or ""), words(other or "")
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def same_number(one: Any, other: Any) -> bool:
    """Are both numbers, and equal but for rounding?"""
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other), 1e-9)


def same_unit(one: str | None, other: str | None) -> bool:
    """Is it the same unit, in singular or plural, or do both count the same thing in more or fewer words?"""
    a, b = (_singular(folded(unit or "")) for unit in (one, other))
    return a == b or bool(words(one or "") & words(other or ""))


def _singular(unit: str) -> str:
    return unit[:-1] if len(unit) > 3 and unit.endswith("s") else unit


def date_fits(gold: str | None, found: str | None) -> bool:
    """Is the date found equal to gold's, a finer one within it, or a day of gold's stretch?"""
    if not gold or not found:
        return not gold and not found
    start, stretch, end = gold.partition("/")
    within = bool(stretch) and "/" not in found and start <= found <= end
    return gold == found or found.startswith(f"{gold}-") or within


def dates_agree(gold: str | None, found: str | None) -> bool:
    """Does the date found fit gold's, or gold's, being finer, the one found?"""
    return date_fits(gold, found) or bool(gold and found and gold.startswith(f"{found}-"))


def names(entity: Json | None) -> list[str]:
    """All names by which an entity is referred to; a gold reference lists others that are right too."""
    return [] if not entity else [name for name in (entity.get("name"), *(entity.get("aliases") or ())) if name]


def same_entity(gold: Json | None, found: Json | None) -> bool:
    """Do both references mean one entity? Without a name they do only where both lack one."""
    mine, yours = names(gold), names(found)
    if gold is None or found is None or not mine or not yours:
        return not mine and not yours
    types = frozenset(str(one["type"]) for one in (gold, found) if one.get("type"))
    if len(types) > 1 and types not in _EXCHANGEABLE:
        return False
    return any(_same_name(a, b, gold.get("type"), types) for a in mine for b in yours)


def same_event_loosely(gold: Json | None, found: Json | None) -> bool:
    """Is it one event by its name, or at least a meeting here and a meeting there?"""
    if same_entity(gold, found):
        return True
    a, b = (words(str((event or {}).get("name") or "")) for event in (gold, found))
    return bool(_GENERIC & a & b)


def _same_name(gold: str, found: str, kind: str | None, types: frozenset[str]) -> bool:
    if folded(gold) == folded(found) or (words(gold) and words(gold) == words(found)):
        return True
    if kind == "Person":
        return _same_person(gold, found)
    if "Place" in types and _state(gold) and _state(gold) == _state(found):
        return True
    alike = kind in _ALIKE_FROM and similarity(gold, found) >= _ALIKE_FROM[kind]
    return alike and not _at_odds(gold, found) and not _other_years(gold, found)


def _same_person(gold: str, found: str) -> bool:
    """One surname, and first names that begin alike where both are given."""
    a, b = folded(gold).split(), folded(found).split()
    return bool(a and b) and a[-1] == b[-1] and (min(len(a), len(b)) == 1 or a[0][0] == b[0][0])


@lru_cache(maxsize=100_000)
def _state(name: str) -> str:
    return " ".join(word for word in folded(name).split() if word not in _STATEHOOD)


def _at_odds(gold: str, found: str) -> bool:
    """Has each name a word that the other has nothing like? So have Almaty–Khorgos and Almaty–Bishkek highway."""
    a, b = words(gold), words(found)
    return _without_like(a - b, b) and _without_like(b - a, a)


def _without_like(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(not any(_twins(*sorted((word, other))) for other in others) for word in some)


@lru_cache(maxsize=100_000)
def _twins(one: str, other: str) -> bool:
    """Are these two spellings of one word, as far as letters tell?"""
    return one[:5] == other[:5] or SequenceMatcher(None, one, other).ratio() >= _SAME_LETTERS


def _other_years(gold: str, found: str) -> bool:
    a, b = (set(re.findall(r"\b(?:1[89]|20)\d\d\b", name)) for name in (gold, found))
    return bool(a and b) and not a & b
