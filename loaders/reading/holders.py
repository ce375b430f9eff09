"""Who holds which post, and whose post it is where the words beside the name do not say.

A minister without a country is one of the country that the article is about; “the bank, led by Governor X”, “whose
ambassador, X”, “Headed by Director-General X, the delegation …” tell it by what they are said of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft
from loaders.reading.posts import Post
from loaders.reading.tape import Tape

_BANKERS: Final = re.compile(
    r"^(?:executive president|director[- ]general|managing director|country (?:director|manager)|regional director"
    r"|resident representative|country representative|vice[- ]president|chief economist|operations director"
    r"|executive director|(?:\w+ )?mission chief|secretary[- ]general|head of mission)\b",
    re.IGNORECASE,
)
_GOVERNOR: Final = re.compile(r"^(?:president|governor|deputy governor|chairman|chairwoman|chair)$", re.IGNORECASE)
_STATE: Final = re.compile(
    r"\b(?:minister|premier|prime minister|attorney[- ]general|king|emir|speaker of parliament"
    r"|(?:finance|foreign|cabinet|permanent|principal|home) secretary)\b(?! (?:of state for|plenipotentiary))",
    re.IGNORECASE,
)
_OF_A_BODY: Final = re.compile(
    r"\b(?:bank|company|firm|fund|agency|union|association|chamber|university|corporation|group|board|council|"
    r"commission|organi[sz]ation|institution|foundation|lender)\b",
    re.IGNORECASE,
)
"""“The company's president”, “president of the firm”: no country's, whichever company that is."""
_AFTER: Final = re.compile(r"(?P<new>P)(?:,h[^.;\"PI]{1,12},|,?h?)(?P<verb>x{1,3}F?)(?P<old>P)")
_TAKES_OVER: Final = {
    verb + rest
    for verb in ("took over", "has taken over", "had taken over", "takes over", "inherited the post")
    for rest in (" from",)
} | {"succeeded", "succeeds", "has succeeded", "had succeeded", "replaced", "replaces", "has replaced", "who succeeded"}
_HEADED: Final = {"led", "headed", "chaired", "represented", "run", "managed", "co-chaired"}
_BODIES: Final = {"DevelopmentBank", "InternationalOrganization"}


def positions(posts: list[Post], tapes: list[Tape], builder: Builder, home: Draft | None) -> None:
    """Who holds which post. A title without its institution says nothing new where another mention has it."""
    full = {(p.person.root.order, p.title.lower()) for p in posts if p.of is not None}
    for post in posts:
        person = post.person.root
        if post.of is None and ((person.order, post.title.lower()) in full or _said_in_full(post, posts)):
            continue
        i = next((n for n in range(len(tapes) - 1, -1, -1) if tapes[n].sentence.start <= post.start), 0)
        of, rule = (post.of.root if post.of is not None else None), "post-by-name"
        if of is None:
            of, rule = _owner(post, posts, tapes, i, builder.drafts, home)
        builder.add(
            said.Position(
                person=entity(person),
                title=post.title,
                of=entity(of) if of else None,
                remit=post.remit,
                former=post.former,
                evidence=evidence(tapes[i]),
                rule=rule,
            ),
            person.order,
            post.title.lower(),
            of.order if of else None,
            post.former,
        )
    for post in _predecessors(posts, tapes):
        _add(post, "post-of-predecessor", tapes, builder)


def _said_in_full(post: Post, posts: list[Post]) -> bool:
    """“Minister Sarin” of whom the article says elsewhere that he is Minister of Finance."""
    short = set(post.title.lower().split())
    return any(
        p.person.root is post.person.root and p.former == post.former and short < set(p.title.lower().split())
        for p in posts
    )


def _predecessors(posts: list[Post], tapes: list[Tape]) -> list[Post]:
    """“Hornbeck, who took over from Odalys Ferrant”: she held the post that he has."""
    held = {p.person.root.order: p for p in reversed(posts) if not p.former}
    found: list[Post] = []
    for tape in tapes:
        for match in _AFTER.finditer(tape.codes):
            new, old = (tape.chunks[match.start(g)].draft for g in ("new", "old"))
            if new is None or old is None or tape.words(*match.span("verb")) not in _TAKES_OVER:
                continue
            post = held.get(new.root.order)
            if post is not None and old.root.order not in held:
                start, end = tape.chunks[match.start()].start, tape.chunks[match.end() - 1].end
                found.append(replace(post, person=old.root, former=True, start=start, end=end))
    return found


def _add(post: Post, rule: str, tapes: list[Tape], builder: Builder) -> None:
    person, of = post.person.root, post.of.root if post.of is not None else None
    tape = next((t for t in reversed(tapes) if t.sentence.start <= post.start), tapes[0])
    builder.add(
        said.Position(
            person=entity(person),
            title=post.title,
            of=entity(of) if of else None,
            remit=post.remit,
            former=post.former,
            evidence=evidence(tape),
            rule=rule,
        ),
        person.order,
        post.title.lower(),
        of.order if of else None,
        post.former,
    )


def _owner(
    post: Post, posts: list[Post], tapes: list[Tape], i: int, drafts: list[Draft], home: Draft | None
) -> tuple[Draft | None, str]:
    """Whose post it is, by what stands around it or by what the article is about, and the rule that says so."""
    near = _headed(post, tapes, i) or _its(post, tapes, i)
    if near is not None:
        return near, "post-of-headed"
    bodys = _OF_A_BODY.search(tapes[i].text, post.start, post.end)
    other = home is not None and any(_same_post(p, post) and p.of is not None and p.of.root is home for p in posts)
    president = post.title.lower() == "president" and not bodys
    if _STATE.search(post.title) or (president and home is not None and not other):
        return home, "post-of-country" if home is not None else "post-by-name"
    body = None if president and not other else _only_employer(post.title, drafts)
    taken = any(_same_post(p, post) and p.of is not None and body is p.of.root for p in posts)
    return (None, "post-by-name") if taken else (body, "post-of-only-body" if body is not None else "post-by-name")


def _headed(post: Post, tapes: list[Tape], i: int) -> Draft | None:
    """“the bank, led by Governor X”; “Headed by Director-General X, it …”: the body before, or of the last sentence."""
    tape = tapes[i]
    at = next((n for n, c in enumerate(tape.chunks) if c.outer_end > post.start), len(tape.chunks))
    if at < 2 or tape.codes[at - 1] != "b" or tape.chunks[at - 2].lower not in _HEADED:
        return None
    before = tape.chunks[: at - 2]
    if not before or (at == 2 and i):
        rest = [*tape.chunks[at:], *(tapes[i - 1].chunks if i else [])]
        return next((c.draft.root for c in rest if c.code == "I" and c.draft is not None), None)
    return next((c.draft.root for c in reversed(before) if c.code == "I" and c.draft is not None), None)


def _its(post: Post, tapes: list[Tape], i: int) -> Draft | None:
    """“Its Secretary General, X”: of the body that the sentence before begins with."""
    if not i or tapes[i].text[post.start : post.start + 4].lower() != "its ":
        return None
    before = [c.draft.root for c in tapes[i - 1].chunks if c.code == "I" and c.draft is not None]
    return next((d for d in before if d.cls != "NewsOutlet"), None)


def _same_post(one: Post, two: Post) -> bool:
    """Whether two persons are said to hold posts of one title."""
    return one.person.root is not two.person.root and one.title.lower() == two.title.lower()


def _only_employer(title: str, drafts: list[Draft]) -> Draft | None:
    """Whose “Director-General” or “Country Manager” is meant, in an article on one organization that has them."""
    if not _BANKERS.match(title) and not _GOVERNOR.match(title):
        return None
    classes = {"DevelopmentBank"} if _GOVERNOR.match(title) else _BODIES
    bodies = [
        d for d in drafts if d.kind is Kind.INSTITUTION and d.cls in classes and not d.owner and d.merged_into is None
    ]
    bodies.sort(key=lambda d: -sum(d.names.values()))
    if len(bodies) > 1 and sum(bodies[0].names.values()) < 2 * sum(bodies[1].names.values()):
        return None
    return bodies[0] if bodies else None
