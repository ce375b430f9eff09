"""Where the time goes when one new article is published into a large graph, phase by phase, in processor time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from copies import copies, shipped
from measure import folder, spoken, tell, times_given

import graph.making as making
import graph.publish as publishing
from graph.background import Background
from graph.edition import Edition
from graph.ledger import write_ledger
from graph.publications import Publications
from graph.store import GraphStore
from loaders.reading.reader import read

_PHASES: Final[tuple[tuple[str, Any, str], ...]] = (
    ("what changed (manifest, what is loaded)", publishing._Compared, "of"),  # pyright: ignore[reportPrivateUsage]
    ("copying the publication before", Publications, "begin"),
    ("identity: features", making, "all_features"),
    ("identity: reading what is kept", publishing, "read_features"),
    ("identity: writing what is kept", publishing, "write_features"),
    ("identity: deciding", making, "decide"),
    ("identity: what moved", making, "identities"),
    ("identity: matches", making, "renew_matches"),
    ("deals", making, "deals_made"),
    ("deals: keeping", publishing, "write_kept"),
    ("assertions and facts of the article", making.Reports, "renew"),
    ("facts, counted over all reports", making.Reports, "renew_facts"),
    ("figures that conflict", making.Reports, "renew_conflicts"),
    ("descriptions of things", making.Things, "renew"),
    ("disagreements", making.Disagreements, "renew"),
    ("paths", making.Things, "renew_paths"),
    ("corrections", making.Making, "_renew_corrections"),
    ("classes that follow", making.Kinds, "renew"),
    ("catalogue", making.Making, "_renew_catalogue"),
    ("writing quads", Edition, "write"),
    ("ledger", publishing, "_ledger"),
    ("ledger: writing", publishing, write_ledger.__name__),
    ("finishing (manifest, making it the newest)", Publications, "finish"),
)
"""What is told, whose it is, and its name there."""


class Phases:
    """Processor seconds by phase; what one phase needs inside of another counts for the inner one alone."""

    def __init__(self) -> None:
        """Watch all phases from now on."""
        self.spent: dict[str, float] = defaultdict(float)
        self._inner = [0.0]
        for told, owner, name in _PHASES:
            bound = isinstance(vars(owner)[name], classmethod)
            watched = self._watched(told, getattr(owner, name))
            setattr(owner, name, staticmethod(watched) if bound else watched)

    def taken(self) -> dict[str, float]:
        """What was spent since the last time."""
        spent, self.spent = self.spent, defaultdict[str, float](float)
        return spent

    def _watched(self, told: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            begin = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - begin
                self.spent[told] += spent - self._inner.pop()
                self._inner[-1] += spent

        return timed


def main() -> None:
    """Publish the shipped reports under other names, one by one, into a graph of very many copies of them."""
    times = times_given(300, __doc__)
    each = len(shipped())
    phases, background = Phases(), Background.load()
    with folder() as place, GraphStore(place) as store:
        readings = map(read, copies(times + 1))
        for _ in store.load(reading for _, reading in zip(range(times * each), readings, strict=False)):
            pass
        publishing.publish(store, background)
        _tell(f"all {times * each} anew", phases.taken())
        each_one: list[dict[str, float]] = []
        for reading in readings:
            for _ in store.load([reading]):
                pass
            publishing.publish(store, background)
            each_one.append(phases.taken())
    each_one.sort(key=lambda spent: sum(spent.values()))
    median, slowest = each_one[each // 2], each_one[-1]
    there = f"one new article, {times * each} there"
    _tell(f"{there}, the median of {each}", median)
    _tell("the slowest", slowest)
    tell(f"{there} (slowest)", sum(slowest.values()), sum(median.values()), f"median of {each}")


def _tell(what: str, spent: dict[str, float]) -> None:
    print(f"{what}: {spoken(sum(spent.values()))}, of which")
    for told, one in sorted(spent.items(), key=lambda pair: -pair[1]):
        print(f"    {told}: {spoken(one)}", flush=True)


if __name__ == "__main__":
    main()
