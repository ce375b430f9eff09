"""Pages that show how well facts are supported, and figures of several articles side by side."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

import anyio
from pyoxigraph import NamedNode, Quad, Store
from starlette.requests import Request
from starlette.responses import Response

from graph.agreement import Agreement, Choices, Compared, Fact, told
from graph.agreement_matters import Matters, matters
from graph.ask import Questions
from graph.comparing import AGREE, DIFFER
from graph.connections import KINDS
from graph.disagreements.matters import COMPATIBLE
from graph.disagreements.told import Disputes
from graph.documents import Document, Stated
from graph.edition import DEFAULT
from ontology import terms as k
from ontology.errors import UnknownName
from queries.parameters import parameter
from service.accept import HTML
from service.agreement_asked import CLASSES, FACTS, FIGURES, MATTERS, SIZES, Asked, asked, bars
from service.agreement_files import as_csv, as_json
from service.agreement_matters import Matter, shown
from service.document_views import View
from service.figures import Side, side_by_side
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.pages import Pages
from service.problems import Problem
from service.settings import Settings
from service.stored import given

ENDINGS: Final[Mapping[str, str]] = {"json": "application/json", "csv": "text/csv"}
_PATIENCE: Final = 8.0
"""Seconds that the page waits for its index, which it is made of."""
_MANY: Final = 20_000
"""Facts from which on that would take too long: it says so at once."""
_SHOWN: Final = 3
"""Reports of one interval that a comparison shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the page shows."""

    document: Document
    """All facts that are shown, with their sentences."""
    facts: tuple[Stated, ...]
    """In order; none where figures are compared."""
    sides: tuple[Side, ...]
    """Comparisons."""
    matters: tuple[Matter, ...]
    """What is put differently."""
    known: Matters
    """What of that there is."""
    total: int
    differing: int
    agreeing: int
    distribution: tuple[tuple[int, int], ...]
    choices: Choices


class AgreementPages:
    """``/agreement``, as a page and as files."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Fills its templates with ``pages``."""
        self._pages, self._top = pages, settings.top

    async def page(self, request: Request) -> Response:
        """How well facts are supported, or figures side by side; the page of what was asked for."""
        generation: Generation = request.scope[GENERATION]
        wanted = asked(given(request))
        headers = {"ETag": generation.etag("agreement", json.dumps(dict(wanted.values), sort_keys=True))}
        if (unchanged := known(request, headers["ETag"])) is not None:
            return unchanged
        patience = _PATIENCE if generation.coverage.facts < _MANY else 0.5
        if not await generation.agreement.ready(patience):
            page = self._pages.render("agreement.html", request, here="agreement", asked_for=wanted, found=None)
            later = {"Retry-After": "10", "Cache-Control": "no-store"}
            return Response(page, 503, later, media_type=HTML)
        try:
            found = await self._found(generation, wanted)
        except UnknownName as error:
            values = self._values(wanted, None, generation)
            page = self._pages.render("agreement.html", request, **values, notes=(str(error),))
            return Response(page, 404, {"Cache-Control": "no-store"}, media_type=HTML)
        request.scope[KEEP] = True

        def written() -> bytes:
            return self._pages.render("agreement.html", request, **self._values(wanted, found, generation))

        return Response(await anyio.to_thread.run_sync(written), headers=headers, media_type=HTML)

    async def file(self, request: Request) -> Response:
        """The same as CSV or JSON."""
        ending = request.path_params["ending"]
        if ending not in ENDINGS:
            raise Problem(404, f"There is no format .{ending} here: {', '.join('.' + one for one in ENDINGS)}.")
        generation: Generation = request.scope[GENERATION]
        wanted = asked(given(request))
        etag = generation.etag("agreement", ending, json.dumps(dict(wanted.values), sort_keys=True))
        if (unchanged := known(request, etag)) is not None:
            return unchanged
        found = await self._found(generation, wanted)
        request.scope[KEEP] = True
        view = View(found.document, generation, self._top)
        body = as_csv(found, view) if ending == "csv" else as_json(wanted, found, view)
        name = f'attachment; filename="kerege-{wanted.kind}.{ending}"'
        headers = {"ETag": etag, **({"Content-Disposition": name} if ending == "csv" else {})}
        return Response(body, headers=headers, media_type=ENDINGS[ending])

    async def _found(self, generation: Generation, wanted: Asked) -> Found:
        """What is asked for; raises ``UnknownName`` with suggestions."""
        entities = await anyio.to_thread.run_sync(_meant, generation.questions, wanted.get("entity"))
        facts = wanted.wanted(entities)
        size = SIZES[wanted.kind]
        skip = size * (wanted.page - 1)

        def ask(agreement: Agreement) -> tuple[Any, ...]:
            differing, agreeing = agreement.compared(facts, DIFFER), agreement.compared(facts, AGREE)
            spread, choices = agreement.distribution(facts), agreement.choices()
            if wanted.kind == MATTERS:
                return (), differing, agreeing, spread, choices
            if wanted.kind == FACTS:
                return agreement.facts(facts, skip=skip, count=size), differing, agreeing, spread, choices
            listed = agreement.comparisons(facts, wanted.verdict, skip=skip, count=size)
            return listed, differing, agreeing, spread, choices

        listed, differing, agreeing, spread, choices = await generation.agreement.asked(
            lambda index: ask(Agreement(index))
        )
        verdict, regarding = DIFFER if wanted.verdict == DIFFER else COMPATIBLE, wanted.get("regarding")
        known = await generation.agreement.asked(
            lambda index: matters(index, facts, verdict, regarding, skip=skip, count=size)
        )
        disputes = Disputes(generation.store, generation.base)
        told_of = known.iris if wanted.kind == MATTERS else ()
        put = await anyio.to_thread.run_sync(lambda: [disputes.of(iri) for iri in told_of])
        read = await anyio.to_thread.run_sync(_read, generation.store, generation.base, listed)
        stated = {fact.iri: fact for group in read.groups for fact in group.facts}
        view = View(read, generation, self._top)
        sides = [side_by_side(one, stated, view) for one in listed if isinstance(one, Compared)]
        total = sum(n for _, n in spread)
        if wanted.kind != FACTS:
            pair = (differing, agreeing) if wanted.kind == FIGURES else (known.differing, known.agreeing)
            total = pair[wanted.verdict != DIFFER]
        return Found(
            document=read,
            facts=tuple(stated[one.iri] for one in listed if isinstance(one, Fact)),
            sides=tuple(side for side in sides if side is not None),
            matters=tuple(shown(one, view) for one in put),
            known=known,
            total=total, differing=differing, agreeing=agreeing, distribution=spread, choices=choices,
        )  # fmt: skip

    def _values(self, wanted: Asked, found: Found | None, generation: Generation) -> dict[str, Any]:
        """What the template shows."""
        if found is None:
            return {"here": "agreement", "asked_for": wanted, "found": None}
        pages = max(1, -(-found.total // SIZES[wanted.kind]))
        return {
            "here": "agreement",
            "asked_for": wanted,
            "found": found,
            "view": View(found.document, generation, self._top),
            "bars": bars(wanted, found.distribution),
            "classes": [(name, CLASSES[name], n) for name, n in found.choices.kinds if name in CLASSES],
            "pages": pages,
            "question": self._question(wanted),
        }

    def _question(self, wanted: Asked) -> tuple[str, str] | None:
        """The stored query that asks the same, as an address with its name; none where there is none."""
        narrowed = {name for name in wanted.values if name not in ("kind", "verdict", "page", "entity")}
        if wanted.kind == MATTERS and not narrowed:
            values = {"entity": wanted.get("entity")} if wanted.get("entity") else {}
            values["verdict"] = DIFFER if wanted.verdict == DIFFER else COMPATIBLE
            return f"{self._top}queries/disagreements?{urlencode(values)}", "On what do articles disagree?"
        if wanted.kind == FIGURES and wanted.verdict == DIFFER and not narrowed:
            values = {"entity": wanted.get("entity")} if wanted.get("entity") else {}
            query = f"?{urlencode(values)}" if values else ""
            return f"{self._top}queries/conflicting-figures{query}", "On which figures do articles differ?"
        if wanted.kind == FACTS and not narrowed - {"sources"} and not wanted.get("entity"):
            least = wanted.wanted(()).least
            value = urlencode({"sources": str(max(least, 2))})
            return (
                f"{self._top}queries/well-sourced-facts?{value}",
                "Which facts do several independent sources report?",
            )
        return None


def _meant(questions: Questions, name: str) -> tuple[str, ...]:
    """The IRIs of the things that go by a name; none for no name. To be called from another thread."""
    if not name:
        return ()
    return tuple(term.value for term in questions.named(parameter("_thing_iri", kinds=KINDS), name).terms)


def _read(store: Store, base: str, listed: Sequence[Fact | Compared]) -> Document:
    """The facts that are listed, with sentences; of compared ones, the first few that give each interval."""
    wanted: dict[str, list[str]] = {}
    for one in listed:
        if isinstance(one, Fact):
            wanted.setdefault(one.iri, [])
            continue
        given = Counter[tuple[str, Decimal, Decimal]]()
        for figure in one.figures:
            for fact in one.facts:
                reports = Quad(NamedNode(figure.assertion), k.reports, NamedNode(fact), DEFAULT) in store
                given[fact, figure.low, figure.high] += reports
                if reports and given[fact, figure.low, figure.high] <= _SHOWN:
                    wanted.setdefault(fact, []).append(figure.assertion)
    return told(store, base, {fact: tuple(dict.fromkeys(reports)) for fact, reports in wanted.items()})
