"""Approvals: by a board, a parliament or a government, of a thing with a name or of money."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.meetings import status
from loaders.reading.patterns import Found
from loaders.reading.signings import bind
from loaders.reading.whereabouts import OVER_YEARS, date_near, settle

_HOUSE: Final = re.compile(
    r"\b(?:board|parliament|senate|assembly|council|directors|governors|cabinet|congress|house|diet|duma|majlis"
    r"|seimas|knesset|bundestag|committee)\b"
)
"""Words of bodies whose business it is to approve."""
_ACTS: Final = re.compile(
    r"\b(?:loans?|credits?|grants?|projects?|operations?|agreements?|contracts?|bills?|treaties|conventions"
    r"|programmes|programs|guarantees?|packages|documents|protocols)$"
)
"""What is approved in numbers: “two external loans”."""


def _counted(hit: Found) -> str:
    """“two external loans”: what a number counts, if that is something one approves; else empty."""
    chunks = hit.chunks("q")
    words = chunks[0].lower if chunks else ""
    return words if _ACTS.search(words) else ""


def of_money(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The loan was approved by the board last June”, “the loan had passed the board”."""
    tape, body = hit.clause.tape, hit.one("a")
    if any(h.cls == "Approval" and tape in h.tapes for h in story.happenings):
        return None
    text = tape.words(0, len(tape.chunks))
    named = hit.match.groupdict()
    if body is None and named.get("body"):
        body = _board(story, named["body"])
    thing = hit.one("w")
    what = thing.name if thing is not None else (named.get("what") or _counted(hit)).strip(" ,")
    if hit.rule.id == "that-of-approved-by":
        what = "financing"
    house = body is not None and _HOUSE.search(body.name.lower()) is not None
    if body is None or not what or ("house" in hit.rule.set and not house) or OVER_YEARS.search(text):
        return None
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, tape, status(hit))
    settle(story, happening, hit)
    happening.place = None
    if happening.date is None and not house:
        story.happenings.remove(happening)
        return None
    happening.join(body, tape)
    return None


def ahead(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The board is to consider it in November”: an approval that is planned, of what the sentences before name."""
    body, thing, tape = hit.one("a"), hit.one("w"), hit.clause.tape
    if thing is None:
        before = [c for t in story.tapes[max(0, story.at - 2) : story.at] for c in t.chunks]
        named = [c.draft.root for c in before if c.draft is not None and c.code in "WJ"]
        thing = named[-1] if named else None
    if body is None or thing is None or not _HOUSE.search(body.name.lower()):
        return None
    happening = story.make("Approval", f"approval of the {thing.name}", hit.rule.id, tape, "planned")
    settle(story, happening, hit)
    happening.place = None
    if happening.date is None:
        story.happenings.remove(happening)
        return None
    happening.join(body, tape)
    return None


def in_session(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The committee approved the plan of work”: an approval at the session of that committee told before."""
    word, named = hit.match["body"] or "", hit.one("a")
    sessions = [h for h in story.happenings if h.cls == "Meeting"]
    sessions = [h for h in sessions if (named in h.agents if named is not None else word in h.draft.name.lower())]
    session = sessions[-1] if sessions else None
    thing = hit.one("w")
    what = thing.name if thing is not None else _plain(hit, hit.match.groupdict().get("what") or "")
    if session is None or session.status != "held" or not what:
        return None
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, hit.clause.tape, status(hit))
    bodies = [a for a in session.agents if a.kind is Kind.INSTITUTION and word in a.name.lower()]
    for body in [named] if named is not None else bodies:
        happening.join(body, hit.clause.tape)
    settle(story, happening, hit)
    happening.during, happening.date = session.draft, happening.date or session.date
    happening.place, happening.place_shared = session.place, True
    return None


def _plain(hit: Found, words: str) -> str:
    """The words of a match with the chunks that stand in it as symbols."""
    chunks = hit.clause.tape.chunks
    return " ".join(re.sub(r"<[A-Z](\d+)>", lambda m: chunks[int(m[1])].lower, words).split())


def pronoun(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“They were approved by the council”: of what the sentence before counts or names."""
    body, before = hit.one("a"), story.tapes[story.at - 1] if story.at else None
    if body is None or before is None:
        return None
    counted = [c.lower for c in before.chunks if c.code == "Q" and _ACTS.search(c.lower)]
    named = [c.draft.root.name for c in before.chunks if c.draft is not None and c.code in "WJ"]
    what = next(iter([*counted, *named[-1:]]), None)
    if what is None:
        return None
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, hit.clause.tape, status(hit))
    happening.join(body, hit.clause.tape)
    settle(story, happening, hit)
    happening.place = None
    days = [s for _, s in story.builder.spans(before) if s.precision == "day"]
    happening.date = happening.date or (days[0] if days else None)
    return None


def _board(story: Chronicle, word: str) -> Draft | None:
    """“its directors”: the board of the bank last named."""
    for tape in reversed(story.tapes[max(0, story.at - 2) : story.at + 1]):
        for chunk in reversed(tape.chunks):
            owner = chunk.draft.root if chunk.draft is not None and chunk.code == "I" else None
            if owner is None or owner.cls not in {"DevelopmentBank", "InternationalOrganization"}:
                continue
            known = [d for d in story.lexicon.of(Kind.INSTITUTION) if d.owner is not None and d.owner.root is owner]
            board = next((d for d in known if _HOUSE.search(d.name.lower())), None)
            if board is not None:
                return board.root
            made = story.lexicon.described(Kind.INSTITUTION, "Organization", f"{owner.name} board")
            made.owner = owner
            return made
    return None


def approval(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The Board approved …”: an approval by a body, of a thing with a name or of money."""
    body, thing = hit.one("a"), hit.one("w")
    if body is not None and "board" in hit.rule.set:
        owner = body
        body = story.lexicon.described(Kind.INSTITUTION, "Organization", f"{owner.name} board")
        body.owner = owner
    named = hit.match.groupdict()
    if house := named.get("body") or named.get("house"):
        body = story.lexicon.described(Kind.INSTITUTION, "Organization", house)
        if thing is not None and thing.kind is Kind.FRAMEWORK and story.home is not None:
            bind(story, hit, thing, [story.home])
    when = date_near(story.builder, hit.clause.tape, *hit.bounds())
    of_years = thing is None and OVER_YEARS.search(hit.clause.tape.words(0, len(hit.clause.tape.chunks)))
    if of_years and (when is None or when.precision != "day"):
        return None
    what = thing.name if thing is not None else (named.get("what") or _counted(hit)).strip(" ,")
    told = any(
        h.cls == "Approval" and hit.clause.tape in h.tapes and body in h.agents and hit.rule.id != h.rule
        for h in story.happenings
    )
    if body is None or not what or body is thing or (thing is None and told):
        return None
    target = hit.one("t")
    what = f"{what} to {target.name}" if target is not None else what
    known = next((h for h in story.happenings if thing is not None and h.draft.name == f"approval of the {what}"), None)
    if known is not None and body in known.agents and hit.rule.id.startswith("that-"):
        return None
    happening = story.make("Approval", f"approval of the {what}", hit.rule.id, hit.clause.tape, status(hit))
    happening.join(body, hit.clause.tape)
    settle(story, happening, hit)
    happening.place = None
    if thing is not None and thing.kind is Kind.FRAMEWORK and body.cls in {"Government", "Country", "Ministry"}:
        bind(story, hit, thing, [body])
    return None
