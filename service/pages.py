"""Pages for people: templates filled with what the graph says, readable without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request

from service.addresses import local
from service.front import GENERATION
from service.problems import Problem
from service.results import rows
from service.settings import Settings

FOLDER: Final = Path(__file__).parent
Term = NamedNode | BlankNode | Literal | Triple
_SHOWN: Final = 1000
"""Rows of a table on a page; the other formats have them all."""


class Pages:
    """Fills the templates of this package."""

    def __init__(self, settings: Settings) -> None:
        """Links in pages begin with the settings' prefix."""
        self._settings = settings
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, template: str, request: Request, **values: Any) -> bytes:
        """A page; ``show`` in a template makes a term a link or text, ``asked`` is the request."""
        generation = request.scope[GENERATION]

        def show(term: Term | None) -> dict[str, str | None]:
            return shown(term, generation.base, f"{self._settings.prefix}/")

        filled = self._templates.get_template(template).render(
            {"truncated": False, "notes": (), "table": None, **values},
            asked=request,
            show=show,
            generation=generation,
            top=f"{self._settings.prefix}/",
        )
        return filled.encode("utf-8")

    def problem(self, problem: Problem, request: Request) -> bytes:
        """The page of an error."""
        return (
            self._templates.get_template("problem.html")
            .render(problem=problem, asked=request, top=f"{self._settings.prefix}/")
            .encode("utf-8")
        )

    def results(self, request: Request, kind: str, columns: Sequence[str], body: bytes) -> dict[str, Any]:
        """What ``results.html`` shows of an answer: rows in JSON, or triples in Turtle."""
        if kind == "select":
            found = rows(body, columns)
            heads = list(columns) or ["answer"]
        else:
            quads = parse(body, RdfFormat.TURTLE)
            found = [[quad.subject, quad.predicate, quad.object] for quad in quads]
            heads = ["subject", "predicate", "object"]
        return {"table": {"heads": heads, "rows": found[:_SHOWN], "count": len(found), "shown": _SHOWN}}


def shown(term: Term | None, base: str, top: str) -> dict[str, str | None]:
    """How a term is shown: its text, and where it leads.

    Only addresses of the service and of the web are led to: a graph may hold IRIs that browsers would act on.
    """
    if term is None:
        return {"text": "", "href": None}
    if isinstance(term, NamedNode):
        here = local(term.value, base, top)
        href = here or (term.value if term.value.startswith(("https://", "http://")) else None)
        return {"text": term.value.removeprefix(base) if here else term.value, "href": href}
    return {"text": term.value if isinstance(term, Literal | BlankNode) else str(term), "href": None}
