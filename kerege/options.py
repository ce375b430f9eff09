"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

STORE: Final = Path("kerege-store")
"""Where the graph is kept unless told otherwise."""
TIMEOUT: Final = 30.0
"""Seconds that a question may take unless told otherwise."""


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Store: TypeAlias = Annotated[
    Path, typer.Option("--store", metavar="DIR", envvar="KEREGE_STORE", help="The folder that holds the graph.")
]
Corrections: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FOLDER",
        envvar="KEREGE_CORRECTIONS",
        help="The folder of corrections that are applied, from now on; at first corrections/ in the store.",
        show_default=False,
    ),
]
Workers: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--workers", "-w", min=1, metavar="N", help="Processes that read articles. By default as many as it takes."
    ),
]
Reader: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="NAME", help="The reader: kerege-rules, or one that is installed.", show_default=False
    ),
]
Rows: TypeAlias = Annotated[Format, typer.Option("--format", "-f", help="How to write the rows.")]
Seconds: TypeAlias = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="End a question that runs longer than this.")
]
Everything: TypeAlias = Annotated[
    bool, typer.Option("--all", help="Also what the articles deny or hold merely possible.")
]
