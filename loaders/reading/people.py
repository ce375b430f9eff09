"""Persons: by their posts, by honorifics and verbs of saying, by given names and surnames, by what stands before."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading import persons_named
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.people_phrases import first_names, people_phrases
from loaders.reading.posts import LONG, POST, POSTS, Post, parsed
from loaders.reading.stated_posts import HOLDER
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_POST: Final = re.compile(POST)
NAME: Final = r"(?:A?[ci](?:-?[ciA]){1,5}|Ac|c)"
BEFORE: Final = re.compile(
    rf"(?P<posts>{POSTS})(?:\([MckRGxA]{{1,4}}\))?(?P<comma>,?)H*(?P<name>P|{NAME})(?P<of>od?[LI]|fL(?=[axn,.wub]))?(?P<close>,(?=[^T]))?"
)
AFTER: Final = re.compile(
    rf"(?P<name>P|{LONG}),(?P<posts>{POSTS})(?:,(?P<body>I)(?=[,.;aou]|$)|(?P<close>[,.;]|(?=[xaho])|$))"
)
PLURAL: Final = re.compile(r"d?Tod?(?P<of>[LI](?:,[LI])*ad?[LI]),(?P<names>[ci]{2,5}(?:,[ci]{2,5})*a[ci]{2,5}),?")
TOGETHER: Final = re.compile(r"(?P<post>T)(?P<names>[ci]{2,5}(?:,[ci]{2,5})*,?a[ci]{2,5})(?![ckMGRVI-])")
BARE: Final = re.compile(rf"(?P<name>{LONG})(?P<next>[^ckMGRVI-]|$)")
POLITE: Final = re.compile(r"H+(?P<name>A?c(?:-?[ci]){0,3})(?!-?c)")
SAID: Final = re.compile(rf"(?<=x)(?P<name>{LONG})(?P<next>[,.]|$)")
ALONE: Final = re.compile(r"(?<![cCMkiA-])(?P<name>c)(?P<next>x)")
OF_COUNTRY: Final = re.compile(rf"(?P<name>{LONG})(?=\\([LI]\\))")
BESIDE: Final = re.compile(rf"(?P<name>{LONG})(?=,?ad?P)")
WITH: Final = re.compile(rf"(?<=[wba])(?P<name>{LONG})(?P<next>[xh,s.]|$)")
OF_ORG: Final = re.compile(r"(?<=x)(?P<name>c(?:-?[ci]){1,3})(?P<next>o)d?I")
_LISTED: Final = re.compile(rf"{POST},H*[ci-]*$")
_TITLED: Final = re.compile(rf"{POST}H*$")
_NEXT: Final = re.compile(r"H*(?:P|c(?:-?[ci])+)(?:,|$|\.|a)")
_NEXT_POST: Final = re.compile(rf"{POST},H*(?:P|c(?:-?[ci])+)")
_AREAS: Final = {"region", "subregion", "area", "department", "division", "group", "constituency", "countries"}
"""Words that end a territory or a unit: “Vice President for the South Asia Region”."""


def people(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> list[Post]:
    """Collapse persons with their posts, surest first; answer the posts in the order of the text."""
    found: list[Post] = []
    for tape in tapes:
        tape.rewrite(PLURAL, lambda t, m: _plural(t, m, lexicon, found))
        tape.rewrite(TOGETHER, lambda t, m: _together(t, m, lexicon, found))
        tape.rewrite(AFTER, lambda t, m: _posted(t, m, words, lexicon, found))
        tape.rewrite(BEFORE, lambda t, m: _posted(t, m, words, lexicon, found))
    for tape in tapes:
        tape.rewrite(AFTER, lambda t, m: _posted(t, m, words, lexicon, found))
        tape.rewrite(POLITE, lambda t, m: persons_named.polite(t, m, words, lexicon))
        tape.rewrite(SAID, lambda t, m: persons_named.said(t, m, lexicon))
        tape.rewrite(HOLDER, lambda t, m: persons_named.holder(t, m, words, lexicon))
        tape.rewrite(BARE, lambda t, m: persons_named.bare(t, m, words, lexicon))
        tape.rewrite(WITH, lambda t, m: persons_named.beside(t, m, lexicon))
        tape.rewrite(OF_COUNTRY, lambda t, m: persons_named.made(t, m.start("name"), m.end("name"), lexicon))
        tape.rewrite(BESIDE, lambda t, m: persons_named.made(t, m.start("name"), m.end("name"), lexicon))
        tape.rewrite(OF_ORG, lambda t, m: persons_named.of_organization(t, m, lexicon))
        people_phrases(tape, words, lambda t, first, last: persons_named.made(t, first, last, lexicon))
    _surnames(tapes, lexicon)
    first_names(tapes, lexicon)
    for tape in tapes:
        tape.rewrite(ALONE, lambda t, m: persons_named.alone(t, m, words, lexicon))
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
            for size in (3, 2, 1) if tape.chunks[at].code in "cCi" else ():
                chunks = tape.chunks[at : at + size]
                if len(chunks) < size or any(c.code not in "cC-i" for c in chunks) or chunks[-1].code == "-":
                    continue
                surface = tape.text[chunks[0].start : chunks[-1].end].lower()
                known = last.get(surface, [])
                if len(known) == 1:
                    chunk = Chunk(chunks[0].start, chunks[-1].end, "P", surface, known[0], "part")
                    chunk.parts = tuple(chunks)
                    tape.chunks[at : at + size] = [chunk]
                    break
        tape.recode()


def _posted(
    tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon, found: list[Post]
) -> tuple[int, int, Chunk] | None:
    first, last = match.start("name"), match.end("name")
    if tape.codes[last - 1] == "A":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    single = last - first == 1 and match["name"] != "P"
    if single and (match["comma"] if "comma" in match.groupdict() else True):
        return None
    before = match.start("posts") < first
    body = tape.chunks[match.start("body")].draft if not before and match["body"] else None
    if body is not None and body.root.cls == "NewsOutlet":
        return None
    if not before and ((match["close"] == "," and _listed(tape, match)) or _of_many(tape, match)):
        return None
    if not before and not match["close"] and body is None and re.fullmatch(r"d?T", match["posts"]):
        return None  # “With Al-Harbi, the minister signed …”
    if before and not single and first == last - 1 and tape.codes[first] != "P":
        return None
    if single and (not _capital_post(tape, match) or name.lower() in _AREAS):
        return None
    draft = persons_named.single(name, lexicon) if single else persons_named.person(tape, first, last, lexicon)
    if draft is None:
        return None
    owner = tape.chunks[match.end("of") - 1].draft if before and match["of"] else None
    if body is not None:
        owner = body
    if owner is None and match.start() > 1 and tape.chunks[match.start() - 1].lower == "whose":
        owner = next((c.draft for c in reversed(tape.chunks[: match.start() - 1]) if c.code in "LI" and c.draft), None)
    last_post = match.end("posts") if before else _own_posts(tape, match)
    posts = parsed(tape, match.start("posts"), last_post, draft, words, owner, lexicon)
    if not posts and not before:
        return None
    found += posts
    draft.posts += [p.title for p in posts]
    draft.employers += [p.of.root for p in posts if p.of is not None]
    start, end = match.start(), match.end()
    if not before and last_post < match.end("posts"):
        end = last_post
    elif match["close"] and (not before or not match["comma"] or match["close"] != ","):
        end = match.end("close") if not before and match["close"] == "," else end - len(match["close"])
    if before and match["close"] and end == match.end("close") and _NEXT_POST.match(tape.codes, end):
        end = match.start("close")
    if end == match.end() and not before and match["close"] and match["close"] in ".;":
        end = match.start("close")
    chunks = tape.chunks[first:last]
    chunk = Chunk(
        chunks[0].start, chunks[-1].end, "P", name.lower(), draft, chunks[0].form if chunks[0].code == "P" else "name"
    )
    chunk.outer_start, chunk.outer_end = tape.chunks[start].outer_start, tape.chunks[end - 1].outer_end
    return start, end, chunk


def _of_many(tape: Tape, match: re.Match[str]) -> bool:
    """“X, representatives of A and …”: others than X."""
    first, last = match.span("posts")
    return any(c.code == "T" and c.lower.endswith("s") for c in tape.chunks[first:last])


def _listed(tape: Tape, match: re.Match[str]) -> bool:
    """“the minister of A, X, the minister of B, Y”: a post between two commas is the next name's, as X's was."""
    chunk, has = tape.chunks[match.start("name")], tape.codes[: match.start("name")]
    told = chunk.outer_start < chunk.start and "," in tape.text[chunk.outer_start : chunk.start]
    titled = match["posts"][0] == "d" and (chunk.outer_start < chunk.start or _TITLED.search(has) is not None)
    return _NEXT.match(tape.codes, match.end()) is not None and (told or titled or _LISTED.search(has) is not None)


def _own_posts(tape: Tape, match: re.Match[str]) -> int:
    """Where a person's own posts end: in “X, Director of A, and Minister of B, Y” the minister is Y."""
    if match["close"] != "," or not re.match(r"H*[ci]{2}", tape.codes[match.end() :]):
        return match.end("posts")
    codes = match["posts"]
    join = next((i for i in range(len(codes) - 1, 0, -1) if codes[i] == "a" and _POST.fullmatch(codes[i + 1 :])), 0)
    while join and match["posts"][join - 1] == ",":
        join -= 1
    return match.start("posts") + join if join else match.end("posts")


def _capital_post(tape: Tape, match: re.Match[str]) -> bool:
    at = match.end("posts") - 1
    chunk = tape.chunks[at]
    return tape.text[chunk.start].isupper() or chunk.code != "T"


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
        person = persons_named.person(tape, base + a, base + b, lexicon)
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


def _together(tape: Tape, match: re.Match[str], lexicon: Lexicon, found: list[Post]) -> tuple[int, int, Chunk] | None:
    """“Prime Ministers Hun Sen and Fumio Kishida”: each holds the post."""
    at = match.start("post")
    title = tape.text[tape.chunks[at].start : tape.chunks[at].end]
    if not title.endswith("s") or not title[0].isupper():
        return None
    base = match.start("names")
    for item in [*re.finditer(r"[ci]{2,5}", match["names"])][::-1]:
        first, last = base + item.start(), base + item.end()
        person = persons_named.person(tape, first, last, lexicon)
        if person is None:
            return None
        start, end = tape.chunks[first].start, tape.chunks[last - 1].end
        found.append(Post(person=person, title=title[:-1], of=None, remit=None, former=False, start=start, end=end))
        tape.chunks[first:last] = [Chunk(start, end, "P", tape.text[start:end].lower(), person)]
    del tape.chunks[at]
    tape.recode()
    return None
