"""Fuzzes the reader: invented news, torn news and noise, steered by what code they reach.

    pip install atheris
    python scripts/fuzz.py [--only KIND] [-max_total_time=SECONDS] [other options of libFuzzer] [CORPUS]

Each text is read as the tests read it (``tests/soundness.py``), and must take no more time than its length allows.
What fails is printed with its text; it becomes a test of its own in ``tests/test_reading_invented_news.py``. Atheris is
no requirement of anything else.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("Fuzzing needs atheris: pip install atheris (Linux and macOS).")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
with atheris.instrument_imports(include=["loaders"]):
    from hypothesis import given
    from hypothesis import strategies as st
    from invented_news import articles, paragraphs, tatters
    from soundness import sound

    from loaders.article import Article
    from loaders.reading.reader import read
    from ontology.reference import Knowledge

KNOWLEDGE = Knowledge.load()
ENOUGH = 8_000
"""Bytes that any text can be made of: libFuzzer begins with few."""
MOST = 0.5
"""Seconds that a text of a thousand characters may take, instrumented as the code is: some fifty times the usual."""


def timely(article: Article) -> None:
    """Raises ``TimeoutError`` if reading takes longer than the length of the article allows."""
    begun = time.process_time()
    read(article, KNOWLEDGE)
    taken = time.process_time() - begun
    if taken > MOST * (1 + len(article.text) / 1000):
        raise TimeoutError(f"{taken:.1f} s for {len(article.text):,} characters")


@given(articles(paragraphs, max_size=3))
def whole(article: Article) -> None:
    """News as agencies write it."""
    timely(article)
    sound(article, KNOWLEDGE)


@given(articles(paragraphs | tatters, max_size=3))
def torn(article: Article) -> None:
    """What is left of it."""
    timely(article)
    sound(article, KNOWLEDGE, torn=True)


@given(tatters, st.integers(10, 200), st.sampled_from(("", " ", "\n\n")))
def repeated(piece: str, times: int, between: str) -> None:
    """A piece of it again and again, where time that grows faster than the text shows."""
    timely(Article(text=between.join([piece] * times)[:20_000]))


KINDS: dict[str, Callable[[], None]] = {test.__name__: test for test in (whole, torn, repeated)}


def main() -> None:
    """Fuzz until something fails or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=KINDS, help="what is read; everything in turn by default")
    chosen, others = parser.parse_known_args()
    tests = [test.hypothesis.fuzz_one_input for name, test in KINDS.items() if chosen.only in (None, name)]  # type: ignore[attr-defined]

    def one_input(data: bytes) -> None:
        """What libFuzzer makes: its first byte chooses the kind, the others the text."""
        more = random.Random(data).randbytes(ENOUGH)  # noqa: S311 – the same after the same beginning, no secret
        tests[data[0] % len(tests) if data else 0](data[1:] + more)

    atheris.Setup([sys.argv[0], *others], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
