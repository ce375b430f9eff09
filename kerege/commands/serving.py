"""``kerege serve``: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kerege.options import STORE, TIMEOUT, Seconds, Store
from kerege.terminal import note


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve", epilog="Examples: kerege serve · kerege serve --port 8080 --public https://data.example.org/")(
        serve
    )


def serve(
    store: Store = STORE,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 lets others in.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 for any that is free.")
    ] = 8000,
    public: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the world sees it, behind a proxy.", show_default=False)
    ] = None,
    prefix: Annotated[
        str, typer.Option(metavar="PATH", help="A path before all paths that a proxy passes on, such as /kerege.")
    ] = "",
    proxies: Annotated[
        str, typer.Option(metavar="ADDRESSES", help="Proxies whose X-Forwarded headers are believed.")
    ] = "127.0.0.1",
    timeout: Seconds = TIMEOUT,
    memory: Annotated[int, typer.Option(min=64, metavar="MIB", help="Memory that a query may take.")] = 2048,
    rows: Annotated[int, typer.Option(min=1, help="Rows of an answer to a query without a smaller LIMIT.")] = 100_000,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=1, help="Processes that answer.", show_default="as processors, 4 or more"),
    ] = None,
    service: Annotated[
        list[str] | None,
        typer.Option("--allow-service", metavar="URL", help="An endpoint that SERVICE may ask; repeatable."),
    ] = None,
    dumps: Annotated[bool, typer.Option(help="Make the dumps of what is published.")] = True,
    releases: Annotated[int, typer.Option(min=0, help="Older releases of the dumps that are kept.")] = 5,
    watches: Annotated[
        Path | None,
        typer.Option(
            "--watches", metavar="FILE", help="Watched questions (kerege watch) to offer feeds of.", show_default=False
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No line for each request.")] = False,
) -> None:
    """Serve the graph over HTTP: SPARQL, stored questions, pages of things, dumps. It is only read."""
    from service.server import serve as run
    from service.settings import Limits, Settings

    settings = Settings(
        store=store, host=host, port=port, public=public, prefix=prefix.rstrip("/"), proxies=proxies,
        services=tuple(service or ()), log=not quiet, dumps=dumps, releases=releases, watches=watches,
        limits=Limits(seconds=timeout, memory=memory << 20, rows=rows),
        **({} if workers is None else {"workers": workers}),
    )  # fmt: skip
    run(settings, lambda address: note(f"Kerege serves {store} at {address} (Ctrl-C ends it)."))
