"""What tests share: a clean environment without network, the installed command, the shipped reports in a store."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import axe, browser  # noqa: F401 - fixtures of all tests
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from serving import Service

# How fast the machine is says nothing about the program: tests of speed measure for themselves.
settings.register_profile("kerege", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kerege")

TESTS = Path(__file__).parent
ARTICLES = TESTS.parent / "articles"
SHARED = TESTS.parent.parent / "shared"
_PRIVATE = re.compile(r"proxy|token|secret|credential|password|(?:^|_)key(?:$|_)|^KEREGE_|^NO_COLOR$|^COLUMNS$", re.I)

Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes what is printed now to where tests compare it with."""
    parser.addoption("--update-golden", action="store_true", help="Rewrite expected outputs; look at the difference.")


def clean_environment() -> dict[str, str]:
    """The environment without proxies, credentials and whatever would change how the command behaves."""
    return {name: value for name, value in os.environ.items() if not _PRIVATE.search(name)}


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs in a clean environment and reaches no other machine."""
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"The test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder ``shared`` beside the repository, with the articles that may not be copied into it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, the articles that are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def command() -> Path:
    """The installed command ``kerege`` of the Python that runs the tests."""
    found = Path(sys.executable).with_name("kerege")
    assert found.exists(), f"{found} is missing: install the project into this environment (make test)"
    return found


@pytest.fixture(scope="session")
def kerege(command: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed command in an empty folder and gives what it printed; ``env`` adds variables."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(
        *arguments: object,
        env: Mapping[str, str] | None = None,
        cwd: Path = elsewhere,
        input: bytes | None = None,
        timeout: float = 120,
    ) -> Completed:
        done = subprocess.run(
            [command, *map(str, arguments)],
            env={**clean_environment(), **(env or {})},
            cwd=cwd,
            input=input,
            capture_output=True,
            timeout=timeout,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "store"


@pytest.fixture(scope="session")
def corpus(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reports in ``articles/``, loaded once by the installed command; to be read, not written."""
    store = tmp_path_factory.mktemp("corpus") / "store"
    done = kerege("load", ARTICLES, "--store", store)
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture(scope="session")
def served(corpus: Path) -> Iterator[Service]:
    """The reports in ``articles/`` served by the installed command, for all tests; see ``tests/serving.py``."""
    from serving import serving  # it asks this module for the environment

    with serving(corpus, "--workers", 2, "--quiet") as service:
        yield service
