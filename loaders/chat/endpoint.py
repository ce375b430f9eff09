"""Asking a chat endpoint over HTTP: one address, no redirect, no proxy; what may pass is tried again, not for long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from loaders.chat.settings import KEY, MODEL, URL, Settings
from loaders.readers.given import quoted
from ontology.errors import LoadError, ReaderError

TRIES: Final = 4
"""How often one question is asked before it is given up."""
LONGEST_ANSWER: Final = 2_000_000
"""Bytes."""
LONGEST_PAUSE: Final = 60.0
"""Seconds before the next try, whatever the endpoint asks for."""
_PASSING: Final = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
"""Statuses of what may be over soon."""
_UNACCEPTED: Final = (400, 422)
"""Statuses of endpoints that do not know a parameter."""

Message = Mapping[str, str]
Result = TypeVar("Result")


class BadAnswer(Exception):
    """What came is no answer; the same question may get one."""


class CutOff(Exception):
    """The answer was longer than the model may make it."""


class _Passing(Exception):
    """Something that may be over soon, with the seconds to wait where the endpoint names them."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Endpoint:
    """One chat endpoint."""

    def __init__(self, settings: Settings, *, pause: Callable[[float], None] = time.sleep) -> None:
        """``pause`` waits a number of seconds before the next try."""
        self._settings, self._pause = settings, pause
        wait = urllib3.Timeout(connect=min(10.0, settings.timeout), read=settings.timeout)
        self._pool = urllib3.PoolManager(timeout=wait, retries=False)
        self._extras: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}
        """What makes answers better, and not every endpoint accepts."""

    def ask(self, messages: Sequence[Message], accept: Callable[[str], Result]) -> Result:
        """What ``accept`` makes of the answer; where it raises ``BadAnswer``, the question is asked again.

        Raises:
            CutOff: the answer was cut off, as the endpoint itself says.
            LoadError: there was no answer to this question.
            ReaderError: there will be none to any: a wrong key, model or address.
        """
        reason = ""
        for attempt in range(TRIES):
            try:
                return accept(self._content(messages))
            except BadAnswer as error:
                reason = str(error)
            except _Passing as error:
                reason = str(error)
                if attempt + 1 < TRIES:
                    self._pause(min(2.0**attempt if error.seconds is None else error.seconds, LONGEST_PAUSE))
        raise LoadError(f"no answer from {self._settings.url} after {TRIES} tries: {reason}.")

    def _content(self, messages: Sequence[Message]) -> str:
        status, body = self._posted({"model": self._settings.model, "messages": list(messages), **self._extras})
        if status in _UNACCEPTED and self._extras:
            plain = self._posted({"model": self._settings.model, "messages": list(messages)})
            if plain[0] == 200:
                self._extras = {}
            status, body = plain
        if status != 200:
            self._refused(status, body)
        try:
            choice = json.loads(body)["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise BadAnswer("what came is no answer of a chat endpoint") from error
        if ended == "length":
            raise CutOff
        if not isinstance(content, str):
            raise BadAnswer("the answer has no text")
        return content

    def _posted(self, question: Mapping[str, Any]) -> tuple[int, bytes]:
        deadline = time.monotonic() + self._settings.timeout
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "kerege"}
        if self._settings.key is not None:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        try:
            response = self._pool.request(
                "POST",
                self._settings.address,
                body=json.dumps(question).encode("ascii"),
                headers=headers,
                preload_content=False,
                redirect=False,
            )
            try:
                body = _body(response, deadline)
            finally:
                response.close()
        except (NewConnectionError, ConnectTimeoutError, SSLError) as error:
            reached = f"{self._settings.url} cannot be reached ({_why(error)})"
            raise ReaderError(f"{reached}: see whether {URL} is right.") from error
        except (HTTPError, TimeoutError) as error:
            raise _Passing(f"{type(error).__name__} within {self._settings.timeout:g} seconds") from error
        if response.status in _PASSING:
            raise _Passing(f"it answers {response.status}", _seconds(response.headers.get("Retry-After")))
        return response.status, body

    def _refused(self, status: int, body: bytes) -> NoReturn:
        told = self._told(body)
        url = self._settings.url
        match status:
            case 401 | 403:
                raise ReaderError(f"{url} does not accept the key ({status}): set {KEY} to one that it knows.{told}")
            case 402:
                raise ReaderError(f"{url} wants to be paid first (402).{told}")
            case 404 | 405:
                raise ReaderError(
                    f"{url} has no chat, or no model {self._settings.model} ({status}): see whether {URL} and {MODEL} "
                    f"are right.{told}"
                )
            case _ if 300 <= status < 400:
                raise ReaderError(f"{url} leads elsewhere ({status}), where nothing is sent: set {URL} to that.")
            case _:
                raise LoadError(f"{url} answers {status}.{told}")

    def _told(self, body: bytes) -> str:
        """What the endpoint says of an error, without the key that it may repeat."""
        words = body[:4_000].decode("utf-8", "replace")
        try:
            error = json.loads(body)["error"]
            words = error if isinstance(error, str) else str(error["message"])
        except (ValueError, LookupError, TypeError, RecursionError):
            pass
        if self._settings.key is not None:
            words = words.replace(self._settings.key, "…")
        return f" It says {quoted(words)}." if words.strip() else ""


def _body(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    found = bytearray()
    for piece in response.stream(16_384):
        found += piece
        if len(found) > LONGEST_ANSWER:
            raise LoadError(f"the answer is longer than {LONGEST_ANSWER // 1_000_000} MB, so it is no list of facts.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(found)


def _seconds(given: str | None) -> float | None:
    """Of ``Retry-After`` in seconds; a date is not waited for."""
    return float(given) if given is not None and given.strip().isdecimal() else None


def _why(error: HTTPError) -> str:
    return str(error.__cause__ or error).rpartition(": ")[2].strip(". ")
