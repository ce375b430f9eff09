"""Reading is a pure function: any text, any process, any order of articles gives facts that stand in the text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import exchange
from loaders.article import Article
from loaders.facts import Statement
from loaders.reading.reader import read

ARTICLES = Path(__file__).parent.parent / "articles"
PIECES = [
    "Prime Minister Aidar Sarin",
    "World Bank Vice President Lena Holm",
    "Kazakhstan",
    "the Asian Development Bank (ADB)",
    "met with",
    "signed",
    "approved",
    "$200 million",
    "a loan of",
    "for the Almaty bypass road",
    "said that",
    "in 2024",
    ".",
    ",",
    "“",
    "”",
    '"',
    "(",
    ")",
    "\n\n",
    "the 2020–2025 strategy",
    "the",
    "and",
    "of",
    "ASTANA —",
    "’s",
    "–",
    "projects",
    "it",
    "he",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=400))
def test_evidence_stands_in_any_text(text: str) -> None:
    """Whatever the text, reading ends, and each passage lies within it."""
    for fact in read(Article(text=text, date=date(2025, 6, 2))).facts:
        assert fact.evidence
        for start, end in (*fact.evidence, *((fact.text,) if isinstance(fact, Statement) else ())):
            assert 0 <= start < end <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_reading_again_gives_the_same(text: str) -> None:
    """Reading keeps nothing between articles: the same article gives the same facts."""
    article = Article(text=text, date=date(2025, 6, 2))
    assert read(article) == read(article)


@pytest.mark.parametrize("seeds", [("0", "1"), ("7", "123456")])
def test_hash_seeds_do_not_matter(seeds: tuple[str, str]) -> None:
    """Two processes with different hash seeds write the same bytes for the shipped reports."""
    program = (
        "import sys; from pathlib import Path; from loaders import exchange, sources; "
        "from loaders.reading.reader import read\n"
        "for path in sorted(Path(sys.argv[1]).glob('*.md')):\n"
        "    print(*exchange.lines(read(sources.read_file(path))), sep='\\n')"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program, ARTICLES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in seeds
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 100_000


def test_front_matter_is_not_read() -> None:
    """Reading starts at the article's body: what stands before it yields no facts, and offsets still count it."""
    head = "title: Lena Holm meets Aidar Sarin\n"
    text = head + "World Bank Vice President Lena Holm met with Prime Minister Aidar Sarin."
    reading = read(Article(text=text, body=len(head)))
    assert reading.facts
    assert min(start for fact in reading.facts for start, _ in fact.evidence) == len(head)


@pytest.mark.parametrize(
    "repeat",
    [
        "(" * 100_000,
        "a" * 10_000_000,
        "1" * 1_000_000,
        "Bank of " * 5_000,
        "“" * 5_000 + "”" * 5_000,
        "A. " * 5_000,
        "of the " * 8_000,
        "Kora " * 2_000,
        "Prime Minister, " * 1_000,
        "the deputy minister",
        "-‐‑‒–—―−﹘﹣－\"'‘’‚‛“”„‟«»‹›" * 400,
        "שלום עולם مرحبا " * 500,
        bytes(range(256)).decode("latin-1") * 40,
        "e\u0301\u0302" * 2_000,
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_odd_text_is_read(repeat: str) -> None:
    """Brackets, endless words, marks and noise end in an answer, not in a crash, nor do names without a stop."""
    assert all(fact.evidence for fact in read(Article(text=repeat)).facts)


def test_lines_of_the_exchange_format_are_exact() -> None:
    """Every line's evidence repeats the article's words at its offsets."""
    text = "Kazakhstan’s Prime Minister Aidar Sarin met with EBRD President Lena Holm in Astana on May 29, 2025."
    for line in exchange.lines(read(Article(text=text, date=date(2025, 6, 2)))):
        for passage in json.loads(line)["evidence"]:
            assert text[passage["start"] : passage["end"]] == passage["text"]


def test_the_reader_is_named_with_its_rules() -> None:
    """A reading says which reader made it, with a digest of its rules, so that another rule is another reader."""
    reading = read(Article(text="Lena Holm spoke."))
    assert re.fullmatch(r"kerege-rules \d+\.\d+\+[0-9a-f]{8}", reading.reader)
