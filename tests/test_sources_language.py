"""Other languages and what is no news are told from English articles, named, and skipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.language import guess
from loaders.news import why_no_news
from tests.source_samples import TEXT, only_article, only_reason

ARTICLES = sorted((Path(__file__).parent.parent / "articles").glob("*.md"))
SAMPLES: dict[str, str] = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))
PRICES = "\n".join(
    f"Steel pipe {number} mm DN{number}  {number * 17}.50  {number * 20}.10 USD" for number in range(20, 60)
)
CODE = (
    'def main(args):\n    for (i, a) in enumerate(args):\n        print(f"{i}={a}", file=sys.stderr)\n'
    '    return {"a": [1], "b": {}}\n' * 5
)


@pytest.mark.parametrize("language", SAMPLES)
def test_other_languages_are_named(language: str) -> None:
    assert guess(SAMPLES[language]).language == language
    assert (
        only_reason(SAMPLES[language].encode(), "a.txt") == f"a.txt is in {language}: only English articles are read."
    )


def test_a_language_that_is_not_known_is_not_taken_for_english() -> None:
    text = (
        "Hukumat Jahon banki transport hamda suv xoʻjaligi sohasidagi qoʻshma loyihalarni amalga oshirish masalasi. "
        * 4
    )
    assert why_no_news(text) == "holds no English sentences: it is a list, or in a language that is not recognized"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_shipped_articles_are_english_news(path: Path) -> None:
    assert only_article(path.read_bytes(), path.name)


def test_articles_of_papers_are_english_news(shared_dir: Path) -> None:
    paths = [*shared_dir.glob("seeds/*.txt"), *shared_dir.glob("evaluation/dev/*.txt")]
    assert len(paths) > 5
    for path in paths:
        assert only_article(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Olzhas Bektenov met World Bank Vice President Antonella Bassani in Astana on Tuesday.",
        "EBRD, ADB, IsDB: Kazakhstan, Kyrgyzstan, Uzbekistan.",
        "Қазақстан Республикасының Премьер-Министрі Олжас Бектенов, that is to say Olzhas Bektenov, met the president"
        " of the bank, who said that the loan for the road would be signed in the spring of this year.",
        "A storm warning was issued for the north: wind of 23-28 m/s, and temperatures of -30 to -35 in the night.",
        TEXT,
    ],
)
def test_short_and_mixed_english_is_read(text: str) -> None:
    assert only_article(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PRICES, "is a table or list of numbers, no article."),
        (CODE, "is program code or data, no article."),
        ("-- 12 --\n\n=====\n", "holds no words."),
        (
            "\n".join(f"Saparova Aigul Kovalsky Tatiana Boiler House Number{chr(97 + n)} Ltd" for n in range(9)),
            "holds no English sentences",
        ),
    ],
    ids=["prices", "code", "signs", "names"],
)
def test_what_is_no_news_is_named(text: str, reason: str) -> None:
    assert reason in only_reason(text.encode(), "x.txt")
