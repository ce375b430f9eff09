"""Two papers on one meeting, under names that differ, published; a third that may be about one of its projects."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from told_twice import BANK, RURITANIA, SAVA, Paper, background, body, framework, person, project

from graph.publications import Publications
from graph.publish import publish
from graph.store import GraphStore
from loaders import facts as f
from loaders.facts import Fact, Reading

VARGA, T_VARGA, SAID = person("Timur Varga"), person("T. Varga"), person("Omar Said")
MINISTRY = body("Ministry of Roads of Ruritania", cls="Ministry")
RURITANIAN = body("Ruritanian Ministry of Roads", cls="Ministry")
RESEARCH, REFORM = framework("Rural Clinics Research Program"), framework("Rural Clinics Reform Program")
BRIDGE = project("Tarn bridge")


def first() -> Paper:
    """The first paper."""
    return (
        Paper("2025-05-06", "Paper 1")
        .event("Meeting", "2025-05-05", VARGA, SAID, at=SAVA, about=(BRIDGE,))
        .held(VARGA, "Minister of Roads", MINISTRY)
        .held(SAID, "Vice President", BANK)
        .unit(MINISTRY, RURITANIA)
        .parties(RESEARCH, RURITANIA, BANK)
        .say(f.Met(a=VARGA, b=SAID, evidence=((0, 9),), rule="test"))
    )


def second() -> Paper:
    """The second paper, which has no date for the meeting and other names."""
    return (
        Paper("2025-05-07", "Paper 2")
        .event("Meeting", None, T_VARGA, SAID, about=(BRIDGE,))
        .held(T_VARGA, "Minister of Roads", RURITANIAN)
        .held(SAID, "Vice President", BANK)
        .unit(RURITANIAN, RURITANIA)
        .parties(REFORM, RURITANIA, BANK)
        .say(f.Met(a=T_VARGA, b=SAID, evidence=((0, 9),), rule="test"))
    )


def readings() -> list[Reading]:
    """Both, with one sentence each, in which every thing is named."""
    found: list[Reading] = []
    for read in (first().reading(), second().reading()):
        whole = ((0, len(read.article.text)),)
        named: tuple[Fact, ...] = tuple(f.Mention(entity=one, evidence=whole, rule="test") for one in read.entities)
        kept = tuple(fact for fact in read.facts if not isinstance(fact, f.Mention))
        found.append(replace(read, facts=(*kept, *named)))
    return found


def publication(directory: Path) -> Path:
    """Load and publish them in a directory; the place of the publication."""
    with GraphStore(directory) as store:
        list(store.load(readings()))
        publish(store, background())
        newest = Publications(store.path).newest()
    assert newest is not None
    return newest.store
