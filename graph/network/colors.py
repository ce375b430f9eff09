"""Colors of nodes and edges, where the network does not say them: legible on light and on dark paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from zlib import crc32

_KINDS: Final = {
    "person": "#2f7f8f",
    "institution": "#b5762a",
    "place": "#5f8f3e",
    "undertaking": "#8a63a8",
    "event": "#c2566a",
}
_OTHERS: Final = "#857d70"
_RELATIONS: Final = (
    "#4b8aa6", "#c08437", "#6f9a4e", "#9a74b5", "#c9687a", "#4f9c8c", "#a88f3c", "#7d86c4", "#b06a9a", "#8a8f52",
)  # fmt: skip
_COLOR: Final = re.compile("#[0-9a-fA-F]{6}")


def node_color(said: Mapping[str, Any]) -> str:
    """The color of a node: its own, else its kind's.

    >>> node_color({"kind": "person"})
    '#2f7f8f'
    """
    return _own(said) or _KINDS.get(str(said.get("kind")), _OTHERS)


def edge_color(said: Mapping[str, Any]) -> str:
    """The color of an edge: its own, else one that its relation always has."""
    name = str(said.get("predicate", "")).encode(errors="replace")
    return _own(said) or _RELATIONS[crc32(name) % len(_RELATIONS)]


def _own(said: Mapping[str, Any]) -> str | None:
    color = said.get("color")
    return color.lower() if isinstance(color, str) and _COLOR.fullmatch(color) else None
