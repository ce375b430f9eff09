"""What inference adds to publishing, and how long checking takes, in a small and in a larger graph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from amplified import amplified
from copies import copies, shipped
from measure import folder, seconds, spoken, tell, times_given

from graph.background import Background
from graph.checks.files import Check, Family, checks
from graph.checks.running import findings
from graph.inference import Rules
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Reading
from loaders.reading.reader import read


def main() -> None:
    """Publish the reports and copies of them with inference and without; check them and a graph of many copies."""
    times = times_given(200, __doc__)
    each, many = len(shipped()), max(2, times // 10)
    readings = [read(article) for article in copies(many)]
    background = Background.load()
    silent = replace(
        background, rules=Rules(superclasses={}, mirrors={}, transitive=frozenset(), chains=()), digest="-"
    )
    with folder() as place:
        for number in (each, each * many):
            inferring, not_ = (
                published(place / f"{number}{name}", readings[:number], rules)
                for name, rules in (("", background), ("-silent", silent))
            )
            for what, one, other in zip(("all anew", "one article more"), inferring, not_, strict=True):
                tell(f"publishing {number} articles, {what}", one, other, "without inference")
        check(place, place / str(each), times)


def published(path: Path, readings: list[Reading], background: Background) -> tuple[float, float]:
    """Seconds of publishing all anew, and of publishing after the last article was loaded."""
    with GraphStore(path) as store:
        for _ in store.load(readings[:-1]):
            pass
        publish(store, background)
        for _ in store.load(readings[-1:]):
            pass
        one = seconds(lambda: publish(store, background), repeats=1)
        return seconds(lambda: publish(store, background, anew=True), repeats=1), one


def check(place: Path, source: Path, times: int) -> None:
    """Check a graph, and one that is so many times as large."""
    facts = [amplified(source, number, place / f"x{number}", named=True) for number in (1, times)]
    print(f"{facts[0]:,} facts, and {facts[1]:,}.")
    for family in Family:
        wanted = [one for one in checks() if one.family is family]
        small, large = (checking(place / f"x{number}", wanted) for number in (1, times))
        tell(f"checking for {family.value}, {facts[1]:,} facts", large, small, f"{facts[0]:,} facts")
        print(f"{len(wanted)} checks: {spoken(large / facts[1] * 1000)} for every thousand facts.")


def checking(path: Path, wanted: list[Check]) -> float:
    """Seconds of running checks over a published graph."""
    return seconds(lambda: list(findings(open_published(path), wanted)), repeats=1)


if __name__ == "__main__":
    main()
