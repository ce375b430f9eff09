"""HTTP/1.1 as uvicorn speaks it, with bounds on what a client may send before a request begins."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_PATIENCE: Final = 15.0
"""Seconds that a request's line and headers may take to arrive."""


def bounded_protocol(limit: int) -> type[HttpToolsProtocol]:
    """A protocol that answers 431 to a request whose line and headers have more bytes than the limit.

    uvicorn with httptools bounds neither size nor time of these.
    """

    class Bounded(HttpToolsProtocol):
        """Counts the bytes that come before a request's headers are complete."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._head = 0
            self._late: asyncio.TimerHandle | None = None

        def data_received(self, data: bytes) -> None:
            """Take bytes of a request."""
            if self._late is None and not self._complete_head():
                self._late = self.loop.call_later(_PATIENCE, self._give_up)
            if self._late is not None:
                self._head += len(data)
                if self._head > limit + (1 << 16):  # one read may hold a whole small request and part of its body
                    self._refuse()
                    return
            super().data_received(data)

        def _complete_head(self) -> bool:
            """Whether the bytes that come belong to a body."""
            return bool(self.cycle) and not self.cycle.response_complete

        def on_headers_complete(self) -> None:
            """Stop counting."""
            self._arrived()
            super().on_headers_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            """Stop waiting."""
            self._arrived()
            super().connection_lost(exc)

        def _arrived(self) -> None:
            self._head = 0
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _give_up(self) -> None:
            self.transport.close()

        def _refuse(self) -> None:
            self._arrived()
            said = f"Request Header Fields Too Large: the line and headers have more than {limit:,} bytes, the limit.\n"
            self.transport.write(
                b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
                b"content-length: " + str(len(said)).encode() + b"\r\nconnection: close\r\n\r\n" + said.encode()
            )
            self.transport.close()

    return Bounded
