"""The number grammar: what is a quantity, with which value, unit and bound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.facts import Bound
from loaders.reading.document import Quantity
from loaders.reading.numbers import ends, equivalents, quantities
from loaders.reading.shared_currencies import settled
from loaders.reading.tables import table

EXACT, MIN, MAX, APPROX = Bound.EXACT, Bound.MIN, Bound.MAX, Bound.APPROX


def one(text: str) -> Quantity:
    """The only quantity of a text."""
    found = quantities(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("a loan of $4.2bn", 4.2e9, "USD", EXACT),
        ("a loan of US$ 40 mln", 40e6, "USD", EXACT),
        ("USD 40 million was paid", 40e6, "USD", EXACT),
        ("a credit of USD40m", 40e6, "USD", EXACT),
        ("€1,250,000 in grants", 1_250_000, "EUR", EXACT),
        ("the road cost Rwf 94 billion", 94e9, "RWF", EXACT),
        ("it cost KZT 5.6 trillion", 5.6e12, "KZT", EXACT),
        ("it lent 95 million euros", 95e6, "EUR", EXACT),
        ("it lent 1 billion US dollars", 1e9, "USD", EXACT),
        ("it lent 1 billion U.S. dollars", 1e9, "USD", EXACT),
        ("it gives $US 500m", 5e8, "USD", EXACT),
        ("it gives US$500m.", 5e8, "USD", EXACT),
        ("500m euros for roads", 5e8, "EUR", EXACT),
        ("a $500-million loan", 5e8, "USD", EXACT),
        ("¥30 billion", 3e10, "JPY", EXACT),
        ("300 million yuan", 3e8, "CNY", EXACT),
        ("RMB 300 million", 3e8, "CNY", EXACT),
        ("250 million soms", 2.5e8, "KGS", EXACT),
        ("700 billion Uzbek soums", 7e11, "UZS", EXACT),
        ("EUR 12,5 million", 12.5e6, "EUR", EXACT),
        ("half a million dollars", 5e5, "USD", EXACT),
        ("a quarter of a million euros", 250_000, "EUR", EXACT),
        ("one and a half billion dollars", 1.5e9, "USD", EXACT),
        ("5 hundred thousand dollars", 5e5, "USD", EXACT),
        ("US $12 million", 12e6, "USD", EXACT),
        ("$15 million USD", 15e6, "USD", EXACT),
        ("A$5 million", 5e6, "AUD", EXACT),
        ("over $8bn", 8e9, "USD", MIN),
        ("more than 332,000 hectares", 332_000, "ha", MIN),
        ("at least 20 MW", 20, "MW", MIN),
        ("in excess of EUR 3 billion", 3e9, "EUR", MIN),
        ("no less than 30%", 30, "percent", MIN),
        ("upwards of 40 tonnes", 40, "t", MIN),
        ("a total of over $5 million", 5e6, "USD", MIN),
        ("up to a total of $5 million", 5e6, "USD", MAX),
        ("up to $1 billion", 1e9, "USD", MAX),
        ("less than 10 percent", 10, "percent", MAX),
        ("under $2 million", 2e6, "USD", MAX),
        ("no more than 5 km", 5, "km", MAX),
        ("about $7 billion", 7e9, "USD", APPROX),
        ("nearly 11 billion euros", 11e9, "EUR", APPROX),
        ("some 80% of trade", 80, "percent", APPROX),
        ("an estimated 40,000 households", 40_000, "households", APPROX),
        ("close to 300 kilometres", 300, "km", APPROX),
        ("~20 km", 20, "km", APPROX),
        ("$5 million or more", 5e6, "USD", MIN),
        ("1,000+ enterprises", 1000, "enterprises", MIN),
        ("35 percent", 35, "percent", EXACT),
        ("35 per cent", 35, "percent", EXACT),
        ("3.5 percentage points", 3.5, "percent", EXACT),
        ("five percent", 5, "percent", EXACT),
        ("cut by two-thirds", 66.667, "percent", EXACT),
        ("one in four schools has no well", 25, "percent", EXACT),
        ("two out of three farmers pay", 66.667, "percent", EXACT),
        ("nearly one in ten children is ill", 10, "percent", APPROX),
        ("roughly one fifth of its investments", 20, "percent", APPROX),
        ("a quarter of exports", 25, "percent", EXACT),
        ("a third of the population", 33.333, "percent", EXACT),
        ("reduced by half", 50, "percent", EXACT),
        ("nearly half of the region", 50, "percent", APPROX),
        ("three quarters of the work", 75, "percent", EXACT),
        ("trade tripled", 3, "times", EXACT),
        ("trade more than doubled", 2, "times", MIN),
        ("will double its lending", 2, "times", EXACT),
        ("a threefold increase", 3, "times", EXACT),
        ("a 2.5-fold increase", 2.5, "times", EXACT),
        ("almost six times as many", 6, "times", APPROX),
        ("rose 1.5 times", 1.5, "times", EXACT),
        ("twice as many", 2, "times", EXACT),
        ("a railway of 115km", 115, "km", EXACT),
        ("a 115-km railway", 115, "km", EXACT),
        ("a 1520mm-gauge line", 1520, "mm", EXACT),
        ("a 500-kV line", 500, "kV", EXACT),
        ("a 100 MW plant", 100, "MW", EXACT),
        ("40 million cubic meters", 40e6, "m3", EXACT),
        ("12 bcm of gas", 12e9, "m3", EXACT),
        ("5 billion kWh", 5e9, "kWh", EXACT),
        ("3 million tons of cargo", 3e6, "t", EXACT),
        ("300 sq. km", 300, "km2", EXACT),
        ("temperatures of -25°", -25, "°C", EXACT),
        ("six years", 6, "years", EXACT),
        ("for over two decades", 20, "years", MIN),
        ("paid over six years", 6, "years", EXACT),
        ("48 joint projects", 48, "projects", EXACT),
        ("1,200 permanent jobs", 1200, "jobs", EXACT),
        ("94,000 users", 94_000, "users", EXACT),
        ("175 startups", 175, "startups", EXACT),
        ("more than five million people", 5e6, "people", MIN),
        ("Over 1,000 enterprises", 1000, "enterprises", MIN),
        ("14 renewable energy projects", 14, "projects", EXACT),
        ("25 small and medium-sized enterprises", 25, "enterprises", EXACT),
        ("three dozen companies", 36, "companies", EXACT),
        ("a hundred schools", 100, "schools", EXACT),
        ("two hundred and fifty families", 250, "families", EXACT),
        ("twenty-five clinics", 25, "clinics", EXACT),
        ("30 sports facilities", 30, "facilities", EXACT),
        ("1 500 hectares", 1500, "ha", EXACT),
        ("2½ years", 2.5, "years", EXACT),
        ("more than 2000 people", 2000, "people", MIN),
        ("the results: 14 projects", 14, "projects", EXACT),
        ("a KZT5.6 billion loan", 5.6e9, "KZT", EXACT),
        ("a USD-500 million loan", 5e8, "USD", EXACT),
        ("about $ 1 billion", 1e9, "USD", APPROX),
        ("32 thousand lamps", 32_000, "lamps", EXACT),
        ("35 currently active.", 35, "", EXACT),
        ("the wind may exceed 30mps", 30, "mps", MIN),
    ],
)
def test_quantity_is_read(text: str, value: float, unit: str, bound: Bound) -> None:
    """Value scaled out, unit as the facts write it, bound from the words around."""
    found = one(text)
    assert (found.value, found.unit, found.bound) == (pytest.approx(value), unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 and 2025", "the 20th meeting", "COP29 in Baku", "Kambarata-1 plant", "Article 5 applies",
        "No. 7 was built", "a six-year program",
        "he is 51 years old", "the first phase", "a 5G network", "the G20 summit", "three times a year",
        "five years ago", "a third phase",
        "the first quarter", "one of them", "the first half of the year", "Phase 2 begins", "the 1990s",
        "at 10:30", "call +7 701", "half of 2024",
        "some of them", "the second half", "double landlocked", "met twice", "version 1.2.3", "B2B talks",
        "the M39", "a quarter",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    """Years, ordinals, labels, ages, names and ratios of time are no quantities."""
    assert not [text[q.start : q.end] for q in quantities(text) if q.family != "number"]


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 and 2025",
        "the 20th meeting",
        "COP29",
        "Kambarata-1",
        "Article 5",
        "version 1.2.3",
        "a 5G network",
        "one",
        "the M39 road",
    ],
)
def test_not_even_a_number(text: str) -> None:
    """What is a part of a name or a year is not even a bare number."""
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("paying over $8bn to", "over $8bn"),
        ("give up to 1 billion US dollars annually over", "up to 1 billion US dollars annually"),
        ("the 14 projects worth", "14 projects"),
        ("48 World Bank-financed projects", "48"),
        ("the wind may exceed 30mps", "30mps"),
        ("(about $7 billion)", "about $7 billion"),
        ("of  more  than  20 km", "more than 20 km"),
    ],
)
def test_span(text: str, parts: str) -> None:
    """Bound words, number and unit are covered; names and verbs stay free."""
    found = one(" ".join(text.split()))
    assert " ".join(text.split())[found.start : found.end] == parts


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$8bn", 7.5e9, 8.5e9),
        ("$545.2 million", 545.15e6, 545.25e6),
        ("$10 million", 9.5e6, 10.5e6),
        ("$40 million", 38e6, 42e6),
        ("over $8bn", 8e9, None),
        ("up to $8bn", None, 8e9),
        ("about $8bn", 7.2e9, 8.8e9),
        ("14 projects", 14, 14),
        ("1,200 jobs", 1150, 1250),
        ("35%", 34.5, 35.5),
        ("$10-15 million", 10e6, 15e6),
    ],
)
def test_low_and_high(text: str, low: float | None, high: float | None) -> None:
    """The bound and the last significant digit say how far the real number may lie."""
    found = one(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("$10-15 million", (10e6, 15e6)),
        ("$10 million–$15 million", (10e6, 15e6)),
        ("between $10 million and $15 million", (10e6, 15e6)),
        ("10 to 15 percent", (10, 15)),
        ("5–7 years", (5, 7)),
        ("15-20mps", (15, 20)),
        ("-15-20°", (-20, -15)),
        ("two to three projects", (2, 3)),
    ],
)
def test_range_is_one_quantity(text: str, pair: tuple[float, float]) -> None:
    """A range has its lower end as value, and ``ends`` gives both with their bounds."""
    assert ends(one(text)) == ((pair[0], MIN), (pair[1], MAX))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$10 million and $5 million respectively", [10e6, 5e6]),
        ("from $10 million to $15 million", [10e6, 15e6]),
        ("grew from 5% to 7%", [5, 7]),
        ("14 projects worth $4.2 billion", [14, 4.2e9]),
        ("200 projects, with 35 active", [200, 35]),
        ("tripled speed, cut costs by 35%, and created 1,200 jobs", [3, 35, 1200]),
        ("rose from 5 to 10 million tons", [5e6, 10e6]),
    ],
)
def test_several(text: str, values: list[float]) -> None:
    """Amounts side by side, and the two states of a change, stay apart."""
    assert [q.value for q in quantities(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    "text",
    [
        "$1 billion annually",
        "$1 billion a year",
        "$1 billion per year",
        "5 million tons of cotton per annum",
        "$2 million each year",
        "$3 million in loans annually",
    ],
)
def test_per_year(text: str) -> None:
    """Money and goods a year."""
    assert one(text).per_year


@pytest.mark.parametrize("text", ["$1 billion a year ago", "$1 billion a year earlier", "six years", "$1 billion"])
def test_not_per_year(text: str) -> None:
    """A comparison with a year before is no rate."""
    assert not any(q.per_year for q in quantities(text))


def test_equivalents() -> None:
    """An amount and its equivalent are two quantities that know of each other; two loans are not."""
    text = "€40 million ($43 million), 5 billion tenge (about $10 million); $5 million and €6 million"
    found = quantities(text)
    assert [(a.unit, b.unit) for a, b in equivalents(text, found)] == [("EUR", "USD"), ("KZT", "USD")]


SHARED_WORDS = [
    ("Norway pledged 300 million kroner to the fund.", "NOK"),
    ("Denmark will give 300 million kroner.", "DKK"),
    ("Switzerland financed the work with 12 million francs.", "CHF"),
    ("Senegal borrows 12 billion francs.", "XOF"),
    ("Pakistan will spend 5 billion rupees.", "PKR"),
    ("The plant costs 5 billion rupees.", "INR"),
    ("Uganda, Uganda and Uganda: 5 million Kenyan shillings.", "KES"),
    ("The fund of Velmar lends 5 million dinars.", "dinars"),
    ("Iraq and Jordan share 5 million dinars.", "dinars"),
    ("Cameroon gets 5 billion CFA francs.", "XAF"),
    ("The village built 40 million pounds of houses in Egypt.", "EGP"),
]


@pytest.mark.parametrize(("text", "unit"), SHARED_WORDS)
def test_a_word_of_several_currencies_is_that_of_the_country_in_the_article(text: str, unit: str) -> None:
    assert [q.unit for q in settled(quantities(text), text)] == [unit]


RULES = [(kind, rule) for kind, name in (("currency", "code"), ("unit", "symbol")) for rule in [
    (r[name], r["yes"], r["no"]) for r in table({"currency": "currencies", "unit": "units"}[kind])[kind]]]  # fmt: skip


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=[f"{kind}-{rule[0]}-{i}" for i, (kind, rule) in enumerate(RULES)])
def test_table_examples(kind: str, rule: tuple[str, list[str], list[str]]) -> None:
    """Every currency and unit is found in its own examples, and not in its counter-examples."""
    unit, yes, no = rule
    assert yes
    for text in yes:
        assert [q.unit for q in quantities(text)] == [unit], text
    for text in no:
        assert unit not in [q.unit for q in quantities(text)], text


PIECES = st.lists(
    st.sampled_from(
        [
            "$",
            "€",
            "US$",
            "USD",
            "1",
            "5",
            "12",
            "4.2",
            "1,200",
            "2024",
            "½",
            "-",
            "–",
            "to",
            "and",
            ",",
            ".",
            "(",
            ")",
            "%",
            "over",
            "about",
            "up",
            "million",
            "bn",
            "km",
            "MW",
            "projects",
            "people",
            "two",
            "thirds",
            "half",
            "a",
            "an",
            "of",
            "tripled",
            "annually",
            "years",
            "\n",
            "“",
            "”",
            "’s",
            "No.",
            "KZT",
            "tenge",
            "-5",
            "°",
            "times",
            "from",
            "between",
            "and",
        ]
    ),
    max_size=30,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text is read without error: quantities in order, without overlap, bounds around the value."""
    found = quantities(text)
    at = 0
    for q in found:
        assert at <= q.start <= q.core < q.end <= len(text)
        assert not text[q.start].isspace()
        assert not text[q.end - 1].isspace()
        assert q.low is None or q.low <= q.value
        assert q.high is None or q.value <= q.high
        at = q.end
