"""One HTML file that shows a network and needs nothing else: drawing, script, style and sentences are in it.

It works from a disk, offline: its policy (https://www.w3.org/TR/CSP3/) forbids every request, and every script and
style but those in it, by their digests. Script and style are those that the service's pages have.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Final

from pyoxigraph import Store

from graph.files import written
from graph.network.evidence import evidence
from graph.network.files import PAGE
from graph.network.layout import laid_out
from graph.network.legend import Entry
from graph.network.markup import attributes
from graph.network.model import Network
from graph.network.selecting import Selection
from graph.network.showing import shown
from ontology.errors import BadChoice, StoreError

STATIC: Final = Path(__file__).parent / "static"
"""The folder with script, style and template."""
MOST: Final = 1500
"""Things in one file at most: browsers draw and search more of them slowly, and people see nothing in it."""
_NOTHING: Final = '<p class="small">Nothing in the graph is like that.</p>'
"""What stands in the place of a drawing without things."""


def is_page(path: Path | str) -> bool:
    """Whether a file's name says that it is to be such a page."""
    return Path(path).suffix == f".{PAGE}"


def write_page(store: Store, network: Network, path: Path | str, *, title: str) -> None:
    """Write a network of a published store to an HTML file, which appears whole or not at all.

    Raises ``BadChoice`` if it has more than ``MOST`` things, ``StoreError`` if the file cannot be written.
    """
    if len(network) > MOST:
        raise BadChoice(
            f"A page to look around in shows {MOST:,} things at most, and these are {len(network):,}: choose the "
            "best sourced of them (--most), or by --around and --depth, --relation, --class, --since, --min-sources."
        )
    path = Path(path)
    facts = [str(key) for _, _, key in network.edges(keys=True)]
    selection = Selection(network=laid_out(network), said=evidence(store, facts), things=len(network), facts=len(facts))
    content = page(selection, title=title)
    try:
        with written(path) as file:
            file.write(content.encode("utf-8"))
    except OSError as error:
        raise StoreError(f"The page {path} could not be written: {error.strerror or error}.") from error


def page(selection: Selection, *, title: str) -> str:
    """The file's content."""
    made = shown(selection, title=title)
    style, script = _read("network-page.css") + _read("network.css"), _read("network.js")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return Template(_read("network-page.html")).substitute(
        policy=policy,
        version=escape(version("kerege")),
        title=escape(title),
        summary=escape(_summary(selection)),
        style=style,
        svg=made.svg if len(selection.network) else _NOTHING,
        legend=legend(made.legend),
        data=made.data,
        script=script,
    )


def legend(entries: Iterable[Entry]) -> str:
    """What the colors mean, as a list."""
    lines = "\n".join(f"<li>{swatch(entry)} {escape(entry.text)}</li>" for entry in entries)
    return f'<ul class="network-legend" aria-label="Colors">\n{lines}\n</ul>' if lines else ""


def swatch(entry: Entry) -> str:
    """A small picture of what stands for a class or a relation."""
    if not entry.line:
        mark = f"<circle{attributes(cx=8, cy=8, r=5, fill=entry.color)}/>"
    elif entry.arrow:
        line = f'<path d="M1,8H11" stroke="{entry.color}" stroke-width="2"/>'
        mark = f'{line}<path d="M16,8l-6,-3v6z" fill="{entry.color}"/>'
    else:
        mark = f'<path d="M1,8H15" stroke="{entry.color}" stroke-width="2"/>'
    return f'<svg class="swatch" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{mark}</svg>'


def _summary(selection: Selection) -> str:
    things, facts = len(selection.network), selection.network.number_of_edges()
    counts = f"{things:,} thing{'' if things == 1 else 's'}, {facts:,} fact{'' if facts == 1 else 's'}"
    return " ".join(filter(None, (f"{counts} from news articles.", selection.left_out)))


def _read(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
