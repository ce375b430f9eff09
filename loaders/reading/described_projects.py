"""Works that have no name but a description that tells them apart: “a solar power plant in the Khorezm region”.

What tells them apart is a place, a size (“a 584 MW power plant”) or what the project is for (“the project for upgrading
rural roads in Nepal”). A later description of the same sort is the same work, and so is one that fits the only named
work of its sort.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACED: Final = re.compile(
    r"(?:d|(?P<size>Q)(?P<ac>\(Q\))?)(?P<pre>[xNMcA-]{0,7}?|x{0,2}Q[xNMcA-]{0,6}?)(?P<head>r)"
    r"(?P<place>(?:n|F)d?(?:x(?:-x)?|N){0,2}L(?:sL)?(?:odL)?)"
)
SIZED: Final = re.compile(r"(?P<size>Q)(?P<ac>\(Q\))?(?P<pre>[xMA-]{0,6}?)(?P<head>r)")
OWNED: Final = re.compile(r"(?P<own>Ls)(?P<pre>[xN]{1,4})(?P<head>r)")
FOR_DOING: Final = re.compile(
    r"d(?P<pre>[xNL]{0,4}?)(?P<head>r)f(?P<verb>x)(?P<rest>[xMaNo,]{1,8}(?:[no]d?(?:x(?:-x)?)?L)?)"
)
CAPITALIZED: Final = re.compile(r"(?P<pre>[cMCLNAGV](?:[cMCLNAGV-]|[af](?=[cML])|s(?=c)){1,11})(?P<head>R)(?![cMR])")

_SIZE: Final = re.compile(r"\d\s?-?(?:mw|gw|kw|km|kilomet|megawatt|gigawatt|bed|hectare|ha\b)")
_NO_NOUN_GROUP: Final = _words(
    "is are was were be been has have had will would can could may said says that than as if not also into under via"
    " per through during within without against including because when while after before"
)
_GENERIC: Final = _words(
    "new joint investment infrastructure pilot ongoing planned similar same own such major large big key important"
    " other first second third next entire whole proposed future existing common strategic related current this - that"
    " its private public sector"
)
_ALONE: Final = frozenset({"hospital", "dam", "bridge", "airport", "tunnel", "refinery", "substation", "reservoir"})
"""Heads that a place alone tells apart."""
_SORTS: Final = {
    "solar": "solar photovoltaic pv",
    "wind": "wind",
    "hydro": "hydropower hydro hydroelectric",
    "thermal": "thermal gas coal",
    "water": "water wastewater sewage irrigation drainage sanitation desalination",
    "road": "road highway motorway bypass expressway roads",
    "rail": "railway rail metro tram railroad",
}
_SORT_OF: Final = {word: sort for sort, words in _SORTS.items() for word in words.split()}
_WORKS: Final = frozenset({"project", "plant", "farm", "park", "station", "facility"})


def described_projects(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse the works that names have left over."""
    for tape in tapes:
        tape.rewrite(CAPITALIZED, lambda t, m: _named(t, m, lexicon))
    for pattern in (FOR_DOING, PLACED, SIZED, OWNED):
        for tape in tapes:
            tape.rewrite(pattern, lambda t, m: _work(t, m, lexicon))


def _named(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Urban Water Sector Project”: capital letters make a name of common words."""
    chunks, first = tape.chunks, match.start("pre")
    while first < match.start("head") and (chunks[first].code == "C" or chunks[first].lower in _GENERIC):
        first += 1
    head = chunks[match.start("head")].lower
    if match.start("head") - first < 2 or not head.endswith("project"):
        return None
    draft = lexicon.named(
        Kind.PROJECT, "Project", tape.text[chunks[first].start : chunks[match.end() - 1].end], strength=2
    )
    draft.head = head
    draft.places = draft.places or [
        c.draft for c in chunks[first : match.end()] if c.code == "L" and c.draft is not None
    ]
    start, end = chunks[first].start, chunks[match.end() - 1].end
    return first, match.end(), Chunk(start, end, "J", tape.text[start:end].lower(), draft)


def _work(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    chunks = tape.chunks
    groups = match.groupdict()
    head = chunks[match.start("head")].lower
    words = tape.words(*match.span("pre")).split()
    if head.endswith("s") or _NO_NOUN_GROUP.intersection(words):
        return None
    first = match.start("pre") if not groups.get("size") else match.start("size")
    last = match.end()
    if groups.get("size") and not _SIZE.search(chunks[first].lower):
        if "place" not in groups:
            return None
        first = match.start("pre")
    if groups.get("verb"):
        if not chunks[match.start("verb")].lower.endswith("ing") or not head.endswith("project"):
            return None
        first = match.start("head")
    elif not _specific(words, head, sized=first < match.start("pre")):
        return None
    if groups.get("own"):
        first = match.start("own")
    while first < match.start("head") and chunks[first].lower in _GENERIC:
        first += 1
    places = [c.draft.root for c in chunks[first:last] if c.code == "L" and c.draft is not None]
    name = tape.text[chunks[first].start : chunks[last - 1].end]
    twin = _twin(name, head, places, lexicon)
    if twin is not None:
        return definite(tape, first, last, twin)
    draft = lexicon.described(Kind.PROJECT, "Project", name)
    draft.head = head
    draft.places += [p for p in places if p not in draft.places]
    start, end = chunks[first].start, chunks[last - 1].end
    return first, last, Chunk(start, end, "J", name.lower(), draft)


def _specific(words: list[str], head: str, *, sized: bool) -> bool:
    """Whether the words before the head tell it apart, together with its place or size."""
    own = [w for w in words if w not in _GENERIC]
    return sized or bool(own) or head in _ALONE or " " in head


def _sorts(text: str) -> set[str]:
    return {sort for word in re.findall(r"[a-z]+", text.lower()) if (sort := _SORT_OF.get(word))}


def _twin(name: str, head: str, places: list[Draft], lexicon: Lexicon) -> Draft | None:
    """The one work of the article that the description fits."""
    fitting = [d for d in lexicon.of(Kind.PROJECT) if _fits(d, name, head, places)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(draft: Draft, name: str, head: str, places: list[Draft]) -> bool:
    own = draft.name or draft.description
    heads = {draft.head.split()[-1] if draft.head else own.lower().split()[-1], head.split()[-1]}
    if len(heads) > 1 and not heads <= _WORKS:
        return False
    mine, other = _sorts(own), _sorts(name)
    if not mine & other:
        return False
    sizes = [set(re.findall(r"\d[\d.,]*(?=\s?-?(?:MW|GW|km))", text)) for text in (own, name)]
    if all(sizes) and not sizes[0] & sizes[1]:
        return False
    return not places or not draft.places or bool(set(map(id, places)) & set(map(id, draft.places)))
