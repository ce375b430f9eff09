"""Publishing after one new article, in a small and in a large graph, against publishing all of it anew."""

from __future__ import annotations

import statistics
from pathlib import Path

from copies import copies, shipped
from measure import folder, seconds, spoken, tell, times_given

from graph.background import Background
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Reading
from loaders.reading.reader import read


def main() -> None:
    """Publish a copy of each report by itself, one after another, into a graph of few and into one of many."""
    times = times_given(40, __doc__)
    each = len(shipped())
    readings = [read(article) for article in copies(times + 1)]
    background = Background.load()
    with folder() as place:
        small = one_by_one(place / "small", readings[:each], readings[-each:], background)
        large = one_by_one(place / "large", readings[:-each], readings[-each:], background)
    for name, (one, many) in {"median": (1, 1), "slowest": (2, 2)}.items():
        tell(f"one new article, {times * each} there ({name})", large[one], small[many], f"{each} there")
    tell(f"one new article, {times * each} there (median)", large[1], large[0], "publishing all anew")
    print(f"all anew: {spoken(large[0] / (times * each))} for each article; with {each}: {spoken(small[0] / each)}.")


def one_by_one(
    place: Path, before: list[Reading], new: list[Reading], background: Background
) -> tuple[float, float, float]:
    """Seconds of publishing everything anew; median and slowest of publishing after each of the new ones."""
    with GraphStore(place) as store:
        for _ in store.load(before):
            pass
        anew = seconds(lambda: publish(store, background, anew=True), repeats=1)
        found: list[float] = []
        for reading in new:
            for _ in store.load([reading]):
                pass
            found.append(seconds(lambda: publish(store, background), repeats=1))
    return anew, statistics.median(found), max(found)


if __name__ == "__main__":
    main()
