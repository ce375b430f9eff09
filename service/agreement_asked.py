"""What a request to the page of agreement asks for, and the addresses of what is near it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from graph.agreement import Wanted
from graph.comparing import AGREE, DIFFER
from graph.disagreements import told
from service.problems import Problem
from service.wording import counted

FACTS: Final = "facts"
FIGURES: Final = "figures"
MATTERS: Final = "matters"
NAMES: Final = (
    "kind", "verdict", "regarding", "entity", "class", "relation", "publisher", "since", "until", "sources", "page",
)  # fmt: skip
"""The parameters."""
CLASSES: Final[Mapping[str, str]] = {
    "Fact": "Plain facts", "Tenure": "Posts", "Deal": "Money", "Observation": "Figures", "Utterance": "Statements",
}  # fmt: skip
SIZES: Final = {FACTS: 20, FIGURES: 8, MATTERS: 10}
"""Facts, comparisons or matters on a page."""
_DEEPEST: Final = 500
"""Pages that can be turned to."""
_LONGEST: Final = 300
"""Characters of a value."""
_SOURCES: Final = re.compile(r"([0-9]{1,6})(-([0-9]{1,6})?)?")
_BUCKETS: Final = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 9), (10, 19), (20, 49), (50, None))
"""Numbers of sources that are told together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for."""

    values: Mapping[str, str]
    """As the address has them, empty ones left out."""
    page: int

    @property
    def kind(self) -> str:
        """``facts``, ``figures`` or ``matters``."""
        return self.values.get("kind", FACTS)

    @property
    def verdict(self) -> str:
        """``differ`` or ``agree``, of figures and matters."""
        return self.values.get("verdict", DIFFER)

    def get(self, name: str) -> str:
        """A value; empty if it is not given."""
        return self.values.get(name, "")

    def wanted(self, entities: tuple[str, ...]) -> Wanted:
        """The facts that are asked for; ``entities`` are what the name of the entity means."""
        least, most = _sources(self.get("sources"))
        return Wanted(
            entities=entities, kind=self.get("class"), relation=self.get("relation"), publisher=self.get("publisher"),
            since=self.get("since"), until=self.get("until"), least=least, most=most,
        )  # fmt: skip

    def query(self, **changes: str | None) -> str:
        """The query of an address that asks for the same but for some values; empty if there is nothing to say.

        Other values begin with the first page again.
        """
        values = {name: value for name, value in {**self.values, **changes}.items() if value and name != "page"}
        if changes.get("page") not in (None, "", "1"):
            values["page"] = str(changes["page"])
        ordered = [(str(name), values[name]) for name in NAMES if name in values]
        return f"?{urlencode(ordered)}" if ordered else "?"

    @property
    def narrowed(self) -> bool:
        """Whether not all facts are asked for."""
        return bool(set(self.values) - {"kind", "verdict", "page"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A line of the distribution."""

    title: str
    facts: int
    share: float
    """Of the longest, in percent."""
    query: str
    chosen: bool


def asked(values: Mapping[str, str]) -> Asked:
    """What an address asks for; raises ``Problem`` 400 for what cannot be asked."""
    known = {name: value.strip() for name, value in values.items() if name in NAMES and value.strip()}
    for name, value in known.items():
        if len(value) > _LONGEST:
            raise Problem(400, f"The value of “{name}” has more than {_LONGEST} characters, the limit.")
    _one_of(known, "kind", (FACTS, FIGURES, MATTERS))
    _one_of(known, "verdict", (DIFFER, AGREE))
    _one_of(known, "class", tuple(CLASSES))
    _one_of(known, "regarding", told.MATTERS)
    for name in ("since", "until"):
        if name in known and not _is_day(known[name]):
            raise Problem(400, f"“{known[name]}” is no day for “{name}”: write it as 2026-02-23.")
    _sources(known.get("sources", ""))
    page = known.get("page", "1")
    if not re.fullmatch("[0-9]{1,6}", page) or not 1 <= int(page) <= _DEEPEST:
        raise Problem(400, f"“page” is no number from 1 to {_DEEPEST}: ask for less, by entity or time.")
    return Asked(values=known, page=int(page))


def bars(asked: Asked, distribution: tuple[tuple[int, int], ...]) -> list[Bar]:
    """The distribution, large numbers of sources together."""
    found = list[tuple[int, int | None, int]]()
    for least, most in _BUCKETS:
        facts = sum(n for sources, n in distribution if sources >= least and (most is None or sources <= most))
        if facts:
            found.append((least, most, facts))
    longest = max((facts for _, _, facts in found), default=1)
    return [_bar(asked, least, most, facts, 100 * facts / longest) for least, most, facts in found]


def _bar(asked: Asked, least: int, most: int | None, facts: int, share: float) -> Bar:
    told = str(least) if least == most else f"{least}–{most}" if most else f"{least} or more"
    value = str(least) if least == most else f"{least}-{most or ''}"
    return Bar(
        title=f"{told} {counted(least, 'sources')}", facts=facts, share=max(share, 0.4),
        query=asked.query(sources=None if asked.get("sources") == value else value),
        chosen=asked.get("sources") == value,
    )  # fmt: skip


def _sources(value: str) -> tuple[int, int | None]:
    """The least and the most number of sources that “3”, “3-5” and “3-” stand for."""
    if not value:
        return 1, None
    found = _SOURCES.fullmatch(value)
    if found is None:
        raise Problem(400, f"“{value[:50]}” is no number of sources: write 3, 3-5, or 3- for three or more.")
    least = int(found[1])
    return least, least if found[2] is None else int(found[3]) if found[3] else None


def _one_of(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> None:
    if name in values and values[name] not in choices:
        raise Problem(400, f"“{name}” is one of {', '.join(choices)}.")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-02-23")
