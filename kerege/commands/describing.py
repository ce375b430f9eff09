"""``kerege ontology``: the ontology as a page, a picture, or in a format for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kerege.terminal import note, write
from ontology.errors import BadChoice

_GRAPHS: Final = {
    "ttl": "text/turtle",
    "owl": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
FORMATS: Final = ("html", "svg", *_GRAPHS)
PARTS: Final = ("alignments", "shapes")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("ontology", epilog="Examples: kerege ontology ontology.html · kerege ontology --format owl")(ontology)


def ontology(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Where to; .html, .svg, .ttl, .owl, .jsonld or .nt; else it is printed.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="html, svg, ttl, owl, jsonld or nt.", show_default="ttl"),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="VERSION", help="An earlier version, such as 0.1.0.", show_default="newest"),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", metavar="PART", help="alignments or shapes, instead of the terms.")
    ] = None,
) -> None:
    """Write the ontology: documentation of every term, a picture, or OWL in a format for programs."""
    wanted = format or (file.suffix.removeprefix(".") if file is not None else "ttl")
    text = _written(wanted.lower(), version, part)
    if file is None:
        write(text)
    else:
        file.write_text(text, encoding="utf-8")
        note(f"Wrote {file}.")


def _written(wanted: str, version: str | None, part: str | None) -> str:
    """The ontology in a format.

    Raises:
        BadChoice: for a format, version or part that there is not, or that do not go together.
    """
    from ontology import modules

    if wanted not in FORMATS:
        raise BadChoice(f"There is no format {wanted or '(no ending)'}: choose one of {', '.join(FORMATS)}.")
    if version is not None and version not in modules.versions():
        raise BadChoice(f"There is no version {version}: there are {', '.join(sorted(modules.versions()))}.")
    if part is not None and part not in PARTS:
        raise BadChoice(f"There is no part {part}: choose {' or '.join(PARTS)}.")
    if part is not None and (version is not None or wanted not in _GRAPHS):
        raise BadChoice("A part is written in a format for programs, and in its newest version.")
    older = version if version is not None and version != modules.version() else ""
    if wanted == "svg":
        from service.ontology_page import pictured

        return pictured(older)
    if wanted == "html":
        from service.ontology_page import standalone

        return standalone(older)
    return _graph(part or older, _GRAPHS[wanted])


def _graph(module: str, media: str) -> str:
    import pyoxigraph as ox

    from ontology import modules

    if media == "text/turtle":
        return modules.source(module).decode("utf-8")
    format = ox.RdfFormat.from_media_type(media)
    written = ox.serialize(modules.triples(module), format=format, prefixes=dict(modules.prefixes(module)))
    return (written or b"").decode("utf-8")
