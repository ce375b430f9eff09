"""From what a person types to what the graph knows: names folded, surnames completed, IRIs taken as they are."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.answers import Answer, plain
from ontology import iris
from ontology.errors import UnknownName
from queries.binding import bind, checked_iri
from queries.parameters import Parameter

Ask = Callable[[str], Answer]
"""Answers a SPARQL query."""

_PREFIXES: Final = (
    f"PREFIX k: <{iris.ONTOLOGY}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)
# An IRI that was joined into another keeps its names, and they lead to the other one.
_NAMED: Final = "?named k:joinedInto? ?entity . ?entity k:name ?name ; rdfs:label ?label ; a ?class ."
_BY_KEY: Final = _PREFIXES + f"SELECT DISTINCT ?entity ?label ?name ?class {{ ?named k:key ?_key . {_NAMED} }}"
_BY_IRI: Final = (
    _PREFIXES + "SELECT DISTINCT ?entity ?label ?name ?class { BIND(?_named_iri AS ?named) " + _NAMED + " }"
)
_CONTAINING: Final = (
    _PREFIXES + f"SELECT DISTINCT ?key {{ ?named k:key ?key FILTER(CONTAINS(?key, ?_part)) }} ORDER BY ?key LIMIT {500}"
)
_ALIKE: Final = (
    _PREFIXES + "SELECT DISTINCT ?key { ?named k:key ?key "
    "FILTER(STRLEN(?key) >= ?_shortest_integer && STRLEN(?key) <= ?_longest_integer) }"
)
_ARTICLES: Final = (
    _PREFIXES + "SELECT ?entity ?label ?name { ?entity a k:Article . "
    "OPTIONAL { ?entity k:title ?title } OPTIONAL { ?entity k:url ?url } "
    "BIND(COALESCE(?title, STR(?entity)) AS ?label) BIND(COALESCE(STR(?url), STR(?entity)) AS ?name) } ORDER BY ?entity"
)
_CONCEPTS: Final = (
    _PREFIXES + "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?entity ?label ?notation ?name { "
    "?entity a ?_class_iri ; skos:prefLabel ?label ; skos:notation ?notation ; ?naming ?name "
    "FILTER(?naming IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel, skos:notation)) } ORDER BY ?entity ?name"
)
_SCHEMES: Final = frozenset({"Indicator", "Instrument", "Sector", "Stage"})
"""Kinds of things that the ontology lists: they have labels and a notation, and stored queries know them by that."""
_CLASSES: Final = _PREFIXES + "SELECT ?class ?above { ?class rdfs:subClassOf+ ?above }"
_WHOLE_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A thing of the graph that was meant: its IRI, its label and its names."""

    iri: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Known):
    """A sector, indicator, instrument or stage: stored queries know it by its notation, people by many words."""

    words: frozenset[str] = frozenset()

    def folded(self) -> set[str]:
        """The words for it, folded."""
        return {iris.fold(word) for word in self.words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a value stands for: one term or, where several things go by the name, as many as they need."""

    terms: tuple[NamedNode | Literal, ...]
    note: str | None = None


class Names:
    """The names of one publication."""

    def __init__(self, ask: Ask) -> None:
        """Names are looked up through ``ask``."""
        self._ask = ask
        self._classes: dict[str, set[str]] | None = None

    def meant(self, parameter: Parameter, value: str) -> Meant:
        """What a person means by a value of a parameter that names something.

        Raises:
            UnknownName: nothing goes by that name, or several do that a part of a name fits; with suggestions.
        """
        found, note = self._found(parameter.kinds, value)
        if not found and parameter.type == "iri" and _WHOLE_IRI.fullmatch(value):
            raise UnknownName(f"The graph knows no {_kind(parameter.kinds)} <{value}>.")
        if not found:
            raise UnknownName(self._unknown(parameter.kinds, value))
        if len(found) > 1:
            note = f"{len(found)} things go by “{value}”, and all are meant: {', '.join(one.label for one in found)}."
        if parameter.type == "iri":
            return Meant(terms=tuple(NamedNode(one.iri) for one in found), note=note)
        return Meant(terms=tuple(Literal(name) for name in _covering(found, iris.fold(value))), note=note)

    def _found(self, kinds: tuple[str, ...], value: str) -> tuple[list[Known], str | None]:
        """The things that a value names, and a sentence if it is not plainly their name."""
        if kinds == ("Article",):
            return self._articles(value), None
        if _SCHEMES.issuperset(kinds) and kinds:
            return [one for one in self._concepts(kinds) if value == one.iri or iris.fold(value) in one.folded()], None
        if _WHOLE_IRI.fullmatch(value):
            return self._known(bind(_BY_IRI, {"_named_iri": NamedNode(checked_iri(value))}), kinds), None
        key = iris.fold(value)
        exact = self._known(bind(_BY_KEY, {"_key": Literal(key)}), kinds)
        if exact or not key:
            return exact, None
        for kind in kinds or ("",):  # an event is often named after people: kinds count in their order
            longer = self._completed((kind,) if kind else (), key)
            if len(longer) == 1:
                return longer, f"“{value}” was taken for {longer[0].label}."
            if longer:
                break
        return [], None

    def _articles(self, value: str) -> list[Known]:
        """The articles with that title (folded), IRI or URL."""
        key, found = iris.fold(value), list[Known]()
        for entity, label, name in self._ask(_ARTICLES).values():
            if value in (entity, name) or iris.fold(str(label)) == key:
                found.append(Known(iri=str(entity), label=str(label), names=(str(name),)))
        return found

    def _concepts(self, kinds: tuple[str, ...]) -> list[Concept]:
        """The concepts of the schemes of these kinds, by label."""
        found: dict[str, Concept] = {}
        words: dict[str, set[str]] = defaultdict(set)
        for kind in kinds:
            query = bind(_CONCEPTS, {"_class_iri": NamedNode(iris.ONTOLOGY + kind)})
            for entity, label, notation, name in self._ask(query).values():
                words[str(entity)].add(str(name))
                found[str(entity)] = Concept(iri=str(entity), label=str(label), names=(str(notation),))
        return [replace(one, words=frozenset(words[one.iri])) for one in sorted(found.values(), key=lambda x: x.label)]

    def _known(self, query: str, kinds: tuple[str, ...]) -> list[Known]:
        """The things that a query finds, if they are of one of the kinds, by label and IRI."""
        labels: dict[str, str] = {}
        names: dict[str, set[str]] = defaultdict(set)
        for row in self._ask(query).rows:
            entity, label, name, class_ = (str(plain(term)) for term in row)
            if not kinds or self._above(class_) & {iris.ONTOLOGY + kind for kind in kinds}:
                labels[entity] = min(label, labels.get(entity, label))
                names[entity].add(name)
        found = [Known(iri=iri, label=labels[iri], names=tuple(sorted(names[iri]))) for iri in labels]
        return sorted(found, key=lambda one: (one.label, one.iri))

    def _above(self, class_: str) -> set[str]:
        """The class and all classes above it."""
        if self._classes is None:
            self._classes = defaultdict(set)
            for below, above in self._ask(_CLASSES).values():
                self._classes[str(below)].add(str(above))
        return {class_} | self._classes.get(class_, set())

    def _completed(self, kinds: tuple[str, ...], key: str) -> list[Known]:
        """The things of which every word of the key is a word of a name."""
        words = set(key.split())
        longest = max(words, key=len)
        keys = [str(row[0]) for row in self._ask(bind(_CONTAINING, {"_part": Literal(longest)})).values()]
        return self._by_keys(kinds, [one for one in keys if words <= set(one.split())][:50])

    def _by_keys(self, kinds: tuple[str, ...], keys: Iterable[str]) -> list[Known]:
        found: dict[str, Known] = {}
        for key in keys:
            for one in self._known(bind(_BY_KEY, {"_key": Literal(key)}), kinds):
                found.setdefault(one.iri, one)
        return list(found.values())

    def _unknown(self, kinds: tuple[str, ...], value: str) -> str:
        """The sentence about an unknown name, with up to five names it may have meant."""
        if kinds == ("Article",):
            titles = {iris.fold(str(row[1])): str(row[1]) for row in self._ask(_ARTICLES).values()}
            near = [titles[key] for key in difflib.get_close_matches(iris.fold(value), titles, n=5, cutoff=0.4)]
        elif kinds and _SCHEMES.issuperset(kinds):
            labels = {key: one.label for one in self._concepts(kinds) for key in one.folded()}
            close = difflib.get_close_matches(iris.fold(value), labels, n=20, cutoff=0.5)
            near = list(dict.fromkeys(labels[key] for key in close))[:5]
        else:
            near = self._suggestions(kinds, iris.fold(value))
        said = f"The graph knows no {_kind(kinds)} “{value}”"
        return f"{said}: did you mean {_either(near)}?" if near else f"{said}, and none whose name is like it."

    def _suggestions(self, kinds: tuple[str, ...], key: str) -> list[str]:
        if not key:
            return []
        containing = self._completed(kinds, key)
        if not containing:
            room = max(2, len(key) // 3)
            bounds = {
                "_shortest_integer": Literal(max(1, len(key) - room)),
                "_longest_integer": Literal(len(key) + room),
            }
            keys = [str(row[0]) for row in self._ask(bind(_ALIKE, bounds)).values()]
            containing = self._by_keys(kinds, difflib.get_close_matches(key, keys, n=20, cutoff=0.6))
        return list(dict.fromkeys(one.label for one in containing))[:5]


def combinations(values: dict[str, Meant]) -> list[dict[str, NamedNode | Literal]]:
    """One dictionary of terms for each way to choose among what the values mean."""
    return [dict(zip(values, chosen, strict=True)) for chosen in product(*(meant.terms for meant in values.values()))]


def _covering(found: list[Known], key: str) -> list[str]:
    """As few names as reach all that was found: what was typed before labels, and those before other names."""
    labels = {one.label for one in found}
    left = {one.iri: set(one.names) for one in found}
    chosen: list[str] = []
    while left:
        reach: dict[str, int] = defaultdict(int)
        for names in left.values():
            for name in names:
                reach[name] += 1
        best = min(reach, key=lambda name: (iris.fold(name) != key, name not in labels, -reach[name], name))
        chosen.append(best)
        left = {iri: names for iri, names in left.items() if best not in names}
    return chosen


def _kind(kinds: tuple[str, ...]) -> str:
    """The kinds in words: “person or institution”."""
    return _either([kind.lower() for kind in kinds]) if kinds else "name"


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
