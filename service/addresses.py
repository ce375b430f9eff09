"""Addresses of the service's own pages: as a request was sent to, or as the settings say the world sees them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request

from ontology import iris
from service.problems import Problem
from service.settings import Settings

SCHEMES: Final = ("sector", "indicator", "instrument", "stage", "dac", "iati")
"""First parts of the paths of concepts, which belong to the ontology wherever the things' IRIs begin."""
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def root(request: Request, settings: Settings) -> str:
    """The address under which the service stands, ending in a slash; raises ``Problem`` for a host that is none."""
    if settings.public is not None:
        return f"{settings.public.rstrip('/')}/"
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Problem(400, "The Host header names no host.")
    return f"{request.scope['scheme']}://{host}{settings.prefix}/"


def address(request: Request, settings: Settings, path: str) -> str:
    """The address of a page, by its path from the root."""
    return root(request, settings) + path


def described_at(request: Request, settings: Settings) -> str:
    """Where the dataset is described (VoID)."""
    return address(request, settings, ".well-known/void")


def of_web(iri: str) -> str | None:
    """The IRI, if it is an address of the web: nothing else is led to, since browsers act on some."""
    return iri if re.match("https?://", iri) and not any(character.isspace() for character in iri) else None


def local(iri: str, base: str, top: str) -> str | None:
    """Where the service shows what an IRI names: a path under ``top`` (which ends in a slash), if it shows it.

    >>> local("https://w3id.org/kerege/id/person/x", "https://w3id.org/kerege/", "/")
    '/id/person/x'
    """
    if not iri.startswith(base):
        base = iris.BASE
        if not re.match(rf"(?:ontology#|(?:{'|'.join(SCHEMES)})/)", iri.removeprefix(base)):
            return None
    path, hash_, fragment = iri[len(base) :].partition("#")
    return f"{top}{quote(path, safe='/%~')}{hash_}{quote(fragment, safe='')}"
