"""A small store of invented articles for tests: one thing with many facts, one that moves, one that ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from graph.background import Background, shipped_ontology
from graph.publish import publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import Entity, Kind, Mention, Met, Reading
from loaders.quads import Share
from ontology.iris import Minter

MINTER = Minter()
GUESTS = 230
"""People whom Aigul Saparova met."""
HOST = MINTER.person("Aigul Saparova")
SENTENCE = "Aigul Saparova met many guests – among them Guest 1 – in Sava, on the banks of the river, today."
FIRST, LAST = MINTER.person("Omar Said"), MINTER.person("Omar Ali Said")
"""The second takes the place of the first, when an article says that they are one."""


def person(name: str, *keys: str) -> Entity:
    return Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,), join_keys=keys)


def reading(number: int, text: str, *meetings: tuple[Entity, Entity]) -> Reading:
    """An article that says in its whole text that people met."""
    said: dict[str, Any] = {"evidence": ((0, len(text)),), "rule": "met.test"}
    people = tuple(dict.fromkeys(one for pair in meetings for one in pair))
    facts = (*(Met(a=a, b=b, **said) for a, b in meetings), *(Mention(entity=one, **said) for one in people))
    url = f"https://news.example.org/{number}"
    article = Article(
        text=text, url=url, title=f"News {number}", publisher="The Sava Times", date=date(2025, 1, number)
    )
    return Reading(article=article, facts=facts, reader="test 1", entities=people)


def background() -> Background:
    """The shipped ontology without reference data."""
    return Background.of(shipped_ontology(), ())


def first_told() -> list[Reading]:
    host = person("Aigul Saparova")
    said = person("Omar Said", "person omar")
    return [
        reading(1, SENTENCE, *((host, person(f"Guest {n}")) for n in range(GUESTS))),
        reading(2, "Omar Said met Guest 1.", (said, person("Guest 1"))),
        reading(3, "Omar Said met Guest 2.", (said, person("Guest 2"))),
        reading(4, "Somebody met Nobody.", (person("Some Body"), person("No Body"))),
    ]


def later_told() -> list[Reading]:
    """What makes Omar Ali Said, of whom more articles tell, the same as Omar Said."""
    said = person("Omar Ali Said", "person omar")
    return [reading(n, f"Omar Ali Said met Guest {n}.", (said, person(f"Guest {n}"))) for n in (5, 6, 7)]


def told(path: Path, *, share: Share = Share.SENTENCE) -> None:
    """Publish the first articles."""
    with GraphStore(path, share=share) as store:
        list(store.load(first_told()))
        publish(store, background())


def told_on(path: Path) -> None:
    """Publish what comes later, and forget the fourth article."""
    with GraphStore(path) as store:
        list(store.load(later_told()))
        store.forget(MINTER.article(first_told()[3].article.key))
        publish(store, background())
