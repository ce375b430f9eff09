"""The page on reference data says what is true of the files."""

from __future__ import annotations

from pathlib import Path

import ontology
from ontology.reference import Knowledge
from ontology.reference_files import TURTLE

FILES = Path(ontology.__file__).parent / "reference"
PAGE = (Path(__file__).parent.parent / "docs" / "reference-data.md").read_text("utf-8")


def test_every_file_is_described() -> None:
    files = {path.name for path in FILES.iterdir() if path.suffix != ".py"}
    assert files, "the reference data are files beside the code"
    assert [name for name in sorted(files) if f"`{name}`" not in PAGE] == []
    assert set(TURTLE) <= files


def test_the_example_is_the_entry_as_it_stands() -> None:
    example = PAGE.split("```turtle\n")[1].split("```")[0]
    assert example in (FILES / "banks.ttl").read_text("utf-8")


def test_the_python_example_works() -> None:
    names: dict[str, object] = {}
    exec(PAGE.split("```python\n")[1].split("```")[0], names)  # noqa: S102 - our own page
    knowledge, bank = names["knowledge"], names["bank"]
    assert isinstance(knowledge, Knowledge)
    assert isinstance(bank, str)
    assert knowledge.entries[bank].name == "International Finance Corporation"
    assert knowledge.group_of(bank) == "https://w3id.org/kerege/id/institution/world-bank-group"


def test_sources_are_credited() -> None:
    for word in ("GeoNames", "CC BY 4.0", "pycountry", "LGPL", "ISO 3166-1", "UN M49"):
        assert word in PAGE
