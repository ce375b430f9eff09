"""Pronouns: “he” and “she” for persons, “it” for the one thing of the sentence before."""

from __future__ import annotations

from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft
from loaders.reading.tape import ENTITY, Tape

_IT_VERBS: Final = {
    "follows",
    "replaces",
    "succeeds",
    "builds",
    "covers",
    "runs",
    "aims",
    "will",
    "is",
    "provides",
    "includes",
    "supports",
    "envisages",
    "connects",
    "links",
}


_PREPOSITIONS: Final = frozenset(
    ("of", "with", "by", "for", "from", "to", "between", "and", "under", "as", "than", "like")
)
_SUCCEEDS: Final = {"follows", "replaces", "succeeds"}


def it(tape: Tape, before: Tape, earlier: list[Tape]) -> None:
    """“It follows the 2020–2025 program”: the one thing of the sentence before, or the framework last spoken of."""
    if len(tape.chunks) < 2 or tape.chunks[0].lower != "it" or tape.chunks[1].lower not in _IT_VERBS:
        return
    if tape.chunks[1].lower in _SUCCEEDS and "W" in tape.codes[2:]:
        before = next((t for t in earlier[::-1] if "W" in t.codes), before)
    things = list(dict.fromkeys(c.draft.root for c in before.chunks if c.code in "WJ" and c.draft is not None))
    things = [d for d in things if d.kind is Kind.FRAMEWORK] or things if tape.words(1, 2) in _SUCCEEDS else things
    if len(things) == 1 and tape.sentence.paragraph == before.sentence.paragraph:
        chunk = tape.chunks[0]
        chunk.code, chunk.draft, chunk.form = ENTITY[things[0].kind], things[0], "pronoun"
        tape.recode()


def pronouns(tapes: list[Tape]) -> None:
    """“he” and “she” are the person last spoken of as a subject, if one person is.

    A person whom the article has called “she” is not “he” later; in a relative clause the nearest person is meant.
    Whom the sentence before brings in, alone, comes before whoever was called so earlier.
    """
    subject: Draft | None = None
    fresh: Draft | None = None
    met: set[int] = set()
    paragraph = -1
    called: dict[int, str] = {}
    for tape in tapes:
        people = [c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None]
        fresh = fresh if tape.sentence.paragraph == paragraph else None
        for i, chunk in enumerate(tape.chunks):
            if chunk.lower not in {"he", "she"} or chunk.draft is not None:
                continue
            before = [c.draft.root for c in tape.chunks[:i] if c.code == "P" and c.draft is not None]
            if subject is not None and before and tape.words(0, 1) == "with" and set(before) != {subject}:
                before = []  # “With X, she went over …”: she is not X
            near = tape.words(max(0, i - 1), i) in {"where", "who", "whom", "when"}
            if tape.words(max(0, i - 1), i) == "whom":
                before = [d for d in before if d is not before[-1]]  # “Y, with whom she …”: she is not Y
            candidates = (before[::-1] if near else before) + ([subject] if subject else [])
            fitting = [d for d in candidates if called.get(d.order, chunk.lower) == chunk.lower]
            if fresh is not None and not before and fresh in fitting:
                fitting = [fresh]
                called.setdefault(fresh.order, chunk.lower)
            known = [d for d in fitting if called.get(d.order) == chunk.lower]
            referent = (
                next(iter(fitting), None)
                if before or not called
                else next(iter(known), None) or _called(tapes, called, chunk.lower) or next(iter(fitting), None)
            )
            if referent is not None:
                called[referent.order] = chunk.lower
                chunk.code, chunk.draft, chunk.form = "P", referent, "pronoun"
        tape.recode()
        named = {d.order: d for d in people}
        alone = len(named) == 1 and not met & named.keys() and _leads(tape)
        fresh = next(iter(named.values())) if alone else None
        met |= named.keys()
        paragraph = tape.sentence.paragraph
        if people:
            led = tape.words(0, 1) == "with" and len(people) == 1 and subject not in people
            subject = subject if led and subject is not None else people[0]


def _leads(tape: Tape) -> bool:
    """Whether the first person of a sentence can be its subject: behind no preposition, owning nothing."""
    at = tape.codes.find("P")
    before = tape.words(max(0, at - 1), at)
    return at >= 0 and before not in _PREPOSITIONS and tape.codes[at + 1 : at + 2] != "s"


def _called(tapes: list[Tape], called: dict[int, str], pronoun: str) -> Draft | None:
    """The only person whom the article has called so."""
    orders = [order for order, word in called.items() if word == pronoun]
    if len(orders) != 1:
        return None
    return next(
        (c.draft.root for t in tapes for c in t.chunks if c.draft is not None and c.draft.root.order == orders[0]), None
    )
