"""Events with a name: each is one, with the date, the place and the fate that stand beside its name."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Span
from loaders.reading.chronicle import Chronicle
from loaders.reading.patterns import Clause
from loaders.reading.tape import Tape
from loaders.reading.whereabouts import fate

_AHEAD: Final = re.compile(
    r"\b(?:upcoming|forthcoming|preparations? (?:for|of)|preparing for|in the run-up to|documents for|next"
    r"|invitation to|invited [^.;]{0,30} to|ahead of"
    r"|(?:propose[sd]?|plans?|planned|intends?|agreed|wants?|offer(?:s|ed)|is|are|will) (?:to )?"
    r"(?:hold|host|convene|organi[sz]e))"
    r"(?: the| an?| attend the| take part in the| participate in the)?(?: \d+)?$"
)
_DAY_OF: Final = re.compile(
    r"(?:, (?:the )?(?:first|second|third|fourth|last|final|opening|closing) day of|, during"
    r"|, on the (?:sidelines|margins) of) (?:the )?$"
)
"""What ties the day before it to the event behind it: “on June 7, the second day of the forum”."""
_NOT_HELD: Final = re.compile(
    r"^(?: ,[^,]*,)?(?: \w+)? (?:(?:was|were|is|has|have|had|will|did|does|do)(?: not|n[’']t| never)|failed to|never) "
    r"(?:yet )?(?:been |be )?(?:held|hold|take place|took place|taken place|happen|convened?|open(?:ed)?)\b"
)
"""What denies a named event itself."""


def named_events(story: Chronicle, tape: Tape) -> None:
    """Every event with a name is an event; its date and place stand beside its name."""
    for i, chunk in enumerate(tape.chunks):
        if chunk.code != "E" or chunk.draft is None or not chunk.draft.root.names:
            continue
        if _NOT_HELD.match(" " + tape.words(i + 1, i + 12)):
            continue
        happening = story.named(chunk.draft, tape, "named-event")
        if tape not in happening.tapes and chunk.form == "name":
            happening.tapes.append(tape)
        after = tape.codes[i + 1 : i + 8]
        dates = [(j, s) for j, s in story.builder.spans(tape) if i < j <= i + 7]
        if dates and happening.date is None and re.match(r"\(?,?x{0,2}[unx]?D|\(?[,x]?[nu]L(?:,L)?[,un]?u?D", after):
            happening.date = dates[0][1]
        places = re.match(r",?\(?nL", after)
        if places and happening.place is None:
            happening.place = tape.chunks[i + places.end()].draft
        if happening.place is None and happening.draft.places:
            happening.place = next((p for p in happening.draft.places if p.cls == "City"), None)
        if happening.date is None and i and tape.codes[i - 1] == "y" and chunk.form == "name":
            happening.date = story.builder.span_of(tape.chunks[i - 1])
        if happening.date is None or happening.date.precision == "year":
            happening.date = _day_of(story, tape, i) or happening.date
        if _AHEAD.search(tape.words(max(0, i - 7), i)):
            happening.status = "planned"
        off = fate(Clause.of(tape).text[Clause.of(tape).starts()[i] :].partition(">")[2])
        happening.status = off if off != "held" else happening.status


def _day_of(story: Chronicle, tape: Tape, at: int) -> Span | None:
    """The day or days right before “…, during the forum” and “…, the second day of the forum”."""
    for i, span in story.builder.spans(tape):
        if i < at <= i + 8 and span.precision == "day" and _DAY_OF.search(tape.words(i + 1, at) + " "):
            return span
    return None
