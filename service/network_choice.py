"""What part of the network a request asks for: read from its address, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from graph.network.choosing import DEEPEST, Choice
from graph.network.contract import DEFAULT_PREDICATES
from graph.network.selecting import MOST
from service.problems import Problem

NAMES: Final[Mapping[str, str]] = {
    "around": "names or IRIs of the things whose neighborhood is asked for",
    "depth": f"how many facts away from them, 0 to {DEEPEST}; 1 if not given",
    "since": "a day such as 2025-01-31: facts that held or were reported then or later",
    "until": "a day: facts that held or were reported then or before",
    "min_sources": "facts that at least so many independent texts state",
    "relation": "relations by their names in the ontology, such as metWith",
    "class": "classes of things by their names in the ontology, such as Person or DevelopmentBank",
    "most": f"at most so many things, the best sourced ones; {MOST:,} at most",
}
"""The parameters, with what they mean."""
_SEVERAL: Final = ("around", "relation", "class")
"""Parameters that may be given several times."""
_NUMBERS: Final = {"depth": (0, DEEPEST), "min_sources": (1, 1_000_000), "most": (1, MOST)}
SCHEMAS: Final[Mapping[str, Mapping[str, object]]] = {
    **{name: {"type": "array", "items": {"type": "string", "minLength": 1}} for name in _SEVERAL},
    **{name: {"type": "integer", "minimum": low, "maximum": high} for name, (low, high) in _NUMBERS.items()},
    **{name: {"type": "string", "format": "date"} for name in ("since", "until")},
}
"""What values the parameters take, as JSON Schema says it."""
_AROUND: Final = 20
"""Things that one request asks about at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A part of the network as it is asked for; names as they were typed."""

    around: tuple[str, ...] = ()
    depth: int = 1
    since: date | None = None
    until: date | None = None
    min_sources: int = 1
    relations: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    most: int

    def choice(self, around: Sequence[str]) -> Choice:
        """The same for the graph; ``around`` are the IRIs of the things that are named."""
        return Choice(
            around=around,
            depth=self.depth,
            since=self.since,
            until=self.until,
            min_sources=self.min_sources,
            predicates=self.relations or DEFAULT_PREDICATES,
            classes=self.classes,
        )

    @property
    def narrowed(self) -> bool:
        """Whether more is said than what it is about."""
        return bool(self.since or self.until or self.min_sources > 1 or self.relations or self.classes)

    @property
    def query(self) -> str:
        """What an address says after its question mark to ask for the same again; two that ask the same are equal."""
        plain: list[tuple[str, str | int | date | None]] = [
            ("depth", self.depth if self.around and self.depth != 1 else None),
            ("since", self.since),
            ("until", self.until),
            ("min_sources", self.min_sources if self.min_sources != 1 else None),
            ("most", self.most),
        ]
        said = [("around", one) for one in self.around]
        said += [(name, str(value)) for name, value in plain[:-1] if value is not None]
        said += [("relation", one) for one in self.relations] + [("class", one) for one in self.classes]
        return urlencode([*said, ("most", str(self.most))])

    @property
    def title(self) -> str:
        """What is asked for, in a line."""
        return f"Around {' and '.join(self.around)}" if self.around else "Who works with whom"


def asked(request: Request, most: int) -> Asked:
    """What a request asks for; ``most`` things unless it says. Raises ``Problem`` 400 with what is expected."""
    values = _values(request)
    if len(values["around"]) > _AROUND:
        raise Problem(400, f"A network is drawn around {_AROUND} things at most: name fewer.")
    numbers = {name: _number(name, values[name]) for name in _NUMBERS}
    depth, sources, count = (numbers[name] for name in ("depth", "min_sources", "most"))
    return Asked(
        around=values["around"],
        depth=1 if depth is None else depth,
        since=_day("since", values["since"]),
        until=_day("until", values["until"]),
        min_sources=sources or 1,
        relations=tuple(sorted(values["relation"])),
        classes=tuple(sorted(values["class"])),
        most=count or most,
    )


def _values(request: Request) -> dict[str, tuple[str, ...]]:
    """The values by parameter, each once, empty ones left out."""
    values: dict[str, dict[str, None]] = {name: {} for name in NAMES}
    try:
        said = request.scope["query_string"].decode("ascii")
        pairs = parse_qsl(said, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise Problem(400, "The parameters are not in UTF-8, or there are more than 200.") from error
    for name, value in pairs:
        if name not in values:
            raise Problem(400, f"There is no parameter “{name[:100]}” here; there are {', '.join(NAMES)}.")
        if value.strip():
            values[name][value.strip()] = None
    for name, given in values.items():
        if len(given) > 1 and name not in _SEVERAL:
            raise Problem(400, f"There are several values of {name}, and one can be answered.")
    return {name: tuple(given) for name, given in values.items()}


def _number(name: str, given: Sequence[str]) -> int | None:
    low, high = _NUMBERS[name]
    for value in given:
        if not (value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high):
            raise Problem(400, f"“{value[:100]}” is no value of {name}: write a number from {low} to {high:,}.")
        return int(value)
    return None


def _day(name: str, given: Sequence[str]) -> date | None:
    for value in given:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Problem(400, f"“{value[:100]}” is no value of {name}: write a day such as 2025-01-31.") from None
    return None
