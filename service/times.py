"""The timeline of a thing: events it had a part in, frameworks and projects, posts and money, each with its time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from graph.documents import Document, Property, Stated
from graph.joining import kind_of
from ontology import terms as k
from service.document_views import View
from service.drawing.timeline import Entry, timeline
from service.reading import Reading

_MOST: Final = 300
"""Things of one relation that are looked at."""
_OUT: Final = (k.attended, k.expectedAt, k.partyTo, k.implements, k.finances, k.under, k.follows, k.during)
"""Relations whose other end may have a time."""
_IN: Final = (k.discussed, k.during, k.locatedIn, k.under, k.follows)
"""Relations that what has a time may have to the thing."""
_WORDS: Final = {"event": "event", "undertaking": "framework"}
_RICH: Final = {"Tenure": "post", "Deal": "money"}


def timeline_of(document: Document, view: View, reading: Reading) -> Markup:
    """The timeline as a figure; empty if nothing has a time."""
    return timeline(_entries(document, view, reading), title=f"Timeline of {document.thing.label}")


def _entries(document: Document, view: View, reading: Reading) -> Iterator[Entry]:
    for iri in dict.fromkeys(_timed(document.thing.iri, reading)):
        kind = kind_of(iri, reading.base) or ""
        begin, end = reading.text(iri, k.begin), reading.text(iri, k.end)
        if begin or end:
            precision = reading.text(iri, k.datePrecision)
            yield Entry(begin, end, reading.label(iri), reading.place(iri), _WORDS.get(kind, kind), precision=precision)
    for group in document.groups:
        for fact in group.facts:
            if (rich := _RICH.get(fact.cls.iri.removeprefix(k.K))) is not None:
                yield _reported(fact, rich, view)


def _timed(iri: str, reading: Reading) -> Iterator[str]:
    """What may have a time: the thing itself, and what it is related to."""
    yield iri
    for name in _OUT:
        yield from (term.value for term in reading.values(iri, name, _MOST) if isinstance(term, NamedNode))
    for name in _IN:
        yield from reading.pointing(name, iri, _MOST)


def _reported(fact: Stated, kind: str, view: View) -> Entry:
    """A post or a deal: when it began and ended, if an article says so, else when it was reported."""
    text = "".join(piece.text for piece in view.say(fact))
    times = [
        time
        for report in fact.reports
        if any(time := (_day(report.properties, k.begin), _day(report.properties, k.end)))
    ]
    if times:
        return Entry(*min(times), text, view.place(fact.iri), kind)
    return Entry(fact.first or "", fact.first or "", text, view.place(fact.iri), kind, "as reported")


def _day(properties: tuple[Property, ...], name: NamedNode) -> str:
    values = (value for property, values in properties if property.iri == name.value for value in values)
    return next((value.value for value in values if isinstance(value, Literal)), "")
