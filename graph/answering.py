"""The inside of a worker process: opens a publication and answers queries, one after another, until its input ends.

A request is a line of JSON; a reply is a line of JSON, which says how many bytes of results follow it, or in which file
they lie. Kept small in what it imports, since ``kerege ask`` waits for it to start.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import pyoxigraph

from graph.stack import SHORT, with_room

_WHERE: Final = re.compile(r"(\d+):(\d+)")
_PAGE: Final = 4096
_HELD: Final = 4 << 20
"""Bytes of results beyond which they go to a file, where there may be one."""
_Graph = pyoxigraph.NamedNode | pyoxigraph.BlankNode


def main(publication: str, memory: int, seconds: float) -> None:
    """Answer the requests on standard input; ``memory`` is in bytes beyond what the open store takes (0: no limit)."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    try:
        store = pyoxigraph.Store.read_only(publication)
    except (OSError, RuntimeError) as error:
        if requests.readline():
            _reply(replies, {"error": "store", "message": str(error)})
        return
    _limit_memory(memory)
    answered = _Answering(store).answered
    while line := requests.readline():
        _limit_processor(seconds)
        try:
            head, body = answered(json.loads(line))
        except SyntaxError as error:
            head, body = _syntax(str(error)), b""
        except _TooMuch:
            head, body = {"error": "size", "message": ""}, b""
        except MemoryError:
            head, body = {"error": "memory", "message": ""}, b""
        except RuntimeError as error:
            head, body = {"error": "unanswerable", "message": str(error)}, b""
        except (OSError, ValueError) as error:
            head, body = {"error": "failed", "message": str(error)}, b""
        _reply(replies, head, body)


class _Answering:
    """What a process does with requests."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store
        self._documents: Any = None
        self._networks: Any = None

    def answered(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Head and body of the reply to a query, or to a request for a document, a network or connections."""
        if "document" in request:
            return self._document(request)
        if "network" in request:
            return self._network(request)
        if "starts" in request:
            from graph.connecting import connected

            return connected(self._store, request)
        if len(request["query"]) < SHORT:
            return _answered(self._store, request)
        return with_room(partial(_answered, self._store, request))

    def _document(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if self._documents is None:
            from graph.documenting import Documents  # who asks in a terminal needs none of it

            self._documents = Documents(self._store, request["base"])
        found: tuple[dict[str, Any], bytes] = self._documents.answer(request)
        return found

    def _network(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if self._networks is None:
            from graph.network.asking import Networks

            self._networks = Networks(self._store, request["base"])
        found: tuple[dict[str, Any], bytes] = self._networks.answer(request)
        return found


class _TooMuch(Exception):
    """The results have more bytes than were asked for."""


class _Output(io.RawIOBase):
    """Where results are written to: memory, then a file, up to a bound."""

    def __init__(self, most: int | None, path: str | None, held: int = _HELD) -> None:
        self._memory = io.BytesIO()
        self._file: BinaryIO | None = None
        self._most, self._path, self._held = most, path, held
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        if self._most is not None and self.size > self._most:
            raise _TooMuch
        if self._file is None and self._path is not None and self.size > self._held:
            self._file = Path(self._path).open("xb", 1 << 18)  # noqa: SIM115 – closed when all is written
            self._file.write(self._memory.getbuffer())
        (self._memory if self._file is None else self._file).write(data)
        return len(data)

    @property
    def path(self) -> str | None:
        """The file that the results lie in, if they do not lie in memory."""
        return None if self._file is None else self._path

    def done(self) -> bytes:
        """What is in memory; nothing if it lies in the file ``path``."""
        if self._file is None:
            return self._memory.getvalue()
        self._file.close()
        return b""

    def drop(self) -> None:
        """Forget what was written."""
        if self._file is not None and self._path is not None:
            self._file.close()
            Path(self._path).unlink(missing_ok=True)


def _answered(store: pyoxigraph.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    output = _Output(request.get("most"), request.get("file"))
    try:
        try:
            columns = _serialized(store, request, output)
        except SyntaxError:
            if "asked" not in request:
                raise
            request = {**request, "query": request["asked"], "probe": None}  # so that the place is that in this text
            columns = _serialized(store, request, output)
        body = output.done()
        more = _more(store, request, output.size)
    except BaseException:
        output.drop()
        raise
    head: dict[str, Any] = {"columns": columns, "truncated": more}
    if output.path is not None:
        head |= {"file": output.path, "bytes": output.size}
    return head, body


def _serialized(store: pyoxigraph.Store, request: dict[str, Any], output: _Output) -> list[str]:
    """Write the results of a query; its columns."""
    results, writable = _query(store, request["query"], request), cast(BinaryIO, output)
    if isinstance(results, pyoxigraph.QueryTriples):
        format, prefixes = pyoxigraph.RdfFormat.from_media_type(request["graph"]), request.get("prefixes")
        if prefixes:
            pyoxigraph.serialize(results, writable, format, prefixes=prefixes)
        else:
            results.serialize(writable, format)
        return []
    columns: list[str] = []
    if isinstance(results, pyoxigraph.QuerySolutions):
        results = _in_order(store, results, request)
        columns = [variable.value for variable in results.variables]
    results.serialize(writable, pyoxigraph.QueryResultsFormat.from_media_type(request["results"]))
    return columns


def _more(store: pyoxigraph.Store, request: dict[str, Any], size: int) -> bool:
    """Whether there is a solution beyond the bound that was put on the query.

    Every row takes at least a byte; a CONSTRUCT may yield nothing for a solution, so its size tells nothing.
    """
    probe = request.get("probe")
    if probe is None or (request["rows"] > size and not request["constructs"]):
        return False
    return next(iter(_query(store, probe, request)), None) is not None


def _query(store: pyoxigraph.Store, text: str, request: dict[str, Any]) -> Any:
    default: list[_Graph | pyoxigraph.DefaultGraph] = [*map(pyoxigraph.NamedNode, request["default_graphs"])]
    named: list[_Graph] = [*map(pyoxigraph.NamedNode, request["named_graphs"])]
    protocol = bool(default or named)
    return store.query(
        text,
        base_iri=request["base"],
        default_graph=default if protocol else None,
        named_graphs=named if protocol else None,
    )


def _in_order(store: pyoxigraph.Store, found: pyoxigraph.QuerySolutions, request: dict[str, Any]) -> Any:
    """The columns of ``SELECT *`` in order of first appearance, which the engine gives in alphabetical order."""
    text = request["query"]
    if "*" not in text:
        return found
    from queries.tokens import star, variables  # half of a worker's start, and seldom needed

    asterisk = star(text)
    visible = {variable.value for variable in found.variables}
    if asterisk is None or not visible:
        return found
    ordered = [f"?{name}" for name in variables(text) if name in visible]
    try:
        return _query(store, f"{text[: asterisk.start]} {' '.join(ordered)} {text[asterisk.end :]}", request)
    except SyntaxError:
        return found


def _syntax(message: str) -> dict[str, Any]:
    where = _WHERE.search(message)
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    return {"error": "syntax", "message": message.split(": ", 1)[-1], "line": line, "column": column}


def _reply(replies: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    said = {**head, "spent": round(time.process_time(), 3), "size": len(body)}
    replies.write(json.dumps(said).encode() + b"\n" + body)
    replies.flush()


def _limit_memory(limit: int) -> None:
    """Bound the address space, where the system can; an allocation beyond it ends the process."""
    if not limit:
        return
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE
        resource.setrlimit(resource.RLIMIT_AS, (taken + limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return


def _limit_processor(seconds: float) -> None:
    """Bound this query's processor time, so that a worker whose parent was killed does not run on for ever."""
    try:
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(usage.ru_utime + usage.ru_stime + 2 * seconds) + 10
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (ImportError, OSError, ValueError):
        return
