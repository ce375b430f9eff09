"""Work on a publication in a process of its own, so that a large one does not keep the service from answering."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path


async def failure(module: str, function: str, *arguments: str | int | Path) -> str | None:
    """Call a function of a module in a process; what that said if it failed, else ``None``.

    It is ended when who waits for it is cancelled. Raises ``OSError`` if no process can be started.
    """
    path = [str(Path(entry).absolute()) for entry in sys.path]
    program = (
        f"import sys; sys.path[:] = {path!r}; from pathlib import *; "  # for the arguments that are paths
        f"from {module} import {function}; {function}(*{arguments!r})"
    )
    # A session of its own: Ctrl-C in a terminal is for the service, which then ends it in order.
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", program, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    return said.decode("utf-8", "replace").strip() if process.returncode else None
