"""Reading what is no article: what four times as much of it costs (four times as much, if in proportion)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Final

from measure import seconds, spoken, times_given

from loaders.article import Article
from loaders.reading.reader import read
from ontology.reference import Knowledge

_ODD: Final = random.Random(1)  # noqa: S311 – a test text, no secret
_MARKS: Final = "-‐‑‒–—―−﹘﹣－\"'‘’‚‛“”„‟«»‹›"
KINDS: Final[Mapping[str, Callable[[int], str]]] = {
    "one line of letters": lambda n: "a" * n,
    "one line of digits": lambda n: "1" * n,
    "brackets": lambda n: "(" * n,
    "nested quotations": lambda n: "“" * (n // 2) + "x" + "”" * (n // 2),
    "every dash and quotation mark": lambda n: (_MARKS * n)[:n],
    "noise": lambda n: _ODD.randbytes(n).decode("latin-1"),
    "words without a stop": lambda n: ("the bank said that it " * n)[:n],
    "capitalized words": lambda n: ("Kora " * n)[:n],
    "names and commas": lambda n: ("Kazakhstan, the World Bank and " * n)[:n],
    "sums": lambda n: ("$5 million, " * n)[:n],
    "from right to left": lambda n: ("שלום עולם مرحبا " * n)[:n],
    "denials": lambda n: ("did not meet Lena Holm, " * n)[:n],
    "short sentences": lambda n: ("A. " * n)[:n],
    "meetings": lambda n: ("Prime Minister Aidar Sarin met Lena Holm of the World Bank in Riga.\n\n" * n)[:n],
}


def main() -> None:
    """Read each kind of text at two lengths."""
    size = 1000 * times_given(5, __doc__)
    knowledge = Knowledge.load()
    read(Article(text="The World Bank met."), knowledge)
    for name, made in KINDS.items():
        short, long = (Article(text=made(n)) for n in (size, 4 * size))
        one = seconds(lambda short=short: read(short, knowledge))  # type: ignore[misc]
        four = seconds(lambda long=long: read(long, knowledge))  # type: ignore[misc]
        print(
            f"{name:<32} {4 * size:>8,} characters {spoken(four):>9}  {four / one:>5.1f} × a quarter of it", flush=True
        )


if __name__ == "__main__":
    main()
