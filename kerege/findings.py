"""What checks found, in words for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from graph.checks.causes import Cause, Saying
    from graph.checks.files import Check
    from graph.checks.running import Finding


def found_as_json(found: Iterable[Finding]) -> str:
    """The findings as a JSON array, with the sentences that they rest on."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def found_in_words(found: Sequence[Finding]) -> RenderableType:
    """The findings, check by check, each with its sentences and with what to do."""
    shown: list[RenderableType] = []
    number = 0
    for name, group in groupby(found, key=lambda one: one.check):
        each = list(group)
        shown += [Text(""), Text(f"{each[0].title} ({name})", style="bold"), Text(each[0].why)]
        for one in each:
            number += 1
            shown += [Text(""), Text(f"{number}. {one.sentence}"), *_below(one)]
    return Group(*shown[1:])


def list_of_checks(checks: Iterable[Check]) -> RenderableType:
    """What is checked, family by family."""
    shown: list[RenderableType] = []
    for family, group in groupby(checks, key=lambda one: one.family):
        shown += [Text(""), Text(family.value.capitalize(), style="bold")]
        for one in group:
            shown += [Text(one.name), Padding(Text(f"{one.title}. {one.why}"), (0, 0, 0, 4), expand=False)]
    return Group(*shown[1:])


def _below(one: Finding) -> Iterator[RenderableType]:
    for cause in one.causes:
        yield Padding(Text(f"– {_cause(cause)}"), (0, 0, 0, 3), expand=False)
        for saying in cause.sayings:
            yield Padding(Text(_saying(saying)), (0, 0, 0, 5), expand=False)
    for line in one.advice:
        yield Padding(Text(f"→ {line}"), (0, 0, 0, 3), expand=False)


def _cause(cause: Cause) -> str:
    if cause.sayings:
        return f"{cause.words}:"
    return f"{cause.words} ({cause.origin})" if cause.origin else cause.words


def _saying(saying: Saying) -> str:
    quoted = f"“{saying.sentence}” " if saying.sentence else ""
    whence = ", ".join(filter(None, (saying.publisher, saying.date, saying.title))) or saying.article
    return f"{quoted}({whence})"
