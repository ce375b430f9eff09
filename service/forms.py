"""The form of a stored query: a field for each parameter, by what it takes, and values that give an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import terms as k
from ontology.iris import fold
from queries.catalogue import StoredQuery
from queries.parameters import Parameter
from service.finding import Finder
from service.wording import heading, kind

_SCHEMES: Final = frozenset({"Indicator", "Instrument", "Sector", "Stage"})
"""Kinds of things that the ontology lists, so that one can be chosen."""
_LABEL: Final = NamedNode(k.SKOS + "prefLabel")
_TYPES: Final[Mapping[str, tuple[str, str | None]]] = {
    "date": ("date", None), "dateTime": ("datetime-local", None), "gYear": ("number", "1"),
    "integer": ("number", "1"), "decimal": ("number", "any"),
}  # fmt: skip
"""Type and step of the field by datatype."""
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "Agent": ("person", "institution", "country"),
    "Undertaking": ("project", "framework"),
}
"""What people call the things of a class that they have no word for."""
_OFFERED: Final = 40
"""Names that a field offers."""
_DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form."""

    name: str
    title: str
    help: str
    type: str
    step: str | None
    value: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    """Values with their words, where there is a list to choose from."""
    known: tuple[str, ...]
    """Names that are offered while typing."""
    complete: str | None
    """Classes, with commas between, whose things complete what is typed; nothing for a plain value."""
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Values that a question can be asked with."""

    query: str
    """As the address says it; empty if there is nothing to say."""
    text: str


class Forms:
    """Makes the forms of stored queries over one publication."""

    def __init__(self, store: Store, finder: Finder) -> None:
        """What there is to choose from comes from the store and its index of names."""
        self._store, self._finder = store, finder

    async def fields(self, query: StoredQuery, values: Mapping[str, str]) -> list[Field]:
        """The fields, filled with the values."""
        return [await self._field(one, values.get(one.name, one.default or "")) for one in query.parameters]

    async def examples(self, query: StoredQuery) -> list[Example]:
        """Values that are likely to have an answer in this graph: what must be given, and with it all that may be."""
        given = {one.name: await self._example(one) for one in query.parameters}
        found: list[Example] = []
        for wanted in ([one for one in query.parameters if one.required], query.parameters):
            values = {one.name: value for one in wanted if (value := given[one.name])}
            if values and len(values) == len(wanted):
                found.append(Example(query=urlencode(values), text=_listed(values)))
        return list(dict.fromkeys(found))

    async def _field(self, one: Parameter, value: str) -> Field:
        datatype = (one.datatype or "").rpartition("#")[2]
        type_, step = _TYPES.get(datatype, ("text", None))
        choices = self._choices(one)
        if value and choices:
            value = _chosen(choices, value) or value
            choices = choices if value in dict(choices) else (*choices, (value, value))
        return Field(
            name=one.name,
            title=heading(one.name),
            help=_help(one),
            type=type_,
            step=step,
            value=value,
            required=one.required and one.default is None,
            choices=choices,
            known=() if choices else await self._known(one),
            complete=",".join(one.kinds) if one.kinds and not choices else None,
            example=one.example,
        )

    def _choices(self, one: Parameter) -> tuple[tuple[str, str], ...]:
        if _is_boolean(one):
            return (("true", "yes"), ("false", "no"))
        if not one.kinds or not _SCHEMES.issuperset(one.kinds):
            return ()
        labels: set[str] = set()
        for name in one.kinds:
            for quad in self._store.quads_for_pattern(None, k.RDF_TYPE, NamedNode(k.K + name), _DEFAULT):
                if isinstance(quad.subject, NamedNode):
                    found = self._store.quads_for_pattern(quad.subject, _LABEL, None, _DEFAULT)
                    labels.update(label.object.value for label in found if isinstance(label.object, Literal))
        return tuple((label, label) for label in sorted(labels, key=str.casefold))

    async def _known(self, one: Parameter) -> tuple[str, ...]:
        labels: list[str] = []
        for name in one.kinds if await self._finder.ready() else ():
            labels += [thing.label for thing in await self._finder.most_connected(name, _OFFERED)]
        return tuple(dict.fromkeys(labels))[:_OFFERED]

    async def _example(self, one: Parameter) -> str | None:
        """The example of the query's header if the graph has what it names, else what is connected most."""
        if one.example is not None and (choices := self._choices(one)):
            return _chosen(choices, one.example) or one.example
        if one.example is None or not one.kinds or self._has(one.example):
            return one.example
        return next(iter(await self._known(one)), None)

    def _has(self, name: str) -> bool:
        places = (
            (None, k.key, Literal(fold(name))), (None, k.title, Literal(name)), (None, _LABEL, Literal(name)),
            (None, _LABEL, Literal(name, language="en")),
        )  # fmt: skip
        if name.startswith("http"):
            return any(self._store.quads_for_pattern(NamedNode(name), None, None, _DEFAULT))
        return any(any(self._store.quads_for_pattern(*place, _DEFAULT)) for place in places)


def _is_boolean(one: Parameter) -> bool:
    """Whether a parameter takes true or false."""
    return (one.datatype or "").endswith("#boolean")


def _chosen(choices: tuple[tuple[str, str], ...], value: str) -> str | None:
    """The choice that a value means, however it is spelled."""
    return next((choice for choice, _ in choices if fold(choice) == fold(value)), None)


def _help(one: Parameter) -> str:
    """What a parameter takes, in a sentence or two."""
    named = "" if not one.kinds or _SCHEMES.issuperset(one.kinds) else f"A name or IRI: {_any(one.kinds)}."
    default = f"{one.default} if not given." if one.default is not None else ""
    return " ".join(part for part in (one.description, named, default) if part)


def _any(kinds: tuple[str, ...]) -> str:
    """What may be named, in words that people use.

    >>> _any(("Agent", "Place", "Undertaking"))
    'person, institution, country, place, project or framework'
    """
    words = list(dict.fromkeys(word for one in kinds for word in _MEANT.get(one, (kind(one),))))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _listed(values: Mapping[str, str]) -> str:
    """The values in words: names by themselves, others with what they are."""
    return ", ".join(
        value if value[:1].isalpha() and not value.startswith("http") else f"{heading(name).lower()} {value}"
        for name, value in values.items()
    )
