"""Documents of things as pages: entities, events, articles, passages, facts, with the sentences that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from graph.documents import Document
from graph.joining import KINDS
from graph.recorded import Recorded, corrections_of
from ontology import terms as k
from queries.catalogue import Catalogue, StoredQuery
from service.article_views import ArticleView
from service.briefs import brief
from service.disagreements import Disagreement, disagreements
from service.document_views import View
from service.fact_views import FactView
from service.front import GENERATION
from service.generation import Generation
from service.neighborhood import Neighborhood, neighborhood
from service.pages import Pages
from service.reading import Reading
from service.things import path_of
from service.times import timeline_of
from service.whereabouts import map_of

_TEMPLATES: Final = {
    "article": "article.html", "passage": "passage.html", "fact": "fact.html", "assertion": "assertion.html",
    "rule": "rule.html",
}  # fmt: skip
_VIEWS: Final[Mapping[str, type[View]]] = {"article": ArticleView, "fact": FactView}
_QUESTIONS: Final = 7
"""Questions about a thing that its page leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A document in another format."""

    title: str
    media: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an entity's page shows beside its facts; empty where there is nothing of the kind."""

    neighborhood: Neighborhood | None = None
    timeline: Markup | None = None
    map: Markup | None = None
    disagreements: Sequence[Disagreement] = ()
    corrections: Sequence[Recorded] = ()

    @classmethod
    def of(cls, document: Document, view: View, reading: Reading) -> Self:
        """What belongs beside a page of a document; drawings stand on the first page."""
        if document.kind not in KINDS:
            return cls()
        against = disagreements(document, view, reading)
        corrected = corrections_of(reading.store, document.thing.iri)
        if document.page > 1:
            return cls(disagreements=against)
        return cls(
            neighborhood=neighborhood(document, reading),
            timeline=timeline_of(document, view, reading),
            map=map_of(document, reading),
            disagreements=against,
            corrections=corrected,
        )


class DocumentPages:
    """Makes the pages."""

    def __init__(self, pages: Pages, top: str) -> None:
        """Fills its templates with ``pages``; ``top`` is where the service's paths begin, with a slash at the end."""
        self._pages, self._top = pages, top
        self._catalogue = Catalogue.load()

    def page(self, request: Request, document: Document, formats: Sequence[Format], jsonld: bytes) -> bytes:
        """The page of a document; ``jsonld`` is the same document in JSON-LD, which stands in it too.

        It looks things up and draws, which takes some hundredths of a second: to be called in a thread.
        """
        generation: Generation = request.scope[GENERATION]
        view = _VIEWS.get(document.kind, View)(document, generation, self._top)
        reading = Reading(generation.store, generation.base, view.place)
        return self._pages.render(
            _TEMPLATES.get(document.kind, "thing.html"),
            request,
            document=document,
            view=view,
            formats=formats,
            jsonld=embedded(jsonld),
            questions=list(self._questions(document)),
            beside=Beside.of(document, view, reading),
            further=list(self._further(document, reading)),
        )

    def _further(self, document: Document, reading: Reading) -> Iterator[tuple[str, str]]:
        """Other pages about an entity, with their addresses."""
        iri, path = document.thing.iri, path_of(document.thing.iri, reading.base)
        if document.kind not in KINDS or path is None:
            return
        name = document.thing.label if reading.is_called(document.thing.label, iri) else iri
        yield "A brief to print", f"{self._top}brief/{path}"
        yield "The network around it", f"{self._top}network?{urlencode({'around': name})}"
        yield "How it is connected with …", f"{self._top}connections?{urlencode({'from': name})}"
        yield "How many sources say what of it", f"{self._top}agreement?{urlencode({'entity': name})}"
        yield "Draft a correction", f"{self._top}agreement/correction?{urlencode({'thing': iri})}"

    def brief(self, request: Request, document: Document) -> bytes:
        """The brief of a thing, for a sheet of paper; likewise to be called in a thread."""
        generation: Generation = request.scope[GENERATION]
        view = View(document, generation, self._top)
        against = disagreements(document, view, Reading(generation.store, generation.base, view.place))
        made = brief(view, against, document.total)
        numbers = {source: number for number, source in enumerate(made.sources, 1)}
        return self._pages.render("brief.html", request, document=document, view=view, brief=made, numbers=numbers)

    def _questions(self, document: Document) -> Iterator[tuple[str, str]]:
        """Stored queries that take this thing and nothing else, with their addresses."""
        classes = {cls.removeprefix(k.K) for cls in document.thing.classes}
        found = [query for query in self._catalogue if _takes(query, classes)]
        for query in sorted(found, key=lambda query: _apart(query, classes))[:_QUESTIONS]:
            values = urlencode({query.parameters[0].name: document.thing.iri})
            yield query.summary, f"{self._top}queries/{query.name}?{values}"


def embedded(jsonld: bytes) -> Markup:
    """JSON-LD as it may stand in a script element: nothing in it can end that."""
    whole = json.dumps(json.loads(jsonld), ensure_ascii=False, separators=(",", ":"))
    for mark, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        whole = whole.replace(mark, escaped)
    return Markup(whole)  # noqa: S704 - without the characters that markup consists of


def _takes(query: StoredQuery, classes: set[str]) -> bool:
    """Whether a question can be asked of a thing of these classes alone."""
    if not query.parameters or not classes.intersection(query.parameters[0].kinds):
        return False
    return query.parameters[0].required and not any(one.required for one in query.parameters[1:] if one.default is None)


def _apart(query: StoredQuery, classes: set[str]) -> tuple[bool, int, bool]:
    """How far a question is from being about such things: one about any agent is farther than one about people."""
    kinds = query.parameters[0].kinds
    return classes.intersection(kinds) <= {"Agent"}, len(kinds), "totals" in query.tags
