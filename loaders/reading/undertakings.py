"""Names and descriptions of projects, frameworks and events, typed by their head nouns.

A road has a name (“the Almaty bypass road”), a programme may only have a description (“a program to connect remote
villages to the Internet”). Either counts when it tells the thing apart from others; “infrastructure projects” does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.reading import event_names, framework_names, numbered_roads, project_names
from loaders.reading.drafts import Lexicon
from loaders.reading.named_so import named_so
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary
from loaders.reading.works import long_names

Make = Callable[[Tape, re.Match[str]], tuple[int, int, Chunk] | None]


def undertakings(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse projects, frameworks and events on every tape."""
    stages: list[tuple[re.Pattern[str], Make]] = [
        (framework_names.QUOTED, lambda t, m: framework_names.quoted(t, m, words, lexicon)),
        (event_names.APPOSED, lambda t, m: event_names.apposed(t, m, words, lexicon)),
        (event_names.EVENT, lambda t, m: event_names.event(t, m, words, lexicon)),
        (project_names.ROUTE, lambda t, m: project_names.route(t, m, lexicon)),
        (project_names.ROUTE_AFTER, lambda t, m: project_names.route_after(t, m, lexicon)),
        (project_names.ROUTE_OF, lambda t, m: project_names.route_of(t, m, lexicon)),
        (numbered_roads.AFTER, lambda t, m: numbered_roads.after(t, m, lexicon)),
        (numbered_roads.BEFORE, lambda t, m: numbered_roads.before(t, m, lexicon)),
        (project_names.NUMBERED, lambda t, m: project_names.project(t, m, words, lexicon)),
        (project_names.TO_DO, lambda t, m: project_names.to_do(t, m, words, lexicon)),
        (framework_names.FOR_YEARS, lambda t, m: framework_names.for_years(t, m, words, lexicon)),
        (framework_names.FRAMEWORK, lambda t, m: framework_names.framework(t, m, words, lexicon)),
        (project_names.PROJECT, lambda t, m: project_names.project(t, m, words, lexicon)),
        (project_names.SECTION, lambda t, m: project_names.section(t, m, lexicon)),
        (event_names.OF_BODY, lambda t, m: event_names.of_body(t, m, words, lexicon)),
        (event_names.ORDINAL, lambda t, m: event_names.ordinal(t, m, words, lexicon)),
    ]
    long_names(tapes, lexicon)
    for pattern, make in stages:
        for tape in tapes:
            tape.rewrite(pattern, make)
    named_so(tapes, lexicon)
