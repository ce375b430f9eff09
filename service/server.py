"""Runs the service until it is told to stop."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
from collections.abc import Awaitable, Callable, Generator
from typing import Final

import uvicorn

from graph.publications import newest_published
from ontology.errors import KeregeError, ServiceError
from service.app import application
from service.protocol import protocol
from service.settings import Settings

_FILES: Final = 2000
"""Files that may be open beside the connections: those of the store, of large answers and of workers."""


def serve(settings: Settings, ready: Callable[[str], None] = lambda _: None) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are answered first.

    ``ready`` is called with the address when requests can come. Raises ``StoreError`` if there is nothing to serve,
    and ``ServiceError`` if the address cannot be listened on.
    """
    newest_published(settings.store)
    _allow_files(settings.limits.connections + _FILES)
    listening = _listening(settings)
    host, port = listening.getsockname()[:2]
    _log()
    front = application(settings)
    config = uvicorn.Config(
        front,
        http=protocol(settings.limits.head, settings.limits.connections, front),
        loop="auto",
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        proxy_headers=False,  # Front reads them
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        ws="none",
    )
    shown = f"[{host}]" if ":" in host else host
    address = settings.public or f"http://{shown}:{port}{settings.prefix}/"
    server = _Server(config, front.start, lambda: ready(address))
    server.run(sockets=[listening])
    if server.failed is not None:
        raise server.failed


class _Server(uvicorn.Server):
    """Says when requests can come, and ends without an error when it was told to stop."""

    def __init__(self, config: uvicorn.Config, start: Callable[[], Awaitable[None]], ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._start, self._ready = start, ready
        self.failed: KeregeError | None = None
        """Why there is nothing to serve."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen once the workers run; if they cannot, say why and end."""
        try:
            await self._start()
        except KeregeError as error:
            self.failed, self.should_exit = error, True
            return
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on signals; they are not raised once more afterwards."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def _allow_files(wanted: int) -> None:
    """Let the process have so many files and connections open, as far as the system allows it."""
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    except (ImportError, OSError, ValueError):
        return


def _listening(settings: Settings) -> socket.socket:
    """A socket that listens; port 0 means any that is free."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise ServiceError(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}): name another with --port."
        ) from error
    return listening


def _log() -> None:
    """Send what is logged to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    for name, level in (
        ("kerege.service", logging.INFO),
        ("uvicorn", logging.WARNING),
    ):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
