"""The command line as a whole: quick, documented, and plain about what went wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from conftest import ARTICLES, Run

COMMANDS = (
    *("demo", "load", "articles", "forget", "reread", "ask", "query", "explain", "path", "agreement", "facts"),
    "read",
    *("evaluate", "diff-readings", "diff", "publications", "check", "publish", "dump", "release", "network", "stats"),
    *("serve", "ontology", "watch", "correct"),
)
HEAVY = (
    *("pyoxigraph", "rdflib", "networkx", "owlready2", "yaml", "starlette", "jinja2", "uvicorn"),
    *("loaders", "graph", "queries", "service"),
)
DOCS = Path(__file__).parent.parent / "docs" / "command-line.md"


def plain(text: str) -> str:
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


def test_help_names_every_command(kerege: Run) -> None:
    done = kerege("--help")
    assert done.returncode == 0
    assert re.findall(r"^│ ([a-z][a-z-]+) ", done.stdout, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_documentation(kerege: Run, name: str) -> None:
    done = kerege(name, "--help")
    assert done.returncode == 0
    assert f"kerege {name} [OPTIONS]" in plain(done.stdout)
    assert re.search(rf"Examples?: .*kerege {name}\b", plain(done.stdout))
    assert re.search(rf"^## kerege {name}$", DOCS.read_text("utf-8"), re.MULTILINE)


def test_every_option_is_documented(kerege: Run) -> None:
    sections = dict(
        re.findall(r"^## kerege ([\w-]+)\n(.*?)(?=^## |\Z)", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
    for name in COMMANDS:
        options = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", kerege(name, "--help").stdout)) - {"--help"}
        missing = {option for option in options if option not in sections[name]}
        assert not missing, f"docs/command-line.md says nothing of {missing} under kerege {name}"


def test_help_loads_nothing_that_only_work_needs() -> None:
    code = "import sys, kerege.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(HEAVY) & set(loaded)


def test_the_version_is_that_of_the_package(kerege: Run) -> None:
    assert kerege("--version").stdout == f"kerege {version('kerege')}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["wait"], 2, "No such command 'wait'"),
        (["load"], 2, "Missing argument"),
        (["load", "x.txt", "--workers", "0"], 2, "--workers"),
        (["facts", "gone.txt"], 1, "gone.txt does not exist."),
        (
            ["articles", "--store", "gone"],
            1,
            "There is no store at gone. Make one by loading articles into it: kerege load.",
        ),
        (["forget", "x", "--store", "gone"], 1, "There is no store at gone."),
        (["ask", "who-met-whom", "y", "--store", "gone"], 1, "There is no store at gone."),
        (["dump", "--store", "gone"], 1, "There is no store at gone."),
        (["release", "--store", "gone"], 1, "There is no store at gone."),
        (["network", "x.graphml", "--store", "gone"], 1, "There is no store at gone."),
        (["stats", "--store", "gone"], 1, "There is no store at gone."),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(kerege: Run, arguments: list[str], code: int, said: str) -> None:
    done = kerege(*arguments)
    assert done.returncode == code
    assert said in plain(done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dump", "d.xyz"], "The name d.xyz says no format."),
        (["dump", "d.ttl", "--part", "secrets"], "Invalid value for '--part'"),
        (["network", "n.xyz"], "The name n.xyz says no network format."),
        (["network", "n.gexf", "--kind", "nosuch"], "There is no kind nosuch;"),
        (["network", "n.gexf", "--relation", "nosuch"], "The ontology has no relation nosuch."),
        (["ask", "nosuch"], "nosuch"),
        (["query", "SELECT"], "is not valid SPARQL"),
    ],
)
def test_what_there_is_not_is_a_mistake_in_usage(
    kerege: Run, corpus: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = kerege(*arguments, "--store", corpus, cwd=tmp_path)
    assert done.returncode == 2
    assert said in plain(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_store_is_left_alone(kerege: Run, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear bank")
    done = kerege("load", ARTICLES, "--store", tmp_path)
    assert done.returncode == 1
    assert "holds other things than a store" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_python_m_kerege_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "kerege", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kerege ")
