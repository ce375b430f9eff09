"""Which tellings are worth comparing: those of near sums that have something in common, found without trying all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from graph.deals.comparing import ALIKE, Comparer, same_sum, words
from graph.deals.tellings import DISTINCT, Telling

_LARGEST: Final = 1.04
"""How much larger than another a sum may be to be compared with it at all."""
_Blocks = dict[tuple[str, ...], list[Telling]]


def candidates(told: Iterable[Telling], comparer: Comparer) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of one group of financiers, in one currency, with sums and aims that may be the same, each once."""
    sums = [telling for telling in told if telling.value > 0]
    seen: set[tuple[str, str]] = set()
    for pair in _pairs(sums, comparer):
        one, other = sorted(pair, key=lambda telling: telling.name)
        if (one.name, other.name) not in seen:
            seen.add((one.name, other.name))
            if same_sum(one, other):
                yield one, other


def _pairs(sums: Sequence[Telling], comparer: Comparer) -> Iterator[tuple[Telling, Telling]]:
    frequency = Counter(word for telling in sums for iri in telling.purposes for word in words(iri))
    aims: _Blocks = defaultdict(list)
    silent: _Blocks = defaultdict(list)
    telling_what: _Blocks = defaultdict(list)
    for telling in sums:
        for group in comparer.groups(telling):
            start = telling.currency, group
            for token in {*telling.purposes, *telling.under, *_rare_words(telling, frequency)}:
                aims[*start, token].append(telling)
            exact = [f"{telling.value.normalize()}"] if telling.digits >= DISTINCT else []
            if telling.purposes:
                for token in (*telling.recipients, *comparer.countries(telling), *exact):
                    telling_what[*start, token].append(telling)
            else:
                for token in (*telling.recipients, *exact):
                    silent[*start, token].append(telling)
    for block in aims.values():
        yield from _near(block, block)
    for key, block in silent.items():
        yield from _near(block, [*block, *telling_what.get(key, ())])


def _rare_words(telling: Telling, frequency: Counter[str]) -> Iterator[str]:
    """Of each purpose so many of its rarest words that names which are alike have one of them in common."""
    for iri in telling.purposes:
        rarest = sorted(words(iri), key=lambda word: (frequency[word], word))
        yield from rarest[: len(rarest) - math.ceil(ALIKE * len(rarest)) + 1]


def _near(ones: Iterable[Telling], others: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of near sums, one of each list; both may be given in either order."""
    mine = {telling.name for telling in ones}
    block = sorted({telling.name: telling for telling in (*ones, *others)}.values(), key=lambda t: (t.size, t.name))
    for at, one in enumerate(block):
        for other in block[at + 1 :]:
            if other.size > one.size * _LARGEST:
                break
            if one.name in mine or other.name in mine:
                yield one, other
