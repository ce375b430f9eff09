"""The README's commands are run, and print what it says; ``pytest --update-golden`` writes there what they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import Run

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def sample(text: str) -> str:
    """The article that the README shows."""
    found = re.search(r"^```markdown\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def place(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after ``kerege demo``, with the README's article in it."""
    folder = tmp_path_factory.mktemp("readme")
    assert kerege("demo", cwd=folder).returncode == 0
    (folder / "news").mkdir()
    (folder / "news" / "loan.md").write_text(sample(README.read_text("utf-8")), encoding="utf-8")
    return folder


def executed(block: str, kerege: Run, place: Path) -> str:
    """A block of commands with what they print now."""
    pieces: list[str] = []
    for command in re.findall(r"^\$ .*\n", block, re.MULTILINE):
        program, *arguments = shlex.split(command.removeprefix("$ "))
        assert program == "kerege"
        done = kerege(*arguments, cwd=place, env={"COLUMNS": "100"})
        assert done.returncode == 0, done.stderr
        pieces += [command, *(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())]
    return "".join(pieces)


def test_the_readme_shows_what_its_commands_print(kerege: Run, place: Path, pytestconfig: pytest.Config) -> None:
    text = README.read_text("utf-8")
    now = _BLOCK.sub(lambda block: executed(block[0], kerege, place), text)
    if pytestconfig.getoption("--update-golden"):
        README.write_text(now, encoding="utf-8")
    assert text.count("```console") >= 7
    assert README.read_text("utf-8") == now


def test_the_readme_s_python_runs(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    (code,) = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 -- the README's own lines
    assert "Marta Kowalska" in capsys.readouterr().out


def test_the_readme_s_links_lead_somewhere() -> None:
    root = README.parent
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text("utf-8"))
    shipped = [name for name in linked if name.startswith("docs/")]
    assert len(shipped) >= 5
    assert [name for name in shipped if not (root / name).exists()] == []
