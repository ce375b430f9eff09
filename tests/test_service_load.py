"""Hopeless queries are ended, and cheap ones beside them answered rightly; `benchmarks/load.py` takes longer."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from serving import Answer, Service, serving

SECONDS = 5.0
HOPELESS = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {0}) }}",
    "ASK {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?f), STR(?i)) = 'never {0}') }}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONTAINS(CONCAT(STR(?c), STR(?d), STR(?g)), '{0} never')) }}",
    "SELECT ?d (SUM(STRLEN(STR(?f)) + {0}) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} GROUP BY ?d",
)


def cheap(service: Service, seed: int) -> Counter[object]:
    """Ask sums, which nobody has asked before, and things that were, until the time is over."""
    chance = random.Random(seed)  # noqa: S311 -- no secrets
    told, ended = Counter[object](), time.monotonic() + SECONDS
    while time.monotonic() < ended:
        one, other = chance.randrange(1 << 30), chance.randrange(1 << 30)
        answer = service.sparql(f"SELECT ({one} + {other} AS ?n) {{}}")
        told[answer.status == 200 and answer.column("n") == [str(one + other)]] += 1
        kept = service.sparql("SELECT ?n { VALUES ?n { 1 2 3 } } ORDER BY ?n")
        told[kept.status == 200 and kept.column("n") == ["1", "2", "3"]] += 1
    return told


def hopeless(service: Service, seed: int) -> list[Answer]:
    """Ask what nobody can answer until the time is over."""
    chance = random.Random(seed)  # noqa: S311 -- no secrets
    answers, ended = list[Answer](), time.monotonic() + SECONDS
    while time.monotonic() < ended:
        answers.append(service.sparql(chance.choice(HOPELESS).format(chance.randrange(1 << 30))))
    return answers


def alive(pid: int) -> bool:
    """Whether a process runs, and is not only still listed."""
    return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")


def test_hopeless_queries_do_not_keep_cheap_ones_from_their_answers(corpus: Path) -> None:
    with serving(corpus, "--workers", 2, "--timeout", 2, "--quiet") as service, ThreadPoolExecutor(30) as clients:
        asking = [clients.submit(cheap, service, seed) for seed in range(20)]
        despairing = [clients.submit(hopeless, service, seed) for seed in range(6)]
        told = sum((one.result() for one in asking), Counter[object]())
        ended = [answer for one in despairing for answer in one.result()]

        assert told[True] > 20
        assert told[False] == 0
        assert {answer.status for answer in ended} == {503}
        assert all("Retry-After" in answer.headers for answer in ended)
        assert service.metric("kerege_queries_running") == 0
        assert service.metric("kerege_queries_waiting") == 0
        assert service.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
        children = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children")
        if children.exists():
            pids = [int(pid) for pid in children.read_text("ascii").split()]
            assert 2 <= sum(map(alive, pids)) <= 5  # among the quick, in the long lane, and one to spare
            assert len(list(Path(f"/proc/{service.process.pid}/fd").iterdir())) < 60


def test_a_query_whose_client_leaves_makes_room_for_the_next(corpus: Path) -> None:
    """More clients leave than there are places, and nobody has to wait for what they asked."""
    import http.client

    with serving(corpus, "--workers", 1, "--timeout", 60, "--quiet") as service:
        for number in range(5):
            connection = http.client.HTTPConnection(service.host, service.port)
            connection.request("GET", "/sparql?query=" + HOPELESS[0].format(number).replace(" ", "+"))
            time.sleep(0.4)
            connection.close()

        assert service.sparql("SELECT (1 + 1 AS ?n) {}").column("n") == ["2"]
        for _ in range(100):
            if service.metric("kerege_queries_running") == 0:
                break
            time.sleep(0.1)
        assert service.metric("kerege_queries_running") == 0
