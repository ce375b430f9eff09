"""Works told apart by their size alone (“a 584 MW power plant”), and descriptions that mean a work told of elsewhere.

An article that names the Tsenovo solar plant and speaks of “a 112 MW solar project in Bulgaria” speaks of one work, if
no place or size is against it.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import plural
from loaders.reading.tape import Chunk, Tape

CAPACITY: Final = re.compile(r"(?<=d)(?P<pre>x{1,5})(?P<head>r)(?:w|o)d?(?:x{0,3}o)?(?P<size>Q)")
PLACE: Final = re.compile(r"(?P<in>nd?(?:x|N){0,2})(?P<place>L)")
SIZED: Final = re.compile(r"(?P<size>Q)(?:\(Q\))?(?P<pre>[xMA-]{0,6}?)(?P<head>r)")

_SIZE: Final = re.compile(r"\d\s?-?(?:mw|gw|kw|km|kilomet|megawatt|gigawatt|bed|hectare|ha\b)")
_NO_NOUN_GROUP: Final = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "that",
        "than",
        "as",
    )
) | {"into", "under", "via", "per", "through", "during", "within", "including", "because", "when", "while", "after"}
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
_WORKS: Final = frozenset({"project", "plant", "farm", "park", "station"})
_ROADS: Final = frozenset({"road", "highway", "motorway", "expressway"})
_ALIKE: Final = (
    frozenset({"plant", "farm", "park", "station", "dam", "hpp", "chpp"}),
    frozenset({"line", "railway", "railroad", "road", "highway", "motorway", "expressway", "route", "pipeline"}),
)
"""Words for works of which one size is told."""
_MANY: Final = 40
"""An article of more works is a list: each description is a work of its own."""
_FURTHER: Final = re.compile(r"\b(?:another|second|third|similar|further|other|different)\b")


def described_projects(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse what is told apart by size; join descriptions with the one work that they can mean."""
    for tape in tapes:
        if "Q" in tape.codes and "r" in tape.codes:
            tape.rewrite(CAPACITY, lambda t, m: _with_capacity(t, m, lexicon))
            tape.rewrite(SIZED, lambda t, m: _sized(t, m, lexicon))
    for draft in lexicon.of(Kind.PROJECT):
        if not draft.names and draft.merged_into is None:
            same = _same(draft, draft.description, draft.head, draft.places, lexicon)
            if same is not None:
                lexicon.merge(same, draft)


def _with_capacity(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“A solar plant with a capacity of 60 MW will be built in the Lori region.”"""
    first, last = match.start("pre"), match.end("head")
    words = set(tape.words(first, match.start("head")).split())
    head = tape.chunks[last - 1].lower
    if not _SIZE.search(tape.chunks[match.start("size")].lower) or plural(head) or words & _NO_NOUN_GROUP:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    name, places = tape.text[start:end], list[Draft]()
    place = PLACE.search(tape.codes, match.end())
    if place is not None and (draft := tape.chunks[place.start("place")].draft) is not None:
        name += " " + tape.text[tape.chunks[place.start("in")].start : tape.chunks[place.start("place")].end]
        places = [draft.root]
    same = _same(None, name, head, places, lexicon)
    if same is not None:
        return definite(tape, first, last, same)
    work = lexicon.described(Kind.PROJECT, "Project", name)
    work.head, work.places = head, work.places or places
    return first, last, Chunk(start, end, "J", name.lower(), work)


def _sized(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.span()
    head = tape.chunks[last - 1].lower
    if not _SIZE.search(tape.chunks[first].lower) or plural(head):
        return None
    if _NO_NOUN_GROUP.intersection(tape.words(*match.span("pre")).split()):
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    name = tape.text[start:end]
    same = _same(None, name, head, [], lexicon)
    if same is None and first and tape.chunks[first - 1].lower == "the":
        same = _meant(name, head, lexicon)
    if same is not None:
        return definite(tape, first, last, same)
    draft = lexicon.described(Kind.PROJECT, "Project", name)
    draft.head = head
    return first, last, Chunk(start, end, "J", name.lower(), draft)


def _same(own: Draft | None, name: str, head: str, places: list[Draft], lexicon: Lexicon) -> Draft | None:
    """The one work of the article that the description ``name`` fits."""
    known = lexicon.of(Kind.PROJECT)
    if _FURTHER.search(name) or len(known) > _MANY:
        return None
    fitting = [d for d in known if d is not own and _fits(d, name, head, places)]
    return fitting[0] if len(fitting) == 1 else None


def _meant(name: str, head: str, lexicon: Lexicon) -> Draft | None:
    """“the 180 MW plant”: the one work of the article that is of such a kind, though its name has another noun."""
    kinds = next((g for g in _ALIKE if head in g), None)
    if kinds is None:
        return None
    fitting = [
        d
        for d in lexicon.of(Kind.PROJECT)
        if d.head.split()
        and d.head.split()[-1] in kinds
        and not (_sizes(d.name) - _sizes(name))
        and (not _sorts(name) or not _sorts(d.name) or _sorts(name) & _sorts(d.name))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(draft: Draft, name: str, head: str, places: list[Draft]) -> bool:
    told = draft.name
    heads = {(draft.head or told.lower()).split()[-1], (head or name.lower()).split()[-1]}
    if len(heads) > 1 and not heads <= _WORKS and not heads <= _ROADS:
        return False
    if not _sorts(told) & _sorts(name) and not _at_place(draft, name, places):
        return False
    if _sizes(told) - _sizes(name) and _sizes(name) - _sizes(told):
        return False
    near = [p.root for p in places if p.root.cls != "Country"]
    own = [p.root for p in draft.places if p.root.cls != "Country"]
    return not near or not own or any(p is d for p in near for d in own)


def _at_place(draft: Draft, name: str, places: list[Draft]) -> bool:
    """Whether a name tells no sort, only where the work is: “the Ain plant”, “a treatment plant at Ain”."""
    if _sorts(draft.name) or not draft.names:
        return False
    return any(p.root.name and p.root.name in draft.name for p in places) or bool(
        (stem := " ".join(w for w in draft.name.split() if w[0].isupper())) and stem in name
    )


def _sorts(text: str) -> set[str]:
    return {sort for word in re.findall(r"[a-z]+", text.lower()) if (sort := _SORT_OF.get(word))}


def _sizes(text: str) -> set[str]:
    return set(re.findall(r"\d[\d.,]*(?=\s?-?(?:MW|GW|km))", text))
