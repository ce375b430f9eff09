"""Joining the financings of many articles into deals, against a tenth of them, and keeping what is known of them.

The financings are made up: three of ten articles tell of a loan that no other tells of, half of all loans are one
bank's, a third of the sums are round ones that many loans have.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator

from measure import folder, seconds, spoken, tell

from graph.background import Background
from graph.deals.financings import Financing, Financings
from graph.deals.joining import deals
from graph.deals.kept import Kept, read_kept, write_kept
from graph.deals.tellings import RANKS, tellings
from ontology.iris import Minter

MINTER = Minter()
BANKS = ("World Bank", "Asian Development Bank", "European Bank for Reconstruction and Development", "KfW")
ROUND = (50, 100, 150, 200, 250, 300, 500)


def main() -> None:
    """Join, keep and read again."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=100, metavar="N", help="Hundreds of articles (100).")
    times: int = parser.parse_args().times
    entries = Background.load().entries
    few, many = dict(articles(10 * times)), dict(articles(100 * times))
    small = seconds(lambda: deals(tellings(few), entries, MINTER))
    made = deals(tellings(many), entries, MINTER)
    large = seconds(lambda: deals(tellings(many), entries, MINTER), repeats=1)
    tell(f"joining the financings of {len(many):,} articles", large, small, f"{len(few):,} articles")
    with folder() as place:
        written = seconds(lambda: write_kept(place, Kept(many, made)))
        read = seconds(lambda: read_kept(place))
        size = (place / "deals.gz").stat().st_size
    tell("reading what was kept of them", read, large, "joining them")
    count = sum(len(known.financings) for known in many.values())
    told = f"{count:,} financings, {len(set(made.of.values())):,} deals"
    print(f"{told}; {size / 1e6:.1f} MB, written in {spoken(written)}.")


def articles(count: int) -> Iterator[tuple[str, Financings]]:
    """Made-up articles, the same every time, by their IRIs."""
    chance = random.Random(7)  # noqa: S311 - nothing is kept secret
    loans = [
        (
            MINTER.institution(BANKS[min(int(chance.expovariate(0.7)), len(BANKS) - 1)]),
            MINTER.place(f"country {int(chance.expovariate(0.1))}"),
            MINTER.undertaking(f"road {number}"),
            10**5 * chance.choice((10 * chance.choice(ROUND), 10 * chance.randint(5, 900), chance.randint(50, 9000))),
            chance.choice(("loan", "loan", "grant", "")),
            chance.randint(2005, 2024),
        )
        for number in range(count // 3)
    ]
    for number in range(count):
        day, told = "", list[Financing]()
        for at in range(chance.choice((1, 1, 2, 3))):
            bank, country, road, value, instrument, year = chance.choice(loans)
            day = f"{year + chance.randint(0, 2)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            amount, stage = str(value), chance.choice(tuple(RANKS))
            said = (amount, amount, amount, "USD", instrument, stage, "", "", (f"{number}/{at}",), True, False)
            for sides in ((bank, country, ""), (bank, "", road))[: chance.choice((1, 2, 2))]:
                assertion = MINTER.assertion(str(number), str(at), *sides)
                key = MINTER.fact("Deal", *sides, amount, "USD", instrument)
                told.append(Financing(assertion, key, *sides, *said))
        yield MINTER.article(str(number)), Financings(day, tuple(sorted(told)), (), ())


if __name__ == "__main__":
    main()
