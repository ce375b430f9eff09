"""Pages for people: templates filled with what the graph says, readable without JavaScript."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import RdfFormat, parse
from starlette.requests import Request

from graph.network.legend import Entry
from graph.network.page import STATIC as DRAWN
from graph.network.page import swatch
from ontology.iris import Minter
from service import wording
from service.addresses import local, of_web
from service.front import GENERATION
from service.generation import Generation
from service.phrases import verb
from service.problems import Problem
from service.results import rows
from service.settings import Settings
from service.tables import Tables
from service.views import TABLE, Views
from service.ways import WAYS

FOLDER: Final = Path(__file__).parent
STATIC: Final = (FOLDER / "static", DRAWN)
"""Folders with the static files: those of the service's own pages, and those of drawn networks."""


def _swatch(entry: Entry) -> Markup:
    return Markup(swatch(entry))  # noqa: S704 - made of numbers and a color


@cache
def _digest(name: str) -> str:
    file = next(folder / name for folder in STATIC if (folder / name).exists())
    return hashlib.blake2b(file.read_bytes(), digest_size=6).hexdigest()


class Pages:
    """Fills the templates of this package."""

    def __init__(self, settings: Settings) -> None:
        """Links in pages begin where the settings say that the world sees the service."""
        self._top = settings.top
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        words = ("amount", "counted", "day", "heading", "kind", "number", "percent", "short", "size", "span")
        own: dict[str, Any] = {name: getattr(wording, name) for name in words}
        own |= {"top": self._top, "of_web": of_web, "asset": self._asset, "swatch": _swatch, "ways": WAYS, "verb": verb}
        self._templates.globals.update(own)

    def _asset(self, name: str) -> str:
        """Where a static file is found; the address changes with its content, so that browsers may keep it."""
        return f"{self._top}static/{name}?{_digest(name)}"

    def render(self, template: str, request: Request, **values: Any) -> bytes:
        """A page; in a template ``place`` is where the service shows an IRI, ``show`` makes a cell of a term."""
        generation: Generation = request.scope[GENERATION]

        def place(iri: str) -> str | None:
            return local(iri, generation.base, self._top)

        filled = self._templates.get_template(template).render(
            {"here": None, "truncated": False, "notes": (), "table": None, "tabs": (), "drawn": None, **values},
            asked=request,
            generation=generation,
            place=place,
            show=self.tables(request).cell,
            rule_iri=Minter(generation.base).rule,
        )
        return filled.encode("utf-8")

    def problem(self, problem: Problem, request: Request) -> bytes:
        """The page of an error; it may be that there is no publication to speak of."""
        generation = request.scope.get(GENERATION)
        filled = self._templates.get_template("problem.html").render(
            problem=problem, asked=request, generation=generation, here=None
        )
        return filled.encode("utf-8")

    def tables(self, request: Request) -> Tables:
        """What makes tables of answers."""
        generation: Generation = request.scope[GENERATION]
        return Tables(generation.store, generation.base, self._top)

    def results(
        self,
        request: Request,
        kind: str,
        columns: Sequence[str],
        body: bytes,
        *,
        given: Mapping[str, str],
        stored: bool = False,
        wanted: str | None = None,
        first: str = TABLE,
    ) -> dict[str, Any]:
        """What ``results.html`` shows of an answer: rows in JSON, or triples in Turtle.

        ``wanted`` is the view that was asked for, ``first`` the one that comes first if none was; ``given`` are the
        parameters of the page's address.
        """
        tables = self.tables(request)
        if kind == "select":
            columns, found = list(columns) or ["answer"], rows(body, columns)
        else:
            columns = ["subject", "predicate", "object"]
            found = [[quad.subject, quad.predicate, quad.object] for quad in parse(body, RdfFormat.TURTLE)]
        shown = Views(tables.names, self._top).shown(columns, found, wanted=wanted, first=first, given=given)
        table = tables.table(columns, found, stored=stored and kind == "select")
        return {"table": table, "tabs": shown.tabs, "drawn": shown.drawn, "notes": shown.notes}
