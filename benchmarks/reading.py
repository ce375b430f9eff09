"""Reading against bare tokenizing: what understanding costs on top of finding words and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

from copies import copies
from measure import seconds, tell, times_given

from loaders.reading.reader import read
from ontology.reference import Knowledge


def tokenizer() -> tuple[str, Callable[[str], object]]:
    """The baseline: spaCy without a model if it is installed, else a pattern, with the reason."""
    try:
        import spacy
    except ImportError as error:
        print(f"Against a pattern instead of spaCy, which is an extra ([bench]): {error}.")
        return "a pattern for words", re.compile(r"\w+|[^\w\s]").findall
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    return "tokenizing and sentences of spaCy", blank


def main() -> None:
    """Read the copies and tokenize them, once each beforehand so that nothing is loaded while timing."""
    found = list(copies(times_given(10, __doc__)))
    name, tokenize = tokenizer()
    knowledge = Knowledge.load()
    read(found[0], knowledge)
    baseline = seconds(lambda: [tokenize(article.text) for article in found])
    measured = seconds(lambda: [read(article, knowledge) for article in found])
    size = sum(len(article.text) for article in found)
    print(f"{len(found)} articles, {size:,} characters: {size / measured / 1000:,.0f} thousand characters a second.")
    tell(f"reading {len(found)} articles", measured, baseline, name)


if __name__ == "__main__":
    main()
