"""Networks of a graph of many facts: built, written, laid out; against the engine writing the graph."""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from measure import folder, seconds, tell
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from graph.network.building import network
from graph.network.files import write_network
from graph.network.layout import positions
from graph.network.model import Network
from ontology import terms as k
from ontology.iris import Minter

Triple = tuple[NamedNode, NamedNode, NamedNode]
Report = tuple[NamedNode, date, int]
"""An article, its day, and where in it the passage begins."""

MINT = Minter()
ENDS = (k.subject, k.predicate, k.object)
SHAPES = (
    ("attended", "person", "event", 30),
    ("worksFor", "person", "institution", 20),
    ("metWith", "person", "person", 15),
    ("finances", "institution", "undertaking", 10),
    ("implements", "institution", "undertaking", 10),
    ("party", "undertaking", "institution", 5),
    ("locatedIn", "undertaking", "place", 5),
    ("memberOf", "institution", "institution", 5),
)
"""Relations of the graph, with the kinds that they are between, and how many in a hundred are such."""
CLASSES = {
    "person": k.Person,
    "institution": k.Institution,
    "event": k.Forum,
    "undertaking": k.Project,
    "place": k.City,
}
SHARES = {"person": 10, "institution": 40, "event": 50, "undertaking": 40, "place": 500}
"""Facts for each thing of a kind."""


def main() -> None:
    """Build, write and lay out networks of a graph that is made for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100, metavar="N", help="Thousands of facts (100).")
    facts = 1000 * parser.parse_args().times
    with folder() as place:
        store = made(place / "store", facts)
        baseline = seconds(lambda: store.dump(str(place / "x.nq"), RdfFormat.N_QUADS), repeats=1)
        against = f"N-Quads of the {len(store):,} triples"
        drawn: list[Network] = []
        built = seconds(lambda: drawn.append(network(store)), repeats=1)
        tell(f"{drawn[0].number_of_edges():,} edges built", built, baseline, against)
        for ending in ("graphml", "gexf", "json"):
            took = seconds(partial(write_network, drawn[0], place / f"x.{ending}"), repeats=1)
            tell(f"written as .{ending}", took, baseline, against)
        hub = max(drawn[0], key=lambda iri: (drawn[0].degree(iri), iri))
        took = seconds(lambda: drawn.append(network(store, around=[hub], depth=1)), repeats=1)
        tell(f"{drawn[-1].number_of_edges():,} edges around the largest hub", took, baseline, against)
        for most in (500, 2000):
            part = network(store, most=most)
            took = seconds(partial(positions, part), repeats=1)
            tell(f"{len(part):,} things with {part.number_of_edges():,} edges laid out", took, baseline, against)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory")


def made(place: Path, facts: int) -> Store:
    """A published graph of so many facts, each reported by one to three articles; always the same."""
    store = Store(str(place))
    store.bulk_extend(_quads(facts, random.Random(1)))  # noqa: S311
    store.flush()
    return store


def _quads(facts: int, chance: random.Random) -> Iterator[Quad]:
    things = {kind: _things(kind, max(3, facts // share)) for kind, share in SHARES.items()}
    for kind, iris in things.items():
        for number, node in enumerate(iris):
            yield _quad(node, k.RDF_TYPE, CLASSES[kind])
            yield _quad(node, k.RDFS_LABEL, Literal(f"{kind.capitalize()} {number}"))
    articles = [NamedNode(MINT.article(f"{number:016x}")) for number in range(max(3, facts // 10))]
    days = [date(2024, 1, 1) + timedelta(number * 700 // len(articles)) for number in range(len(articles))]
    for number, article in enumerate(articles):
        yield _quad(article, k.RDF_TYPE, k.Article)
        yield _quad(article, k.title, Literal(f"What happened, part {number}"))
        yield _quad(article, k.publisher, Literal(f"Daily {number % 50}"))
        yield _quad(article, k.date, _day(days[number]))
        yield _quad(article, k.url, NamedNode(f"https://news.example.org/{number}"))
    seen: set[str] = set()
    names, weights = range(len(SHAPES)), [weight for *_, weight in SHAPES]
    while len(seen) < facts:
        name, one, other, _ = SHAPES[chance.choices(names, weights)[0]]
        subject, value = _one_of(things[one], chance), _one_of(things[other], chance)
        key = min(subject.value + name + value.value, value.value + name + subject.value)
        if subject == value or key in seen:
            continue
        seen.add(key)
        told = sorted(chance.sample(range(len(articles)), chance.choice((1, 1, 1, 2, 3))))
        reports = [(articles[number], days[number], chance.randrange(5000)) for number in told]
        yield from _fact((subject, NamedNode(k.K + name), value), reports)


def _fact(triple: Triple, reports: list[Report]) -> Iterator[Quad]:
    """A fact with its reports; of a symmetric one, its mirror too."""
    subject, relation, value = triple
    fact, *mirror = [triple, (value, relation, subject)][: 2 if relation == k.metWith else 1]
    for one in (fact, *mirror):
        node = _node(one)
        yield _quad(*one)
        yield _quad(node, k.RDF_TYPE, k.Fact)
        for name, end in zip(ENDS, one, strict=True):
            yield _quad(node, name, end)
        yield _quad(node, k.articles, Literal(len(reports)))
        yield _quad(node, k.independentSources, Literal(len(reports)))
        yield _quad(node, k.firstReported, _day(reports[0][1]))
        yield _quad(node, k.lastReported, _day(reports[-1][1]))
        if one != triple:
            yield _quad(node, k.mirrors, _node(triple))
    for article, _, start in reports:
        yield from _assertion(triple, article, start, [_node(one) for one in (fact, *mirror)])


def _assertion(triple: Triple, article: NamedNode, start: int, facts: list[NamedNode]) -> Iterator[Quad]:
    key = article.value.rpartition("/")[2]
    assertion = NamedNode(MINT.assertion(key, *(end.value for end in triple)))
    passage = NamedNode(MINT.passage(key, start, start + 100))
    yield _quad(assertion, k.RDF_TYPE, k.Assertion)
    for name, value in (*zip(ENDS, triple, strict=True), (k.statedIn, article), (k.evidence, passage)):
        yield _quad(assertion, name, value)
    for fact in facts:
        yield _quad(assertion, k.reports, fact)
    yield _quad(passage, k.passageOf, article)
    yield _quad(passage, k.start, Literal(start))
    yield _quad(passage, k.endOffset, Literal(start + 100))
    yield _quad(
        passage, k.text, Literal(f"From {start} on, the article says in about a hundred characters what {key} tells.")
    )


def _node(triple: Triple) -> NamedNode:
    return NamedNode(MINT.fact(*(end.value for end in triple)))


def _things(kind: str, count: int) -> list[NamedNode]:
    return [NamedNode(MINT.own(kind, "0", str(number))) for number in range(count)]


def _one_of(things: list[NamedNode], chance: random.Random) -> NamedNode:
    """One of the things: few are named again and again, most hardly ever."""
    if chance.random() < 0.5:
        return things[chance.randrange(len(things))]
    return things[min(int(chance.paretovariate(0.6)) - 1, len(things) - 1)]


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=k.XSD_DATE)


def _quad(subject: NamedNode, name: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, name, value, DefaultGraph())


if __name__ == "__main__":
    main()
