"""What the pictures of the ontology show: classes on cards, one for each topmost class, and the relations between them.

What is drawn where is chosen here for the topmost classes; a class that has no place yet comes below the others, so
that none is ever left out. Relations that are the other direction of one that is drawn are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology import iris, terms
from ontology.described import Described, Term

WORLD: Final = (("Agent",), ("Concept", "Event", "Place"), ("Undertaking",))
"""Columns of the picture of what there is in the world: the topmost class of each card, by local name."""
KNOWLEDGE: Final = (
    ("Passage", "Article"),
    ("Version", "Assertion", "Correction"),
    ("Disagreement", "Fact", "Modality", "RejectedFact"),
)
"""Columns of the picture of how it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line on a card."""

    text: str
    href: str
    depth: int = 0
    """How far below the topmost class it is; -1 for a relation between the classes of the card."""
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A topmost class with all below it."""

    name: str
    rows: tuple[Row, ...]
    color: str = ""

    @property
    def classes(self) -> tuple[Row, ...]:
        """The lines that are classes."""
        return tuple(row for row in self.rows if row.depth >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The relations between two cards."""

    ends: tuple[str, str]
    forth: tuple[Row, ...]
    """Relations from the first to the second."""
    back: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Cards in columns, and below them those that have no place in a column."""

    columns: tuple[tuple[Card, ...], ...]
    others: tuple[Card, ...]
    ties: tuple[Tie, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards."""
        return (*(card for column in self.columns for card in column), *self.others)


def pictures(ontology: Described) -> tuple[Picture, Picture]:
    """The world, and how it is known."""
    trees = _trees(ontology)
    satellites = _satellites(ontology, trees)
    placed = {name for columns in (WORLD, KNOWLEDGE) for column in columns for name in column}
    apart = [name for name in trees if name not in placed and name not in satellites]
    return (
        _picture(ontology, trees, satellites, WORLD, ()),
        _picture(ontology, trees, satellites, KNOWLEDGE, apart),
    )


Trees = Mapping[str, Sequence[tuple[str, int]]]
"""By name of the topmost class: the IRIs of the classes of its card, with their depths."""


def _trees(ontology: Described) -> Trees:
    classes = {iri: term for iri, term in ontology.terms.items() if term.section == "Classes"}
    found: dict[str, list[tuple[str, int]]] = {}
    for iri, term in sorted(classes.items(), key=lambda item: item[1].label):
        foreign = [one for one in term.above if one not in classes]
        if not term.above:
            found[term.name] = [*_below(classes, iri, 0)]
        for one in foreign:
            found.setdefault(_local(one), [(one, 0)]).extend(_below(classes, iri, 1))
    return found


def _below(classes: Mapping[str, Term], iri: str, depth: int) -> Iterator[tuple[str, int]]:
    yield iri, depth
    for one in classes[iri].below:
        yield from _below(classes, one, depth + 1)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _satellites(ontology: Described, trees: Trees) -> Mapping[str, str]:
    """Topmost classes all of whose relations are with one placed card: they are drawn on it."""
    placed = {name for column in WORLD for name in column}
    linked: dict[str, set[str]] = {}
    for _, one, other in _relations(ontology, trees):
        if one != other:
            linked.setdefault(one, set()).add(other)
            linked.setdefault(other, set()).add(one)
    return {
        name: host
        for name, hosts in linked.items()
        if name not in placed and len(hosts - {"Assertion", "Fact"}) == 1
        for host in hosts - {"Assertion", "Fact"}
        if host in placed
    }


def _relations(ontology: Described, trees: Trees) -> Iterator[tuple[Term, str, str]]:
    """Relations with the cards at their ends, in the alphabet of labels."""
    cards: dict[str, set[str]] = {}
    for name, tree in trees.items():
        for iri, _ in tree:
            cards.setdefault(iri, set()).add(name)
    for term in ontology.sections["Relations between things"]:
        if any(other < term.iri and _main(ontology, other) for other in term.inverses) or not _main(ontology, term.iri):
            continue
        pairs = {
            _pair(cards[one], cards[other])
            for one in term.usual_domains or term.domains
            for other in term.usual_ranges or term.ranges
            if one in cards and other in cards
        }
        yield from ((term, one, other) for one, other in sorted(pairs))


def _main(ontology: Described, iri: str) -> bool:
    """Whether a relation is drawn: one of two inverses is, the one that networks draw in a color."""
    term = ontology.terms[iri]
    return not term.inverses or bool(term.color) or not any(ontology.terms[one].color for one in term.inverses)


def _pair(ones: set[str], others: set[str]) -> tuple[str, str]:
    shared = ones & others
    return (max(shared), max(shared)) if shared else (max(ones), max(others))


def _picture(
    ontology: Described,
    trees: Trees,
    satellites: Mapping[str, str],
    columns: Iterable[Iterable[str]],
    others: Iterable[str],
) -> Picture:
    names = [[name for name in column if name in trees] for column in columns]
    apart = list(others)
    shown = {name for column in (*names, apart) for name in column}
    shown |= {name for name, host in satellites.items() if host in shown}
    loops: dict[str, list[Row]] = {}
    forth: dict[tuple[str, str], list[Row]] = {}
    for term, one, other in _relations(ontology, trees):
        if one not in shown or other not in shown:
            continue
        one, other = satellites.get(one, one), satellites.get(other, other)
        if one == other:
            loops.setdefault(one, []).append(_loop(ontology, term, trees, satellites, one))
        else:
            forth.setdefault((one, other), []).append(_row(term))
    cards = {name: _card(ontology, trees, satellites, name, loops.get(name, [])) for name in shown - set(satellites)}
    pairs = sorted({(min(pair), max(pair)) for pair in forth})
    return Picture(
        columns=tuple(tuple(cards[name] for name in column) for column in names),
        others=tuple(cards[name] for name in apart),
        ties=tuple(
            Tie(ends=pair, forth=tuple(forth.get(pair, ())), back=tuple(forth.get((pair[1], pair[0]), ())))
            for pair in pairs
        ),
    )


def _card(ontology: Described, trees: Trees, satellites: Mapping[str, str], name: str, loops: Sequence[Row]) -> Card:
    on_it = [name, *sorted(one for one, host in satellites.items() if host == name)]
    rows = [_class(ontology, iri, depth) for one in on_it for iri, depth in trees[one]]
    said = {row.text: row for row in loops}
    return Card(name=name, rows=(*rows, *said.values()), color=next((row.color for row in rows if row.color), ""))


def _class(ontology: Described, iri: str, depth: int) -> Row:
    term = ontology.terms.get(iri)
    if term is None:  # of another vocabulary
        return Row(text=f"{_local(iri).lower()} (SKOS)" if iri.startswith(terms.SKOS) else _local(iri), href=iri)
    return Row(text=term.label, href=f"#{term.name}", depth=depth, color=term.color)


def _row(term: Term) -> Row:
    return Row(text=term.label, href=f"#{term.name}", color=term.color)


def _loop(ontology: Described, term: Term, trees: Trees, satellites: Mapping[str, str], card: str) -> Row:
    """A relation between classes of one card, with what it leads from and to."""
    on_it = (card, *(one for one, host in satellites.items() if host == card))
    here = {iri for name in on_it for iri, _ in trees[name]}
    ends = (
        " or ".join(ontology.terms[iri].label for iri in found if iri in here and iri.startswith(iris.ONTOLOGY))
        for found in (term.usual_domains or term.domains, term.usual_ranges or term.ranges)
    )
    one, other = ends
    return Row(text=f"{term.label}: {one} → {other}", href=f"#{term.name}", depth=-1, color=term.color)
