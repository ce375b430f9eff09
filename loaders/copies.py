"""Which articles are copies of one text: republished with another headline, a paragraph less, an agency's line more.

A text is known by its runs of five words. Of their hashes the small ones are kept, so few that a sketch fits a
literal, and by the same rule for every text, so that what two sketches share tells what the texts share (Broder, "On
the resemblance and containment of documents", 1997; scaled as in Irber et al., "FracMinHash", 2022). What stands in
quotation marks is left out: independent reports quote the same words of a speaker.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

RUN: Final = 5
"""Words in a run. Two reports of one event share names and phrases of two or three words, seldom five."""
KEPT: Final = 128
"""Hashes in a sketch, at most; half as many at least, if the text has that many runs."""
SHARED: Final = 0.5
"""A text is a copy if this share of the shorter one's runs is in the longer one."""
_QUOTED: Final = re.compile(r"[“„«\"]([^“”„«»\"\n]{20,})[”“»\"]")
"""Words in quotation marks, within a line: enough of them to be speech, not a name."""
_FEWEST: Final = 4
"""Runs that must be seen in both."""
_COMMONPLACE: Final = 200
"""A run that so many independent texts have is a set phrase of some paper, and tells nothing."""
_WIDTH: Final = 4
_ALL: Final = 1 << (8 * _WIDTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A text as far as it takes to find its copies."""

    step: int
    """One in so many hashes is kept: those below ``2**32 / step``; a power of two."""
    hashes: tuple[int, ...]
    """The kept ones, ascending."""

    @property
    def runs(self) -> int:
        """About how many different runs the text has."""
        return self.step * len(self.hashes)

    def count(self, step: int) -> int:
        """How many hashes are kept at a coarser step."""
        return bisect_left(self.hashes, _ALL // step)


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of one article's text."""

    key: str
    """Identical texts share it."""
    sketch: str
    """As ``sketch`` gives it; empty if unknown: then only identical texts are copies."""


def sketch(folded: str) -> str:
    """The sketch of a folded text (``ontology.iris.fold``): its step, and its hashes in base 64."""
    words = folded.split()
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    hashes = sorted({int.from_bytes(blake2b(run.encode(), digest_size=_WIDTH).digest(), "big") for run in runs})
    step = 1
    while len(hashes) > KEPT:
        step *= 2
        del hashes[bisect_left(hashes, _ALL // step) :]
    return f"{step} {b64encode(b''.join(number.to_bytes(_WIDTH, 'big') for number in hashes)).decode('ascii')}"


def own_words(text: str) -> str:
    """A text without what it quotes; the whole text where more than half of it is quoted.

    >>> own_words("She welcomed it. “It is a road that all of us need,” she said at the opening in the valley.")
    'She welcomed it.   she said at the opening in the valley.'
    """
    rest = _QUOTED.sub(" ", text)
    return rest if 2 * len(rest.split()) >= len(text.split()) else text


@lru_cache(maxsize=4096)
def parsed(literal: str) -> Sketch:
    """The sketch that ``sketch`` wrote; an empty one for an empty string."""
    if not literal:
        return Sketch(step=1, hashes=())
    step, _, coded = literal.partition(" ")
    data = b64decode(coded)
    hashes = (int.from_bytes(data[at : at + _WIDTH], "big") for at in range(0, len(data), _WIDTH))
    return Sketch(step=int(step), hashes=tuple(hashes))


def are_copies(one: Sketch, other: Sketch) -> bool:
    """Whether one of two texts is in the other, but for little."""
    return _enough(len(set(one.hashes).intersection(other.hashes)), one, other)


def originals(texts: Mapping[str, Text]) -> dict[str, str]:
    """For each article the one whose text it has: itself, or that of which it is a copy.

    The originals are chosen so that no two are copies of each other, the shortest texts first: a digest that holds two
    reports is a copy of both, and does not make one report of them. It depends on the texts alone, not on their order.
    """
    if len({text.key for text in texts.values()}) == 1:
        return dict.fromkeys(texts, min(texts))
    sketches = {name: parsed(text.sketch) for name, text in texts.items()}
    found: dict[str, str] = {}
    identical: dict[str, str] = {}
    having: dict[int, list[str]] = defaultdict(list)
    for name in sorted(texts, key=lambda name: (sketches[name].runs, texts[name].key, name)):
        mine, key = sketches[name], texts[name].key
        if key not in identical:
            original = _original(mine, sketches, having)
            identical[key] = original or name
            if original is None:
                _note(name, mine.hashes, having)
        found[name] = identical[key]
    return found


def independent(texts: Sequence[Text]) -> int:
    """How many of the texts are independent of each other."""
    if len(texts) < 2:
        return len(texts)
    return len(set(originals({f"{text.key} {at}": text for at, text in enumerate(texts)}).values()))


def _original(mine: Sketch, sketches: Mapping[str, Sketch], having: Mapping[int, list[str]]) -> str | None:
    """The text among those noted that shares most with mine, if that is enough to make mine its copy."""
    shared = Counter(name for number in mine.hashes for name in having.get(number, ()))
    enough = [name for name, count in shared.items() if _enough(count, mine, sketches[name])]
    return min(enough, key=lambda name: (-shared[name], name)) if enough else None


def _note(name: str, hashes: Sequence[int], having: dict[int, list[str]]) -> None:
    for number in hashes:
        if len(having[number]) < _COMMONPLACE:
            having[number].append(name)


def _enough(shared: int, one: Sketch, other: Sketch) -> bool:
    step = max(one.step, other.step)
    smaller = min(one.count(step), other.count(step))
    return shared >= max(_FEWEST, SHARED * smaller)
