"""From `kerege serve` to the first answer, and from a new publication to the first answer that knows it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from copies import copies
from measure import folder, seconds, tell, times_given
from questions import made
from servers import Server, ours

from graph.publish import publish
from graph.store import GraphStore
from loaders.reading.reader import read


def main() -> None:
    """Start the service over copies of the reports, then publish one more article under it."""
    times = times_given(20, __doc__)
    with folder() as place:
        store = place / "store"
        made(store, times)
        baseline = seconds(_help)
        tell("kerege serve to the first answer", seconds(lambda: _started(store)), baseline, "kerege --help")
        with ours(store) as server:
            asked = Asking(server)
            asked.start()
            time.sleep(2)
            usual = statistics.median(asked.seconds)
            late = _published(store, times, server)
            time.sleep(1)
            asked.ended = True
            asked.join()
        tell("a publication to the first answer that knows it", late, baseline, "kerege --help")
        tell(f"the slowest of {len(asked.seconds):,} queries meanwhile", max(asked.seconds), usual, "the median before")
        if asked.failed:
            sys.exit(f"{asked.failed} queries failed.")


def _help() -> None:
    subprocess.run([sys.executable, "-m", "kerege", "--help"], check=True, stdout=subprocess.DEVNULL)


def _started(store: Path) -> None:
    with ours(store):
        return


def _published(store: Path, times: int, server: Server) -> float:
    """Seconds from the end of a publication to the first answer that comes from it."""
    before = _number(server)
    with GraphStore(store) as opened:
        for _ in opened.load([read(list(copies(times + 1))[-1])]):
            pass
        publish(opened)
    begun = time.perf_counter()
    while _number(server) == before:
        time.sleep(0.01)
    return time.perf_counter() - begun


def _number(server: Server) -> int:
    number: int = json.loads(server.get("/health"))["publication"]
    return number


class Asking(threading.Thread):
    """A client that asks something new again and again."""

    def __init__(self, server: Server) -> None:
        """Begins with ``start`` and ends when ``ended`` is set."""
        super().__init__()
        self._server = server
        self.ended = False
        self.seconds: list[float] = []
        self.failed = 0

    def run(self) -> None:
        """Ask."""
        while not self.ended:
            begun = time.perf_counter()
            try:
                self._server.get(f"/sparql?query={quote(f'SELECT ({len(self.seconds)} AS ?n) {{}}')}")
            except OSError:
                self.failed += 1
            self.seconds.append(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
