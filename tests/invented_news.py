"""Hypothesis strategies for news that nobody wrote: sentences as agencies build them, with names drawn from many
cultures, sums, dates, quotations, lists and brackets, set in every typography; and what is left of it when it is torn.

``sentences()`` draws one, ``paragraphs`` some of them in a row, ``articles()`` a whole article of them, and
``articles(tatters)`` one of what is left of them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date
from typing import Final

from hypothesis import strategies as st
from renaming import BANKS, FAMILY, GIVEN, LAND_STARTS, LANDS, TOWN_ENDS, TOWN_STARTS, WORDS

from loaders.article import Article

_SUMS: Final = (
    *("$4.2bn", "US$ 40 mln", "€1,250,000", "KZT 5.6 trillion", "95 million euros", "$1.2–1.5 billion", "£3m"),
    *("between $5 and $7 million", "up to JPY 20 billion", "nearly half a billion dollars", "$200 million each"),
    *("over 500,000 US dollars", "a third of $9 million", "5–6% of GDP", "1.5 times", "0", "$0.5", "1,000,000,000,000"),
)
_DATES: Final = (
    *("on May 29, 2025", "yesterday", "on Tuesday", "last year", "on Feb. 12", "on May 29–30", "in 2020–25"),
    *("from 2020 to 2025", "until 2031", "since 1992", "in the first half of 2026", "by the end of the year"),
    *(
        "in fiscal year 2026",
        "two years ago",
        "on 31 February",
        "in the 1990s",
        "next month",
        "on 5/6/2024",
        "after 9999",
    ),
    *(
        "from March to February",
        "over the past 500 years",
        "in the coming decades",
        "on 2025-13-45",
        "before 1 January",
    ),
)
_POSTS: Final = (
    *("Prime Minister", "Deputy Prime Minister – Minister of Finance", "acting head", "Vice President for West Asia"),
    *(
        "country director",
        "Chair of the Board",
        "Minister of Trade and Industry",
        "Mr.",
        "former governor",
        "spokeswoman",
    ),
)
_WORKS: Final = (
    "highway",
    "railway",
    "solar power plant",
    "water supply project",
    "hospital",
    "corridor",
    "bypass road",
)
_PAPERS: Final = (
    *(
        "2020–2025 strategy",
        "Country Partnership Framework",
        "memorandum of understanding",
        "loan agreement",
        "roadmap",
    ),
    *("National Plan for Water until 2030", "Strategy 2030", "grant agreement (No. 7)", "draft program for 2026–2031"),
)
_EVENTS: Final = ("forum", "3rd Investment Summit", "meeting of the board", "intergovernmental commission", "talks")
_VERBS: Final = (
    "said",
    "noted",
    "announced",
    "did not confirm",
    "asked whether",
    "told reporters",
    "is convinced",
    "adds",
)
_ACTS: Final = (
    *("approved", "signed", "will provide", "has disbursed", "could lend", "refused to finance", "is considering"),
    *("agreed on", "allocated", "are to invest", "plans to", "had been granted", "launched", "handed over"),
)

_SENTENCES: Final = (
    "{person} met with {person} in {town} {date}.",
    "{post} {person} of {land} and {post} {person} of {bank} discussed {works} at the {event}.",
    "{bank} {act} {sum} for the {town}–{town} {work} {date}.",
    "{bank} ({short}) and {ministry} {act} a {paper} worth {sum} {date}.",
    "The {paper} between {land}, {land} and {bank} was signed {date}, {person}, {post}, {verb}.",
    "“{clause},” {verb} {person}, {post} of {bank}.",
    "{person} {verb} that {clause}, and “{clause}” {date}.",
    "According to {ministry}, {clause}; {clause}, {verb} the minister.",
    "The bank’s portfolio in {land} comprises {number} projects worth {sum}, of which {number} are under way.",
    "Trade between {land} and {land} grew {number}% to {sum} {date}, against {sum} a year earlier.",
    "The loan of {sum} (including {sum} from {bank} and {sum} as a grant) was approved {date}.",
    "They agreed on: {works}; the {paper}; and {clause}.",
    "• {works}\n• the {paper}\n– {clause}\n(a) {sum}; (b) {sum}",
    "The {work} in {town} will connect {town} with {town} and cost {sum}; neither {bank} nor {land} has confirmed it.",
    "{person}, who heads {bank}, and his {demonym} counterpart {person} will attend the {event} in {town} {date}.",
    "The {event} was postponed, {bank} {verb}, and the signing of the {paper} by {land} cancelled.",
    "Under the {paper}, the {work} is financed by {bank}, {bank} and the {demonym} government.",
    "The new {paper} replaces that of 2014–2019, he {verb}: “{clause}. {clause}.”",
    "{land}’s {ministry}, which is a member of {bank}, is building the {work} near {town}.",
    "If {clause}, {bank} would lend {sum}, but {clause}.",
    "The Bank, the Ministry, the parties and both sides {act} it; she, he and they {verb} so.",
    "{town}, {date} – {clause}.",
    "{clause}",
)
_CLAUSES: Final = (
    "the {work} has created {number} jobs",
    "{land} needs {sum} for energy, water and schools",
    "we have invested {sum} since 1992",
    "{bank} is ready to support {works}",
    "exports of {land} fell by {number} percent {date}",
    "he had met the {demonym} President {date}",
    "no agreement with {bank} was signed",
    "the {paper} covers {works}, {works} and the {event}",
    "all of it",
)
_FIELD: Final = re.compile(r"\{(\w+)\}")


def _joined(parts: tuple[tuple[str, ...], tuple[str, ...]]) -> st.SearchStrategy[str]:
    return st.tuples(*map(st.sampled_from, parts)).map("".join)


def _cultures(names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(names)).flatmap(lambda culture: _joined(names[culture]))


_TOWN: Final = _joined((TOWN_STARTS, TOWN_ENDS)) | st.sampled_from(
    ("Almaty", "Riga", "Of", "New York", "Washington, D.C.")
)
_LAND: Final = st.tuples(st.sampled_from(LAND_STARTS), st.sampled_from(LANDS)).map(lambda x: x[0] + x[1][0])
_DEMONYM: Final = st.tuples(st.sampled_from(LAND_STARTS), st.sampled_from(LANDS)).map(lambda x: x[0] + x[1][1][0])
_BANK: Final = st.tuples(st.sampled_from(BANKS), st.sampled_from(WORDS)).map(lambda x: x[0].format(w=x[1]))
_KNOWN: Final = ("the World Bank", "ADB", "the European Union", "UNDP", "the bank", "the EBRD", "JSC Silk Rail", "OECD")

_FILLINGS: Final[dict[str, st.SearchStrategy[str]]] = {
    "person": st.tuples(_cultures(GIVEN), _cultures(FAMILY)).map(" ".join) | _cultures(FAMILY) | st.just("K. J. Tokar"),
    "town": _TOWN,
    "land": _LAND
    | st.sampled_from(("Kazakhstan", "the Kyrgyz Republic", "Viet Nam", "Côte d’Ivoire", "Guinea-Bissau")),
    "demonym": _DEMONYM | st.sampled_from(("Uzbek", "Kazakh", "French")),
    "bank": _BANK | st.sampled_from(_KNOWN),
    "short": st.text(string.ascii_uppercase, min_size=2, max_size=6),
    "ministry": st.sampled_from(("Finance", "Energy and Water", "Foreign Affairs")).map("the Ministry of {}".format),
    "sum": st.sampled_from(_SUMS),
    "number": st.integers(0, 10**7).map("{:,}".format) | st.sampled_from(("two", "a dozen", "14", "3.5")),
    "date": st.sampled_from(_DATES),
    "post": st.sampled_from(_POSTS),
    "work": st.sampled_from(_WORKS),
    "works": st.tuples(_TOWN, st.sampled_from(_WORKS)).map("the {0[0]} {0[1]}".format),
    "paper": st.sampled_from(_PAPERS),
    "event": st.sampled_from(_EVENTS),
    "verb": st.sampled_from(_VERBS),
    "act": st.sampled_from(_ACTS),
}


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of news, in plain typography."""

    def filled(template: str) -> str:
        return _FIELD.sub(
            lambda field: (
                filled(draw(st.sampled_from(_CLAUSES))) if field[1] == "clause" else draw(_FILLINGS[field[1]])
            ),
            template,
        )

    return filled(draw(st.sampled_from(_SENTENCES)))


_SPACES: Final = "\u00a0\u2009\u202f\u3000"
_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_QUOTES: Final = "\"'„‟«»‹›‘’‚`´＂"
_UNSEEN: Final = "\u200b\u00ad\u2060\ufeff\u200e\u202c\x00\x07"
_ODD: Final = (
    *(
        "\u0301",
        "ﬁ",
        "İ",
        "ß",
        "ǅ",
        "٣",
        "²",
        "½",
        "Ⅳ",
        "￼",
        "\x85",
        "\u2028",
        "\U0001f1f0",
        "\t",
        "\f",
        "العربية",
        "—",
    ),
    *(
        "(",
        ")",
        "[",
        "((",
        "“",
        "”",
        "..",
        "…",
        "’s",
        "/",
        "_",
        "|",
        "<",
        ">",
        "&amp;",
        "{",
        "@",
        "#",
        "%",
        "$",
        "§ 5",
        "№",
    ),
)


@st.composite
def typeset(draw: st.DrawFn, text: str) -> str:
    """The text with other spaces, hyphens or quotation marks, with what is not seen in it."""
    for old, others in ((" ", _SPACES), ("[-–]", _HYPHENS), ("[“”’]", _QUOTES)):
        if draw(st.integers(0, 3)) == 0:
            new, some = draw(st.sampled_from(others)), draw(st.integers(1, 4))
            text = re.sub(old, lambda m, new=new, some=some: new if m.start() % some == 0 else m[0], text)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(_UNSEEN)) + text[at:]
    return text


@st.composite
def torn(draw: st.DrawFn, text: str) -> str:
    """The text with its beginning, end or middle lost, in capitals or without its marks, with odd characters in it."""
    at = draw(st.integers(0, len(text)))
    text = draw(
        st.sampled_from(
            (
                *(text[at:], text[:at], text[:at] + text[at + 7 :], text[:at] + "\n" + text[at:], text.upper()),
                *(text.lower(), re.sub(r"[,.“”;:()]", "", text), text.replace(" ", ""), text.replace(" ", "\u200b")),
            )
        )
    )
    for odd in draw(st.lists(st.sampled_from(_ODD) | st.characters(exclude_categories=("Cs",)), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + odd + text[at:]
    return text


paragraphs: Final = st.lists(sentences(), min_size=1, max_size=4).map(" ".join).flatmap(typeset)
"""Some sentences in a row, in some typography."""
tatters: Final = (paragraphs | st.text(max_size=60)).flatmap(torn)
"""What is left of such paragraphs."""


@st.composite
def articles(draw: st.DrawFn, parts: st.SearchStrategy[str] = paragraphs, max_size: int = 4) -> Article:
    """An article of such paragraphs, with or without a headline, a head before its text, and a date of any time."""
    chosen = draw(st.lists(parts, max_size=max_size))
    head = draw(st.sampled_from(("", "title: News\ndate 2025-01-02\n")))
    return Article(
        text=head + draw(st.sampled_from(("\n\n", "\n", "\r\n\r\n"))).join(chosen),
        body=len(head),
        title=draw(st.none() | st.sampled_from([*(part[:80] for part in chosen), "News"])),
        date=draw(st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)) | st.dates()),
        source="invented",
    )
