"""One fact as a reader gave it: each field asked for by name, with its type, or refused with the reason."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NoReturn, Protocol, TypeGuard

from loaders.facts import Entity, Kind, Precision, Span

LONGEST: Final = 300
"""Code points of a name, a title, a measure: longer ones are no such thing."""
_DAY: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_FORM: Final = "2025-05-29, 2025-05, 2025, 2025-05-29/2025-05-30, 1992/ or /2031"


class Refusal(Exception):
    """Why a fact is not let in: a sentence without its full stop."""


class Cast(Protocol):
    """Who is who in the article."""

    def entity(self, kind: Kind, name: str) -> Entity:
        """The entity of that name; raises ``Refusal`` for one that the article does not know."""
        ...


class Given:
    """The fields of one fact; what is not asked for until ``all_known`` is asked is no field of its kind."""

    def __init__(self, fields: Mapping[str, object], cast: Cast) -> None:
        """``fields`` as JSON has them; ``cast`` knows the entities."""
        self._fields = fields
        self._cast = cast
        self._asked: set[str] = set()

    def value(self, name: str) -> object:
        """The field as it is; ``None`` where it is missing or null."""
        self._asked.add(name)
        return self._fields.get(name)

    def all_known(self) -> None:
        """Refuse fields that nobody asked for."""
        unknown = sorted(self._fields.keys() - self._asked)
        if unknown:
            known = ", ".join(sorted(self._asked))
            raise Refusal(f"there is no field {quoted(unknown[0])} in this kind of fact, which has {known}")

    def text(self, name: str) -> str:
        """A field of words, with single spaces."""
        value = self.value(name)
        if not isinstance(value, str):
            wrong(name, value, "a text")
        words = " ".join(value.split())
        if not words or len(words) > LONGEST or not words.isprintable():
            raise Refusal(f"its {name} has to be a text of 1 to {LONGEST} printable characters")
        return words

    def choice(self, name: str, options: Collection[str]) -> str | None:
        """One of several words, or nothing."""
        value = self.value(name)
        if value is None or (isinstance(value, str) and value in options):
            return value
        wrong(name, value, f"one of {', '.join(options)}")

    def one_of(self, name: str, options: Collection[str]) -> str:
        """One of several words, not left out."""
        value = self.choice(name, options)
        return value if value is not None else wrong(name, value, f"one of {', '.join(options)}")

    def flag(self, name: str) -> bool:
        """True or false; what is left out is false."""
        value = self.value(name)
        if value is None or isinstance(value, bool):
            return value or False
        wrong(name, value, "true or false")

    def number(self, name: str) -> float | None:
        """A number, or nothing; text that looks like one is none."""
        value = self.value(name)
        return None if value is None else _number(name, value)

    def numbers(self, name: str) -> tuple[float, ...]:
        """A list of numbers; none where it is left out."""
        value = self.value(name)
        return () if value is None else tuple(_number(name, item) for item in _items(name, value))

    def entity(self, name: str, *kinds: Kind) -> Entity:
        """A reference to an entity of one of the kinds."""
        return self._entity(name, self.value(name), kinds)

    def maybe(self, name: str, *kinds: Kind) -> Entity | None:
        """The same, or nothing."""
        value = self.value(name)
        return None if value is None else self._entity(name, value, kinds)

    def entities(self, name: str, *kinds: Kind) -> tuple[Entity, ...]:
        """A list of references; none where it is left out."""
        value = self.value(name)
        if value is None:
            return ()
        return tuple(dict.fromkeys(self._entity(name, item, kinds) for item in _items(name, value)))

    def span(self, name: str) -> Span | None:
        """A stretch of time, or nothing."""
        value = self.value(name)
        if value is None:
            return None
        if not isinstance(value, str) or value in ("", "/"):
            wrong(name, value, f"a time such as {_FORM}")
        begin, slash, end = value.partition("/")
        return time(name, begin or None, (end or None) if slash else begin)

    def _entity(self, name: str, value: object, kinds: Sequence[Kind]) -> Entity:
        if not is_object(value):
            wrong(name, value, 'a reference {"name": …, "type": …}')
        fields = Given(value, self._cast)
        words, kind = fields.text("name"), Kind(fields.one_of("type", [kind.value for kind in Kind]))
        fields.value("id")  # minted here, whatever the reader says
        fields.all_known()
        if kind not in kinds:
            raise Refusal(f"its {name} may not be a {kind}, but {' or '.join(kinds)}")
        return self._cast.entity(kind, words)


def time(name: str, begin: object, end: object) -> Span:
    """The stretch from the first to the last day of two dates as the format writes them, either of them open."""
    first, last = _date(name, begin), _date(name, end)
    if first is None and last is None:
        raise Refusal(f"its {name} has neither beginning nor end")
    days = [_bound(name, first, last=False), _bound(name, last, last=True)]
    if days[0] and days[1] and days[0] > days[1]:
        raise Refusal(f"its {name} ends before it begins")
    finest = max(sum(part is not None for part in found.groups()) for found in (first, last) if found)
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return Span(begin=days[0], end=days[1], precision=precisions[finest - 1])


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether a value is a list of JSON."""
    return isinstance(value, list)


def quoted(value: object) -> str:
    """Something that a reader gave, short enough for a message and without what a terminal obeys."""
    words = " ".join((value if isinstance(value, str) else repr(value)).split())
    shown = "".join(c if c.isprintable() else "\ufffd" for c in words)
    return f"“{shown if len(shown) <= 80 else shown[:79] + '…'}”"


def wrong(name: str, value: object, wanted: str) -> NoReturn:
    """Refuse a field for its type or term."""
    what = f"is {quoted(value)}" if value is not None else "is missing"
    raise Refusal(f"its {name} {what}, but has to be {wanted}")


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        wrong(name, value, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    return number if math.isfinite(number) else wrong(name, value, "a number that is finite")


def _items(name: str, value: object) -> Sequence[object]:
    return value if is_list(value) else wrong(name, value, "a list")


def _date(name: str, value: object) -> re.Match[str] | None:
    if value is None:
        return None
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    return found if found is not None else wrong(name, value, "a date such as 2025-05-29, 2025-05 or 2025")


def _bound(name: str, found: re.Match[str] | None, *, last: bool) -> date | None:
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        full = date(int(found["year"]), month or (12 if last else 1), day or 1)
    except ValueError:
        wrong(name, found[0], "a date that there is")
    return full if day or not last else full.replace(day=monthrange(year or 1, full.month)[1])
