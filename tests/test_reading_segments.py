"""Tokens, sentences, paragraphs, zones and datelines."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from bounded_time import processor_seconds
from hypothesis import given
from hypothesis import strategies as st

from loaders.article import Article
from loaders.reading.document import Zone
from loaders.reading.layout import paragraphs
from loaders.reading.segments import document, tokens
from loaders.reading.tables import table


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they stand."""
    return [text[s.start : s.end] for s in document(Article(text=text)).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan’s bank's plan", ["Kazakhstan", "’s", "bank", "'s", "plan"]),
        ("the nations’ bank", ["the", "nations", "’", "bank"]),
        ("Karaganda-Zhezkazgan", ["Karaganda", "-", "Zhezkazgan"]),
        ("Almaty–Khorgos highway", ["Almaty", "–", "Khorgos", "highway"]),
        ("Kassym-Jomart", ["Kassym", "-", "Jomart"]),
        ("Kambarata-1, COVID-19", ["Kambarata-1", ",", "COVID-19"]),
        ("sub-regional large-scale", ["sub-regional", "large-scale"]),
        ("World Bank-financed", ["World", "Bank", "-", "financed"]),
        ("Anti-corruption", ["Anti-corruption"]),
        ("4,200.5 km", ["4,200.5", "km"]),
        ("$4.2bn, 35% and €5", ["$", "4.2", "bn", ",", "35", "%", "and", "€", "5"]),
        ("the U.S. and K. Tokayev", ["the", "U.S.", "and", "K.", "Tokayev"]),
        ("Mr. Kim of No. 7", ["Mr.", "Kim", "of", "No.", "7"]),
        ("2020–2025, the 20th", ["2020", "–", "2025", ",", "the", "20th"]),
        ("at primeminister.kz.", ["at", "primeminister.kz", "."]),
        ("News.Az and Alem.AI said", ["News.Az", "and", "Alem.AI", "said"]),
        ("systems.Prime", ["systems", ".", "Prime"]),
        ("don’t", ["don’t"]),
        ("see https://example.org/a-b?c=d.", ["see", "https://example.org/a-b?c=d", "."]),
        ("O’Brien, d’Ivoire", ["O’Brien", ",", "d’Ivoire"]),
        ("a railway of 115km", ["a", "railway", "of", "115", "km"]),
        ("Czerwińska Әбу", ["Czerwińska", "Әбу"]),
        ("wait... (what)", ["wait", "...", "(", "what", ")"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Words, numbers and marks, with names free of what is joined to them."""
    assert [t.text for t in tokens(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He met Mr. Kim. | They spoke.",
        "It is loan No. 4512 of the bank. | It was signed.",
        "The U.S. Agency came. | He left the U.S. | The talks ended.",
        "It cost $4.2 billion. | It was built.",
        "It has approx. 5 km of track. | Fine.",
        "Talks with Hyundai Co. Ltd. were held. | They ended.",
        "He arrived on Jan. 5 with J. K. Doe. | He left.",
        "H.E. Mr. Doe spoke. | All listened.",
        "“We agree. | We will build it,” he said.",
        "“We agree,” he said. | “We will build it.” | The talks ended.",
        "“Why now?” Sadykov asked. | Nobody knew.",
        "“Why not now?” asked Sadykov. | “Because!” | The end.",
        "He said: “It is done.” | She agreed.",
        'He said "It is done." | She agreed.',
        '"It is done." | "It is good," she said.',
        "They improved water systems. | Prime Minister came.",
        "The framework ended. | 14 projects were built.",
        "(It was signed.) | They left.",
        "The project (approx. 5 km) began. | It ended.",
        "It met the plan… | The rest failed.",
        "It grew … and fell. | It ended.",
        "What next? | The ministry knows.",
        "He works at primeminister.kz in Astana. | He is fine.",
        "Vitamin C. | The end.",
    ],
)
def test_sentences(text: str) -> None:
    """Sentences end at the bars and nowhere else."""
    assert sentences(text.replace(" | ", " ")) == text.split(" | ")


@pytest.mark.parametrize(
    "text",
    [
        "better water systems.|Prime Minister X came.",
        "in Kazakhstan.|The bank agreed.",
        "they agreed.”|The bank paid.",
        "“Now!”|The bank paid.",
    ],
)
def test_missing_space(text: str) -> None:
    """A full stop that touches the next sentence still ends the one before."""
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("ASTANA — ", "The bank agreed."),
        ("ASTANA – ", "Kazakhstan agreed."),
        ("ASTANA. KAZINFORM ", "Roman Sadykov, minister, came."),
        ("ASTANA. November 12. KAZINFORM - ", "The bank agreed."),
        ("TASHKENT (Reuters) - ", "The bank agreed."),
        ("Brussels, 24 October 2023 – ", "The bank agreed."),
        ("ASTANA, Kazakhstan, June 3. ", "The bank agreed."),
        ("BAKU, Azerbaijan, June 3. /Trend/ ", "The bank agreed."),
        ("MANILA, PHILIPPINES (28 November 2024) — ", "The bank agreed."),
        ("WASHINGTON, December 12, 2024—", "The bank agreed."),
        ("WASHINGTON, D.C., May 3 - ", "The bank agreed."),
        ("Tashkent, Uzbekistan (Example.com) -- ", "On Monday the bank agreed."),
        ("DUSHANBE, TAJIKISTAN (8 October 2019)- ", "The bank agreed."),
        ("ISLAMABAD: ", "The bank agreed."),
        ("BAKU, Azerbaijan, September 8", ""),
        ("NUR-SULTAN. ", "The bank agreed."),
        ("ASTANA — ", "“We agree,” he said."),
        ("", "Kazakhstan – which borders China – agreed."),
        ("", "ADB and Kazakhstan signed a loan."),
        ("", "The World Bank – Kazakhstan’s partner – agreed."),
        ("", "Almaty–Khorgos highway was built."),
    ],
)
def test_dateline(line: str, rest: str) -> None:
    """The sentence proper begins after the dateline, which is no sentence of its own."""
    text = line + rest
    found = document(Article(text=text)).sentences
    assert len(found) == 1
    assert text[found[0].dateline :] == rest


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Bank approves loan\n\nThe bank approved it.", "hb"),
        ("The bank met.\n\nBuilding foundations for growth\n\nThe bank said so.", "bhb"),
        ("Kambarata-1: energy and water\n\nThe plant is big.", "hb"),
        ("Images | example.kz\n\nThe bank met.", "xb"),
        ("The bank met.\nFollow us on Instagram and Telegram!\nComments (0)", "bxx"),
        ("The bank met.\n\nRead also: Bank approves loan", "bx"),
        ("The bank met.\n\nPriorities are:\n\nroads and rail\n\nThat is all.", "bbbb"),
        ("The bank met.\n\n- Roads\n- Rail\n\nThat is all.", "bbbb"),
        ("A single line without a stop", "b"),
        ("The bank met.\n\n“We are glad”\n\nThat is all.", "bbb"),
        ("The bank met. Subscribe to our channel.", "bx"),
    ],
)
def test_zones(text: str, zones: str) -> None:
    """Headings, bodies and what is no part of the article."""
    letter = {Zone.HEADLINE: "h", Zone.BODY: "b", Zone.BOILERPLATE: "x"}
    assert "".join(letter[s.zone] for s in document(Article(text=text)).sentences) == zones


def test_title_is_a_headline() -> None:
    """The known title is a headline even if it ends with a mark."""
    text = "What is next?\n\nThe bank knows."
    assert document(Article(text=text, title="What is next?")).sentences[0].zone is Zone.HEADLINE


@pytest.mark.parametrize("rule", table("segments")["boilerplate"], ids=lambda rule: rule["name"])
def test_boilerplate_examples(rule: dict[str, list[str]]) -> None:
    """Every marker matches its examples and spares its counter-examples, as paragraphs of an article."""
    for text, expected in [(t, True) for t in rule["yes"]] + [(t, False) for t in rule["no"]]:
        found = document(Article(text=f"The bank met.\n\n{text}\n\nThe bank agreed.")).sentences
        assert all(s.zone is Zone.BOILERPLATE for s in found[1:-1]) == expected, text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n \nTwo.\n\n\nThree.", 3),
        ("One paragraph.\nAnother one.", 2),
        ("The bank and they have agreed on a loan\nfor roads which will be built in the\nnorth and in the south.", 1),
        ("The bank agreed with\nthe ministry.", 1),
        ("One.\r\nTwo.\r\n\r\nThree.", 3),
        ("", 0),
        (" \n ", 0),
    ],
)  # fmt: skip
def test_paragraphs(text: str, count: int) -> None:
    """Lines are paragraphs unless they were broken by hand."""
    assert len(paragraphs(text)) == count


def test_wrapped_lines_are_one_sentence() -> None:
    """Sentences, amounts and dates run across lines broken by hand."""
    text = (
        "The bank has agreed to lend the ministry a sum of $10\n"
        "million for roads that will be built until the end of\n"
        "2031 in the north of the country."
    )
    found = document(Article(text=text))
    assert len(found.sentences) == 1
    assert found.quantities[0].value == 10e6
    assert found.whens[0].span is not None
    assert found.whens[0].span.text == "until the end of\n2031"


def test_body_begins_after_the_header() -> None:
    """Nothing is read before ``body``."""
    text = "date 2025-06-01 The bank met on May 30."
    found = document(Article(text=text, body=16, date=date(2025, 6, 1)))
    assert found.tokens[0].text == "The"
    assert found.sentences[0].start == 16
    assert found.whens[0].span is not None
    assert found.whens[0].span.begin == date(2025, 5, 30)


def test_one_sentence_for_each_line_of_the_seeds() -> None:
    """The articles the project starts from fall into sentences that all end with a mark, headings and credits apart."""
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("The seed articles are not beside this checkout.")
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        header = re.match(r"\s*date \d{4}-\d\d-\d\d\s*", text)
        for s in document(Article(text=text, body=header.end() if header else 0)).sentences:
            if s.zone is Zone.BODY:
                assert text[s.end - 1] in '.!?”’"', text[s.start : s.end]
                assert s.last - s.first > 4


PIECES = st.lists(
    st.sampled_from(
        [
            "The",
            "bank",
            "met.",
            "Mr.",
            "U.S.",
            "”",
            "“",
            '"',
            "'",
            "’s",
            "K.",
            "said",
            "he",
            "asked",
            "?",
            "!",
            "…",
            "..",
            "(",
            ")",
            "[",
            "]",
            "—",
            "–",
            "-",
            "\n",
            "\n\n",
            "\r\n",
            "ASTANA",
            "—",
            "KAZINFORM",
            ".",
            ",",
            "14",
            "$4.2",
            "Karaganda-Zhezkazgan",
            "Photo:",
            "x",
            "Follow",
            "us",
            "on",
            "Twitter",
            "No.",
            "7",
            "e.g.",
            "https://x.y/",
            "İ",
            "ß",
            "é",
            "́",
            "\xa0",
            "\u2028",
            "systems.Prime",
            "2024",
            "May",
            "5",
        ]
    ),
    max_size=40,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Any text: tokens stand in it in order and leave out white space only; sentences hold them all."""
    found = document(Article(text=text))
    at = 0
    for t in found.tokens:
        assert text[t.start : t.end] == t.text
        assert t.start >= at
        assert not text[at : t.start].strip()
        assert t.text
        at = t.end
    assert not text[at:].strip()
    following = 0
    for s in found.sentences:
        assert s.first == following < s.last
        assert (s.start, s.end) == (found.tokens[s.first].start, found.tokens[s.last - 1].end)
        assert s.start <= s.dateline <= s.end
        following = s.last
    assert following == len(found.tokens)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "(",
        "“",
        ".",
        ". ",
        "A.",
        "1",
        "1,",
        "$",
        "$1 ",
        "-",
        "a-",
        "A-",
        "A-b",
        "’s",
        "\n",
        " ",
        " \n",
        "May ",
        "2020-",
        "No. ",
        "over ",
        "two ",
        "A",
        "A ",
        "é ",
        "ASTANA, ",
        "a\n",
        "first ",
    ],
)
def test_a_long_text_is_cut_to_its_end_however_odd(unit: str) -> None:
    with processor_seconds(30):
        document(Article(text=unit * (100_000 // len(unit))))
