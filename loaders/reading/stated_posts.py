"""Posts that a sentence states: who is, became or was what, who heads what, and who followed whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.facts import Kind
from loaders.reading.commitment import reserved
from loaders.reading.drafts import Draft
from loaders.reading.posts import LONG, POST, POSTS, Post, parsed
from loaders.reading.tape import Tape
from loaders.reading.vocabulary import Vocabulary

_VERB: Final = r"(?P<verb>[xm]{1,5}(?:dxo)?)"
_STATED: Final = re.compile(rf"(?P<who>P)(?:,?h)?{_VERB}(?P<posts>{POSTS})(?=[,.;xanfFuD]|$)")
HOLDER: Final = re.compile(rf"(?P<name>{LONG}){_VERB}{POST}")
"""Capitalized words that are said to be, or to have been, in a post."""
_IS: Final = re.compile(
    r"^(?:also |currently |now )?(?:is|is still|is again|is also|is now|remains|serves as|works as|has been"
    r"|holds the post of|became|has become|took (?:over|office|up (?:his|her) duties) as|assumed office as"
    r"|(?:was|has been|had been) (?:re-?)?(?:appointed|elected|named|confirmed|chosen|sworn in)(?: as)?)$"
)
_WAS: Final = re.compile(
    r"^(?:had |has )?(?:previously |formerly |earlier |once )?(?:was|been|served as|worked as|served|was previously"
    r"|was formerly|resigned|stepped down|retired|quit|(?:was|has been) (?:dismissed|removed|fired|sacked|ousted)"
    r"|is no longer|no longer|ceased to be)(?: previously| formerly)?(?: as)?$"
)
_CHOSEN: Final = frozenset({"appointed", "elected", "named", "reappointed", "re-elected", "confirmed"})
"""Words that are read with the post: “was [elected president]”."""
_HEADS: Final = re.compile(r"(?P<who>P)(?:,?h)?(?P<verb>[xT]{1,3})d?(?P<of>[IL])(?!s?[xmk]?[mk]|,?a[IL])(?P<after>s)?")
_LEADS: Final = re.compile(
    r"^(?:also |currently |now )?(?:heads|leads|chairs|runs|presides over|has (?:headed|led|chaired|run)|is heading"
    r"|is leading|headed|led|chaired)$"
)
_OFFICES: Final = frozenset({"representation", "delegation"})
"""What of an institution is led in its name: “who heads the bank's representation in A”."""
_PAST: Final = frozenset({"headed", "led", "chaired"})
_FOLLOWED: Final = re.compile(r"(?P<old>P)(?:,h)?(?P<verb>x{1,3})b(?P<new>P)")
_SUCCEEDED: Final = re.compile(rf"(?P<new>P)(?:,?h)?(?P<verb>x{{1,2}})(?P<old>P)(?P<as>x)(?P<posts>{POSTS})")
_TOOK_OVER: Final = re.compile(rf"(?P<new>P)(?:,?h)?(?P<verb>x{{3,4}})(?P<posts>{POSTS})F(?P<old>P)")
_TAKES: Final = re.compile(r"^(?:has |had )?(?:(?:succeed|replac)(?:ed|s|es)|(?:took|takes|taken) over as)$")
_BY: Final = re.compile(r"^(?:who )?(?:was|has been|had been|is) (?:replaced|succeeded)$")


def says_post(words: str) -> bool:
    """Whether the words between a name and a post say that the one holds, held or does not hold the other."""
    words = re.sub(r"\b(?:not|never)(?: (?:yet|even))?\b ?|n[’']t\b", "", words).strip()
    return bool(_IS.match(words) or _WAS.match(words))


def stated_posts(tapes: list[Tape], words: Vocabulary) -> list[Post]:
    """Posts that a sentence states, present or past: “where she is Deputy Director for Asia”, “who previously served
    as Minister of Finance”, “who heads the Harbor Fund”. Runs once pronouns are resolved.
    """
    found: list[Post] = []
    for tape in tapes:
        for match in _STATED.finditer(tape.codes):
            who, verb = tape.chunks[match.start("who")].draft, _verb(tape, match)
            past = bool(_WAS.match(verb)) and not _IS.match(verb)
            if who is None or not (past or _IS.match(verb)) or reserved(tape, match.start("verb")):
                continue
            of = _employer(tape, match.start()) if "where" in tape.words(0, match.start()) else None
            for post in parsed(tape, match.start("posts"), match.end("posts"), who, words):
                found.append(replace(post, of=post.of or of, former=post.former or past))
        found += _heads(tape)
        found += _handed_over(tape, words)
    return found


def _handed_over(tape: Tape, words: Vocabulary) -> list[Post]:
    """“X succeeded Y as governor of Z”, “X took over as governor of Z from Y”: the one holds what the other held."""
    found: list[Post] = []
    for match in [*_SUCCEEDED.finditer(tape.codes), *_TOOK_OVER.finditer(tape.codes)]:
        new, old = (tape.chunks[match.start(group)].draft for group in ("new", "old"))
        link = tape.words(*match.span("as")) if "as" in match.re.groupindex else "as"
        if new is None or old is None or link != "as" or not _TAKES.match(tape.words(*match.span("verb"))):
            continue
        posts = parsed(tape, *match.span("posts"), new, words)
        found += [*posts, *(replace(p, person=old.root, former=True) for p in posts)]
    return found


def followed(posts: list[Post], tapes: list[Tape]) -> list[Post]:
    """The posts, where “X was replaced by Y” has made those of X former ones and given them to Y."""
    result = list(posts)
    for tape in tapes:
        for match in _FOLLOWED.finditer(tape.codes):
            old, new = (tape.chunks[match.start(group)].draft for group in ("old", "new"))
            if old is None or new is None or not _BY.match(tape.words(*match.span("verb"))):
                continue
            held = {p.person.root.order for p in result if not p.former}
            left = [p for p in result if p.person.root is old.root and not p.former]
            result = [replace(p, former=True) if p in left else p for p in result]
            if new.root.order not in held:
                start, end = tape.chunks[match.start()].start, tape.chunks[match.end() - 1].end
                result += [replace(p, person=new.root, start=start, end=end) for p in left[:1]]
    return result


def _verb(tape: Tape, match: re.Match[str]) -> str:
    """The words between a person and a post, with those that the post's own words begin with."""
    first = tape.chunks[match.start("posts")].lower.split(" ", 1)[0]
    verb = tape.words(*match.span("verb"))
    return f"{verb} {first}" if first in _CHOSEN else verb


def _heads(tape: Tape) -> list[Post]:
    """“X, who heads the Harbor Fund”: head of it. What is led of an institution (its team) is none."""
    found: list[Post] = []
    for match in _HEADS.finditer(tape.codes):
        who, of = (tape.chunks[match.start(group)].draft for group in ("who", "of"))
        verb = tape.words(*match.span("verb"))
        office = not match["after"] or tape.words(match.end(), match.end() + 1) in _OFFICES
        if who is None or of is None or not office or of.root.kind is not Kind.INSTITUTION:
            continue
        if not _LEADS.match(verb) or reserved(tape, match.start("verb")):
            continue
        start, end = tape.chunks[match.start()].start, tape.chunks[match.end() - 1].end
        past = verb in _PAST
        found.append(Post(person=who, title="head", of=of.root, remit=None, former=past, start=start, end=end))
    return found


def _employer(tape: Tape, before: int) -> Draft | None:
    """The institution that “where” points back to."""
    chunks = tape.chunks[max(0, before - 4) : before]
    if not any(c.lower == "where" for c in chunks):
        return None
    return next((c.draft.root for c in reversed(tape.chunks[:before]) if c.code == "I" and c.draft is not None), None)
