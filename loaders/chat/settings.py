"""Which endpoint the chat reader asks: named by the user in environment variables, and by nobody else."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from ontology.errors import ReaderError

URL, MODEL, KEY, TIMEOUT = "KEREGE_CHAT_URL", "KEREGE_CHAT_MODEL", "KEREGE_CHAT_KEY", "KEREGE_CHAT_TIMEOUT"

WAIT: Final = 120.0
"""Seconds that one answer may take unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to ask, and how long to wait."""

    url: str
    """The base address, such as ``http://localhost:11434/v1``; without a slash at its end."""
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = WAIT
    """Seconds that one answer may take."""

    @property
    def address(self) -> str:
        """Where questions are sent to."""
        return f"{self.url}/chat/completions"


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What the environment says; raises ``ReaderError`` with what is missing or wrong."""
    url, model = (environment.get(name, "").strip() for name in (URL, MODEL))
    if not url or not model:
        raise ReaderError(
            f"The reader kerege-chat needs to know whom to ask: set {URL}, such as http://localhost:11434/v1, and "
            f"{MODEL}; and {KEY} if the endpoint wants a key."
        )
    key = environment.get(KEY, "").strip() or None
    if key is not None and not (key.isascii() and key.isprintable()):
        raise ReaderError(f"{KEY} holds characters that no key has.")
    return Settings(
        url=_checked(url, key is not None), model=model, key=key, timeout=_seconds(environment.get(TIMEOUT, ""))
    )


def _checked(url: str, has_key: bool) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # raises for what is no number
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise ReaderError(f"{URL} is no base address, such as https://example.org/v1.")
    if parts.username or parts.password:
        raise ReaderError(f"{URL} holds a user's name or password: put the key into {KEY} instead.")
    if has_key and parts.scheme == "http" and not _is_here(host):
        raise ReaderError(f"{URL} begins with http://, so anybody on the way could read the key: use https://.")
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(given: str) -> float:
    try:
        seconds = float(given or WAIT)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise ReaderError(f"{TIMEOUT} is {given}, but has to be a number of seconds up to 3600.")
    return seconds
