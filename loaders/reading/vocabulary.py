"""The word lists of the name stages, read once from ``data/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from loaders.facts import Kind
from loaders.reading.tables import table

Words = tuple[str, ...]


class Head(NamedTuple):
    """What a head noun says of the thing it names."""

    kind: Kind
    cls: str
    generic: bool
    """Too common to name a thing without a proper modifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Closed word lists; multi-word entries are tuples of lower-case words."""

    heads: Mapping[Words, Head]
    longest_head: int
    capital_heads: frozenset[Words]
    """Head nouns that count only when they are written with a capital: “the EU Delegation”."""
    head_starts: frozenset[str]
    """First words of head nouns, for a quick no."""
    post_heads: frozenset[Words]
    post_starts: frozenset[str]
    """First words of posts and their modifiers, singular and plural."""
    phrase_starts: frozenset[str]
    """First words of head nouns, posts and their modifiers."""
    post_modifiers: frozenset[str]
    state_posts: frozenset[str]
    portfolio: frozenset[str]
    """Words of what a minister or a department is for, which are no names of persons."""
    honorifics: frozenset[str]
    given_names: frozenset[str]
    surname_endings: tuple[str, ...]
    never_persons: frozenset[str]
    former: frozenset[str]
    capacities: tuple[str, ...]
    function: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    speech: frozenset[str]
    """Verbs, in the forms that follow a person's name, that only persons and bodies do."""
    generic_words: frozenset[str]
    """Words that names of many things share: heads, portfolios, links, “national”, “joint”."""
    place_heads: Mapping[str, str]
    """“region”, “district” … → class of the place."""


def _heads() -> dict[Words, Head]:
    data = table("heads")
    generic = {word for words in data["generic"].values() for word in words}
    kinds = {"institution": Kind.INSTITUTION, "framework": Kind.FRAMEWORK, "project": Kind.PROJECT, "event": Kind.EVENT}
    heads: dict[Words, Head] = {}
    for section, kind in kinds.items():
        for cls, words in data[section].items():
            for word in words:
                cls_name = "DevelopmentBank" if cls == "Bank" else cls
                heads.setdefault(tuple(word.split()), Head(kind, cls_name, word in generic))
    return heads


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the reader."""
    posts, words, persons, heads = table("posts"), table("words"), table("persons"), _heads()
    post_heads = frozenset(tuple(h.replace("-", " ").split()) for h in posts["heads"])
    parts = {part for head in heads for part in head}
    head_starts = frozenset(head[0] for head in heads)
    post_starts = frozenset({h[0] for h in post_heads} | {f"{h[0]}s" for h in post_heads} | set(posts["modifiers"]))
    return Vocabulary(
        heads=heads,
        longest_head=max(map(len, heads)),
        capital_heads=frozenset(tuple(word.split()) for word in table("heads")["capital"]["words"]),
        head_starts=head_starts,
        post_heads=post_heads,
        post_starts=post_starts,
        phrase_starts=head_starts | post_starts,
        post_modifiers=frozenset(posts["modifiers"]),
        state_posts=frozenset(posts["state"]),
        portfolio=frozenset(posts["portfolio"]),
        honorifics=frozenset(posts["honorifics"]),
        given_names=frozenset(persons["given"]),
        surname_endings=tuple(persons["endings"]),
        never_persons=frozenset(persons["never"]),
        former=frozenset(posts["former"]),
        capacities=tuple(sorted(posts["capacities"], key=lambda c: (-len(c), c))),
        function=frozenset(words["function"]),
        particles=frozenset(words["particles"]),
        links=frozenset(words["links"]),
        speech=frozenset(words["speech"]),
        generic_words=frozenset(parts | set(posts["portfolio"]) | set(words["links"]) | set(words["generic"])),
        place_heads={word: cls for cls, heads in words["place_heads"].items() for word in heads},
    )
