"""How well publishing agrees with labels of who is who across articles (``kerege.evaluation.labels``).

Only the joining is judged: mentions for which the reader found nothing are counted, and scored no further.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.joining import kind_of
from graph.ledger import joined_into
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from kerege.evaluation.clusters import Pairs, Score, b_cubed, ceaf_e, ceaf_m, joined_pairs, pairs
from kerege.evaluation.labels import KINDS, Mention
from loaders.facts import Entity, Reading
from loaders.parallel import readings
from loaders.sources import articles
from ontology import iris
from ontology import terms as k
from ontology.errors import FactsError, LoadError

_DEFAULT: Final = DefaultGraph()


class Item(NamedTuple):
    """What the reader found for a label."""

    article: str
    iri: str
    """Of the entity as minted in the article, or of the financing assertion."""


@dataclass(frozen=True, slots=True)
class KindScore:
    """How well one kind is joined."""

    kind: str
    mentions: int
    """What the reader found for the labels, and is scored."""
    missed: int
    """Labels for which the reader found nothing."""
    clusters: int
    """By hand, of what was found."""
    b_cubed: Score
    ceaf_m: Score
    ceaf_e: Score
    pairs: Pairs
    """Of mentions in different articles."""
    published: Pairs
    """Those of them that publishing joined: not of one IRI already as they were read."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one set of labels."""

    kinds: tuple[KindScore, ...]
    missed: tuple[Mention, ...] = ()
    """Labels for which the reader found nothing."""
    wrong: tuple[str, ...] = ()
    """Clusters that were joined with others, or not joined, in words."""


@dataclass(slots=True)
class _Found:
    gold: dict[str, dict[Item, str]] = field(default_factory=lambda: defaultdict[str, dict[Item, str]](dict))
    missed: list[Mention] = field(default_factory=list[Mention])


def measure(inputs: Iterable[Path], labels: Iterable[Mention]) -> Measured:
    """Read and publish these articles, and score who was joined.

    Labels of other articles are left aside. Raises ``FactsError`` if an article cannot be read.
    """
    read = {Path(reading.article.source).stem: reading for reading in _readings(inputs)}
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder, "store")) as store:
        list(store.load(read.values()))
        publish(store)
        published = open_published(store.path)
        return _scored(_aligned(labels, read, published, store), published)


def _readings(inputs: Iterable[Path]) -> Iterator[Reading]:
    given = list(articles(inputs))
    for article in given:
        if isinstance(article, LoadError):
            raise FactsError(str(article))
    for reading in readings([article for article in given if not isinstance(article, LoadError)]):
        if isinstance(reading, LoadError):
            raise FactsError(str(reading))
        yield reading


def _aligned(labels: Iterable[Mention], read: dict[str, Reading], published: Store, store: GraphStore) -> _Found:
    found = _Found()
    for label in labels:
        reading = read.get(label.article)
        if reading is None:
            continue
        if label.kind == "deal":
            article = NamedNode(store.minter.article(reading.article.key))
            items = list(_financings(label, article, reading.article.text, published))
        else:
            items = [
                Item(label.article, e.iri)
                for e in reading.entities
                if kind_of(e.iri, store.minter.base) == label.kind and _is_named(e, label.name)
            ]
        known = found.gold[label.kind]
        items = [item for item in items if known.get(item, label.cluster) == label.cluster]
        if not items:
            found.missed.append(label)
        known.update(dict.fromkeys(items, label.cluster))
    return found


def _is_named(entity: Entity, name: str) -> bool:
    return _bag(name) in {_bag(one) for one in (entity.name, *entity.names)}


def _bag(name: str) -> tuple[str, ...]:
    return tuple(sorted(iris.fold(name).split()))


def _financings(label: Mention, article: NamedNode, text: str, published: Store) -> Iterator[Item]:
    financier, _, rest = label.name.partition(", ")
    amount, _, instrument = rest.partition(", ")
    try:
        wanted = Decimal(amount)
    except InvalidOperation as error:
        raise FactsError(f"“{label.name}” is no deal, such as “World Bank, 238500000”.") from error
    at = text.find(label.words) if label.words else -1
    if label.words and at < 0:
        raise FactsError(f"{label.article} does not say “{label.words}”.")
    for quad in published.quads_for_pattern(None, k.statedIn, article, _DEFAULT):
        said = defaultdict[NamedNode, list[str]](list)
        for own in published.quads_for_pattern(quad.subject, None, None, _DEFAULT):
            if isinstance(own.object, NamedNode | Literal):
                said[own.predicate].append(own.object.value)
        if (
            k.Financing.value in said[k.RDF_TYPE]
            and any(Decimal(value) == wanted for value in said[k.value])
            and any(financier in _names(published, iri) for iri in said[k.financier])
            and (not instrument or any(iri.endswith(f"/{instrument}") for iri in said[k.instrument]))
            and (at < 0 or any(_holds(published, iri, at) for iri in said[k.evidence]))
        ):
            yield Item(label.article, str(quad.subject)[1:-1])


def _names(published: Store, iri: str) -> set[str]:
    return {_text(quad.object) for quad in published.quads_for_pattern(NamedNode(iri), k.name, None, _DEFAULT)}


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""


def _holds(published: Store, passage: str, at: int) -> bool:
    start, end = (
        next(int(_text(q.object)) for q in published.quads_for_pattern(NamedNode(passage), name, None, _DEFAULT))
        for name in (k.start, k.endOffset)
    )
    return start <= at < end


def _scored(found: _Found, published: Store) -> Measured:
    kinds: list[KindScore] = []
    wrong: list[str] = []
    for kind in KINDS:
        gold = found.gold.get(kind, {})
        missed = sum(label.kind == kind for label in found.missed)
        if not gold and not missed:
            continue
        cluster = {item: _cluster(item, kind, published) for item in gold}
        origin = {item: item.article for item in gold}
        score = KindScore(
            kind=kind,
            mentions=len(gold),
            missed=missed,
            clusters=len(set(gold.values())),
            b_cubed=b_cubed(gold, cluster),
            ceaf_m=ceaf_m(gold, cluster),
            ceaf_e=ceaf_e(gold, cluster),
            pairs=pairs(gold, cluster, origin),
            published=joined_pairs(gold, cluster, origin, {item: item.iri for item in gold}),
        )
        kinds.append(score)
        wrong += _wrong(kind, gold, cluster)
    return Measured(kinds=tuple(kinds), missed=tuple(found.missed), wrong=tuple(wrong))


def _cluster(item: Item, kind: str, published: Store) -> str:
    if kind == "deal":
        reported = (q.object for q in published.quads_for_pattern(NamedNode(item.iri), k.reports, None, _DEFAULT))
        deals = [node for node in reported if isinstance(node, NamedNode) and _is_deal(published, node)]
        return min((node.value for node in deals), default=item.iri)
    return joined_into(published, item.iri) or item.iri


def _is_deal(published: Store, node: NamedNode) -> bool:
    return Quad(node, k.RDF_TYPE, k.Deal, _DEFAULT) in published


def _wrong(kind: str, gold: Mapping[Item, str], cluster: Mapping[Item, str]) -> Iterator[str]:
    members: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for item, name in gold.items():
        members[cluster[item]].add(name)
        parts[name].add(cluster[item])
    for names in members.values():
        if len(names) > 1:
            yield f"{kind}: {', '.join(sorted(names))} were joined."
    for name, into in parts.items():
        if len(into) > 1:
            yield f"{kind}: {name} fell into {len(into)} parts."
