"""How far a text can be rewritten and still count as one source with the original, and what quoting does."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from conftest import ARTICLES, Run
from odds import ONE, TWO

from loaders.copies import are_copies, own_words, parsed, sketch
from ontology import iris

_SENTENCE = re.compile(r"(?<=[.!?”])\s+")
BODIES = [file.read_text("utf-8").split("---\n", 2)[-1] for file in sorted(ARTICLES.glob("*.md"))]


def copies(one: str, other: str) -> bool:
    """Whether two texts count as one."""
    mine, yours = (parsed(sketch(iris.fold(own_words(text)))) for text in (one, other))
    return are_copies(mine, yours)


def rewritten(text: str, sentences: float, words: float, seed: int) -> str:
    """Another headline, an agency's line, a paragraph less, and of some sentences some words replaced."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]

    def reworded(sentence: str) -> str:
        if chance.random() >= sentences:
            return sentence
        return " ".join(f"x{chance.randrange(10**6)}" if chance.random() < words else word for word in sentence.split())

    told = [" ".join(map(reworded, _SENTENCE.split(part))) for part in paragraphs[: max(3, len(paragraphs) - 1)]]
    return "\n\n".join(("A new headline of six words", "ASTANA, May 3 (Agency) — " + told[0], *told[1:], "Follow us."))


@pytest.mark.parametrize(
    ("sentences", "words", "least"),
    [(0, 0, 1.0), (1.0, 0.05, 0.95), (0.2, 0.3, 0.95), (0.3, 0.2, 0.9)],
    ids=["untouched", "a word here and there", "some sentences", "more sentences"],
)
def test_rewritten_copies_are_one_source(sentences: float, words: float, least: float) -> None:
    found = [copies(text, rewritten(text, sentences, words, seed)) for text in BODIES for seed in range(8)]
    assert sum(found) >= least * len(found)


def test_a_text_whose_every_sentence_is_told_anew_is_a_source_of_its_own() -> None:
    assert not any(copies(text, rewritten(text, 1.0, 0.4, seed)) for text in BODIES for seed in range(3))


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_quotations_that_two_reports_share_do_not_make_copies(marks: str) -> None:
    quoted = [sentence for sentence in _SENTENCE.split(BODIES[0]) if not set('“”"\n') & set(sentence)][:9]
    said = " ".join(f"{marks[0]}{sentence}{marks[1]} she said." for sentence in quoted)
    mine = " ".join(f"Our own word number {number} on this long day of talks." for number in range(40))
    yours = " ".join(f"Elsewhere it rained for the {number}th time that week, alas." for number in range(40))
    assert len(said.split()) > 0.2 * len((mine + said).split())
    assert not copies(mine + " " + said, yours + " " + said)


def test_an_interview_is_still_known_by_what_is_said_in_it() -> None:
    interview = " ".join(
        f"“Answer {number} tells of the road, the water and the money that they take.”" for number in range(20)
    )
    assert own_words(interview) == interview
    assert copies("A headline. " + interview, "Agency — " + interview)


def test_a_rewritten_copy_is_no_second_source_anywhere(kerege: Run, tmp_path: Path) -> None:
    """In the counts of facts, in the versions of a disagreement, and in the report."""
    again = (
        ONE.replace("Prime Minister and World Bank talk about the new strategy", "Talks in the capital")
        .replace("The Sava Times", "The Valley Wire").replace("sava.example.org", "valley.example.org")
        .replace("\n\nTrade turnover between Kazakhstan and Uzbekistan amounted to $4.2 billion in 2025.", "")
        .replace("\n---\n\nPrime", "\n---\n\nASTANA (Valley Wire) — Prime")
        .replace("has given advice to", "has advised")
    )  # fmt: skip
    for name, text in {"one": ONE, "again": again, "two": TWO}.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    done = kerege("load", *sorted(tmp_path.glob("*.md")), "--store", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    told = json.loads(kerege("agreement", "--store", tmp_path / "store", "--json").stdout)
    dates = next(one for one in told["disputes"] if one["regarding"] == "date")
    assert {(side["words"], side["articles"], side["sources"]) for side in dates["sides"]} == {
        ("28 May 2026", 2, 1), ("29 May 2026", 1, 1),
    }  # fmt: skip
    assert {(fact["articles"], fact["sources"]) for fact in told["best"]} == {(3, 2)}
    rows = json.loads(
        kerege("ask", "agreement-on", "Aigul Saparova", "--store", tmp_path / "store", "--format", "json").stdout
    )
    regional = {(row["articles"], row["sources"]) for row in rows if row["relation"].startswith("Regional")}
    assert regional == {(2, 1)}
