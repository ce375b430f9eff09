"""What is not said: denials, plans, suppositions, rumors and totals get the modality they must, or make no fact.

The sentences stand in ``unsaid.toml``, with the facts that each must and must not give.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from loaders import exchange
from loaders.article import Article
from loaders.reading.commitment import cues
from loaders.reading.reader import read
from loaders.reading.tables import table

TOLD = ("asserted", "planned")
DAY = date(2025, 6, 2)


class Case(NamedTuple):
    """One sentence with what is expected of it."""

    text: str
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    twin: str = ""


class Pattern(NamedTuple):
    """A fact to look for: its modality, its kind, and the fields that it must have."""

    modality: str
    kind: str
    fields: dict[str, str]

    @classmethod
    def of(cls, line: str) -> Pattern:
        """The pattern of a line such as ``denied met a=Aidar Sarin; b=Lena Holm``."""
        modality, kind, rest = line.split(" ", 2)
        return cls(modality, kind, dict(part.split("=", 1) for part in rest.split("; ")))

    def fits(self, fact: dict[str, Any]) -> bool:
        """Whether a fact is the one that is looked for; who met whom has no order."""
        if (fact["modality"], fact["kind"]) != (self.modality, self.kind):
            return False
        orders = [fact, {**fact, "a": fact["b"], "b": fact["a"]}] if self.kind == "met" else [fact]
        return any(all(_shown(one[name]) == value for name, value in self.fields.items()) for one in orders)


def _shown(value: Any) -> str:
    return str(value["name"] if isinstance(value, dict) else value)


def said(text: str) -> list[dict[str, Any]]:
    """All facts of a sentence, denied and possible ones too."""
    return [json.loads(line) for line in exchange.lines(read(Article(text=text, date=DAY)), everything=True)]


def cases() -> Iterator[Any]:
    """Every sentence of the file, named after its group."""
    groups = tomllib.loads((Path(__file__).parent / "unsaid.toml").read_text(encoding="utf-8"))
    for group, rows in groups.items():
        for n, row in enumerate(rows):
            yield pytest.param(Case(**row), id=f"{group}-{n}")


CASES = list(cases())


@pytest.mark.parametrize("case", CASES)
def test_what_must_be_said_is_said(case: Case) -> None:
    """Every fact that must come comes, with its modality."""
    facts = said(case.text)
    missing = [line for line in case.must if not any(Pattern.of(line).fits(fact) for fact in facts)]
    assert not missing, _listed(facts)


@pytest.mark.parametrize("case", [c for c in CASES if c.values[0].never])
def test_what_is_not_said_is_not_told(case: Case) -> None:
    """No fact of a kind that the sentence does not give is asserted or planned."""
    wanted = [Pattern.of(line) for line in case.must]
    told = [fact for fact in said(case.text) if fact["modality"] in TOLD and fact["kind"] in case.never]
    assert not _listed([fact for fact in told if not any(pattern.fits(fact) for pattern in wanted)])


@pytest.mark.parametrize("case", [c for c in CASES if c.values[0].twin])
def test_the_twin_is_told(case: Case) -> None:
    """The same sentence without its denial or doubt gives a fact of every kind that it does not give with it."""
    kinds = {fact["kind"] for fact in said(case.twin) if fact["modality"] in TOLD}
    assert set(case.never) <= kinds


def test_no_sentence_is_passed_by_silence() -> None:
    """There are at least 150 sentences, and each has a fact that must come or a twin that is told."""
    rows = [case.values[0] for case in CASES]
    assert len(rows) >= 150
    assert [row.text for row in rows if not row.must and not row.twin] == []
    assert len({row.text for row in rows}) == len(rows)


def _listed(facts: list[dict[str, Any]]) -> str:
    """Facts in short, for the report of a failure."""
    return "\n".join(
        f"{f['modality']} {f['kind']} "
        + "; ".join(f"{k}={_shown(v)}" for k, v in f.items() if v and k not in {"kind", "modality", "evidence"})
        for f in facts
        if f["kind"] not in {"entity", "topic", "located"}
    )


@pytest.mark.parametrize("row", table("commitment")["cue"], ids=lambda row: row["id"])
def test_cues_fit_their_examples(row: dict[str, Any]) -> None:
    """Every cue of denial and doubt is found in its examples, and not in its counterexamples."""
    cue = next(cue for cue in cues() if cue.id == row["id"])
    assert row["yes"]
    assert [text for text in row["yes"] if not cue.pattern.search(text)] == []
    assert [text for text in row.get("no", ()) if cue.pattern.search(text)] == []


def test_verbs_have_three_forms() -> None:
    """Each verb that a denial may govern has its base, past and participle."""
    assert [line for line in table("commitment")["verbs"]["forms"] if len(line.split()) != 3] == []


def test_what_is_denied_is_told_on_request_only() -> None:
    """``kerege facts`` leaves out what is denied or merely possible unless it is asked for everything."""
    reading = read(Article(text="Prime Minister Aidar Sarin did not meet EBRD President Lena Holm.", date=DAY))
    assert {json.loads(line)["modality"] for line in exchange.lines(reading)} == {"asserted"}
    assert "denied" in {json.loads(line)["modality"] for line in exchange.lines(reading, everything=True)}
