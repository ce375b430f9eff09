"""Pages of stored queries: the list of questions, the form to ask one, and its answer in the view that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from unicodedata import combining, normalize
from urllib.parse import urlencode

from starlette.requests import Request

from graph.watching_feed import has_feed
from queries.catalogue import StoredQuery
from service.accept import HTML, JSON
from service.addresses import address
from service.forms import Forms
from service.front import GENERATION
from service.generation import Generation
from service.pages import Pages
from service.settings import Settings
from service.stored_answers import Found

ENDINGS: Final[Mapping[str, str]] = {
    "json": JSON, "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "html": HTML, "ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}  # fmt: skip
"""Formats that an address can end in."""
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "select": ("csv", "json", "xml", "tsv"),
    "construct": ("ttl", "jsonld", "nt", "rdf"),
}
"""Formats that a page leads to, as addresses end in them."""
_LONGEST: Final = 30_000
"""Characters of a query that an address may bring to the editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The SPARQL that was run, with the values in their places."""

    text: str
    editor: str | None
    """Where the editor opens with it; nowhere if it is too long for an address."""


class QuestionPages:
    """Fills the pages of stored queries."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Fills its templates with ``pages``."""
        self._settings, self._pages = settings, pages

    def index(self, request: Request, queries: Sequence[StoredQuery], wanted: str) -> bytes:
        """All questions by theme; with ``wanted``, those that have all of its words."""
        words = _plain(wanted).split()
        fitting = [query for query in queries if all(word in searched(query) for word in words)]
        themes = [
            (theme, [(query, searched(query)) for query in group])
            for theme, group in groupby(sorted(fitting, key=_theme), key=_theme)
        ]
        return self._pages.render(
            "queries.html", request, here="queries/", themes=themes, wanted=wanted, found=len(fitting), all=len(queries)
        )

    async def form(self, request: Request, stored: StoredQuery, values: Mapping[str, str]) -> dict[str, Any]:
        """What every page of a question shows: what it asks, and the fields with the values."""
        generation: Generation = request.scope[GENERATION]
        forms = Forms(generation.store, generation.finder)
        return {
            "query": stored,
            "fields": await forms.fields(stored, values),
            "examples": await forms.examples(stored),
            "formats": FORMATS[stored.kind],
            "media": ENDINGS,
            "given": f"?{urlencode(values)}" if values else "",
            "feed": has_feed(stored),
            "bound": (),
            "link": None,
        }

    def empty(self, request: Request, form: Mapping[str, Any], notes: Sequence[str] = ()) -> bytes:
        """The page of a question that is not asked yet, or cannot be asked so."""
        return self._pages.render("query.html", request, **{**form, "notes": notes})

    def answered(
        self, request: Request, form: Mapping[str, Any], values: Mapping[str, str], found: Found, view: str | None
    ) -> bytes:
        """The page of an answer; takes a moment, so it is to be called beside the event loop."""
        stored: StoredQuery = form["query"]
        results = self._pages.results(
            request, stored.kind, found.columns, found.body, stored=True, wanted=view, first=stored.view, given=values
        )
        given = {**values, **({"view": view} if view else {})}
        link = address(request, self._settings, f"queries/{stored.name}{'?' if given else ''}{urlencode(given)}")
        shown = {
            **form, **results, "link": link, "truncated": found.truncated,
            "notes": (*found.notes, *results["notes"]),
            "bound": [self._bound(stored, text) for text in found.texts],
        }  # fmt: skip
        return self._pages.render("query.html", request, **shown)

    def _bound(self, stored: StoredQuery, text: str) -> Bound:
        plain = f"# {stored.summary}\n{without_header(text)}"
        editor = f"{self._settings.top}sparql?{urlencode({'query': plain})}"
        return Bound(text=plain, editor=editor if len(editor) <= _LONGEST else None)


def without_header(text: str) -> str:
    """The SPARQL of a stored query without the lines that describe it.

    >>> without_header("#+ summary: What?\\n\\nSELECT * { ?s ?p ?o }")
    'SELECT * { ?s ?p ?o }'
    """
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def searched(query: StoredQuery) -> str:
    """The words by which a question is found: it, its description, its themes and what it takes."""
    return _plain(" ".join((query.summary, query.description, *query.tags, *(one.name for one in query.parameters))))


def _plain(text: str) -> str:
    """A text without case and accents, as the page's script has it."""
    return "".join(one for one in normalize("NFKD", text) if not combining(one)).lower()


def _theme(query: StoredQuery) -> str:
    return query.tags[0] if query.tags else "other"
