"""Addresses with a slash too many or too few at their end: led to the one that there is."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.addresses import address
from service.settings import Settings


def turned(request: Request, settings: Settings, routes: Sequence[BaseRoute]) -> Response | None:
    """A redirection (308, so that a POST stays one) to the same address with or without a slash at its end.

    It leads to where the world sees the service, whatever host a proxy asks for. Nothing if there is no such address.
    ``routes`` are those beneath the settings' prefix.
    """
    path: str = request.scope["path"].removeprefix(settings.prefix)
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    if not any(isinstance(route, Route) and route.path_regex.match(other) for route in routes):
        return None
    query = request.scope["query_string"].decode("latin-1")
    place = address(request, settings, other.lstrip("/"))
    return RedirectResponse(f"{place}{'?' * bool(query)}{query}", 308)
