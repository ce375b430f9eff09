"""HTTP/1.1 as uvicorn speaks it, with two differences: bounds on the head of a request, and kept answers at once."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.cache import Kept
from service.front import Front

_PATIENCE: Final = 15.0
"""Seconds that a request's line and headers may take to arrive."""
_ADDRESS: Final = 64_000
"""Bytes of an address; the parser takes none that is much longer."""
_NOT_PLAIN: Final = frozenset({b"expect", b"content-length", b"transfer-encoding", b"upgrade"})
"""Headers of requests that are more than a question."""


def protocol(limit: int, connections: int, front: Front) -> type[HttpToolsProtocol]:
    """The protocol of one service; ``limit`` is in bytes of a request's line and headers."""

    class Protocol(HttpToolsProtocol):
        """One connection.

        A request whose line and headers have more bytes than the limit is answered 431, and one whose head does not
        arrive in time is given up; uvicorn bounds neither. An answer that is kept is written as soon as it is asked
        for: a task, and all that the application does before it looks for a kept answer, takes ten times as long.
        """

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._head = 0
            """Bytes of a head that is not complete."""
            self._in_body = False
            self._late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """Wait for a request, but not for ever, nor with everybody."""
            super().connection_made(transport)
            self._late = self.loop.call_later(_PATIENCE, self._give_up)
            if len(self.connections) > connections:
                self._say(
                    "503 Service Unavailable", f"{connections:,} connections are open, the limit", "retry-after: 5"
                )

        def data_received(self, data: bytes) -> None:
            """Take bytes of a request; what comes between its head and its end is counted, too, until it is body."""
            self._head += len(data)
            super().data_received(data)
            if self._head > limit:
                why = f"the line and headers have more than {limit:,} bytes, the limit"
                self._say("431 Request Header Fields Too Large", why)
            elif self._head and self._late is None and not self._in_body:
                self._late = self.loop.call_later(_PATIENCE, self._give_up)

        def on_body(self, body: bytes) -> None:
            """Count from here on."""
            self._head = 0
            super().on_body(body)

        def on_headers_complete(self) -> None:
            """Answer, or have it answered."""
            self._arrived()
            self._in_body = True
            if len(self.url) > _ADDRESS:
                self._say(
                    "414 URI Too Long", f"the address has more than {_ADDRESS:,} bytes, the limit: send it by POST"
                )
            elif not self._answered_at_once():
                super().on_headers_complete()

        def on_message_complete(self) -> None:
            """Expect the next request."""
            self._in_body = False
            self._head = 0
            if self.cycle:  # else all that was asked here was answered at once
                super().on_message_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            """Stop waiting."""
            self._arrived()
            super().connection_lost(exc)

        def _answered_at_once(self) -> bool:
            """Whether there was a kept answer, and nothing still to be answered before it on this connection."""
            if self.cycle and not self.cycle.response_complete:
                return False
            if self.flow.write_paused or self.transport.is_closing() or not (self.client and self.parser):
                return False
            method = self.parser.get_method()
            if method not in (b"GET", b"HEAD") or any(name in _NOT_PLAIN for name, _ in self.headers):
                return False
            scheme = self.scheme or "http"
            found = front.at_once(method.decode("ascii"), self.url, self.headers, self.client[0], scheme)
            if found is None:
                return False
            stays = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
            self._send(*found, body=method == b"GET", stays=stays)
            return True

        def _send(self, kept: Kept, known: bool, *, body: bool, stays: bool) -> None:
            """Send an answer, or a 304 to who knows it; afterwards the connection is as after any other answer."""
            lines = [STATUS_LINE[304 if known else kept.status]]
            lines += (b"%b: %b\r\n" % pair for pair in self.server_state.default_headers)
            lines.append(kept.lines_if_known if known else kept.lines)
            lines.append(b"\r\n" if stays else b"connection: close\r\n\r\n")
            if body and not known:
                lines.append(kept.body)
            self.transport.writelines(lines)
            if not stays:
                self.transport.close()
            self.on_response_complete()

        def _arrived(self) -> None:
            self._head = 0
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _give_up(self) -> None:
            self.transport.close()

        def _say(self, status: str, why: str, *headers: str) -> None:
            """Refuse what comes on this connection, unless an answer is being sent on it."""
            self._arrived()
            if not (self.cycle and not self.cycle.response_complete and self.cycle.response_started):
                said = f"{status.partition(' ')[2]}: {why}.\n".encode()
                lines = (
                    f"HTTP/1.1 {status}",
                    "content-type: text/plain; charset=utf-8",
                    f"content-length: {len(said)}",
                    *headers,
                    "connection: close",
                )
                self.transport.write("\r\n".join(lines).encode() + b"\r\n\r\n" + said)
            self.transport.close()

    return Protocol
