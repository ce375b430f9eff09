"""How names of one thing may differ in spelling: transliteration, doubled letters, a slip."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ontology.iris import fold

_SAME_SOUND: Final = (
    ("dzh", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "t"),
    ("ph", "f"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("ts", "c"),
    ("tz", "c"),
    ("ks", "x"),
    ("ck", "k"),
    ("ou", "u"),
    ("ow", "u"),
    ("q", "k"),
    ("w", "v"),
)
"""Ways of writing one sound, the longer first; after ``fold``, which writes every y as i."""
_DOUBLED: Final = re.compile(r"(.)\1")
_GLIDE: Final = re.compile(r"i(?=[aeou])|(?<=[aeou])i(?=[aeou])")
_VOWELS: Final = re.compile(r"[aeiou]")
_SHORTEST_SLIP: Final = 6
"""Letters of the shorter word from which on one wrong letter may be a slip."""


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """A folded word with transliteration folded further: what sounds the same is the same.

    >>> skeleton("kosherbaiev") == skeleton("kosherbaev"), skeleton("muhtar") == skeleton("mukhtar")
    (True, True)
    """
    for written, sound in _SAME_SOUND:
        word = word.replace(written, sound)
    word = _GLIDE.sub("", _DOUBLED.sub(r"\1", word))
    return _DOUBLED.sub(r"\1", word.removesuffix("h") if len(word) > 3 else word)


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(fold(name).split())


@lru_cache(maxsize=1 << 16)
def sounds_of(name: str) -> tuple[str, ...]:
    """The words of a name as ``skeleton`` leaves them."""
    return tuple(map(skeleton, words_of(name)))


def nearly(one: str, other: str) -> bool:
    """Whether two skeletons may be one word with a slip: one letter more, less or another, the first one the same.

    >>> nearly("eugenue", "eugene"), nearly("dana", "dina"), nearly("marat", "murat")
    (True, False, False)
    """
    if min(len(one), len(other)) < _SHORTEST_SLIP or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return (
        one[start + 1 :] == other[start + 1 :] or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]
    )


def same_consonants(one: str, other: str) -> bool:
    """Whether two skeletons differ in vowels only, with enough consonants that this means something.

    >>> same_consonants("mohamed", "muhamad"), same_consonants("dana", "dina")
    (True, False)
    """
    first, second = _VOWELS.sub("", one), _VOWELS.sub("", other)
    return len(first) >= 4 and _DOUBLED.sub(r"\1", first) == _DOUBLED.sub(r"\1", second)
