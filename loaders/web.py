"""One page or feed from the web, and only where a person named its address. No link in it is followed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import IO, BinaryIO, Final, cast
from urllib.parse import quote, urlsplit

from loaders.formats.limits import CHUNK
from loaders.formats.source import Source, opened
from loaders.front_matter import web_address
from ontology.errors import LoadError, MalformedArticle

TIMEOUT: Final = 20.0
"""Seconds without an answer."""
DEADLINE: Final = 120.0
"""Seconds for the whole of it."""
MAX_DOWNLOAD: Final = 200_000_000
"""Bytes; a page may have far fewer (``loaders.formats.limits``)."""
MAX_REDIRECTS: Final = 5

_SCHEMES: Final = ("http", "https")
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~"


def is_address(given: str) -> bool:
    """Whether an input is written as an address with a scheme, not as a path."""
    scheme, sign, _ = given.partition("://")
    return bool(sign) and scheme.replace("+", "").replace("-", "").isalnum() and scheme[0].isalpha()


@contextmanager
def fetched(address: str) -> Generator[Source]:
    """What the address answers with, kept in a temporary file as long as it is used.

    Raises ``LoadError`` for any other scheme than http and https, and for everything that can go wrong on the way.
    """
    url = _checked(address)
    with tempfile.SpooledTemporaryFile(max_size=16_000_000) as kept:
        file = cast("BinaryIO", kept)
        try:
            final, charset = _download(url, file)
        except urllib.error.HTTPError as error:
            error.close()
            raise LoadError(
                f"{address} answers {error.code} {error.reason}: open it in a browser and save it."
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            raise LoadError(f"{address} cannot be fetched: {str(reason) or type(reason).__name__}.") from error
        file.seek(0)
        yield opened(file, name=address, url=final, charset=charset)


def _checked(address: str) -> str:
    scheme = address.partition("://")[0].lower()
    if scheme not in _SCHEMES:
        raise LoadError(f"{address} is not fetched: only addresses with http:// or https:// are.")
    try:
        url = web_address(address)
        parts = urlsplit(url)
        if parts.username or parts.password:
            raise LoadError(f"The address at {parts.hostname} holds a user's name or password: save the page instead.")
        _ = parts.port  # raises for what is no number
    except (MalformedArticle, ValueError) as error:
        raise LoadError(f"{address} is no web address, such as https://example.org/news/1.") from error
    return url


def _download(url: str, file: BinaryIO) -> tuple[str, str | None]:
    """Where the answer came from in the end, and its encoding as the server says."""
    end = time.monotonic() + DEADLINE
    request = urllib.request.Request(  # noqa: S310 -- the scheme was checked
        quote(url, safe=_SAFE),
        headers={
            "User-Agent": _user_agent(),
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": "identity",
        },
    )
    with _opener(url).open(request, timeout=TIMEOUT) as response:
        size = 0
        while data := response.read1(CHUNK):
            size += len(data)
            if size > MAX_DOWNLOAD:
                raise OSError(f"it is larger than {MAX_DOWNLOAD // 1_000_000} MB")
            if time.monotonic() > end:
                raise TimeoutError(f"it takes longer than {DEADLINE:g} seconds")
            file.write(data)
        if response.length:
            raise OSError("the connection broke before its end")
        return response.geturl(), response.headers.get_content_charset()


def _user_agent() -> str:
    try:
        number = version("kerege")
    except PackageNotFoundError:
        number = "unknown"
    return f"kerege/{number} (a person asked for this page; urllib)"


def _opener(url: str) -> urllib.request.OpenerDirector:
    """An opener that knows nothing but HTTP: no files, no FTP, no data addresses."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(url),
    ):
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows few redirections, and none from the public web into a private network."""

    max_redirections = MAX_REDIRECTS
    max_repeats = 2

    def __init__(self, url: str) -> None:
        self._public = is_public(urlsplit(url).hostname or "")

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        parts = urlsplit(newurl)
        if parts.scheme.lower() not in _SCHEMES:
            fp.close()
            raise OSError(f"it leads on to {newurl}, which is no web address")
        if self._public and not is_public(parts.hostname or ""):
            fp.close()
            raise OSError(f"it leads on to {parts.hostname}, which is not on the public web")
        return super().redirect_request(req, fp, code, msg, cast("http.client.HTTPMessage", headers), newurl)


def is_public(host: str) -> bool:
    """Whether every address of a host belongs to the public internet; a host that nobody knows is left to the proxy."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return True
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)
