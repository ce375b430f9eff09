"""Near copies are told from independent reports by sketches, whatever the order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.copies import KEPT, Text, are_copies, independent, originals, parsed, sketch
from ontology import iris
from tests.source_samples import PARAGRAPHS, TEXT

OTHER = (
    "A road over the hills is to be built with money from abroad, officials said. Work starts after the winter, and"
    " the old ferries will be given up once the second bridge stands. Farmers welcomed the plan, but asked who would"
    " pay for the upkeep. Aigul Saparova of the valley’s council called it overdue. The bank had put off its decision"
    " twice, since the costs rose from eighty to a hundred and twenty million dollars."
)


def text(words: str) -> Text:
    folded = iris.fold(words)
    return Text(iris.digest(folded), sketch(folded))


def prose(seed: int, words: int) -> list[str]:
    chosen = random.Random(seed)  # noqa: S311 -- no secret
    return [f"w{chosen.randrange(3000)}" for _ in range(words)]


@pytest.mark.parametrize(
    "copy",
    [
        "Loan agreed for Kesh road\n\n" + TEXT,
        "PORT SAVA, March 4 (Steppe News) — " + TEXT + "\n\nFollow Steppe News for more.",
        "\n\n".join(PARAGRAPHS[:2]),
        "\n\n".join(PARAGRAPHS[1:]),
        TEXT.upper().replace("“", '"').replace("’", "'"),
        TEXT.replace("$120 million", "120 million dollars").replace("three companies", "3 companies"),
    ],
    ids=["headline", "agency", "cut end", "cut beginning", "letters", "edited"],
)
def test_copies_are_one_source(copy: str) -> None:
    assert independent([text(TEXT), text(copy)]) == 1


@pytest.mark.parametrize(
    "report",
    [OTHER, OTHER + " " + PARAGRAPHS[2], "", "A short note.", TEXT[:40]],
    ids=["report", "quoting", "empty", "short", "beginning"],
)
def test_independent_texts_are_two_sources(report: str) -> None:
    assert independent([text(TEXT), text(report)]) == 2


def test_a_digest_of_two_reports_does_not_make_one_of_them() -> None:
    texts = {"report": text(TEXT), "other": text(OTHER), "digest": text(f"This week.\n\n{TEXT}\n\n{OTHER}")}
    found = originals(texts)
    assert len(set(found.values())) == 2
    assert found["digest"] in ("report", "other")
    assert (found["report"], found["other"]) == ("report", "other")


def test_without_a_sketch_only_identical_texts_are_copies() -> None:
    assert independent([Text("a", ""), Text("a", ""), Text("b", "")]) == 2
    assert independent([]) == 0


def test_reports_of_papers_on_like_matters_are_independent(shared_dir: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(shared_dir.glob("seeds/*.txt"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(shared_dir.glob("evaluation/dev/*.txt"))]
    assert independent([text(words) for words in texts]) == len(texts)
    cut = [words[: 2 * len(words) // 3] for words in texts]
    assert independent([text(words) for words in texts + cut]) == len(texts)


def test_a_sketch_is_the_same_everywhere() -> None:
    """Written to the graph, so that it may not depend on Python's hashes, the machine or the version."""
    assert sketch("one two three four five six") == "1 bTKISdd0U20="
    assert sketch("one two three four") == "1 "


@given(words=st.integers(0, 4000), seed=st.integers(0, 9))
def test_a_sketch_is_short_and_its_parts_add_up(words: int, seed: int) -> None:
    literal = sketch(" ".join(prose(seed, words)))
    mine = parsed(literal)
    assert len(literal) <= 4 * KEPT * 4 // 3 + 12
    assert len(mine.hashes) <= KEPT
    assert mine.step == 1 or len(mine.hashes) > KEPT // 4
    assert mine.count(mine.step) == len(mine.hashes)
    assert list(mine.hashes) == sorted(set(mine.hashes))


@given(size=st.integers(60, 3000), part=st.floats(0.75, 1.0), more=st.integers(0, 400), seed=st.integers(0, 50))
def test_a_large_part_of_a_text_with_something_added_is_a_copy(size: int, part: float, more: int, seed: int) -> None:
    whole = prose(seed, size)
    kept = whole[: int(size * part)]
    added = [f"x{number}" for number in range(min(more, len(kept) // 5))]
    one, other = parsed(sketch(" ".join(whole))), parsed(sketch(" ".join(kept + added)))
    assert are_copies(one, other)
    assert are_copies(other, one)


@given(size=st.integers(60, 3000), part=st.floats(0.0, 0.3), seed=st.integers(0, 50))
def test_a_small_part_in_common_makes_no_copy(size: int, part: float, seed: int) -> None:
    whole = prose(seed, size)
    other = whole[: int(size * part)] + [f"y{number}" for number in range(size - int(size * part))]
    assert not are_copies(parsed(sketch(" ".join(whole))), parsed(sketch(" ".join(other))))


@given(data=st.data())
def test_the_order_of_articles_does_not_matter(data: st.DataObject) -> None:
    paragraphs = [" ".join(prose(number, 40)) for number in range(6)]
    chosen = st.lists(st.sampled_from(paragraphs), min_size=1, max_size=4).map(" ".join)
    articles = data.draw(st.dictionaries(st.sampled_from("abcdefgh"), chosen.map(text), min_size=1))
    order = data.draw(st.permutations(list(articles)))
    found = originals(articles)
    assert originals({name: articles[name] for name in order}) == found
    assert independent([articles[name] for name in order]) == len(set(found.values()))
    for name, original in found.items():
        assert found[original] == original
        same = articles[name].key == articles[original].key
        assert same or are_copies(parsed(articles[name].sketch), parsed(articles[original].sketch))
    kept = sorted(set(found.values()))
    for at, one in enumerate(kept):
        for other in kept[:at]:
            assert not are_copies(parsed(articles[one].sketch), parsed(articles[other].sketch))
