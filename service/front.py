"""What every request passes first: limits, kept answers, conditions, HEAD, CORS, compression, security, log, figures.

It is plain ASGI (https://asgi.readthedocs.io/), since most requests to a graph that does not change need nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Hashable, Iterable, MutableMapping
from typing import Any, Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.errors import KeregeError
from service.cache import Answers, Headers, Kept
from service.current import Current
from service.keys import Fields, fields, is_host, key, own_host, takes_gzip
from service.log import AccessLog, Line
from service.metrics import Metrics
from service.packing import compressed, is_packable, varied
from service.problems import Problem, answer, problem_of
from service.proxies import Proxies

KEEP: Final = "kerege.keep"
"""Set in a request's scope by who answers it: the answer is a function of publication and request, and may be kept."""
GENERATION: Final = "kerege.generation"
"""In a request's scope: the generation that it belongs to."""
DONE: Final = "kerege.done"
"""In a request's scope: to be called by who needs the generation no more and may take long to send what it has."""
HEAD: Final = "kerege.head"
"""In the scope of a request for the headers alone, which comes as a GET: what would be sent need not be read."""
_METHODS: Final = b"GET, HEAD, POST, QUERY, OPTIONS"
_SAFE: Final = ("GET", "HEAD", "QUERY")
"""Methods whose answers may be known to the client (RFC 9110, section 13.1)."""
_KEPT: Final = (200, 301, 303)
"""Statuses of answers that may be kept: they are functions of the publication, as are the things that it describes."""
_STALLED: Final = 60.0
"""Seconds that a client may read nothing of an answer."""
_POLICY: Final = b"content-security-policy"
_ALWAYS: Final[Headers] = (
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"Accept-Ranges, Content-Location, Content-Range, ETag, Kerege-Note, Kerege-Truncated, Link, Repr-Digest, "
        b"Retry-After",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        _POLICY,
        b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        b"form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'",
    ),
)
_PREFLIGHT: Final[Headers] = (
    (b"access-control-allow-methods", _METHODS),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
    (b"allow", _METHODS),
    (b"content-length", b"0"),
)
_log = logging.getLogger("kerege.service")


class Front:
    """The first that a request meets."""

    def __init__(self, app: ASGIApp, current: Current, metrics: Metrics, log: AccessLog) -> None:
        """What is not answered here is answered by ``app``."""
        self._app, self._current, self._metrics, self._log = app, current, metrics, log
        self._limits = current.settings.limits
        self._proxies = Proxies(current.settings.proxies)

    async def start(self) -> None:
        """Begin with what is published now; raises ``StoreError``."""
        await self._current.start()

    def at_once(self, method: str, target: bytes, pairs: Headers, peer: str, scheme: str) -> tuple[Kept, bool] | None:
        """The answer to a GET or HEAD, if it is kept, and whether the client has it: then it is sent a 304.

        For whoever can send it without a task; the request counts as answered.
        """
        began = time.perf_counter()
        generation = self._current.ready
        if generation is None:
            return None
        headers = fields(pairs)
        client, scheme = self._proxies.seen(peer, scheme, headers)
        path, _, query = target.partition(b"?")
        kept = generation.answers.get(key(path, query, scheme, headers))
        if kept is None:
            return None
        known = kept.known(headers)
        status = 304 if known else kept.status
        sent = 0 if known or method == "HEAD" else len(kept.body)
        seconds = time.perf_counter() - began
        self._metrics.answered(path.decode("ascii", "replace"), status, seconds, kept=True)
        self._log.add(Line(time.time(), client, method, target, status, sent, seconds))
        return kept, known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = fields(scope["headers"])
        if b"host" not in headers and scope.get("http_version") == "1.0":
            named = own_host(scope.get("server"))
            scope["headers"] = [*scope["headers"], (b"host", named)]
            headers[b"host"] = named
        peer, port = scope.get("client") or ("-", 0)
        client, scope["scheme"] = self._proxies.seen(peer, scope["scheme"], headers)
        scope["client"] = (client, port if client == peer else 0)
        out, method = _Out(send, without_body=scope["method"] == "HEAD"), scope["method"]
        self._metrics.began()
        try:
            await self._answer(scope, headers, receive, out)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.ended(scope.get("path", ""), out.status, seconds, kept=out.kept)
            self._log.add(Line(time.time(), client, method, _target(scope), out.status, out.sent, seconds))

    async def _answer(self, scope: Scope, headers: Fields, receive: Receive, out: _Out) -> None:
        if self._metrics.at_work > self._limits.requests:
            busy = f"{self._limits.requests} requests are at work, the limit: ask again later."
            await self._refused(Problem(503, busy, headers={"Retry-After": "5"}), scope, headers, receive, out)
            return
        if scope["method"] == "OPTIONS":
            await out.whole(204, (*_ALWAYS, *_PREFLIGHT), b"")
            return
        try:
            generation = self._current.generation
        except KeregeError as error:
            await self._refused(problem_of(error), scope, headers, receive, out)
            return
        if not is_host(headers):
            no_host = Problem(400, "The Host header is missing, or names no host.")
            await self._refused(no_host, scope, headers, receive, out)
            return
        with generation.used() as scope[DONE]:
            scope[GENERATION] = generation
            await self._answer_from(generation.answers, scope, headers, receive, out)

    async def _refused(self, problem: Problem, scope: Scope, headers: Fields, receive: Receive, out: _Out) -> None:
        await answer(problem, Request(scope))(scope, receive, _Finish(out, headers, None, None, scope))

    async def _answer_from(self, answers: Answers, scope: Scope, headers: Fields, receive: Receive, out: _Out) -> None:
        gettable = scope["method"] in ("GET", "HEAD")
        asked = key(scope.get("raw_path", b""), scope["query_string"], scope["scheme"], headers)
        kept = answers.get(asked) if gettable else None
        if kept is not None:
            out.kept = True
            await _send_kept(out, kept, headers)
            return
        if scope["method"] == "HEAD":  # in a copy: the server goes by the method when it counts what is sent
            scope = {**scope, "method": "GET", HEAD: True}
        finish = _Finish(out, headers, answers if gettable else None, asked, scope)
        try:
            await self._app(scope, receive, finish)
        except Exception:
            _log.exception("A request failed: %r", _target(scope)[:2000])
            if finish.complete:
                return
            if out.status:
                raise
            sorry = Problem(500, "Something went wrong here; it is in the log of the service.")
            await answer(sorry, Request(scope))(scope, receive, finish)


class _Out:
    """Sends, and remembers what was sent."""

    def __init__(self, send: Send, *, without_body: bool) -> None:
        self._send, self._without_body = send, without_body
        self.status = self.sent = 0
        self.kept = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            if self._without_body:
                message = {**message, "body": b""}
            self.sent += len(message.get("body", b""))
            if message.get("more_body"):  # who asks for a large answer and does not read it loses it
                async with asyncio.timeout(_STALLED):
                    await self._send(message)
                return
        await self._send(message)

    async def whole(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        await self({"type": "http.response.start", "status": status, "headers": list(headers)})
        await self({"type": "http.response.body", "body": body})


class _Finish:
    """Takes an answer as it comes; one that comes whole is compressed, kept, and not sent where it is known already."""

    def __init__(self, out: _Out, headers: Fields, answers: Answers | None, asked: Hashable, scope: Scope) -> None:
        self._out, self._headers, self._answers, self._asked, self._scope = out, headers, answers, asked, scope
        self._start: MutableMapping[str, Any] | None = None
        self.complete = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self.complete = not message.get("more_body")
        start, self._start = self._start, None
        if start is None:
            await self._out(message)
        elif message.get("more_body"):
            await self._out({**start, "headers": [*start["headers"], *_besides(start["headers"])]})
            await self._out(message)
        else:
            await self._whole(start, message.get("body", b""))

    async def _whole(self, start: Message, body: bytes) -> None:
        status, headers = start["status"], [pair for pair in start["headers"] if pair[0] != b"content-length"]
        etag = next((value for name, value in headers if name == b"etag"), b"")
        if body and is_packable(headers, body):
            headers = [pair for pair in headers if pair[0] != b"vary"] + [varied(headers)]
            if takes_gzip(self._headers):
                body = await compressed(body)
                packed = etag[:-1] + b'-gzip"' if etag else b""
                headers = [(name, packed if name == b"etag" else value) for name, value in headers]
                headers.append((b"content-encoding", b"gzip"))
                etag = packed
        if status not in (204, 304):
            headers.append((b"content-length", str(len(body)).encode()))
        kept = Kept(status, (*headers, *_besides(headers)), body, etag)
        if self._answers is not None and status in _KEPT and self._scope.get(KEEP):
            self._answers.put(self._asked, kept)
        await _send_kept(self._out, kept, self._headers if self._scope["method"] in _SAFE else {})


def _besides(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """What every answer has; of the policy, the answer's own if it brings one."""
    own = any(name == _POLICY for name, _ in headers)
    return tuple(pair for pair in _ALWAYS if pair[0] != _POLICY) if own else _ALWAYS


async def _send_kept(out: _Out, kept: Kept, headers: Fields) -> None:
    if kept.known(headers):
        await out.whole(304, kept.headers_if_known, b"")
    else:
        await out.whole(kept.status, kept.headers, kept.body)


def _target(scope: Scope) -> bytes:
    """Path and query as they were sent."""
    path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path
