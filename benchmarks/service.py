"""This service against Oxigraph's own server and rdflib-endpoint: one graph, one run, one load generator (wrk)."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from measure import folder
from questions import made
from servers import Server, ours, oxigraph, program, rdflib_endpoint

from graph.ask import Questions
from ontology.errors import KeregeError

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
STORED = "who-met-whom"
ENTITIES = """SELECT DISTINCT ?x { ?x a ?class
    FILTER(REGEX(STR(?x), "/id/(person|institution|place|undertaking|event)/")) } ORDER BY ?x"""
MET = """PREFIX k: <https://w3id.org/kerege/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?name { ?fact k:predicate k:metWith ; k:subject ?x . ?x a k:Person ; rdfs:label ?name }
    ORDER BY ?name LIMIT 300"""
LARGE = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10000"
# Requests in turn. With FRESH each has a Host of its own: this service answers as it would the first time, since the
# address is part of what an answer depends on; the others keep nothing anyway.
SCRIPT = """
local paths, number = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local headers = { ["Accept"] = os.getenv("ACCEPT") }
if os.getenv("KNOWN") then headers["If-None-Match"] = "*" end
function request()
  number = number + 1
  if os.getenv("FRESH") then headers["Host"] = "n" .. number .. ".example" end
  return wrk.format("GET", paths[number % #paths + 1], headers)
end
"""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is asked, by name of server."""

    name: str
    paths: dict[str, list[str]]
    accept: str = JSON
    fresh: bool = False
    """Whether every request is to be answered as if it were the first."""
    known: bool = False
    """Whether the client has the answer already."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How fast it went."""

    rate: float
    """Requests a second."""
    processor: float
    """Seconds of processor time a request."""
    failed: int
    """Requests not answered 200 or 304, or not at all."""


def main() -> None:
    """Serve one graph three times and put the same loads on each server in turn."""
    given = _given()
    if program("wrk") is None:
        sys.exit("wrk puts the load on the servers, and is not installed: apt install wrk.")
    with folder() as place, ExitStack() as stack:
        store = given.store or place / "store"
        if given.store is None:
            made(store, given.times)
        servers = [stack.enter_context(ours(store))]
        others = (stack.enter_context(oxigraph(store, place)), stack.enter_context(rdflib_endpoint(store, place)))
        servers += [other for other in others if other is not None]
        (place / "load.lua").write_text(SCRIPT, "utf-8")
        for load in loads(store, servers):
            able = dict(_able(load, servers))
            runs = [
                [_run(load, server, place, given.seconds, one) for server, one in able.items()]
                for _ in range(given.runs)
            ]
            _tell(load, [_median(several) for several in zip(*runs, strict=True)], list(able))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40, metavar="N", help="Copies of the reports (40).")
    parser.add_argument("--store", type=Path, help="A store that exists, instead of copies of the reports.")
    parser.add_argument("--seconds", type=int, default=4, help="Of one run of wrk (4).")
    parser.add_argument("--runs", type=int, default=3, help="Of which the median counts (3).")
    return parser.parse_args()


def loads(store: Path, servers: Sequence[Server]) -> Iterator[Load]:
    """What is compared."""
    with Questions.of_store(store) as questions:
        entities = [str(row[0]) for row in questions.query(ENTITIES).values()]
        stored = dict(_stored(questions))

    def everywhere(queries: Sequence[str]) -> dict[str, list[str]]:
        return {one.name: [f"{one.sparql}?query={quote(query)}" for query in queries] for one in servers}

    described = everywhere([f"DESCRIBE <{entity}>" for entity in entities])
    yield Load(name=f"DESCRIBE of {len(entities):,} things in turn", paths=described, accept=TURTLE, fresh=True)
    documents = [f"/doc/{entity.partition('/id/')[2]}.ttl" for entity in entities]
    if _answers(servers[0], documents[0]):
        paths = {**described, servers[0].name: documents}
        yield Load(name="our document of a thing, their DESCRIBE", paths=paths, accept=TURTLE, fresh=True)
        yield Load(name="the same, asked again", paths=paths, accept=TURTLE)
    large = everywhere([LARGE])
    yield Load(name="10,000 rows", paths=large, fresh=True)
    yield Load(name="10,000 rows, asked again", paths=large)
    repeated = everywhere(["SELECT * { ?s ?p ?o } LIMIT 2"])
    yield Load(name="a trivial query, asked again", paths=repeated)
    yield Load(name="the same, by who knows the answer (304)", paths=repeated, known=True)

    queries = everywhere(list(stored.values()))
    named = {**queries, servers[0].name: [f"/queries/{STORED}?person={quote(name)}" for name in stored]}
    yield Load(name=f"{STORED} of {len(stored)} people in turn", paths=named, fresh=True)
    yield Load(name="the same, asked again", paths=named)


def _stored(questions: Questions) -> Iterator[tuple[str, str]]:
    """Names of people, each with the query that answers the stored question about them."""
    for row in questions.query(MET).values():
        name = str(row[0])
        try:
            queries = questions.understood(STORED, {"person": name}).queries
        except KeregeError:
            continue
        if len(queries) == 1:
            yield name, queries[0]


def _answers(server: Server, path: str) -> bool:
    try:
        return bool(server.get(path))
    except OSError:
        return False


def _able(load: Load, servers: Sequence[Server]) -> Iterator[tuple[Server, float]]:
    """Those who answer the first request within a minute, tables with as many rows as ours, with the seconds taken."""
    rows = None
    for server in servers:
        begun = time.perf_counter()
        try:
            body = server.get(load.paths[server.name][0], {"Accept": load.accept})
        except OSError as error:
            print(f"{load.name}: {server.name} is left out, no answer ({error}).")
            continue
        found = len(json.loads(body)["results"]["bindings"]) if load.accept == JSON else None
        if server is not servers[0] and found != rows:
            sys.exit(f"{load.name}: {server.name} has {found} rows, and not {rows}.")
        rows = found
        print(f"{load.name}: {len(body):,} bytes from {server.name}.")
        yield server, time.perf_counter() - begun


def _median(runs: Sequence[Measured]) -> Measured:
    return Measured(
        rate=statistics.median(run.rate for run in runs),
        processor=statistics.median(run.processor for run in runs),
        failed=sum(run.failed for run in runs),
    )


def _run(load: Load, server: Server, place: Path, seconds: int, one: float) -> Measured:
    """Put the load on a server; one that takes more than a second for one request is asked one by one."""
    if one > 1:
        return _one_by_one(load, server)
    paths = place / "paths"
    paths.write_text("\n".join(load.paths[server.name]) + "\n", "utf-8")
    said_so = {"FRESH": load.fresh, "KNOWN": load.known}
    settings = {"PATHS": str(paths), "ACCEPT": load.accept, **{name: "1" for name, is_so in said_so.items() if is_so}}
    before = server.processor()
    said = subprocess.run(  # noqa: S603 -- wrk
        [program("wrk") or "wrk", "-t1", "-c8", f"-d{seconds}", "--timeout", "60", "-s", place / "load.lua",
         server.root],
        env=settings, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    spent = server.processor() - before
    answered = re.search(r"(\d+) requests in", said)
    failed = re.findall(r"(?:responses:|read|write|timeout|connect) (\d+)", said)
    number = int(answered[1]) if answered else 0
    return Measured(rate=max(number, 1) / seconds, processor=spent / max(number, 1), failed=sum(map(int, failed)))


def _one_by_one(load: Load, server: Server) -> Measured:
    """A server that takes so long would go on with what it was asked when others are measured already."""
    begun, before = time.perf_counter(), server.processor()
    server.get(load.paths[server.name][-1], {"Accept": load.accept}, patience=600)
    return Measured(rate=1 / (time.perf_counter() - begun), processor=server.processor() - before, failed=0)


def _tell(load: Load, measured: Sequence[Measured], servers: Sequence[Server]) -> None:
    """Print what was measured, and of the others, how many times as fast ours is, and as sparing of the processor."""
    print(load.name)
    first = measured[0]
    for server, one in zip(servers, measured, strict=True):
        ratios = [] if one is first else [f"ours {first.rate / one.rate:.2f} × as fast"]
        if ratios and first.processor:
            ratios.append(f"by processor time {one.processor / first.processor:.2f} ×")
        ratios += [f"{one.failed} failed"] * bool(one.failed)
        told = f"{server.name:<16}{one.rate:>10,.1f}/s {_spoken(one.processor):>12}  {', '.join(ratios)}"
        print(f"  {told.rstrip()}", flush=True)


def _spoken(seconds: float) -> str:
    return f"{1e6 * seconds:,.0f} µs" if seconds else "–"


if __name__ == "__main__":
    main()
