"""Reading articles, or taking what another reader has found in them, and scoring that against gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerege.evaluation.gold import gold_file, problem, read_gold
from kerege.evaluation.scoring import ArticleScore, article_score
from kerege.fact_files import read_facts
from loaders.article import Article
from loaders.exchange import TOLD, as_json
from loaders.facts import Reading
from loaders.parallel import readings
from loaders.readers.face import RULES
from loaders.sources import articles
from ontology.errors import FactsError, LoadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The scores of some articles."""

    articles: tuple[ArticleScore, ...]
    """Sorted by name."""
    without_gold: tuple[str, ...]
    """Articles that nobody has written gold facts for."""
    skipped: tuple[str, ...]
    """Why inputs could not be read, a sentence each."""


def evaluate(
    inputs: Iterable[str | Path],
    gold: Path,
    *,
    found: Path | None = None,
    workers: int | None = None,
    reader: str = RULES,
) -> Evaluation:
    """Score what is read in the articles, or the facts that ``found`` holds in files ``NAME.jsonl``, against gold.

    ``reader`` is the name of an installed reader.

    Raises ``FactsError`` for gold that is not well-formed, for two articles of one name, and if no article has gold;
    it tells also why inputs could not be read.
    """
    known: dict[str, Article] = {}
    without: list[str] = []
    skipped: list[str] = []
    for article in articles(inputs):
        if isinstance(article, LoadError):
            skipped.append(str(article))
        elif not gold_file(gold, article.source).exists():
            without.append(article.source)
        elif (name := gold_file(gold, article.source).stem) in known:
            raise FactsError(f"{known[name].source} and {article.source} have one name, and so one file of gold facts.")
        else:
            known[name] = article
    if not known:
        missing = (
            f"None of these articles has gold facts in {gold}: "
            f"those of news/visit.txt would be in {gold / 'visit.jsonl'}."
        )
        raise FactsError("\n".join([*skipped, missing] if without or not skipped else skipped))
    facts = _found_in(found, known) if found is not None else _read(known, skipped, workers, reader)
    scores = [
        article_score(name, read_gold(gold / f"{name}.jsonl", known[name].text), those, known[name].text)
        for name, those in facts
    ]
    scores.sort(key=lambda score: score.name)
    return Evaluation(articles=tuple(scores), without_gold=tuple(without), skipped=tuple(skipped))


def _read(
    known: dict[str, Article], skipped: list[str], workers: int | None, reader: str
) -> Iterator[tuple[str, list[Any]]]:
    """What the reader finds in each article; why it fails on one goes to ``skipped``."""
    for name, reading in zip(known, readings(known.values(), workers=workers, reader=reader), strict=True):
        if isinstance(reading, LoadError):
            skipped.append(str(reading))
        else:
            yield name, told(reading)


def told(reading: Reading) -> list[Any]:
    """The facts of a reading in the exchange format, without what the article denies or holds merely possible."""
    return [as_json(fact, reading) for fact in reading.facts if fact.modality in TOLD]


def _found_in(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, Sequence[Any]]]:
    for name in names:
        path = folder / f"{name}.jsonl"
        if not path.exists():
            raise FactsError(f"{path} is missing: write facts with “kerege facts ARTICLE… --out {folder}”.")
        facts = read_facts(path)
        for fact in facts:
            if said := problem(fact):
                raise FactsError(f"{path}: {said}.")
        yield name, facts
