"""Corrections as files: what is written is read as the same, and what is no correction is refused with a reason."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS
from hypothesis import given
from hypothesis import strategies as st

from graph.corrections import ACTIONS, Correction, read, written
from ontology.errors import CorrectionError

DOCS = TESTS.parent / "docs" / "corrections.md"
FACT = "https://w3id.org/kerege/id/fact/2afa461e5f8747ed"
TARGETS: dict[str, dict[str, Any]] = {
    "fact": {"fact": FACT},
    "fact,subject,predicate,object": {"fact": FACT, "subject": "x:s", "predicate": "x:p", "object": "x:o"},
    "fact,class,reports": {"fact": FACT, "cls": "https://w3id.org/kerege/ontology#Deal", "reports": ("x:a", "x:b")},
    "assertion": {"assertion": "https://w3id.org/kerege/id/assertion/a/b"},
    "article,rule": {"article": "https://w3id.org/kerege/id/article/a", "rule": "https://w3id.org/kerege/id/rule/met"},
    "subject,predicate,object": {"subject": "x:s", "predicate": "x:p", "object": "x:o", "evidence": ("x:e",)},
    "things": {"things": ("https://example.org/a", "https://example.org/b")},
    "thing,name": {"thing": "https://example.org/a", "name": "Another “Name”"},
    "thing,class": {"thing": "https://example.org/a", "cls": "https://w3id.org/kerege/ontology#Project"},
}
WAYS = [(action, TARGETS[",".join(way)]) for action, ways in ACTIONS.items() for way in ways]
SAID: dict[str, Any] = {"by": "Aigerim Example", "date": datetime.date(2026, 11, 22), "why": "It is not so."}

characters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\"'\\\t[]=#\u202e\u2066é𝄞")
line = st.text(characters, min_size=1, max_size=60).filter(str.strip)
lines = st.lists(line, min_size=1, max_size=5).map("\n".join)
iris = st.from_regex(r"https://example\.org/[A-Za-z0-9/%é'()\[\]#?&=-]{0,30}", fullmatch=True)


@given(st.sampled_from(WAYS), line, lines, st.dates(), lines | st.none(), line | st.none(), st.lists(iris, max_size=5))
def test_what_is_written_is_read_as_the_same(
    way: tuple[str, dict[str, Any]],
    by: str,
    why: str,
    day: datetime.date,
    quotation: str | None,
    about: str | None,
    evidence: list[str],
) -> None:
    """For every action, whatever the texts hold."""
    action, target = way
    shown = {"evidence": tuple(evidence), **target}
    correction = Correction(
        action=action, by=by, why=why, date=day, quotation=quotation, about=about, **shown
    )  # fmt: skip
    text = written(correction)
    assert read(text) == correction
    assert tomllib.loads(text)["why"] == why
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z]+-[a-z0-9-]+\.toml", correction.filename)


@pytest.mark.parametrize(
    "hostile",
    ['" \nfact = "x:y"', '"""\naction = "add"\n"""', "\\", '\\"', '"""', "'''\n[table]", "# no comment", 'a\n"""\nb\\'],
)
def test_no_text_ends_its_string(hostile: str) -> None:
    correction = Correction(action="reject", fact=FACT, **{**SAID, "why": hostile})
    found = tomllib.loads(written(correction))
    assert set(found) == {"format", "action", "fact", "by", "date", "why"}
    assert found["why"] == hostile


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"action": "forget"}, "no action: reject, add, same"),
        (
            {"fact": None},
            "To reject takes fact, or subject and predicate and object, or assertion, or article and rule, and the "
            "correction has none",
        ),
        ({"rule": "x:r"}, "the correction has fact and rule"),
        ({"fact": "fact/1"}, "“fact” is no absolute IRI: 'fact/1'"),
        ({"fact": 'x:"\ninjected = "1'}, "“fact” is no absolute IRI"),
        ({"why": "  "}, "“why” is empty"),
        ({"by": ""}, "“by” is empty: say who you are"),
        ({"by": "A\nB"}, "“by” holds characters that are no text, or a line break"),
        ({"why": "a\x00b"}, "“why” holds characters that are no text"),
        ({"why": "\ud800"}, "half of a surrogate pair"),
        ({"why": "x" * 4001}, "“why” has 4,001 characters, and 4,000 are the limit"),
        ({"evidence": ("no iri",)}, "“evidence” is no absolute IRI"),
        ({"evidence": ("x:e",) * 21}, "“evidence” has 21 entries, and 20 are the limit"),
        ({"action": "same", "fact": None, "things": ("x:a", "x:a")}, "at least two different IRIs"),
        ({"action": "add", "fact": None, "subject": "x:s", "predicate": "x:p", "object": "x:o"}, "takes evidence"),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused_with_a_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(CorrectionError, match=re.escape(reason)):
        Correction(**{"action": "reject", "fact": FACT, **SAID, **changes})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("format = 1\naction = ", "The file is no TOML"),
        ('action = "reject"', "does not say “format = 1”"),
        ('format = 2\naction = "reject"', "does not say “format = 1”"),
        ('format = 1\nactor = "me"', "“actor” is no field of a correction: action, by, date, why"),
        ('format = 1\naction = "reject"\nby = "A"\nwhy = "b"', "“date” is missing"),
        ('format = 1\naction = "reject"\nby = "A"\nwhy = "b"\ndate = "2026-11-22"', "“date” is no day"),
        ('format = 1\naction = "reject"\nby = 1\nwhy = "b"\ndate = 2026-11-22', "“by” is no text"),
        ('format = 1\naction = "same"\nby = "A"\nwhy = "b"\ndate = 2026-11-22\nthings = "x:a"', "no list of IRIs"),
    ],
)
def test_a_file_that_is_none_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(CorrectionError, match=re.escape(reason)):
        read(text)


def test_the_documented_example_is_a_correction() -> None:
    found = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    (correction,) = [read(text) for text in found]
    assert correction.filename == "2026-11-22-reject-2afa461e5f8747ed.toml"
    assert correction == read(written(correction))


def test_every_action_is_documented() -> None:
    text = Path(DOCS).read_text("utf-8")
    for action, ways in ACTIONS.items():
        assert f"| `{action}` | " in text
        for way in ways:
            assert f"| {', '.join(f'`{name}`' for name in way)} | " in text
