"""Dumps over HTTP: the files of releases (``graph.releases``), the newest and by version, with a list of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from graph.dump import Format
from graph.parts import TERMS, Part
from graph.release_files import DumpFile
from graph.releases import SUMS, Release
from service.accept import HTML, best
from service.addresses import address, described_at
from service.files import ServedFile
from service.front import GENERATION
from service.generation import Generation
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.releasing import Releasing
from service.settings import Settings

MEDIA: Final[Mapping[Format, str]] = {
    Format.TURTLE: "text/turtle",
    Format.TRIG: "application/trig",
    Format.N_TRIPLES: "application/n-triples",
    Format.N_QUADS: "application/n-quads",
}
"""Media types of the formats of dumps."""
GZIP: Final = "application/gzip"
"""A compressed dump is a file of this type, not another one in transit: it has no ``Content-Encoding``."""
_TEXT: Final = "text/plain; charset=utf-8"
_INDEX: Final = {"application/json": "application/json", HTML: HTML}
_TAKEN: Final = "This file has been taken away, perhaps just now with its release: /dump/ lists what there is."
_FOREVER: Final = "public, max-age=31536000, immutable"


class Dumps:
    """The addresses under ``/dump/``."""

    def __init__(self, settings: Settings, pages: Pages, releasing: Releasing) -> None:
        """Files of the releases that ``releasing`` knows."""
        self._settings, self._pages, self._releasing = settings, pages, releasing

    def routes(self) -> list[BaseRoute]:
        """Where dumps are."""
        return [
            Route("/dump", self.listed),
            Route("/dump/", self.index),
            Route("/dump/{name}", self.newest),
            Route("/dump/{version}/", self.index),
            Route("/dump/{version}/{name}", self.versioned),
        ]

    async def index(self, request: Request) -> Response:
        """The files of the newest release, or of one by version, and which others there are; as JSON or a page."""
        media = best(request.headers.get("accept"), tuple(_INDEX))
        if media is None:
            raise unacceptable(_INDEX)
        generation: Generation = request.scope[GENERATION]
        version = request.path_params.get("version")
        release = self._releasing.of(generation) if version is None else self._version(version)
        others = [one.version for one in self._releasing.releases.all() if one != release]
        listed = {
            "version": release.version if release else None,
            "published": release.published.isoformat() if release else None,
            "checksums": self._address(request, release, SUMS, version) if release else None,
            "files": [self._listed(request, release, one, version) for one in release.files] if release else [],
            "releases": {one: address(request, self._settings, f"dump/{one}/") for one in others},
        }
        # It changes when a release is made, not only when something is published: it is not kept.
        etag = generation.etag(request.url.path, media, str(version), str(listed["version"]), *others)
        headers = {"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"}
        if media == HTML:
            page = self._pages.render(
                "dump.html", request, here="dataset", release=release, listed=listed, terms=TERMS, parts=(None, *Part)
            )
            return Response(page, headers=headers, media_type=HTML)
        return Response(json.dumps(listed, ensure_ascii=False, indent=1), headers=headers, media_type=media)

    async def listed(self, _: Request) -> Response:
        """Where the list is."""
        return RedirectResponse(f"{self._settings.top}dump/", 301)

    async def newest(self, request: Request) -> Response:
        """A file of the release of what is served now."""
        name = request.path_params["name"]
        if any(one.version == name for one in self._releasing.releases.all()):
            return RedirectResponse(f"{self._settings.top}dump/{name}/", 301)
        release = self._releasing.made(request.scope[GENERATION])
        located = self._address(request, release, name, release.version)
        return self._file(request, release, name, {"Cache-Control": "no-cache", "Content-Location": located})

    async def versioned(self, request: Request) -> Response:
        """A file of a release by its version."""
        release = self._version(request.path_params["version"])
        return self._file(request, release, request.path_params["name"], {"Cache-Control": _FOREVER})

    def _version(self, version: str) -> Release:
        found = next((one for one in self._releasing.releases.all() if one.version == version), None)
        if found is None:
            raise Problem(404, "There is no release of that version, or it is not kept any more: /dump/ lists them.")
        return found

    def _file(self, request: Request, release: Release, name: str, headers: Mapping[str, str]) -> Response:
        """A file by its name in the release: only names that the release lists lead to files."""
        about = release.file(name.removesuffix(".license"))
        if name == SUMS or (about is not None and about.part is not None and name.endswith(".license")):
            try:
                content = (release.path / name).read_bytes()
            except FileNotFoundError as error:
                raise Problem(404, _TAKEN) from error
            media, size, digest = _TEXT, len(content), hashlib.sha256(content).hexdigest()
        elif about is not None and about.name == name:
            media, size, digest = media_of(about), about.size, about.sha256
        else:
            raise Problem(404, "There is no such file in this release: /dump/ lists them.")
        if not (release.path / name).is_file():
            raise Problem(404, _TAKEN)
        served = ServedFile(path=release.path / name, media=media, size=size, sha256=digest, modified=release.published)
        return served.answer(request, {**headers, "Link": self._links(request, release, about)})

    def _links(self, request: Request, release: Release, about: DumpFile | None) -> str:
        links = [f'<{described_at(request, self._settings)}>; rel="describedby"']
        if about is not None:
            links.append(self._license(request, release, about))
        return ", ".join(links)

    def _license(self, request: Request, release: Release, about: DumpFile) -> str:
        """A link to the terms: a license where one is granted, else a statement of who holds the rights."""
        license = TERMS[about.part].license if about.part else None
        if license:
            return f'<{license}>; rel="license"'
        if about.part:
            return f'<{self._address(request, release, f"{about.name}.license", release.version)}>; rel="copyright"'
        return f'<{address(request, self._settings, "dataset")}>; rel="copyright"'

    def _address(self, request: Request, release: Release, name: str, version: str | None) -> str:
        return address(request, self._settings, f"dump/{release.version}/{name}" if version else f"dump/{name}")

    def _listed(self, request: Request, release: Release, one: DumpFile, version: str | None) -> dict[str, Any]:
        terms = TERMS[one.part] if one.part else None
        return {
            "name": one.name,
            "address": self._address(request, release, one.name, version),
            "part": one.part,
            "mediaType": MEDIA[one.format],
            "compressed": one.compressed,
            "bytes": one.size,
            "sha256": one.sha256,
            "statements": one.statements,
            "license": terms.license if terms else None,
            "rights": terms.rights if terms else "Every part states its own license and rights.",
        }


def media_of(file: DumpFile) -> str:
    """The media type of a dump as a file."""
    return GZIP if file.compressed else MEDIA[file.format]


def part_files(release: Release, part: Part | None) -> list[DumpFile]:
    """The dumps of a part, or of the whole."""
    return [one for one in release.files if one.part == part]
