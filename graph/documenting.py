"""Documents as a worker process makes them, asked for in messages of JSON (``graph.answering``)."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from graph.composing import document
from graph.contents import Contents
from graph.document_files import JSON_LD, Place, parts_in, written
from graph.parts import Part

PAGE: Final = "text/html"
"""What is asked for to get a ``graph.documents.Document`` and the same in JSON-LD, for a page to be made of them."""


class Documents:
    """Answers requests for documents from one publication."""

    def __init__(self, store: Store, base: str) -> None:
        """``base`` is where the IRIs of the publication's instances begin."""
        self.base = base
        self._contents = Contents(store, base)

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """What is known of a page of a document, and the page in the format asked for; empty if there is none."""
        hubs = Path(request["hubs"]) if request.get("hubs") else None
        content = self._contents.of(request["document"], request["page"], whole=request["media"] == PAGE, hubs=hubs)
        if content is None:
            return {"pages": 0}, b""
        head: dict[str, Any] = {
            "pages": content.pages,
            "quotes": Part.SENTENCES in parts_in(content),
            "classes": content.classes,
        }
        if request["page"] > content.pages:
            return head, b""
        place = Place(url=request["url"], base=self.base, context=tuple(request["context"]))
        if request["media"] == PAGE:
            return head, pickle.dumps((document(content), written(content, place, JSON_LD)))
        return head, written(content, place, request["media"])
