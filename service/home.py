"""The first page, and the search over names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import anyio
from starlette.requests import Request
from starlette.responses import Response

from graph.stats import Coverage
from graph.watching_feed import watch_title
from graph.watching_files import Watches
from ontology.errors import WatchError
from queries.catalogue import Catalogue
from service.accept import HTML
from service.forms import Example, Forms
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.pages import Pages
from service.problems import Problem
from service.wording import counted

KINDS: Final = (
    ("Person", "People"), ("Institution", "Institutions"), ("Undertaking", "Projects and frameworks"),
    ("Event", "Events"), ("Place", "Places"), ("Article", "Articles"),
)  # fmt: skip
"""Classes that a search can be narrowed to, with their names on pages."""
_BEGIN: Final = (
    "who-met-whom", "people-of-institution", "frameworks-between", "participants-of-event", "who-said-what",
    "financing-totals", "conflicting-figures",
)  # fmt: skip
"""Questions that the first page leads to."""
_NEWEST: Final = 7
_CONNECTED: Final = 6
_PAGE: Final = 25
_TEXT: Final = 200
"""Characters of a search."""
_DEEPEST: Final = 10_000
"""Things that a search can be paged through."""


class Home:
    """The first page and the search."""

    def __init__(self, pages: Pages, watches: Path | None = None) -> None:
        """Fills its templates with ``pages``, and leads to the feeds of a list of ``watches``."""
        self._pages = pages
        self._watches = Watches(watches) if watches is not None else None
        self._catalogue = Catalogue.load()

    async def home(self, request: Request) -> Response:
        """What the graph holds, and where to begin."""
        generation: Generation = request.scope[GENERATION]
        ready = await generation.finder.ready()
        request.scope[KEEP] = ready and self._watches is None
        finder, forms = generation.finder, Forms(generation.store, generation.finder)
        questions = [self._catalogue[name] for name in _BEGIN]
        changes = await finder.changes() if ready else None
        page = self._pages.render(
            "home.html",
            request,
            tally=_tally(generation.coverage),
            ready=ready,
            changes=changes,
            newest=await finder.newest(_NEWEST) if ready else (),
            connected=[
                (title, await finder.most_connected(name, _CONNECTED))
                for name, title in KINDS
                if ready and name != "Article"
            ],
            questions=[
                (query, next(iter(await forms.examples(query)), Example(query="", text=""))) for query in questions
            ],
            count=len(self._catalogue),
            feeds=(feeds := await self._feeds()),
        )
        tag = generation.etag("home", changes.as_json() if changes else "", repr(feeds))
        return Response(page, headers={"ETag": tag} if ready else None, media_type=HTML)

    async def _feeds(self) -> list[tuple[str, str]]:
        """Names and titles of the watched questions; none where their list cannot be read, which its feeds say."""
        if self._watches is None:
            return []
        try:
            watches = await anyio.to_thread.run_sync(self._watches.all)
        except WatchError:
            return []
        return [(watch.name, watch_title(watch, self._catalogue)) for watch in watches]

    async def search(self, request: Request) -> Response:
        """Things by their names: ``q`` the text, ``kind`` a class, ``skip`` how many come before."""
        generation: Generation = request.scope[GENERATION]
        text, chosen = request.query_params.get("q", "").strip(), request.query_params.get("kind", "")
        skip = request.query_params.get("skip", "0")
        if len(text) > _TEXT:
            raise Problem(400, f"The name has {len(text):,} characters, and {_TEXT} are the limit.")
        if chosen and chosen not in dict(KINDS):
            raise Problem(400, f"The kind is none of {', '.join(dict(KINDS))}.")
        if not re.fullmatch("[0-9]{1,9}", skip) or int(skip) > _DEEPEST:
            raise Problem(400, f"“skip” is no number from 0 to {_DEEPEST}: search for more of the name.")
        await generation.finder.awaited()
        found = await generation.finder.search(text, kind=chosen or None, skip=int(skip), count=_PAGE)
        request.scope[KEEP] = True

        def to(number: int) -> str:
            values = {"q": text, "kind": chosen, "skip": str(number) if number else ""}
            return "?" + urlencode({name: value for name, value in values.items() if value})

        end = int(skip) + _PAGE
        page = self._pages.render(
            "search.html", request, text=text, kinds=KINDS, chosen=chosen, result=found, skip=int(skip),
            before=to(max(0, int(skip) - _PAGE)) if int(skip) else None,
            after=to(end) if end < min(found.total, _DEEPEST) else None,
        )  # fmt: skip
        return Response(page, headers={"ETag": generation.etag("search", text, chosen, skip)}, media_type=HTML)


def _tally(covered: Coverage) -> list[tuple[int, str]]:
    """The counts that the first page shows."""
    counts = {"articles": covered.articles, **covered.entities, "facts": covered.facts}
    return [(count, counted(count, what)) for what, count in counts.items() if count or what == "facts"]
