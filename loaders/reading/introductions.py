"""Words that introduce a person and say nothing to the rules: “the newly appointed X”, “his Sarnlandic counterpart, X”.

What stands so before a person is made part of the mention, so that every rule sees the person alone. A counterpart
holds the same post as the one whose counterpart he is, in the country that is named.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.reading.posts import Post
from loaders.reading.tape import Chunk, Tape

_NEW: Final = re.compile(r"d?(?P<words>x{1,2})(?P<who>P)")
_FRESH: Final = frozenset(
    {"new", "newly appointed", "newly elected", "recently appointed", "recently elected", "visiting", "outgoing"}
    | {"incoming", "appointed", "elected", "newly-appointed", "newly-elected", "long-serving", "departing"}
)
_COUNTERPART: Final = re.compile(r"(?P<whose>d)(?P<of>N|Ls)?(?P<word>x)(?P<comma>,?)(?P<who>P)(?P<close>,?)")
_SAME: Final = frozenset({"counterpart", "colleague"})
_STATE: Final = re.compile(
    r"^president$|\b(?:minister|premier|prime minister|attorney[- ]general|king|emir|speaker of parliament"
    r"|(?:finance|foreign|cabinet|permanent|principal|home) secretary)\b(?! (?:of state for|plenipotentiary))",
    re.IGNORECASE,
)
"""Posts that every state has."""


def introduced(tapes: list[Tape], posts: list[Post]) -> list[Post]:
    """Collapse introductions with their persons; the posts of counterparts."""
    held = {p.person.root.order: p for p in reversed(posts) if not p.former and _of_a_state(p)}
    all_held = {p.person.root.order for p in posts}
    found: list[Post] = []
    for tape in tapes:
        tape.rewrite(_COUNTERPART, lambda t, m: _counterpart(t, m, held, all_held, found))
        tape.rewrite(_NEW, _fresh)
    return found


def _fresh(tape: Tape, match: re.Match[str]) -> tuple[int, int, Chunk] | None:
    if tape.words(*match.span("words")) not in _FRESH:
        return None
    return match.start(), match.end(), _person(tape, match.start("who"), match.start(), match.end())


def _counterpart(
    tape: Tape, match: re.Match[str], held: dict[int, Post], all_held: set[int], found: list[Post]
) -> tuple[int, int, Chunk] | None:
    if tape.chunks[match.start("word")].lower not in _SAME:
        return None
    who = tape.chunks[match.start("who")]
    one = next((c.draft for c in reversed(tape.chunks[: match.start()]) if c.code == "P" and c.draft), None)
    of = tape.chunks[match.start("of")].draft if match["of"] else None
    post = held.get(one.root.order) if one is not None else None
    if post is not None and of is not None and who.draft is not None and who.draft.root.order not in all_held:
        found.append(replace(post, person=who.draft.root, of=of.root, start=who.start, end=who.end))
    end = match.end() if match["comma"] and match["close"] else match.end("who")
    return match.start(), end, _person(tape, match.start("who"), match.start(), end)


def _of_a_state(post: Post) -> bool:
    return bool(_STATE.search(post.title)) and (post.of is None or post.of.root.cls in ("Country", "Government"))


def _person(tape: Tape, who: int, first: int, last: int) -> Chunk:
    """The mention of a person with all that stands around it."""
    chunk = tape.chunks[who]
    made = Chunk(chunk.start, chunk.end, "P", chunk.lower, chunk.draft, chunk.form)
    made.outer_start, made.outer_end = tape.chunks[first].outer_start, tape.chunks[last - 1].outer_end
    return made
