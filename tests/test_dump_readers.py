"""Other programs read the dumps, and count in them what the graph says of itself (VoID)."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run, clean_environment
from serving import Service

TRIPLES = "SELECT ?n { ?dataset a <http://rdfs.org/ns/void#Dataset> ; <http://rdfs.org/ns/void#triples> ?n }"
_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {folder}
NumberOfBuffers = 2000
"""


@pytest.fixture(scope="module")
def counted(served: Service) -> int:
    """The triples of the default graph, as the dataset's description has them."""
    return int(served.sparql(TRIPLES).column("n")[0])


@pytest.fixture(scope="module")
def dumps(kerege: Run, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dumps of the reports."""
    folder = tmp_path_factory.mktemp("dumps")
    for form in ("ttl", "nt", "nq", "trig"):
        assert kerege("dump", folder / f"kerege.{form}", "--store", corpus).returncode == 0
    return folder


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "ntriples")])
def test_raptor_counts_the_same_triples(dumps: Path, counted: int, form: str, parser: str) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("needs rapper (Debian: raptor2-utils)")
    done = subprocess.run(
        [rapper, "-c", "-i", parser, dumps / f"kerege.{form}"], capture_output=True, text=True, check=True
    )
    assert f"returned {counted} triples" in done.stderr


def test_virtuoso_loads_and_counts_the_same_triples(virtuoso: tuple[str, Path], dumps: Path, counted: int) -> None:
    address, folder = virtuoso
    for form in ("ttl", "nt"):
        shutil.copy(dumps / f"kerege.{form}", folder)
        graph, file = f"http://example.org/{form}", folder / f"kerege.{form}"
        asked(address, f"DB.DBA.TTLP_MT(file_to_string_output('{file}'), '', '{graph}', 255);")
        found = asked(address, "SPARQL SELECT (COUNT(*) AS ?n) FROM <" + graph + "> { ?s ?p ?o };")
        assert re.search(rf"^{counted}$", found, re.MULTILINE), found


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A running Virtuoso: its address, and a folder that it may read from."""
    server = shutil.which("virtuoso-t")
    if server is None or shutil.which("isql-vt") is None:
        pytest.skip("needs Virtuoso (Debian: virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(folder=folder, port=port), "utf-8")
    process = subprocess.Popen(
        [server, "+foreground", "+configfile", settings],
        env=clean_environment(), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"127.0.0.1:{port}"
    try:
        until_it_answers(process, address)
        yield address, folder
    finally:
        process.terminate()
        process.wait(timeout=60)


def until_it_answers(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait for Virtuoso to accept connections."""
    for _ in range(600):
        assert process.poll() is None, "Virtuoso ended"
        try:
            asked(address, "SELECT 1;")
        except AssertionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Virtuoso does not answer")


def asked(address: str, statement: str) -> str:
    """What Virtuoso answers to a statement."""
    done = subprocess.run(
        ["isql-vt", address, "dba", "dba", f"exec={statement}"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stderr + done.stdout, done.stdout + done.stderr
    return done.stdout
