"""The benchmarks run, each with a ratio to a baseline; how fast they are is not tested."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SCRIPTS = (
    "reading", "pathological", "storing", "reloading", "publishing", "phases", "deals", "dumping", "networks",
    "questions", "service", "load", "starting", "explorer", "reasoning",
)  # fmt: skip
SHORTENED = {
    "service": ("--seconds", "1", "--runs", "1"),
    "load": ("--seconds", "1", "--clients", "6", "--hopeless", "2", "--timeout", "1"),
}

if not BENCHMARKS.is_dir():
    pytest.skip("the benchmarks are in the source tree only", allow_module_level=True)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_benchmark_tells_its_ratio(name: str, tmp_path: Path) -> None:
    if name == "service" and not (shutil.which("wrk") and shutil.which("oxigraph")):
        pytest.skip("needs wrk and Oxigraph's own server")
    command = [sys.executable, BENCHMARKS / f"{name}.py", "--times", "2", *SHORTENED.get(name, ())]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.search(r"[\d.]+ ×", done.stdout)
    assert "Error" not in done.stdout + done.stderr


def test_every_script_is_in_the_makefile_and_on_the_page() -> None:
    root = BENCHMARKS.parent
    makefile, page = (root / "Makefile").read_text("utf-8"), (root / "docs" / "performance.md").read_text("utf-8")
    for name in SCRIPTS:
        assert name in makefile
        assert f"`benchmarks/{name}.py`" in page
    assert {path.stem for path in BENCHMARKS.glob("*.py")} == {*SCRIPTS, "amplified", "copies", "measure", "servers"}


def test_the_copies_are_the_same_every_time_and_differ_from_each_other() -> None:
    script = """
from copies import copies
from hashlib import sha256
found = list(copies(4))
assert len(found) == 20 and len({one.key for one in found}) == 20
assert len({one.text[one.body:] for one in found}) >= 19
print(sha256("".join(one.text for one in found).encode()).hexdigest())
"""
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=BENCHMARKS, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
