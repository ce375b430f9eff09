"""How two things are connected: the shortest paths of facts between them, as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import anyio
from pyoxigraph import Literal, NamedNode, Store
from starlette.requests import Request
from starlette.responses import Response

from graph.ask import Questions
from graph.connecting import Found
from graph.connections import KINDS
from graph.edition import DEFAULT
from graph.paths import LONGEST
from ontology import terms as k
from ontology.errors import KeregeError, UnknownName
from queries.binding import is_iri
from queries.parameters import parameter
from service.accept import HTML
from service.connections_drawn import as_json, drawn, finest
from service.document_views import View
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.leaving import unless_gone
from service.pages import Pages
from service.problems import Problem, problem_of
from service.settings import Settings

MOST: Final = 8
"""Steps that can be asked for."""
AVOIDED: Final = 20
"""Things that can be avoided."""
_LONGEST: Final = 300
"""Characters of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: names or IRIs, as they were typed."""

    one: str
    other: str
    longest: int
    avoiding: tuple[str, ...]

    def query(self, *, longest: int | None = None, avoiding: Sequence[str] | None = None) -> str:
        """The query of the address that asks for the same, but for what is given."""
        steps = self.longest if longest is None else longest
        pairs = [("from", self.one), ("to", self.other), *([("longest", str(steps))] if steps != LONGEST else [])]
        pairs += [("avoiding", name) for name in (self.avoiding if avoiding is None else avoiding)]
        return f"?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The things that are meant: IRIs, with their label where it is one."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    avoiding: tuple[tuple[str, tuple[str, ...]], ...]
    """As typed, with the IRIs."""
    notes: tuple[str, ...]


class ConnectionPages:
    """``/connections`` and ``/connections.json``."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Fills its template with ``pages``."""
        self._pages, self._top = pages, settings.top

    async def page(self, request: Request) -> Response:
        """The form, and the paths between what it names."""
        generation: Generation = request.scope[GENERATION]
        wanted = asked(request)
        headers = {"ETag": generation.etag("connections", repr(wanted))}
        if (unchanged := known(request, headers["ETag"])) is not None:
            return unchanged
        if not wanted.one or not wanted.other:
            request.scope[KEEP] = ready = await generation.finder.ready()
            page = self._render(request, wanted, examples=await _examples(generation) if ready else ())
            return Response(page, headers=headers if ready else None, media_type=HTML)
        try:
            meant, found = await self._found(request, generation, wanted)
        except KeregeError as error:
            problem = problem_of(error)
            page = self._render(request, wanted, notes=(str(error),), failed=problem.status)
            uncached = {**problem.headers, "Cache-Control": "no-store"}
            return Response(page, problem.status, uncached, media_type=HTML)
        request.scope[KEEP] = True
        view = View(found.document, generation, self._top)

        def written() -> bytes:
            paths = [drawn(path, found) for path in found.paths]
            return self._render(request, wanted, notes=meant.notes, paths=paths, view=view, meant=meant)

        return Response(await anyio.to_thread.run_sync(written), headers=headers, media_type=HTML)

    async def data(self, request: Request) -> Response:
        """The same as JSON; raises ``Problem`` 400 where an end is missing."""
        generation: Generation = request.scope[GENERATION]
        wanted = asked(request)
        if not wanted.one or not wanted.other:
            raise Problem(400, "Say between which two things: /connections.json?from=NAME&to=NAME.")
        headers = {"ETag": generation.etag("connections.json", repr(wanted))}
        if (unchanged := known(request, headers["ETag"])) is not None:
            return unchanged
        meant, found = await self._found(request, generation, wanted)
        request.scope[KEEP] = True
        view = View(found.document, generation, self._top)
        body = await anyio.to_thread.run_sync(_as_json, wanted, meant, found, view)
        return Response(body, headers=headers, media_type="application/json")

    async def _found(self, request: Request, generation: Generation, wanted: Asked) -> tuple[Meant, Found]:
        """The paths; raises ``UnknownName`` with suggestions, and what a query raises."""
        meant = await anyio.to_thread.run_sync(_meant, generation.questions, wanted)
        work = generation.runner.connections(
            meant.one, meant.other, longest=wanted.longest,
            avoiding=[iri for _, iris in meant.avoiding for iri in iris],
        )  # fmt: skip
        return meant, await unless_gone(request, work)

    def _render(self, request: Request, wanted: Asked, **more: Any) -> bytes:
        values: dict[str, Any] = {
            "here": "connections", "asked_for": wanted, "paths": None, "examples": (), "failed": None, "meant": None,
            "most": MOST, "kinds": ",".join(KINDS), "view": None, "notes": (), "finest": finest, **more,
        }  # fmt: skip
        labels = {name: _label(request.scope[GENERATION].store, name) for name in wanted.avoiding}
        values["label_of"] = labels.__getitem__
        return self._pages.render("connections.html", request, **values)


def asked(request: Request) -> Asked:
    """What a request asks for; raises ``Problem`` 400 for what cannot be asked."""
    try:
        query = request.scope["query_string"].decode("ascii")
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise Problem(400, "The parameters are not in UTF-8, or there are more than 100.") from error
    values: dict[str, list[str]] = {"from": [], "to": [], "longest": [], "avoiding": []}
    for name, value in pairs:
        if name in values and value.strip():
            values[name].append(value.strip())
    for name, several in values.items():
        if len(several) > 1 and name != "avoiding":
            raise Problem(400, f"There are {len(several)} values of “{name}”, and one can be answered.")
        if any(len(value) > _LONGEST for value in several):
            raise Problem(400, f"A value of “{name}” has more than {_LONGEST} characters, the limit.")
    if len(values["avoiding"]) > AVOIDED:
        raise Problem(400, f"{len(values['avoiding'])} things are to be avoided, and {AVOIDED} are the limit.")
    longest = next(iter(values["longest"]), str(LONGEST))
    if not longest.isascii() or not longest.isdigit() or not 1 <= int(longest) <= MOST:
        raise Problem(400, f"“longest” is no number from 1 to {MOST}: beyond, everything is connected with everything.")
    return Asked(
        one=next(iter(values["from"]), ""), other=next(iter(values["to"]), ""), longest=int(longest),
        avoiding=tuple(dict.fromkeys(values["avoiding"])),
    )  # fmt: skip


def _meant(questions: Questions, wanted: Asked) -> Meant:
    """What the names mean; to be called from another thread. Raises ``UnknownName`` with suggestions."""
    notes: list[str] = []

    def of(name: str) -> tuple[str, ...]:
        found = questions.named(parameter("_thing_iri", kinds=KINDS), name)
        if found.note is not None:
            notes.append(found.note)
        return tuple(term.value for term in found.terms)

    one, other = of(wanted.one), of(wanted.other)
    if set(one) & set(other):
        raise UnknownName(f"“{wanted.one}” and “{wanted.other}” are the same thing: say between which two.")
    avoiding = tuple((name, of(name)) for name in wanted.avoiding)
    return Meant(one=one, other=other, avoiding=avoiding, notes=tuple(notes))


async def _examples(generation: Generation) -> tuple[tuple[str, str], ...]:
    """Two pairs of things that are likely to be connected."""
    people, others = [await generation.finder.most_connected(kind, 3) for kind in ("Person", "Institution")]
    pairs = [people[:2], (*people[2:3], *others[1:2])]
    return tuple((pair[0].label, pair[1].label) for pair in pairs if len(pair) == 2)


def _label(store: Store, name: str) -> str:
    """How a name or an IRI is shown."""
    if not is_iri(name):
        return name
    found = store.quads_for_pattern(NamedNode(name), k.RDFS_LABEL, None, DEFAULT)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), name)


def _as_json(wanted: Asked, meant: Meant, found: Found, view: View) -> bytes:
    answer = {
        "from": list(meant.one),
        "to": list(meant.other),
        "longest": wanted.longest,
        "avoiding": [iri for _, iris in meant.avoiding for iri in iris],
        "notes": list(meant.notes),
        "paths": [as_json(drawn(path, found), view) for path in found.paths],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1).encode("utf-8")
