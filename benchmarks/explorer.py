"""How soon the pages of the explorer are there: on the shipped articles, and on a graph many times that size.

Each page is asked for twice: the first time it is made, the second time it is kept. What a page takes is the time to
its last byte. `--times 3624` makes a graph of a million facts, in some minutes and 4 GB.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from amplified import amplified
from measure import folder, spoken, tell, times_given
from questions import made
from servers import Server, ours

_HUB: Final = "/doc/place/kazakhstan"
PAGES: Final = {
    "start": "/",
    "search": "/search?q=bank",
    "completion": "/complete?q=kaz",
    "person": "/doc/person/olzhas-bektenov",
    "country": _HUB,
    "bank": "/doc/institution/world-bank",
    "article": "/doc/article/71bd7bc6b7cdcb06",
    "questions": "/queries/",
    "answer": f"/queries/who-met-whom?person={quote('Olzhas Bektenov')}",
    "agreement": "/agreement",
    "connections": f"/connections?from={quote('Olzhas Bektenov')}&to={quote('World Bank')}",
    "network": f"/network?around={quote('World Bank')}",
    "ontology": "/ontology",
}
"""A page of each kind."""


def main() -> None:
    """Serve both graphs, and ask for every page."""
    times = times_given(100, __doc__)
    with folder() as place:
        made(place / "small", 1)
        facts = amplified(place / "small", 1, place / "once")
        larger = amplified(place / "small", times, place / "large")
        small = dict(pages(place / "once"))
        large = dict(pages(place / "large"))
    print(f"With {larger:,} facts against {facts:,}:")
    for name in PAGES:
        for told, at in (("", 0), (", asked again", 1)):
            tell(f"{name}{told}", large[name][at], small[name][at], f"{facts:,} facts")


def pages(store: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    """By page, the seconds that it takes to be made, and to be had again."""
    begun = time.perf_counter()
    with ours(store) as server:
        print(f"the service answers after {spoken(time.perf_counter() - begun)}", end="", flush=True)
        while _refused(server, "/search?q=a"):
            time.sleep(1)
        print(f", knows all names after {spoken(time.perf_counter() - begun)}", end="", flush=True)
        while _refused(server, "/agreement?kind=figures") or _refused(server, "/network?around=Astana&depth=2"):
            time.sleep(1)
        print(f", all else after {spoken(time.perf_counter() - begun)}", flush=True)
        for name, path in PAGES.items():
            yield name, (_once(server, path), _once(server, path))


def _refused(server: Server, path: str) -> bool:
    """Whether what is asked for is being made still."""
    try:
        server.get(path)
    except OSError:
        return True
    return False


def _once(server: Server, path: str) -> float:
    begun = time.perf_counter()
    server.get(path, {"Accept": "text/html, application/json"}, patience=600)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
