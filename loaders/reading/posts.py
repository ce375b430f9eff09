"""Posts around a name: “World Bank Vice President X”, “X, the bank's country director for Y”, “where she is …”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_PORT: Final = r"[MkRG](?:[MCkGRVN]|,M(?=[^,]*,?a)|,?a(?:c?M|C))*"
_WHOSE: Final = r"d?(?:[LImP]s(?:x{1,2}(?=T))?|N|I|L)?(?:(?:M{1,3}(?:,M{1,3})*,?a)?M{1,3}|M{1,3}(?:,M{1,3})*,?a)?d?"
_OF_WHAT: Final = rf"(?:od?(?:ms)?(?:I|L|{_PORT}))?(?:[on]d?(?:I|L(?!,L)|m(?=[,.]|$)))?"
_AREA: Final = r"(?:(?:ca)?[LN](?:x|c(?=[,.]|$))?)"
"""A territory that a post is for: “Georgia”, “the South Asia Region”, “West and Central Africa”."""
_FOR_WHAT: Final = (
    rf"(?:[fn]d?(?:I|{_AREA}(?:,?ad?{_AREA})*|{_PORT}|c{{1,3}}(?:ac{{1,2}})?(?=[,.]|nd?I|$)|x+(?=[,.]|$)))?"
)
LONG: Final = r"[ci](?:-?[ci]){1,5}"
"""Two or more capitalized words or initials."""
POST: Final = rf"(?:{_WHOSE}T{_OF_WHAT}{_FOR_WHAT}(?:[on]d?(?:I|L))?(?:td?(?:[LI]|T(?:od?[LI])?))?)"
POSTS: Final = rf"{POST}(?:(?:,a|,|-|a){POST})*"
_FRESH: Final = re.compile(
    r"^(?:(?:new|newly|newly-appointed|appointed|visiting|current|incoming|elected)\s+)+", re.IGNORECASE
)
_FORMER: Final = re.compile(r"(?:ex|then|former)-(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that the words around a name give a person."""

    person: Draft
    title: str
    of: Draft | None
    remit: str | None
    former: bool
    start: int
    end: int


def parsed(
    tape: Tape,
    first: int,
    last: int,
    person: Draft,
    words: Vocabulary,
    owner: Draft | None = None,
    lexicon: Lexicon | None = None,
) -> list[Post]:
    """Split a run of posts and read each: title, whose, for what."""
    runs: list[tuple[int, int]] = []
    for match in re.finditer(POST, tape.codes[first:last]):
        runs.append((first + match.start(), first + match.end()))
    posts: list[Post] = []
    for start, end in runs:
        post = _post(tape, start, end, person, words, owner or _possessor(tape, start, end, lexicon))
        if post is not None:
            posts.append(post)
    shared = next((p.of for p in posts if p.of is not None and p.of.kind is Kind.PLACE), None)
    joined = _joint_employer(tape, posts)
    return [
        Post(
            person=p.person,
            title=p.title,
            of=p.of or shared if _state(p.title, words) else p.of or joined,
            remit=p.remit,
            former=p.former,
            start=p.start,
            end=p.end,
        )
        for p in posts
    ]


def _joint_employer(tape: Tape, posts: list[Post]) -> Draft | None:
    """“executive director and CEO of Karlin LLC”, “Karlin's president and CEO”: two posts in one body."""
    if len(posts) != 2 or (posts[0].of is None) is (posts[1].of is None):
        return None
    between = tape.text[posts[0].end : posts[1].start].strip()
    of = posts[0].of or posts[1].of
    before = posts[1].of is None and posts[0].end > posts[0].start
    head = tape.text[posts[1].start : posts[1].end].lower()
    if between != "and" or of is None or of.kind is not Kind.INSTITUTION:
        return None
    if before:
        return of if tape.text[posts[0].start : posts[0].end].endswith(posts[0].title) else None
    return of if head.startswith(posts[1].title.split()[0].lower()) else None


def _possessor(tape: Tape, start: int, end: int, lexicon: Lexicon | None) -> Draft | None:
    """“its Director General”: the institution before it. “the bank's Vice President”: the article's only bank."""
    if tape.chunks[start].lower == "its":
        last = _last_body(tape, start)
        return last.owner.root if last is not None and last.owner is not None and _organ(last) else last
    heads = [c.lower for c in tape.chunks[start:end] if c.code == "m"]
    if lexicon is None or not heads:
        return None
    bodies = lexicon.of(Kind.INSTITUTION)
    if any(c.code == "N" for c in tape.chunks[start:end]):
        return None  # “the Tunisian bank's chief executive” is not the development bank's
    if heads[0] == "bank":
        fitting = [d for d in bodies if d.cls == "DevelopmentBank" and d.owner is None]
    else:
        fitting = [d for d in bodies if d.head.split()[-1:] == [heads[0]] or d.name.lower().split()[-1] == heads[0]]
    return fitting[0] if len(fitting) == 1 else None


def _last_body(tape: Tape, before: int) -> Draft | None:
    """The institution spoken of last before a chunk, by itself or as whose post a person has."""
    for chunk in reversed(tape.chunks[:before]):
        draft = chunk.draft.root if chunk.draft is not None else None
        if draft is not None and chunk.code == "I" and draft.cls != "NewsOutlet":
            return draft
        if draft is not None and chunk.code == "P" and draft.employers and draft.employers[-1].kind is Kind.INSTITUTION:
            return draft.employers[-1].root
    return None


def _organ(body: Draft) -> bool:
    """“CAF's board”: whose president is CAF's."""
    return body.head.endswith(("board", "board of directors", "board of executive directors", "board of governors"))


def _state(title: str, words: Vocabulary) -> bool:
    lower = title.lower()
    return any(lower == s or lower.endswith(" " + s) or lower.startswith(s + " ") for s in words.state_posts)


def _post(tape: Tape, start: int, end: int, person: Draft, words: Vocabulary, owner: Draft | None) -> Post | None:
    chunks = tape.chunks[start:end]
    at = next((i for i, c in enumerate(chunks) if c.code == "T"), None)
    if at is None:
        return None
    before = [c for c in chunks[:at] if c.draft is not None]
    of = before[0].draft if before else owner
    if of is not None and of.kind is Kind.PERSON:  # “Adebayo's deputy”
        of = of.employers[-1] if of.employers else None
    title_first = at
    while title_first and chunks[title_first - 1].code in "Ma," and "M" in {c.code for c in chunks[:title_first]}:
        title_first -= 1
    while title_first and chunks[title_first - 1].code == "x" and "s" in {c.code for c in chunks[:title_first]}:
        title_first -= 1  # “the European Union's enlargement commissioner”
    title_last, remit = at + 1, None
    i = at + 1
    while i < len(chunks):
        body = i + 1 + (i + 1 < len(chunks) and chunks[i + 1].code == "d")
        if chunks[i].code == "o" or (chunks[i].code == "n" and body < len(chunks) and chunks[body].code == "I"):
            if body + 2 < len(chunks) and chunks[body].code == "m" and chunks[body + 1].code == "s":
                body += 2
            if body < len(chunks) and chunks[body].draft is not None:
                of = of if _territory(of, chunks[body].draft) else chunks[body].draft
                i = body + 1
                continue
            title_last = i = _until(chunks, body, "[MCkGRVN,a]")
        elif chunks[i].code == "f" and of is None and _employer(chunks, body):
            of, i = chunks[body].draft, body + 1
        elif chunks[i].code in "fn" and not (body < len(chunks) and chunks[body].code == "m"):
            stop = _until(chunks, body, "[LNIMkcxCGRV,a]")
            remit = tape.text[chunks[i].start : chunks[stop - 1].end]
            title_last = i = stop
        else:
            break
    title = tape.text[chunks[title_first].start : chunks[at].end]
    if title_last > at + 1:
        tail_from = next(
            (
                j
                for j in range(at + 1, title_last)
                if chunks[j].code in "ofn" and not (j + 1 < title_last and _skips(chunks, j))
            ),
            None,
        )
        if tail_from is not None and not _cut_unit(chunks, at, tail_from):
            title += " " + tape.text[chunks[tail_from].start : chunks[title_last - 1].end]
    title = _FRESH.sub("", title)
    if bare := _FORMER.match(title):
        title = title[bare.end() :]
    said_past = bare is not None or (start > 0 and tape.chunks[start - 1].lower in {"formerly", "once", "previously"})
    former = title.split()[0].lower().strip("-") in words.former
    if former:
        title = title.split(maxsplit=1)[1] if " " in title else title
    return Post(
        person=person,
        title=" ".join(title.split()),
        of=of.root if of else None,
        remit=remit,
        former=former or said_past,
        start=chunks[0].start,
        end=chunks[-1].end,
    )


def _territory(of: Draft | None, after: Draft | None) -> bool:
    """“EBRD head of Moldova”: a country after a bank's post is what the post is for."""
    return of is not None and of.kind is Kind.INSTITUTION and after is not None and after.kind is Kind.PLACE


def _cut_unit(chunks: list[Chunk], at: int, tail: int) -> bool:
    """“Director of the Transport [and ICT Department]”: only ministers are “of the Interior”, directors of a unit."""
    return chunks[tail].code == "o" and chunks[tail + 1].code == "d" and "minister" not in chunks[at].lower


def _employer(chunks: list[Chunk], body: int) -> bool:
    """“Country Manager for the African Development Bank”: whose manager, not what for."""
    draft = chunks[body].draft if body < len(chunks) else None
    return draft is not None and draft.root.cls in {"DevelopmentBank", "InternationalOrganization"}


def _skips(chunks: list[Chunk], j: int) -> bool:
    """“of” before the organization is no part of the title."""
    body = j + 1 + (chunks[j + 1].code == "d")
    return chunks[j].code == "o" and body < len(chunks) and chunks[body].draft is not None


def _until(chunks: list[Chunk], i: int, codes: str) -> int:
    allowed = re.compile(codes)
    while i < len(chunks) and (allowed.match(chunks[i].code) or [c.code for c in chunks[i : i + 2]] == ["c", "M"]):
        i += 1
    return i
