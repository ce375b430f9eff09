"""Networks as a worker process makes them, asked for in messages of JSON (``graph.answering``)."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import Store

from graph.network.choosing import Choice
from graph.network.contract import DEFAULT_PREDICATES
from graph.network.files import NetworkFormat, network_bytes
from graph.network.selecting import Selection, selected
from graph.network.showing import node_link, shown
from graph.network.svg import svg
from ontology.errors import BadChoice

PAGE: Final = "page"
"""What is asked for to get a pickled ``graph.network.showing.Shown``."""
SVG: Final = "svg"
JSON: Final = "json"


class Networks:
    """Answers requests for networks from one publication."""

    def __init__(self, store: Store, base: str) -> None:
        """``base`` is where the IRIs of the publication's instances begin."""
        self._store, self._base = store, base

    def answer(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """How much is shown, and it in the form asked for; or why there is no such network."""
        try:
            index = Path(request["index"]) if request["index"] else None
            selection = selected(self._store, choice(request["network"]), request["most"], index)
        except BadChoice as error:
            return {"refused": str(error)}, b""
        head = {"leftOut": selection.left_out, "things": len(selection.network)}
        return head, self._written(selection, request["form"], request["title"], request["top"])

    def _written(self, selection: Selection, form: str, title: str, top: str) -> bytes:
        def place(iri: str) -> str | None:
            path = iri.removeprefix(f"{self._base}id/")
            return f"{top}doc/{quote(path, safe='/%~')}" if path != iri else None

        if form == PAGE:
            return pickle.dumps(shown(selection, title=title, place=place))
        if form == SVG:
            return svg(selection.network, title=title, link=place).encode("utf-8")
        if form == JSON:
            return json.dumps(node_link(selection), ensure_ascii=False).encode("utf-8")
        return network_bytes(selection.network, NetworkFormat(form))


def message(choice: Choice) -> dict[str, Any]:
    """A choice as a message has it."""
    return {
        "around": [*choice.around],
        "depth": choice.depth,
        "predicates": [*choice.predicates],
        "classes": [*choice.classes],
        "since": choice.since.isoformat() if choice.since else None,
        "until": choice.until.isoformat() if choice.until else None,
        "min_sources": choice.min_sources,
    }


def choice(message: Mapping[str, Any]) -> Choice:
    """The choice that a message has."""
    return Choice(
        around=message["around"],
        depth=message["depth"],
        predicates=message["predicates"] or DEFAULT_PREDICATES,
        classes=message["classes"],
        since=date.fromisoformat(message["since"]) if message["since"] else None,
        until=date.fromisoformat(message["until"]) if message["until"] else None,
        min_sources=message["min_sources"],
    )
