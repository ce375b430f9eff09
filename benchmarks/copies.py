"""Many articles of the shipped few: varied copies, in which people, projects and times are others.

The names come from a seeded generator, so every run has the same copies; they share some names with each other, as
articles do. Institutions, countries and the wording stay, since the reader knows them or works by them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Final

from kerege.shipped import shipped_articles
from loaders.article import Article
from loaders.facts import Kind
from loaders.reading.reader import read
from loaders.sources import articles

_STARTS: Final = ("Al", "Bek", "Dan", "Er", "Gul", "Ka", "Mar", "Nur", "Or", "Sa", "Tem", "Zha")
_MIDDLES: Final = ("a", "e", "i", "o", "u", "ara", "ima", "ulu")
_ENDS: Final = ("bek", "dar", "kul", "lan", "met", "nov", "ran", "sen", "tov", "zhan")
_WORD: Final = re.compile(r"[A-Z][a-z]{3,}")
_SHARED: Final = 4
"""Every name is one of this many times the number of copies ÷ 10: some people are in many articles."""


@cache
def shipped() -> tuple[Article, ...]:
    """The shipped reports."""
    return tuple(found for found in articles([shipped_articles()]) if isinstance(found, Article))


@cache
def _names_in(article: Article) -> tuple[str, ...]:
    """The words of an article that name people and projects, and neither institutions nor places."""
    varied, kept = set[str](), set[str]()
    for entity in read(article).entities:
        words = {word for name in entity.names for word in _WORD.findall(name)}
        if entity.kind in (Kind.PERSON, Kind.PROJECT):
            varied |= words
        elif entity.kind in (Kind.INSTITUTION, Kind.PLACE):
            kept |= words
    return tuple(sorted(varied - kept))


def copies(times: int, *, seed: int = 2026) -> Iterator[Article]:
    """The shipped reports ``times`` over: the first time as they are, then varied."""
    yield from shipped()
    for number in range(1, times):
        for article in shipped():
            yield varied(article, number, pool=max(_SHARED, times * _SHARED // 10), seed=seed)


def varied(article: Article, number: int, *, pool: int, seed: int = 2026) -> Article:
    """A copy in which each name is one of ``pool`` others for it, on another day."""
    chance = random.Random(f"{seed} {number} {article.key}")  # noqa: S311 -- names, not secrets
    other = {name: _name(f"{seed} {name} {chance.randrange(pool)}") for name in _names_in(article)}
    body = _WORD.sub(lambda name: other.get(name[0], name[0]), article.text[article.body :])
    day = article.date and article.date + timedelta(days=chance.randrange(-700, 300))
    title = _WORD.sub(lambda name: other.get(name[0], name[0]), article.title or "")
    return replace(
        article, text=body, body=0, title=title, date=day, name=f"{article.key}-{number}", source=f"<copy {number}>"
    )


def _name(seed: str) -> str:
    chance = random.Random(seed)  # noqa: S311
    return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)
