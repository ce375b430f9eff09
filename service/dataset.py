"""The description of the dataset over HTTP: VoID and DCAT in any RDF format, and a page that says the same."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import anyio
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graph.catalogue import RIGHTS, TITLE
from graph.dump import Format
from graph.parts import TERMS, Part
from graph.release_files import file_name
from graph.turtle import Turtle, prefixes
from service.accept import GRAPHS, HTML, TURTLE, negotiated
from service.addresses import root
from service.cache import Kept
from service.dcat import KEYWORDS, PUBLISHER, SPDX, dcat
from service.dumps import media_of
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.links import ENDINGS, FORMATS, alternates, link
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.releasing import Releasing
from service.settings import Settings
from service.void import DESCRIPTION, FOAF, Subject, void


class Dataset:
    """``/.well-known/void`` and ``/dataset``, which describe the same."""

    def __init__(self, settings: Settings, pages: Pages, releasing: Releasing) -> None:
        """A description of what is served, with the dumps that ``releasing`` knows."""
        self._settings, self._pages, self._releasing = settings, pages, releasing

    def routes(self) -> list[BaseRoute]:
        """Where the description is."""
        return [
            Route("/.well-known/void", self.described),
            Route("/dataset", self.described),
            Route("/dataset.{ending}", self.described),
        ]

    async def described(self, request: Request) -> Response:
        """The description, in the format that suits the request or that the address ends in."""
        media = _media(request)
        generation: Generation = request.scope[GENERATION]
        about = self._about(request, generation)
        version = about.release.version if about.release else ""
        previous = self._previous(version)
        etag = generation.etag("dataset", about.root, media, version, previous or "")
        if (unchanged := known(request, etag)) is not None:
            return unchanged
        headers = {
            "ETag": etag,
            "Vary": "Accept",
            "Last-Modified": generation.last_modified,
            "Content-Location": f"{about.root}dataset.{ENDINGS[media]}",
            "Link": self._links(about, media),
        }
        if about.release is not None:  # without dumps it is not whole yet, and will change
            request.scope[KEEP] = True
        if media == HTML:
            return Response(self._page(request, about), headers=headers, media_type=HTML)
        made = generation.answers.get(etag)  # whatever else the request was that it was made for
        if made is None:
            described = partial(_written, about, generation.published, previous, media)
            made = Kept(200, (), await anyio.to_thread.run_sync(described), b"")
            generation.answers.put(etag, made)
        return Response(made.body, headers=headers, media_type=media)

    def _about(self, request: Request, generation: Generation) -> Subject:
        return Subject(
            base=generation.base,
            root=root(request, self._settings),
            coverage=generation.coverage,
            release=self._releasing.of(generation),
        )

    def _previous(self, version: str) -> str | None:
        """The newest release that is older than this one."""
        versions = [one.version for one in self._releasing.releases.all()]
        older = versions[versions.index(version) + 1 :] if version in versions else versions
        return older[0] if older else None

    def _links(self, about: Subject, media: str) -> str:
        place = f"{about.root}dataset"
        return ", ".join((*alternates(place, besides=media), link(about.dataset.value, "about")))

    def _page(self, request: Request, about: Subject) -> bytes:
        release = about.release
        parts = [
            (part, TERMS[part], release.file(file_name(part, Format.N_TRIPLES)) if release else None) for part in Part
        ]
        classes = sorted(release.counts.classes.items(), key=lambda one: (-one[1], one[0])) if release else []
        return self._pages.render(
            "dataset.html", request, here="dataset", description=DESCRIPTION, rights=RIGHTS, release=release,
            parts=parts, classes=classes, root=about.root, base=about.base, markup=_markup(about),
        )  # fmt: skip


def _media(request: Request) -> str:
    """The media type of the answer; raises ``Problem`` 404 or 406."""
    ending = request.path_params.get("ending")
    if ending is not None:
        if ending not in FORMATS:
            raise Problem(404, f"There is no format .{ending} here: {', '.join('.' + one for one in FORMATS)}.")
        return FORMATS[ending]
    media = negotiated(request.headers.get("accept"), GRAPHS)
    if media is None:
        raise unacceptable(GRAPHS)
    return media


def _written(about: Subject, published: datetime, previous: str | None, media: str) -> bytes:
    """The description in a format; in Turtle the dataset itself comes first."""
    triples = {*void(about), *dcat(about, published, previous)}
    names = {**prefixes(about.base), "": f"{about.document}#", "foaf": FOAF, "spdx": SPDX}
    first = (about.dataset, NamedNode(about.document))
    ordered = sorted(triples, key=lambda one: (one.subject not in first, str(one)))
    if media != TURTLE:
        return serialize(ordered, format=RdfFormat.from_media_type(media), prefixes=names) or b""
    writer = Turtle(names)
    quads = (Quad(one.subject, one.predicate, one.object) for one in ordered)
    return "".join((writer.header(), *writer.blocks(quads))).encode("utf-8")


def _markup(about: Subject) -> dict[str, Any]:
    """What search engines read of the page (https://schema.org/Dataset)."""
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": about.dataset.value,
        "name": TITLE,
        "description": DESCRIPTION,
        "url": f"{about.root}dataset",
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": PUBLISHER},
        "usageInfo": f"{about.root}dataset",
    }
    if about.coverage.first and about.coverage.last:
        found["temporalCoverage"] = f"{about.coverage.first}/{about.coverage.last}"
    if about.release is not None:
        found |= {
            "version": about.release.version,
            "dateModified": about.release.published.isoformat(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": media_of(one),
                    "contentUrl": f"{about.root}dump/{one.name}",
                    "contentSize": f"{one.size} B",
                }
                for one in about.release.files
                if one.part is None
            ],
        }
    return found
