"""Drafts of corrections: a form that answers with a file to commit. The service only reads, and keeps none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import parse_qsl

import anyio
from pyoxigraph import Literal, NamedNode, Store
from starlette.requests import Request
from starlette.responses import Response

from graph.agreement import told
from graph.connections import KINDS
from graph.corrected_drafting import of_fact
from graph.corrections import ACTIONS, Correction, written
from graph.documents import Document, Stated
from graph.edition import DEFAULT
from graph.network.contract import classes, relations
from ontology import terms as k
from ontology.errors import CorrectionError, UnknownName
from queries.binding import checked_iri
from queries.parameters import parameter
from service.accept import HTML
from service.asked import FORM, read
from service.document_views import View
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.pages import Pages
from service.phrases import VERBS
from service.problems import Problem
from service.settings import Settings
from service.stored import given

MEDIA: Final = "application/toml"
_REPORTS: Final = 30
"""Reports of a fact that can be chosen from."""
_BODY: Final = 64 << 10
"""Bytes of a form; a correction has a tenth of that."""
_FIELDS: Final = 50
_OF_FACTS: Final = ("reject", "add")
_OF_THINGS: Final = ("rename", "retype", "same", "different")
WORDS: Final[Mapping[str, str]] = {
    "reject": "Reject a fact", "add": "Add a fact", "rename": "Change a name", "retype": "Change a class",
    "same": "Say that two are one", "different": "Say that two are not one",
}  # fmt: skip
_NAMED: Final = ("subject", "object", "thing", "other")
"""Fields that take a name or an IRI of a thing."""
_LISTED: Final = frozenset({"things", "reports", "class"})
"""Fields that are taken from elsewhere."""
_CLASSES: Final = ("Agent", "Place", "Undertaking", "Event")
"""Classes of the ontology below which a thing may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a correction is about."""

    document: Document | None
    fact: Stated | None
    thing: str | None
    """IRI."""
    label: str
    """Of the thing."""


class _Empty(dict[str, str]):
    """Values of fields, of which those that are missing are empty."""

    def __missing__(self, name: str) -> str:
        return ""


class Correcting:
    """``/agreement/correction``."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Fills its template with ``pages``."""
        self._pages, self._top = pages, settings.top

    async def correct(self, request: Request) -> Response:
        """The form, or to what was filled in the file; where that is no correction, the form with what to change."""
        if request.method != "POST":
            values = given(request)
            request.scope[KEEP] = True
            generation: Generation = request.scope[GENERATION]
            return await self._form(request, values, etag=generation.etag("correction", repr(sorted(values.items()))))
        values = await _sent(request)
        try:
            drafting = _Drafting(request.scope[GENERATION], values, self._top)
            correction = await anyio.to_thread.run_sync(drafting.correction)
        except (CorrectionError, UnknownName) as error:
            return await self._form(request, values, wrong=str(error))
        headers = {
            "Content-Disposition": f'attachment; filename="{correction.filename}"',
            "Cache-Control": "no-store",
        }
        return Response(written(correction), headers=headers, media_type=MEDIA)

    async def _form(
        self, request: Request, values: Mapping[str, str], wrong: str | None = None, etag: str | None = None
    ) -> Response:
        generation: Generation = request.scope[GENERATION]
        try:
            about = await anyio.to_thread.run_sync(_about, generation, values)
        except Problem:
            if wrong is None:
                raise
            about = About(document=None, fact=None, thing=None, label="")  # what was typed is told to be wrong
        offered = _OF_THINGS if about.thing else _OF_FACTS if about.fact else tuple(ACTIONS)
        action = values.get("action", offered[0])
        if action not in ACTIONS:
            raise Problem(400, f"“{action[:50]}” is no action: {', '.join(ACTIONS)}.")
        shown: dict[str, Any] = {
            "action": action, "actions": [(one, WORDS[one]) for one in offered], "about": about,
            "values": _Empty(values),
            "wrong": wrong, "view": View(about.document, generation, self._top) if about.document else None,
            "relations": _relations() if action == "add" else (),
            "classes": _classes() if action == "retype" else (),
        }  # fmt: skip
        page = self._pages.render("agreement_correction.html", request, here="agreement", **shown)
        headers = {"ETag": etag} if etag else {"Cache-Control": "no-store"}
        return Response(page, 400 if wrong else 200, headers, media_type=HTML)


async def _sent(request: Request) -> dict[str, str]:
    """The fields of the form that was sent; raises ``Problem`` for what is none."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != FORM:
        raise Problem(
            415, f"The body has the media type “{media or 'none'}”: send {FORM}.", headers={"Accept-Post": FORM}
        )
    body = await read(request, _BODY)
    try:
        pairs = parse_qsl(body.decode("utf-8"), errors="strict", max_num_fields=_FIELDS)
        targets = [value for name, value in pairs if name == "target"]
        chosen = dict(parse_qsl("&".join(targets), errors="strict", max_num_fields=_FIELDS))
    except ValueError as error:
        raise Problem(400, f"The form is not in UTF-8, or has more than {_FIELDS} fields.") from error
    values = {name: value.replace("\r\n", "\n").replace("\r", "\n").strip() for name, value in pairs}
    return {name: value for name, value in {**values, **chosen}.items() if value and name != "target"}


class _Drafting:
    """Makes a correction of what was filled in, over one publication."""

    def __init__(self, generation: Generation, values: Mapping[str, str], top: str) -> None:
        """To be made in the event loop; what it is asked then may be asked from another thread."""
        self._generation, self._values, self._top = generation, values, top
        self._questions = generation.questions

    def correction(self) -> Correction:
        """The correction; raises ``CorrectionError`` or ``UnknownName``."""
        values, action = self._values, self._values.get("action", "")
        wanted = {name for way in ACTIONS.get(action, ()) for name in way}
        meant = {name: self._iri(values[name]) for name in _NAMED if name in values and _takes(wanted, name)}
        fields: dict[str, Any] = {name: meant.get(name, values[name]) for name in wanted - _LISTED if name in values}
        if "things" in wanted:
            fields["things"] = tuple(meant[name] for name in ("thing", "other") if name in meant)
        if action == "reject" and "fact" in fields:
            fields |= of_fact(self._generation.store, checked_iri(fields["fact"]))
        if action == "retype":
            fields["cls"] = values.get("class")
        return Correction(
            action=action, by=values.get("by", ""), date=_day(values.get("date", "")), why=values.get("why", ""),
            evidence=tuple(values.get("evidence", "").split()), quotation=values.get("quotation"),
            about=self._in_words(tuple(meant.values())), **fields,
        )  # fmt: skip

    def _iri(self, name: str) -> str:
        """The one thing that goes by a name; raises ``UnknownName`` or ``CorrectionError``."""
        terms = self._questions.named(parameter("_thing_iri", kinds=KINDS), name).terms
        if len(terms) != 1:
            raise CorrectionError(
                f"{len(terms)} things go by “{name}”: write the IRI of the one that is meant, from its page."
            )
        return terms[0].value

    def _in_words(self, things: tuple[str, ...]) -> str | None:
        """What is corrected, as the graph tells it now."""
        generation, values = self._generation, self._values
        about = _about(generation, {name: value for name, value in values.items() if name in ("fact", "assertion")})
        if about.document is not None and about.fact is not None:
            view = View(about.document, generation, self._top)
            return "".join(piece.text for piece in view.say(about.fact, beside=False))[:2000]
        return "; ".join(_label(generation.store, iri) for iri in things)[:2000] or None


def _takes(wanted: set[str], name: str) -> bool:
    return name in wanted or ("things" in wanted and name in ("thing", "other"))


def _day(value: str) -> date:
    """The day that was given, else today."""
    if not value:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise CorrectionError(f"“{value[:50]}” is no day: write it as 2026-11-22.") from error


def _about(generation: Generation, values: Mapping[str, str]) -> About:
    """What the address names; raises ``Problem`` 404 for what the graph does not know."""
    store, fact, assertion, thing = generation.store, values.get("fact"), values.get("assertion"), values.get("thing")
    if fact is None and assertion is not None:
        fact = next(iter(_objects(store, checked_iri(assertion), k.reports)), None)
        if fact is None:
            raise Problem(404, "The graph knows no such report. Begin on the page of a fact, or of agreement.")
    fact = fact or values.get("beside")
    if fact is not None:
        reports = _reports(store, checked_iri(fact))
        document = told(store, generation.base, {fact: reports})
        stated = next((one for group in document.groups for one in group.facts if one.iri == fact), None)
        if stated is None or not (reports or stated.articles):
            raise Problem(404, "The graph knows no such fact. Begin on the page of a fact, or of agreement.")
        return About(document=document, fact=stated, thing=None, label="")
    if thing is not None and "://" in thing:
        if not _objects(store, checked_iri(thing), k.RDF_TYPE):
            raise Problem(404, "The graph knows no such thing. Begin on its page, or write its name into the form.")
        return About(document=None, fact=None, thing=thing, label=_label(store, thing))
    return About(document=None, fact=None, thing=None, label="")


def _label(store: Store, iri: str) -> str:
    found = store.quads_for_pattern(NamedNode(iri), k.RDFS_LABEL, None, DEFAULT)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), iri)


def _reports(store: Store, fact: str) -> list[str]:
    """Some of the assertions that report a fact; their iterator ends in this thread, where it began."""
    found = store.quads_for_pattern(None, k.reports, NamedNode(fact), DEFAULT)
    return sorted(quad.subject.value for quad in islice(found, _REPORTS) if isinstance(quad.subject, NamedNode))


def _objects(store: Store, iri: str, name: NamedNode) -> list[str]:
    found = store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, NamedNode))


def _relations() -> list[tuple[str, str]]:
    """The relations that facts state, with how they read; of two that say the same, the one that is not its mirror."""
    named = [(k.K + one.name, VERBS.get(one.label, one.label)) for one in relations().values() if not one.inverse_of]
    return sorted(named, key=lambda one: one[1])


def _classes() -> list[tuple[str, str]]:
    """The classes that things belong to, with their labels."""
    named = [(k.K + one.name, one.label) for one in classes().values() if one.above.intersection(_CLASSES)]
    return sorted(named, key=lambda one: one[1])
