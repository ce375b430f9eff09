"""Answers as frames of pandas and polars, and as tables in notebooks."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kerege
from graph.answers import Answer
from graph.frames import Kind, kind_of
from graph.notebook import ROWS

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


ANSWER = Answer(
    form="SELECT",
    columns=("who", "n", "value", "day", "direct", "empty", "big"),
    rows=(
        (ox.Literal("A"), ox.Literal(1), typed("1.5", "decimal"), typed("2025-05-29", "date"), ox.Literal(True), None,
         typed(str(1 << 70), "integer")),
        (None, None, ox.Literal(2), None, None, None, ox.Literal(1)),
        (ox.NamedNode("https://x.example/b"), ox.Literal(3), None, typed("1896-01-01", "date"), ox.Literal(False), None,
         None),
    ),
)  # fmt: skip
"""One column of each kind, each with something unbound."""


def test_pandas_columns_have_one_type_each() -> None:
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == list(ANSWER.columns)
    assert [str(kind) for kind in frame.dtypes] == [
        "string", "Int64", "Float64", "datetime64[s]", "boolean", "string", "Float64",
    ]  # fmt: skip
    assert frame["n"].sum() == 4
    assert frame["value"].tolist()[:2] == [1.5, 2.0]
    assert frame["day"][0] == pd.Timestamp(2025, 5, 29)
    assert frame["day"][2] == pd.Timestamp(1896, 1, 1)
    assert frame.isna().sum().tolist() == [1, 1, 1, 1, 1, 3, 1]
    assert frame["who"][2] == "https://x.example/b"


def test_polars_columns_have_one_type_each() -> None:
    frame = ANSWER.to_polars()
    assert frame.columns == list(ANSWER.columns)
    assert frame.dtypes == [pl.String, pl.Int64, pl.Float64, pl.Date, pl.Boolean, pl.String, pl.Float64]
    assert frame["n"].to_list() == [1, None, 3]
    assert frame["day"].to_list() == [date(2025, 5, 29), None, date(1896, 1, 1)]
    assert frame["big"].to_list() == [float(1 << 70), 1.0, None]
    assert frame.null_count().row(0) == (1, 1, 1, 1, 1, 3, 1)


def test_empty_answers_and_other_forms_are_frames_too() -> None:
    nothing = Answer(form="SELECT", columns=("a", "b"))
    assert nothing.to_pandas().shape == nothing.to_polars().shape == (0, 2)
    node = ox.NamedNode("urn:a")
    triples = Answer(form="CONSTRUCT", triples=(ox.Triple(node, node, ox.Literal(5)),))
    assert triples.to_polars().row(0) == ("urn:a", "urn:a", 5)
    assert triples.to_pandas().columns.tolist() == ["subject", "predicate", "object"]
    assert Answer(form="ASK", truth=False).to_pandas()["answer"].tolist() == [False]


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5),
    st.dates(min_value=date(1, 1, 1)), st.decimals(allow_nan=False, allow_infinity=False, places=2),
)  # fmt: skip


@given(st.lists(cells, max_size=6))
def test_any_column_becomes_a_column(values: list[object]) -> None:
    column = [value for value in values if value is None or isinstance(value, str | int | bool | date | Decimal)]
    rows = tuple((_literal(value),) for value in column)
    answer = Answer(form="SELECT", columns=("x",), rows=rows)
    frame, other = answer.to_pandas(), answer.to_polars()
    missing = [value is None for value in column]
    assert frame["x"].isna().tolist() == missing
    assert [value is None for value in other["x"].to_list()] == missing
    if kind_of(column) is Kind.DAY:
        assert [v for v in frame["x"] if isinstance(v, datetime) and v is not pd.NaT] == [
            datetime(v.year, v.month, v.day) for v in column if isinstance(v, date)
        ]
    if kind_of(column) in (Kind.WHOLE, Kind.TRUTH, Kind.DAY):
        assert other["x"].to_list() == column


def _literal(value: object) -> ox.Literal | None:
    match value:
        case None:
            return None
        case date():
            return typed(value.isoformat(), "date")
        case Decimal():
            return typed(f"{value:f}", "decimal")
        case bool() | str():
            return ox.Literal(value)
        case _:
            return typed(str(value), "integer")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_what_to_do(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(kerege.KeregeError, match=f"“pip install {library}”"):
        getattr(ANSWER, f"to_{library}")()


def test_answers_need_neither_library(corpus: Path) -> None:
    import subprocess

    script = f"""
import sys
import kerege
with kerege.open({str(corpus)!r}) as graph:
    answer = graph.ask("who-met-whom", person="Bektenov")
    answer._repr_html_(), answer.csv()
sys.exit(sorted({{"pandas", "polars", "numpy"}} & sys.modules.keys()) or 0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_stored_questions_become_frames(corpus: Path) -> None:
    with kerege.open(corpus) as graph:
        answer = graph.ask("who-met-whom", person="Bektenov")
    frame = answer.to_pandas()
    assert len(frame) == len(answer.rows)
    assert str(frame["sources"].dtype) == "Int64"
    assert str(frame["published"].dtype) == "datetime64[s]"
    assert answer.to_polars()["met"].to_list() == frame["met"].tolist()


class _Cells(HTMLParser):
    """The tags of a page, and the text of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag in ("td", "th", "p"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def _read(page: str) -> _Cells:
    parser = _Cells()
    parser.feed(page)
    return parser


ALLOWED = {"table", "thead", "tbody", "tr", "th", "td", "p", "a"}


@given(st.text(), st.text(alphabet="<>&\"'abc/:script ", max_size=20))
def test_what_the_graph_holds_is_never_markup(text: str, name: str) -> None:
    answer = Answer(form="SELECT", columns=(name,), rows=((ox.Literal(text),),), notes=(text,))
    seen = _read(answer._repr_html_())
    assert set(seen.tags) <= ALLOWED - {"a"}
    assert [cell.replace("\r", "") for cell in seen.cells] == [text.replace("\r", ""), name, text.replace("\r", "")]


def test_only_web_addresses_are_links() -> None:
    terms = ("https://x.example/?a=1&b=%22", "urn:x:1", "javascript:alert(1)", "http://x.example/a")
    rows = tuple((ox.NamedNode(iri),) for iri in terms)
    seen = _read(Answer(form="SELECT", columns=("x",), rows=rows)._repr_html_())
    assert seen.links == [terms[0], terms[3]]
    assert seen.cells == ["x", *terms]


def test_a_notebook_shows_the_first_rows_and_how_many_there_are() -> None:
    rows = tuple((ox.Literal(i),) for i in range(ROWS + 1))
    page = Answer(form="SELECT", columns=("n",), rows=rows)._repr_html_()
    assert page.count("<tr>") == ROWS + 1
    assert f"The first {ROWS} of {ROWS + 1} rows." in page
    assert "The first" not in Answer(form="SELECT", columns=("n",), rows=rows[:-1])._repr_html_()


def test_a_notebook_shows_notes_truth_and_nothing() -> None:
    assert "yes" in Answer(form="ASK", truth=True)._repr_html_()
    empty = Answer(form="SELECT", columns=("n",), notes=("A & B",), coverage="The graph covers 5 articles.")
    assert empty._repr_html_() == "<p>A &amp; B</p><p>Nothing found. The graph covers 5 articles.</p>"
