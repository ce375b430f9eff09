"""Two hundred clients at once, some with hopeless queries: who waits for how long, and who is answered wrongly."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from measure import folder, spoken
from pyoxigraph import QueryResultsFormat, Store
from questions import made
from servers import Server, children, ours

from graph.publications import newest_published

HOPELESS = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {0}) }}",
    "SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) = CONCAT(STR(?f), STR(?i), '{0}')) }}",
    "SELECT (SUM(STRLEN(STR(?c)) + STRLEN(STR(?f)) + {0}) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}",
    "SELECT DISTINCT ?c ?f {{ ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT(STR(?f), '{0}$'))) }}",
    "ASK {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?f), STR(?i)) = 'never {0}') }}",
    "SELECT ?a (COUNT(?x) AS ?n) {{ ?a (!<urn:x{0}>)* ?x . ?b (!<urn:y>)* ?x }} GROUP BY ?a ORDER BY DESC(?n)",
    "CONSTRUCT {{ ?a <urn:x{0}> ?d }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?i && ?f > ?i) }}",
    "SELECT * {{ ?a ?b ?c OPTIONAL {{ ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '{0} no') }} }}",
)
"""Queries that nobody can answer in time, each with a place for a number."""


@dataclass(frozen=True)
class Cheap:
    """A question and what is checked of its answer."""

    path: str
    right: Callable[[bytes], bool]


@dataclass
class Told:
    """What happened."""

    seconds: list[float] = field(default_factory=list)
    """That cheap queries took."""
    wrong: int = 0
    cheap: Counter[str] = field(default_factory=Counter)
    hopeless: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Serve copies of the reports, put the load on, and tell what happened."""
    given = _given()
    with folder() as place:
        store = given.store or place / "store"
        if given.store is None:
            made(store, given.times)
        with ours(store, "--timeout", str(given.timeout), "--workers", str(given.workers)) as server:
            before = _state(server)
            told = asyncio.run(load(server, store, given))
            _quiet(server)
            _tell(told, given.seconds)
            print(f"before: {before}\nafter:  {_state(server)}")
    if told.wrong:
        sys.exit("There were wrong answers.")


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, metavar="N", help="Copies of the reports (20).")
    parser.add_argument("--store", type=Path, help="A store that exists, instead of copies of the reports.")
    parser.add_argument("--seconds", type=float, default=120, help="How long (120).")
    parser.add_argument("--clients", type=int, default=200, help="At once (200).")
    parser.add_argument("--hopeless", type=int, default=40, help="Of these, with hopeless queries (40).")
    parser.add_argument("--timeout", type=float, default=30, help="Seconds of a query, the service's limit (30).")
    parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2), help="Processes that answer.")
    return parser.parse_args()


async def load(server: Server, store: Path, given: argparse.Namespace) -> Told:
    """Ask from all clients until the time is over; what is under way then is waited for."""
    told, ended = Told(), time.monotonic() + given.seconds
    cheap = list(_looked_up(store))
    asking = [_cheap(server, cheap, told, ended, seed) for seed in range(given.clients - given.hopeless)]
    asking += [_hopeless(server, told, ended, seed) for seed in range(given.hopeless)]
    await asyncio.gather(*asking)
    return told


def _looked_up(store: Path) -> Iterator[Cheap]:
    """What is stated of things, with the rows that the engine itself gives."""
    published = Store.read_only(str(newest_published(store).store))
    things = published.query("SELECT DISTINCT ?x { ?x a ?class FILTER(REGEX(STR(?x), '/id/')) } LIMIT 2000")
    for (thing,) in things:
        query = f"SELECT ?p ?o {{ {thing} ?p ?o }}"
        body = published.query(query).serialize(format=QueryResultsFormat.JSON)
        yield Cheap(f"/sparql?query={quote(query)}", partial(_same_rows, _rows(body)))


def _rows(body: bytes) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


def _same_rows(expected: list[str], body: bytes) -> bool:
    return _rows(body) == expected


def _sum(chance: random.Random) -> Cheap:
    """A sum that was never asked before."""
    one, other = chance.randrange(1 << 30), chance.randrange(1 << 30)
    answer = f'"{one + other}"'.encode()
    return Cheap(f"/sparql?query={quote(f'SELECT ({one} + {other} AS ?n) {{}}')}", lambda body: answer in body)


async def _cheap(server: Server, cheap: Sequence[Cheap], told: Told, ended: float, seed: int) -> None:
    chance, client = random.Random(seed), Client(server)  # noqa: S311 -- no secrets
    while time.monotonic() < ended:
        asked = _sum(chance) if chance.random() < 0.5 else chance.choice(cheap)
        begun = time.monotonic()
        status, body = await client.get(asked.path)
        told.seconds.append(time.monotonic() - begun)
        told.cheap[status] += 1
        if status == "200" and not asked.right(body):
            told.wrong += 1
    client.close()


async def _hopeless(server: Server, told: Told, ended: float, seed: int) -> None:
    chance, client = random.Random(-1 - seed), Client(server)  # noqa: S311 -- no secrets
    while time.monotonic() < ended:
        query = chance.choice(HOPELESS).format(chance.randrange(1 << 30))
        status, _ = await client.get(f"/sparql?query={quote(query)}")
        told.hopeless[status] += 1
    client.close()


class Client:
    """A connection that stays open: a client of a library would take more of the machine than what it asks for."""

    def __init__(self, server: Server) -> None:
        """Of nobody yet."""
        self._host, self._port = urlsplit(server.root).hostname, urlsplit(server.root).port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[str, bytes]:
        """Status and body of an answer; the kind of error instead of a status where there is none."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._host, self._port, limit=1 << 24)
            read, write = self._streams
            write.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())
            head = (await read.readuntil(b"\r\n\r\n")).lower()
            length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            return head[9:12].decode(), await read.readexactly(int(length))
        except (OSError, EOFError, ValueError) as error:
            self.close()
            return type(error).__name__, b""

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _quiet(server: Server) -> None:
    """Wait until nothing is under way any more."""
    time.sleep(3)
    for _ in range(100):
        server.get(f"{server.sparql}?query=ASK%7B%7D")


def _state(server: Server) -> str:
    """Processes, open files and memory of a service."""
    place = Path(f"/proc/{server.pid}")
    if not place.exists():
        return "not known on this system"
    pids = children(server.pid)
    dead = sum(map(_dead, pids))
    pages = int((place / "statm").read_text("ascii").split()[1])
    files = sum(1 for _ in (place / "fd").iterdir())
    return (
        f"{len(pids)} processes that answer, {dead} of them dead; {files} open files; "
        f"{pages * os.sysconf('SC_PAGE_SIZE') >> 20} MiB"
    )


def _dead(pid: int) -> bool:
    """Whether a process has ended and is still listed."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return False


def _tell(told: Told, seconds: float) -> None:
    cuts = statistics.quantiles(told.seconds, n=100)
    half, most, nearly_all = (cuts[at - 1] for at in (50, 95, 99))
    print(f"cheap:    {sum(told.cheap.values()):,} in {seconds:g} s, {told.wrong} wrong; by status {dict(told.cheap)}")
    print(f"          half within {spoken(half)}, 95 % within {spoken(most)}, 99 % within {spoken(nearly_all)},")
    print(
        f"          all within {spoken(max(told.seconds))}; the 99 % take {nearly_all / half:.1f} × as long as the half"
    )
    print(f"hopeless: {sum(told.hopeless.values()):,}; by status {dict(told.hopeless)}")


if __name__ == "__main__":
    main()
