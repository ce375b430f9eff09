"""What belongs to a larger framework or project: told in one clause, or as a list that follows the framework's name."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.spoken_of import last_works
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

_WORKS: Final = re.compile(r"\b(?:projects|programs|programmes|operations|initiatives|investments|works)\b")
_DONE: Final = re.compile(
    r"\b(?:implemented|carried out|completed|financed|funded|approved|delivered|launched|supported|realized|realised"
    r"|under way"
    r"|underway|executed|built)\b"
)
_AMONG: Final = re.compile(r"(?:among them|they include|these include|examples are|among these)\b")
_NO_WHOLE: Final = {"Goals"}


def under(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """What belongs to which larger framework."""
    whole = hit.one("w")
    parts = [*hit.drafts("p"), *_works(hit)]
    for part in parts:
        _add(part, whole, (hit.clause.tape,), hit.rule.id, builder)


def under_both(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“the plan, into which both schemes have been written”: the two works last spoken of."""
    for hit in hits:
        works = [d for d in last_works(hit, tapes, 2) if d is not hit.one("w")]
        for work in works if len(works) == 2 else ():
            _add(work, hit.one("w"), (hit.clause.tape,), hit.rule.id, builder)


def _works(hit: Found) -> list[Draft]:
    """The projects that follow in the same list."""
    numbers = re.findall(r"<J(\d+)>", hit.match.groupdict().get("rest") or "")
    return [d.root for n in numbers if (d := hit.clause.tape.chunks[int(n)].draft) is not None]


def _add(part: Draft, whole: Draft | None, tapes: tuple[Tape, ...], rule: str, builder: Builder) -> None:
    if whole is None or part is whole or whole.cls in _NO_WHOLE:
        return
    builder.add(
        said.Under(project=entity(part), framework=entity(whole), evidence=evidence(*tapes), rule=rule),
        part.order,
        whole.order,
    )


def listed(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“14 projects were implemented, including the A–B road and …” under the framework that was named just before."""
    for hit in hits:
        works = _works(hit)
        tape = hit.clause.tape
        words = tape.words(0, len(tape.chunks))
        i = next((n for n, t in enumerate(tapes) if t is tape), 0)
        before = tapes[i - 1] if i else None
        if _AMONG.match(words) and before is not None:  # “Among them are …”: what the sentence before counts
            words = before.words(0, len(before.chunks))
        if not works or not _WORKS.search(words) or not _DONE.search(words):
            continue
        under = re.search(r"<W(\d+)> ,? ?under which\b[^<>]*(?:<[ILQD]\d+>[^<>]*){0,4}$", hit.match["before"])
        own = (
            _frameworks([under[1]], tape) if under else _frameworks(re.findall(r"<W(\d+)>", hit.match["before"]), tape)
        )
        if not own and before is not None:
            own = _frameworks([str(n) for n, c in enumerate(before.chunks) if c.code == "W"], before)
        if len(own) != 1:
            continue
        evidenced = (tape,) if before is None else (before, tape)
        for work in works:
            _add(work, own[0], evidenced, hit.rule.id, builder)


def _frameworks(numbers: list[str], tape: Tape) -> list[Draft]:
    drafts = [tape.chunks[int(n)].draft for n in numbers]
    return list(dict.fromkeys(d.root for d in drafts if d is not None and d.root.cls not in {"Agreement", *_NO_WHOLE}))
