"""Names while they are typed: what they may become, for the search and for the forms of all pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from graph.name_search import Thing
from ontology import terms as k
from service.addresses import local
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.problems import Problem
from service.settings import Settings
from service.wording import kind

COUNT: Final = 10
"""Things that are offered at once."""
TEXT: Final = 200
"""Characters of what is typed."""
_CLASSES: Final = frozenset(
    name
    for name, term in vars(k).items()
    if isinstance(term, NamedNode) and term.value == k.K + name and name[0].isupper()
)
_KINDS: Final = 20
"""Classes that can be asked for at once."""


class Completing:
    """Answers ``/complete``."""

    def __init__(self, settings: Settings) -> None:
        """Pages of things are where the settings say that the world sees the service."""
        self._top = settings.top

    async def complete(self, request: Request) -> Response:
        """Things that a name being typed may mean: ``q`` is what is typed so far, ``class`` what they may be."""
        generation: Generation = request.scope[GENERATION]
        text = " ".join(request.query_params.get("q", "").split())
        if len(text) > TEXT:
            raise Problem(400, f"The name has {len(text):,} characters, and {TEXT} are the limit.")
        kinds = _kinds(request.query_params.get("class", ""))
        await generation.finder.awaited()
        found = await generation.finder.suggestions(text, kinds, COUNT)
        request.scope[KEEP] = True
        told = [self._told(thing, generation.base, alike=found.alike) for thing in found.things]
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        tag = generation.etag("complete", text, ",".join(kinds))
        return Response(body, headers={"ETag": tag, "Cache-Control": "no-cache"}, media_type="application/json")

    def _told(self, thing: Thing, base: str, *, alike: bool) -> Mapping[str, Any]:
        return {
            "name": thing.name or thing.label,
            "label": thing.label,
            "iri": thing.iri,
            "class": thing.kind,
            "kind": kind(thing.kind),
            "facts": thing.facts,
            "date": thing.date,
            "page": local(thing.iri, base, self._top),
            "value": thing.label if thing.alone else thing.iri,
            "alike": alike,
        }


def _kinds(text: str) -> tuple[str, ...]:
    """The classes of a list with commas between; raises ``Problem`` for what is none."""
    kinds = tuple(dict.fromkeys(part for one in text.split(",") if (part := one.strip())))
    if len(kinds) > _KINDS:
        raise Problem(400, f"{len(kinds)} classes are named, and {_KINDS} are the limit.")
    for one in kinds:
        if one not in _CLASSES:
            raise Problem(400, f"“{one}” is no class of the ontology: write Person, Institution or the like.")
    return kinds
