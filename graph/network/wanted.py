"""Networks as people ask for them: things by their names, queries by name or in SPARQL, days as text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Final

from pyoxigraph import Store

from graph.answers import Answer
from graph.ask import Questions
from graph.network.building import network
from graph.network.contract import DEFAULT_KINDS, DEFAULT_PREDICATES
from graph.network.measures import measured
from graph.network.model import Network
from graph.network.projecting import SHARING, kinds_of, projected
from graph.network.querying import network_of
from ontology.errors import BadChoice
from queries.parameters import parameter

NOTES: Final = "notes"
"""The attribute of a network, in ``graph``, with sentences about how what was asked for was understood."""
_KINDS: Final = ("Agent", "Place", "Undertaking", "Event")


def wanted(
    store: Store,
    questions: Callable[[], Questions],
    *,
    kinds: Collection[str] | None = None,
    classes: Collection[str] | None = None,
    relations: Collection[str] | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    min_sources: int = 1,
    around: Collection[str] | None = None,
    depth: int = 1,
    most: int | None = None,
    isolated: bool = False,
    query: str | None = None,
    values: Mapping[str, str] | None = None,
    project: str | None = None,
    measures: bool = False,
) -> Network:
    """A network as ``graph.network.building.network`` makes it, ``around`` by name and days as ISO dates.

    ``query`` (SPARQL, or the name of a stored question with its ``values``) takes the place of all other choices.
    ``project`` is a projection of what was chosen, ``measures`` adds those of ``graph.network.measures``. Questions
    are only started for names and queries. Raises ``KeregeError`` for what there is not, with what there is instead.
    """
    tied = kinds_of(project) if project else ()
    notes: list[str] = []
    if query is not None:
        chosen = (kinds, classes, relations, since, until, around, most, isolated, min_sources > 1)
        if any(chosen):
            raise BadChoice("A query says itself what is shown: leave out the other choices, or the query.")
        answer = answered(questions(), query, values)
        notes += answer.notes
        found = network_of(store, answer)
    else:
        things, notes = named(questions(), around) if around else ([], [])
        found = network(
            store,
            kinds=kinds or tied or DEFAULT_KINDS,
            predicates=relations or (SHARING if project else DEFAULT_PREDICATES),
            classes=classes or (),
            since=_day(since),
            until=_day(until),
            min_sources=min_sources,
            around=things,
            depth=depth,
            isolated=isolated,
            most=most,
        )
    found = projected(found, project) if project else found
    found = measured(found) if measures else found
    if notes:
        found.graph[NOTES] = " ".join(notes)
    return found


def named(questions: Questions, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The IRIs of all things that go by the names, and sentences about how names were understood.

    Raises ``UnknownName`` with suggestions.
    """
    kind_of_name = parameter("_thing_iri", kinds=_KINDS)
    meant = [questions.named(kind_of_name, name) for name in names]
    notes = [one.note for one in meant if one.note is not None]
    return list(dict.fromkeys(term.value for one in meant for term in one.terms)), notes


def answered(questions: Questions, query: str, values: Mapping[str, str] | None = None) -> Answer:
    """The answer to a query that is given by the name of a stored one, with its values, or as SPARQL.

    Raises as ``Questions.ask`` and ``Questions.query`` do.
    """
    text = query.strip()
    if text and not any(character.isspace() or character in "{}" for character in text):
        return questions.ask(text, values)
    return questions.query(query)


def _day(given: date | str | None) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadChoice(f"“{given}” is no day: write one as 2025-05-31.") from error
