"""Persons, and the posts around their names: “World Bank Vice President X”, “X, the bank's country director for Y”."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_PORT: Final = r"[Mk](?:[MCkGRVN]|,M(?=[^,]*a)|,?a[MC])*"
_WHOSE: Final = r"d?(?:[LIm]s|N|I|L)?(?:M(?:,M)*a|M)?d?"
_OF_WHAT: Final = rf"(?:od?(?:ms)?(?:I|L|{_PORT}))?(?:[on]d?(?:I|L(?!,L)))?"
_FOR_WHAT: Final = rf"(?:[fn]d?(?:I|[LN]x?(?:,?a[LN]x?)*|{_PORT}|c{{1,3}}(?=[,.])|x+(?=[,.])))?"
POST: Final = rf"(?:{_WHOSE}T{_OF_WHAT}{_FOR_WHAT}(?:[on]d?(?:I|L))?)"
POSTS: Final = rf"{POST}(?:(?:,a|,|-|a){POST})*"
NAME: Final = r"(?:A?[ci](?:-?[ciA]){1,5}|Ac|c)"
_LONG: Final = r"[ci](?:-?[ci]){1,5}"
BEFORE: Final = re.compile(rf"(?P<posts>{POSTS})(?P<comma>,?)H*(?P<name>P|{NAME})(?P<of>oL)?(?P<close>,(?=[^T]))?")
AFTER: Final = re.compile(rf"(?P<name>P|{_LONG}),(?P<posts>{POSTS})(?P<close>[,.;]|(?=[xahtn])|$)")
PLURAL: Final = re.compile(r"d?Tod?(?P<of>[LI](?:,[LI])*ad?[LI]),(?P<names>[ci]{2,5}(?:,[ci]{2,5})*a[ci]{2,5}),?")
BARE: Final = re.compile(rf"(?P<name>{_LONG})(?P<next>[^ckMGRVI-]|$)")
POLITE: Final = re.compile(r"H+(?P<name>A?c(?:-?[ci]){0,3})(?!-?c)")
SAID: Final = re.compile(rf"(?<=x)(?P<name>{_LONG})(?P<next>[,.]|$)")
ALONE: Final = re.compile(r"(?<![cCMkiA-])(?P<name>c)(?P<next>x)")
WITH: Final = re.compile(rf"(?<=[wba])(?P<name>{_LONG})(?P<next>[xh,s.]|$)")
OF_ORG: Final = re.compile(r"(?<=x)(?P<name>c(?:-?[ci]){1,3})(?P<next>o)d?I")
IS_POST: Final = re.compile(rf"(?P<who>P)(?P<verb>x)(?P<posts>{POSTS})(?=[,.;xanf]|$)")

_TAKES_PERSONS: Final = {
    "received",
    "receives",
    "met",
    "meets",
    "hosted",
    "welcomed",
    "visited",
    "told",
    "thanked",
    "congratulated",
    "invited",
    "briefed",
}


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


def people(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> list[Post]:
    """Collapse persons with their posts, surest first; answer the posts in the order of the text."""
    found: list[Post] = []
    for tape in tapes:
        tape.rewrite(PLURAL, lambda t, m: _plural(t, m, lexicon, found))
        tape.rewrite(AFTER, lambda t, m: _posted(t, m, words, lexicon, found))
        tape.rewrite(BEFORE, lambda t, m: _posted(t, m, words, lexicon, found))
    for tape in tapes:
        tape.rewrite(AFTER, lambda t, m: _posted(t, m, words, lexicon, found))
        tape.rewrite(POLITE, lambda t, m: _polite(t, m, words, lexicon))
        tape.rewrite(SAID, lambda t, m: _said(t, m, lexicon))
        tape.rewrite(BARE, lambda t, m: _bare(t, m, words, lexicon))
        tape.rewrite(WITH, lambda t, m: _with(t, m, lexicon))
        tape.rewrite(OF_ORG, lambda t, m: _of_organization(t, m, lexicon))
    _surnames(tapes, lexicon)
    for tape in tapes:
        tape.rewrite(ALONE, lambda t, m: _alone(t, m, words, lexicon))
        tape.rewrite(AFTER, lambda t, m: _posted(t, m, words, lexicon, found))
        tape.rewrite(BEFORE, lambda t, m: _posted(t, m, words, lexicon, found))
    return sorted(found, key=lambda p: (p.start, p.end))


def _surnames(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse surnames of persons whom the article names in full elsewhere."""
    last: dict[str, list[Draft]] = {}
    for draft in lexicon.of(Kind.PERSON):
        parts = draft.name.lower().split()
        for size in (1, 2):
            if len(parts) > size:
                key = " ".join(parts[-size:])
                if draft not in last.setdefault(key, []):
                    last[key].append(draft)
    for tape in tapes:
        for at in range(len(tape.chunks) - 1, -1, -1):
            for size in (2, 1):
                chunks = tape.chunks[at : at + size]
                if len(chunks) < size or any(c.code not in "cC" for c in chunks):
                    continue
                known = last.get(" ".join(c.lower for c in chunks), [])
                if len(known) == 1:
                    chunk = Chunk(
                        chunks[0].start, chunks[-1].end, "P", " ".join(c.lower for c in chunks), known[0], "part"
                    )
                    chunk.parts = tuple(chunks)
                    tape.chunks[at : at + size] = [chunk]
                    break
        tape.recode()


def _person(tape: Tape, first: int, last: int, lexicon: Lexicon) -> Draft | None:
    chunks = tape.chunks[first:last]
    if chunks[0].code == "P":
        return chunks[0].draft
    while chunks and chunks[0].code == "i" and not chunks[0].lower.endswith("."):
        chunks = chunks[1:]
    if not chunks or not any(c.code == "c" for c in chunks):
        return None
    return lexicon.named(Kind.PERSON, "Person", tape.text[chunks[0].start : chunks[-1].end], strength=2)


def _posted(
    tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon, found: list[Post]
) -> tuple[int, int, Chunk] | None:
    first, last = match.start("name"), match.end("name")
    if tape.codes[last - 1] == "A":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    single = match["name"] == "c"
    if single and (match["comma"] if "comma" in match.groupdict() else True):
        return None
    before = match.start("posts") < first
    if before and not single and first == last - 1 and tape.codes[first] != "P":
        return None
    if single and not _capital_post(tape, match):
        return None
    draft = _single(name, lexicon) if single else _person(tape, first, last, lexicon)
    if draft is None:
        return None
    owner = tape.chunks[match.start("of") + 1].draft if before and match["of"] else None
    posts = _parse(tape, match.start("posts"), match.end("posts"), draft, words, owner, lexicon)
    if not posts and not before:
        return None
    found += posts
    draft.posts += [p.title for p in posts]
    draft.employers += [p.of.root for p in posts if p.of is not None]
    start, end = match.start(), match.end()
    if match["close"] and (not before or not match["comma"] or match["close"] != ","):
        end = match.end("close") if not before and match["close"] == "," else end - len(match["close"])
    if not before and match["close"] and match["close"] in ".;":
        end = match.start("close")
    chunks = tape.chunks[first:last]
    chunk = Chunk(
        chunks[0].start, chunks[-1].end, "P", name.lower(), draft, chunks[0].form if chunks[0].code == "P" else "name"
    )
    chunk.outer_start, chunk.outer_end = tape.chunks[start].outer_start, tape.chunks[end - 1].outer_end
    return start, end, chunk


def _capital_post(tape: Tape, match: re.Match[str]) -> bool:
    at = match.end("posts") - 1
    chunk = tape.chunks[at]
    return tape.text[chunk.start].isupper() or chunk.code != "T"


def _single(name: str, lexicon: Lexicon) -> Draft | None:
    """“President Tokayev”: a surname alone is a person if a title stands before it."""
    for draft in lexicon.of(Kind.PERSON):
        if draft.name.split()[-1].lower() == name.lower():
            return draft
    return lexicon.named(Kind.PERSON, "Person", name, strength=1)


def _parse(
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
    return [
        Post(
            person=p.person,
            title=p.title,
            of=p.of or shared if _state(p.title, words) else p.of,
            remit=p.remit,
            former=p.former,
            start=p.start,
            end=p.end,
        )
        for p in posts
    ]


def _possessor(tape: Tape, start: int, end: int, lexicon: Lexicon | None) -> Draft | None:
    """“its Director General”: the institution before it. “the bank's Vice President”: the article's only bank."""
    if tape.chunks[start].lower == "its":
        return next(
            (c.draft.root for c in reversed(tape.chunks[:start]) if c.code == "I" and c.draft is not None), None
        )
    words = [c.lower for c in tape.chunks[start:end] if c.code == "m"]
    if lexicon is None or "bank" not in words:
        return None
    banks = [d for d in lexicon.of(Kind.INSTITUTION) if d.cls == "DevelopmentBank" and d.owner is None]
    return banks[0] if len(banks) == 1 else None


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
    title_first = at
    while title_first and chunks[title_first - 1].code in "Ma," and "M" in {c.code for c in chunks[:title_first]}:
        title_first -= 1
    title_last, remit = at + 1, None
    i = at + 1
    while i < len(chunks):
        body = i + 1 + (i + 1 < len(chunks) and chunks[i + 1].code == "d")
        if chunks[i].code == "o" or (chunks[i].code == "n" and body < len(chunks) and chunks[body].code == "I"):
            if body + 2 < len(chunks) and chunks[body].code == "m" and chunks[body + 1].code == "s":
                body += 2
            if body < len(chunks) and chunks[body].draft is not None:
                of = chunks[body].draft
                i = body + 1
                continue
            title_last = i = _until(chunks, body, "[MCkGRVN,a]")
        elif chunks[i].code in "fn":
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
        if tail_from is not None:
            title += " " + tape.text[chunks[tail_from].start : chunks[title_last - 1].end]
    former = title.split()[0].lower().strip("-") in words.former
    if former:
        title = title.split(maxsplit=1)[1] if " " in title else title
    return Post(
        person=person,
        title=" ".join(title.split()),
        of=of.root if of else None,
        remit=remit,
        former=former,
        start=chunks[0].start,
        end=chunks[-1].end,
    )


def _skips(chunks: list[Chunk], j: int) -> bool:
    """“of” before the organization is no part of the title."""
    body = j + 1 + (chunks[j + 1].code == "d")
    return chunks[j].code == "o" and body < len(chunks) and chunks[body].draft is not None


def _until(chunks: list[Chunk], i: int, codes: str) -> int:
    allowed = re.compile(codes)
    while i < len(chunks) and allowed.match(chunks[i].code):
        i += 1
    return i


def _plural(tape: Tape, match: re.Match[str], lexicon: Lexicon, found: list[Post]) -> tuple[int, int, Chunk] | None:
    """“The Prime Ministers of A and B, X and Y”: the first of A, the second of B."""
    at = next(i for i in range(match.start(), match.end()) if tape.codes[i] == "T")
    title = tape.text[tape.chunks[at].start : tape.chunks[at].end]
    if not title.lower().endswith("s"):
        return None
    owners = [c.draft for c in tape.chunks[match.start("of") : match.end("of")] if c.draft]
    spans = [m.span() for m in re.finditer(r"[ci]{2,5}", match["names"])]
    if len(owners) != len(spans):
        return None
    base = match.start("names")
    chunks: list[Chunk] = []
    for owner, (a, b) in zip(owners, spans, strict=True):
        person = _person(tape, base + a, base + b, lexicon)
        if person is None:
            return None
        start, end = tape.chunks[base + a].start, tape.chunks[base + b - 1].end
        found.append(
            Post(
                person=person,
                title=title[:-1],
                of=owner.root,
                remit=None,
                former=False,
                start=tape.chunks[match.start()].start,
                end=end,
            )
        )
        chunks.append(Chunk(start, end, "P", tape.text[start:end].lower(), person))
    separator = Chunk(chunks[0].end, chunks[0].end, "a", "and")
    tape.chunks[match.start() : match.end()] = [chunks[0], separator, *chunks[1:]]
    tape.recode()
    return None


def _bare(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """Two to five capitalized words before a verb that only persons do, or before “who”."""
    first, last = match.start("name"), match.end("name")
    follows = tape.chunks[last].lower if last < len(tape.chunks) else ""
    known = lexicon.find(Kind.PERSON, tape.text[tape.chunks[first].start : tape.chunks[last - 1].end])
    speaks = match["next"] == "x" and follows in words.speech
    who = match["next"] == "," and last + 1 < len(tape.chunks) and tape.chunks[last + 1].lower == "who"
    if (
        known is None
        and not speaks
        and not who
        and not (_looks_like_person(tape.chunks[first:last], words) and tape.codes[max(first - 1, 0)] not in "ntF")
    ):
        return None
    return _made(tape, first, last, lexicon)


def _polite(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Mr. Jeng”: after an honorific even one name is a person; the honorific is no part of it."""
    first, last = match.start("name"), match.end("name")
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = _single(name, lexicon) if last - first == 1 else _person(tape, first, last, lexicon)
    if draft is None:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, "P", name.lower(), draft, "name", tape.chunks[match.start()].start, end)
    return match.start(), last, chunk


_SAID: Final = {
    "counterpart",
    "said",
    "added",
    "noted",
    "stressed",
    "stated",
    "emphasized",
    "explained",
    "remarked",
    "concluded",
    "commented",
}


def _said(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“…, said Amadou Diallo, …”: a name straight after a verb of saying."""
    if tape.chunks[match.start() - 1].lower not in _SAID:
        return None
    return _made(tape, match.start("name"), match.end("name"), lexicon)


def _alone(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Kasymaliev stressed …”: a surname whose bearer the article names nowhere in full."""
    chunk = tape.chunks[match.start()]
    if (
        tape.chunks[match.end() - 1].lower not in _SAID
        or len(chunk.lower) < 5
        or not chunk.lower.endswith(words.surname_endings)
    ):
        return None
    draft = _single(tape.text[chunk.start : chunk.end], lexicon)
    return (match.start(), match.start() + 1, Chunk(chunk.start, chunk.end, "P", chunk.lower, draft)) if draft else None


def _looks_like_person(chunks: list[Chunk], words: Vocabulary) -> bool:
    """A known given name first, or a surname's ending last."""
    if any(c.lower in words.never_persons or c.lower in words.portfolio for c in chunks) or len(chunks) > 4:
        return False
    first, last = chunks[0].lower, chunks[-1].lower
    return first in words.given_names or (len(last) > 4 and last.endswith(words.surname_endings))


def _with(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """After “X and …” where X is a person, or “met with …”."""
    first = match.start("name")
    before = tape.chunks[first - 2] if first > 1 else None
    if before is None or not (
        before.code == "P"
        or (tape.codes[first - 1] == "w" and before.lower in {"met", "talks", "meeting", "meetings", "negotiations"})
    ):
        return None
    return _made(tape, first, match.end("name"), lexicon)


def _of_organization(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“received Anna Berg of the Agency”: capitalized words after a verb that takes persons, before “of” and a body."""
    if tape.chunks[match.start() - 1].lower not in _TAKES_PERSONS:
        return None
    return _made(tape, match.start("name"), match.end("name"), lexicon)


def stated_posts(tapes: list[Tape], words: Vocabulary) -> list[Post]:
    """Posts that a sentence states: “where she is Deputy Director for Asia”. Runs once pronouns are resolved."""
    found: list[Post] = []
    for tape in tapes:
        for match in IS_POST.finditer(tape.codes):
            who, verb = tape.chunks[match.start("who")].draft, tape.chunks[match.start("verb")].lower
            if who is None or verb not in {"is", "serves", "heads"} or tape.codes[match.start("posts")] == "x":
                continue
            of = _employer(tape, match.start()) if "where" in tape.words(0, match.start()) else None
            for post in _parse(tape, match.start("posts"), match.end("posts"), who, words):
                found.append(replace(post, of=post.of or of))
    return found


def _employer(tape: Tape, before: int) -> Draft | None:
    """The institution that “where” points back to."""
    chunks = tape.chunks[max(0, before - 4) : before]
    if not any(c.lower == "where" for c in chunks):
        return None
    return next((c.draft.root for c in reversed(tape.chunks[:before]) if c.code == "I" and c.draft is not None), None)


def _made(tape: Tape, first: int, last: int, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    draft = _person(tape, first, last, lexicon)
    if draft is None:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    return first, last, Chunk(start, end, "P", tape.text[start:end].lower(), draft)
