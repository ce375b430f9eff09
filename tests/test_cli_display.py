"""What the terminal shows: whole sentences at any width, every fact under its sentence, the same without color."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from rich.cells import cell_len
from rich.console import Console, RenderableType
from strategies import readings

from graph.answers import Answer, Value
from kerege.marking import marked, stretches
from kerege.phrases import amount, phrase
from kerege.tables import Rows, fitted, heading, show
from kerege.values import rows_of, when, word
from loaders.exchange import TOLD
from loaders.facts import Entity, Fact, Mention, Reading
from ontology.iris import BASE, ONTOLOGY

DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
SENTENCE = (
    "The Steppe Development Bank and the Government of Ruritania agreed, after talks that lasted for two days, to "
    "rebuild the Sava–Kesh highway; the memorandum is to be signed at https://example.org/a/very/long/address/of/it/all."
)
ANSWER = Rows(
    columns=("who", "independentSources", "post", "sentence", "article", "published", "nothing"),
    rows=(
        (
            "Aigul Saparova",
            "2",
            "Deputy Chair of the Supervisory Board for Upper Valley",
            SENTENCE,
            "Talks",
            "2025",
            "",
        ),
        (
            "Aigul Saparova",
            "2",
            "Deputy Chair of the Supervisory Board for Upper Valley",
            "They met.",
            "Met",
            "2024",
            "",
        ),
        ("Ürümqi 乌鲁木齐市人民政府", "1", "", "市长会见了银行代表。", "会见", "2023", ""),
    ),
    sentences=frozenset({"sentence"}),
    sources=frozenset({"article", "published"}),
)


def printed(what: RenderableType | Rows, width: int, *, color: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=color, color_system="truecolor" if color else None, markup=False
    )
    if isinstance(what, Rows):
        show(console, what)
    else:
        console.print(what)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_rows_fit_the_terminal_and_keep_every_word(width: int) -> None:
    text = printed(ANSWER, width)
    assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= width
    for sentence in {row[3] for row in ANSWER.rows}:
        assert words(sentence) in words(text)
    assert "Independent sources" in text or width < 80
    assert "Nothing" not in text, "a column without a value is left out"


def test_one_thing_with_two_sentences_is_one_row() -> None:
    text = printed(ANSWER, 120)
    assert text.count("Aigul Saparova") == 1
    assert text.index("Talks · 2025") < text.index("“They met.”") < text.index("Met · 2024")


@given(st.lists(st.lists(st.text("ab ", max_size=90), min_size=3, max_size=3), min_size=1), st.integers(40, 160))
def test_columns_share_the_width(rows: list[list[str]], width: int) -> None:
    widths = fitted(rows, width)
    assert sum(widths) + 4 <= width
    natural = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    assert all(w <= n for w, n in zip(widths, natural, strict=True))
    if sum(natural) + 4 <= width:
        assert widths == natural


FIGURES = Answer(
    form="SELECT",
    columns=("about", "measure", "value", "low", "high", "begin", "end", "former", "sentence", "article"),
    rows=tuple(
        (
            Literal("Ruritania"),
            Literal(measure),
            Literal(str(value), datatype=DECIMAL),
            Literal(str(value), datatype=DECIMAL),
            Literal(str(value), datatype=DECIMAL),
            Literal("2024-01-01", datatype=DATE),
            Literal("2024-12-31", datatype=DATE),
            Literal(False),
            Literal("It is so."),
            Literal("Trade grows"),
        )
        for measure, value in (("trade turnover with all the neighbors in the valley", 8 * 10**9), ("projects", 14))
    ),
)


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_numbers_are_grouped_and_never_broken(width: int) -> None:
    text = printed(rows_of(FIGURES), width)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    (line,) = (line for line in lines if "8,000,000,000" in line)
    (other,) = (line for line in lines if re.search(r"\b14\b", line))
    assert line.index("8,000,000,000") + len("8,000,000,000") == other.index("14") + 2, "numbers stand to the right"
    assert ("Low" in text) is (width > 40), "what a narrow table can do without is left out"
    assert ("High" in text) is ("Low" in text), "an interval has both its ends or neither"
    assert "2024-12-31" not in text
    assert lines[0] == "About: Ruritania", "what all rows have in common stands above them"
    assert "Former" not in text
    assert "8000000000" in FIGURES.csv()
    assert "low" in FIGURES.csv()


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        (date(2025, 5, 29), date(2025, 5, 29), "2025-05-29"),
        (date(2025, 5, 29), date(2025, 5, 30), "2025-05-29 – 05-30"),
        (date(2024, 12, 30), date(2025, 1, 2), "2024-12-30 – 2025-01-02"),
        (date(2025, 5, 1), date(2025, 5, 31), "2025-05"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2020, 1, 1), date(2025, 12, 31), "2020–2025"),
        (date(2020, 1, 1), None, "from 2020-01-01"),
        (None, date(2025, 12, 31), "until 2025-12-31"),
        (None, None, ""),
        ("someday", "soon", "someday – soon"),
    ],
)
def test_a_time_is_one_column(begin: Value, end: Value, said: str) -> None:
    assert when(begin, end) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (8_000_000_000, "8,000,000,000"),
        (2025, "2025"),
        (Decimal("1234567.5"), "1,234,567.5"),
        (Decimal("0.0000001"), "0.0000001"),
        (True, "yes"),
        (None, ""),
        (-12345, "-12,345"),
    ],
)
def test_values_are_words(value: Value, said: str) -> None:
    assert word(value) == said


def test_numbers_among_words_are_grouped_too() -> None:
    answer = Answer(
        form="SELECT",
        columns=("detail", "name"),
        rows=((Literal("loan: 400000 USD, 2025, id/12345"), Literal("Flight 370000")),),
    )
    assert rows_of(answer).rows == (("loan: 400,000 USD, 2025, id/12345", "Flight 370000"),)


def test_triples_are_short() -> None:
    said = Triple(NamedNode(f"{BASE}id/person/x"), NamedNode(f"{ONTOLOGY}worksFor"), NamedNode("https://b.example/y"))
    answer = Answer(form="CONSTRUCT", triples=(said,))
    assert rows_of(answer).rows == (("id/person/x", "k:worksFor", "https://b.example/y"),)
    assert BASE in answer.csv()


def test_headings_and_amounts_are_for_people() -> None:
    assert heading("independentSources") == "Independent sources"
    assert heading("first_reported") == "First reported"
    assert (amount(4.2e9, "USD"), amount(35, "percent")) == ("4,200,000,000 USD", "35 %")


def told(reading: Reading) -> list[Fact]:
    return [fact for fact in reading.facts if fact.modality in TOLD and not isinstance(fact, Mention)]


@settings(max_examples=25)
@given(readings())
def test_every_fact_stands_once_under_the_passage_that_says_it(drawn: Reading) -> None:
    shown = [(stretch, fact) for stretch in stretches(drawn, tuple(drawn.facts)) for fact in stretch.facts]
    facts = [fact for fact in drawn.facts if not isinstance(fact, Mention)]
    assert sorted(map(repr, (fact for _, fact in shown))) == sorted(map(repr, facts))
    assert all(stretch.start <= min(fact.evidence)[0] < stretch.end for stretch, fact in shown)


@settings(max_examples=25)
@given(readings())
def test_an_article_is_shown_whole_with_its_facts_and_entities(drawn: Reading) -> None:
    text = words(printed(marked(drawn), 100))
    for stretch in stretches(drawn, tuple(told(drawn))):
        assert words(drawn.article.text[stretch.start : stretch.end]) in text
    for fact in told(drawn):
        said = "".join(p.name if isinstance(p, Entity) else p for p in phrase(fact, drawn.article.text))
        assert all(words(word) in text for word in said.split())
    for entity in drawn.entities:
        assert words(entity.name) in text


@settings(max_examples=25)
@given(readings())
def test_color_adds_nothing_but_color(drawn: Reading) -> None:
    colored = printed(marked(drawn), 100, color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == printed(marked(drawn), 100)


@pytest.mark.parametrize("width", [40, 80])
def test_long_values_that_columns_would_break_stand_one_beneath_the_other(width: int) -> None:
    iris = [f"https://w3id.org/kerege/id/institution/steppe-development-bank-{number}" for number in range(4)]
    reason = "Both are called “Steppe Development Bank”. They were told of, or held, within 2 days."
    columns = ("one", "other", "reason", "iri", "otherIri")
    rows = tuple((iri[-1], "Steppe Development Bank", reason, iri, iris[0]) for iri in iris[1:])
    text = printed(Rows(columns=columns, rows=rows), width)
    assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= width
    assert len(re.findall(r"(?m)^Reason +Both are called", text)) == 3
    assert all(words(iri) in words(text) for iri in iris)
    assert len(text.splitlines()) < 50
