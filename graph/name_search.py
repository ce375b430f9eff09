"""What goes by a name: asking the index that ``graph.name_index`` makes, in milliseconds however large the graph is."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from graph.changes import Changes
from graph.name_index import pieces
from ontology.iris import fold

_WORDS: Final = 8
"""Words of a search that count."""
_LAST: Final = "\U0010ffff"
_COMPARED: Final = 60
"""Words that share most with one that fits nothing, and are compared with it."""
_ALIKE: Final = 0.7
"""How much of two words must be the same (``difflib``) for one to be offered for the other."""
_TRIED: Final = 6
"""Ways in which the words of a name are replaced by others that look alike."""
_COPIES: Final = 100
"""Copies of an article that are named."""
_FIELDS: Final = "thing.id, thing.iri, thing.label, thing.kind, thing.facts, thing.date, thing.publisher"
_BEGINS: Final = "SELECT DISTINCT thing FROM word WHERE word >= ? AND word < ?"
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдеёжзийклмнопрстуфыэәғқңөұүһіў", "abvgdeejziyklmnoprstufyeagknouuhiu", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)
"""Cyrillic letters as English newspapers write them, for names that the graph has in Latin letters alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something with a name."""

    iri: str
    label: str
    kind: str
    """Local name of its finest class."""
    facts: int
    """In how many it stands; of an article, how many it states."""
    date: str | None = None
    """Of an article, in ISO form."""
    publisher: str | None = None
    name: str | None = None
    """Another name by which it was found."""
    alone: bool = True
    """Whether nothing else goes by its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found."""

    things: tuple[Thing, ...]
    total: int
    alike: tuple[str, ...] = ()
    """Where nothing was found: words that names have and that look alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What a name that is being typed may become."""

    things: tuple[Thing, ...]
    alike: bool = False
    """Whether no name has words that begin so, and these only look alike."""


def search(index: sqlite3.Connection, text: str, kind: str | None, skip: int, count: int) -> Found:
    """Things with words in a name that begin as those of ``text``: those of that very name, then the best known."""
    for words in _spellings(text):
        fits, values = _fitting(words, () if kind is None else (kind,))
        total = int(index.execute(f"SELECT COUNT(*) FROM ({fits})", values).fetchone()[0])  # noqa: S608 - marks only
        if total:
            return Found(things=_fetched(index, words, fits, values, count, skip), total=total)
    alike = (other for words in islice(_spellings(text), 1) for word in words for other in _like(index, word))
    return Found(things=(), total=0, alike=tuple(dict.fromkeys(alike)))


def suggestions(index: sqlite3.Connection, text: str, kinds: Sequence[str], count: int) -> Suggestions:
    """Things of some classes (of any, if none is named) for a name that is being typed; without one, the best known."""
    spellings = list(_spellings(text))
    if not spellings:
        fits, values = _of_kinds("SELECT fitting.id FROM thing AS fitting", "fitting.id", kinds)
        return Suggestions(things=_fetched(index, (), fits, values, count, 0))
    for words in spellings:
        if things := _fetched(index, words, *_fitting(words, kinds), count, 0):
            return Suggestions(things=things)
    found = dict[str, Thing]()
    others = [_others(index, word) for word in spellings[-1]]
    for words in islice(product(*others), _TRIED):
        things = _fetched(index, words, *_fitting(words, kinds), count, 0)
        found |= {thing.iri: thing for thing in things if thing.iri not in found}
    return Suggestions(things=tuple(islice(found.values(), count)), alike=True)


def most_connected(index: sqlite3.Connection, kind: str, count: int) -> tuple[Thing, ...]:
    """The things of a class (by local name) that stand in most facts."""
    query = (  # no value stands in it: the fields are names of columns
        f"SELECT {_FIELDS} FROM class JOIN thing ON thing.id = class.thing "  # noqa: S608
        "WHERE class.kind = ? AND class.facts > 0 ORDER BY class.facts DESC, thing.id LIMIT ?"
    )
    return tuple(thing for _, thing in _things(index, query, (kind, count)))


def newest(index: sqlite3.Connection, count: int) -> tuple[Thing, ...]:
    """The newest articles."""
    query = f"SELECT {_FIELDS} FROM thing WHERE date IS NOT NULL ORDER BY date DESC, label, iri LIMIT ?"  # noqa: S608
    return tuple(thing for _, thing in _things(index, query, (count,)))


def changes(index: sqlite3.Connection) -> Changes | None:
    """What changed since the publication before; ``None`` if there is none."""
    row = index.execute("SELECT json FROM changes").fetchone()
    return Changes.from_json(row[0]) if row else None


def copies(index: sqlite3.Connection, article: str) -> tuple[Thing, ...]:
    """The other articles with nearly the same text as one (its IRI)."""
    query = (
        f"SELECT {_FIELDS} FROM copy JOIN thing ON thing.iri = copy.article WHERE copy.original = "  # noqa: S608
        "(SELECT original FROM copy WHERE article = ?) AND copy.article <> ? ORDER BY date, thing.id LIMIT ?"
    )
    return tuple(thing for _, thing in _things(index, query, (article, article, _COPIES)))


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a text, folded; those in Cyrillic letters then in Latin ones, too."""
    whole = text.casefold()
    for spelled in dict.fromkeys((whole, whole.translate(_CYRILLIC))):
        if words := fold(spelled).split()[:_WORDS]:
            yield tuple(words)


def _fitting(words: Sequence[str], kinds: Sequence[str]) -> tuple[str, list[object]]:
    """What finds the numbers of things of some classes whose names have words that begin so."""
    inner = " INTERSECT ".join([_BEGINS] * len(words))
    fits, of_kinds = _of_kinds(f"SELECT fitting.thing FROM ({inner}) AS fitting", "fitting.thing", kinds)  # noqa: S608
    return fits, [end for word in words for end in (word, word + _LAST)] + of_kinds


def _of_kinds(fits: str, thing: str, kinds: Sequence[str]) -> tuple[str, list[object]]:
    if not kinds:
        return fits, []
    marks = ", ".join("?" * len(kinds))
    condition = f"EXISTS (SELECT 1 FROM class WHERE class.thing = {thing} AND class.kind IN ({marks}))"  # noqa: S608
    return f"{fits} WHERE {condition}", list(kinds)


def _fetched(
    index: sqlite3.Connection, words: Sequence[str], fits: str, values: Sequence[object], count: int, skip: int
) -> tuple[Thing, ...]:
    """The things that a query for numbers finds, in the order in which they are offered."""
    key = " ".join(words)
    query = (
        f"SELECT {_FIELDS} FROM thing WHERE id IN ({fits}) "  # noqa: S608 - marks only
        "ORDER BY id IN (SELECT thing FROM name WHERE key = ?) DESC, id LIMIT ? OFFSET ?"
    )
    found = list(_things(index, query, (*values, key, count, skip)))
    return tuple(_named(index, number, thing, words) for number, thing in found)


def _things(index: sqlite3.Connection, query: str, values: Sequence[object]) -> Iterator[tuple[int, Thing]]:
    for number, iri, label, kind, facts, date, publisher in index.execute(query, values):
        yield number, Thing(iri=iri, label=label, kind=kind, facts=facts, date=date, publisher=publisher)


def _named(index: sqlite3.Connection, number: int, thing: Thing, words: Sequence[str]) -> Thing:
    """A thing with the name by which these words found it, and whether its label leads to it alone."""
    others = "SELECT EXISTS (SELECT 1 FROM name WHERE key = ? AND thing <> ?)"
    alone = not index.execute(others, (fold(thing.label), number)).fetchone()[0]
    names = index.execute("SELECT key, name FROM name WHERE thing = ? ORDER BY length(name), name", (number,))
    fitting = [name for key, name in names if _fits(words, key)]
    name = None if thing.label in fitting or not fitting else fitting[0]
    return replace(thing, name=name, alone=alone)


def _fits(words: Sequence[str], key: str) -> bool:
    """Whether each of these words begins one of a name's."""
    has = key.split()
    return all(any(one.startswith(word) for one in has) for word in words)


def _others(index: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The word itself if names have words that begin so, else those that look alike."""
    known = index.execute("SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", (word, word + _LAST)).fetchone()
    return (word,) if known else _like(index, word)


def _like(index: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Words of names that look like one that was typed, or begin like it: at most three."""
    parts = sorted(pieces(word))
    query = (
        f"SELECT word FROM piece WHERE piece IN ({', '.join('?' * len(parts))}) "  # noqa: S608 - marks only
        "GROUP BY word ORDER BY COUNT(*) DESC, word LIMIT ?"
    )
    matcher, alike = difflib.SequenceMatcher(b=word, autojunk=False), list[tuple[float, str]]()
    for (other,) in index.execute(query, (*parts, _COMPARED)):
        ratios = list[float]()
        for compared in (other, other[: len(word)]):
            matcher.set_seq1(compared)
            ratios.append(matcher.ratio())
        if max(ratios) >= _ALIKE:
            alike.append((-sum(ratios), other))
    return tuple(other for _, other in sorted(alike)[:3])
