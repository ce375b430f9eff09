"""Numbers with their units: money, percentages, multiples, measures, years, and counted things.

A number is found by one regular expression; what stands before it (currency, ``over``) and after it (``million``,
``kilometers``, ``permanent jobs``, ``annually``) is then read from tables. Nothing is looked for where no number is.

A range (``$10–15 million``) is one quantity: its value is the lower end, its bound ``min``, its ``high`` the upper end;
``ends`` gives both. An amount with its equivalent in another currency (``€40 million ($43 million)``) is two
quantities, and ``equivalents`` tells which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from loaders.facts import Bound
from loaders.reading.bounds import NO_QUANTITY, Amount, Measured, bound_after, bound_before, quantity, words_before
from loaders.reading.counting import noun_after
from loaders.reading.document import Quantity, Sentence, When
from loaders.reading.numerals import NUMERAL, numeral, numeral_value
from loaders.reading.shares import fractions, multiples
from loaders.reading.tables import lowered, plain, table
from loaders.reading.units import (
    CODES,
    MONEY,
    MONEY_AFTER,
    MONEY_SCALE,
    MONEY_SCALES,
    SCALE,
    SCALES,
    SYMBOLS,
    UNIT_AFTER,
    UNITS,
)

_TABLE: Final = table("quantities")
_LABELS: Final = frozenset[str](_TABLE["counted"]["labels"])

_SIGNS: Final = re.escape("".join(sorted({symbol for symbol in SYMBOLS if len(symbol) == 1})))
_FIND: Final = re.compile(
    rf"(?:(?<![\w.])(?P<currency>(?:u\.?s\.? |[a-z]{{0,3}})[{_SIGNS}](?:us(?![a-z]))?|[a-z]{{2,4}}\.?)-? {{0,2}}(?=\d)"
    rf"|(?<![\w.,/-])(?P<minus>-(?=\d))?(?={NUMERAL}))"
)
"""A numeral, with the word before it if that may be a currency: far faster than to try every currency everywhere."""
_TO: Final = re.compile(
    rf"(?P<sep> ?- ?| to (?:-(?=\d))?| and )(?:(?<= to )(?:some|about|around|nearly|almost"
    rf"|over) )?(?:(?P<currency>[a-z.]{{0,4}}[{_SIGNS}]|[a-z]{{3}}) {{0,2}})?(?={NUMERAL})"
)
_NOT_YEARS: Final = re.compile(r" (?:old|of age|ago|earlier|later|before)\b|-old")
_VOWEL: Final = re.compile("[aeiouy]")
_CLOCK: Final = re.compile(r":\d\d(?!\d)")
_TIGHT: Final = (":", "+", "#")
"""Marks that touch a number which counts nothing: clock times, telephone numbers."""
_OFTEN: Final = re.compile(r" (?:a|per|each|every|in a) (?:year|month|week|day)\b")


def flattened(text: str, sentences: Sequence[Sentence]) -> str:
    """The text, of the same length, with one kind of space, and line breaks inside sentences made spaces."""
    flat = plain(text)
    if not any("\n" in flat[s.start : s.end] or "\r" in flat[s.start : s.end] for s in sentences):
        return flat
    pieces: list[str] = []
    at = 0
    for sentence in sentences:
        pieces += (flat[at : sentence.start], flat[sentence.start : sentence.end].replace("\r", " ").replace("\n", " "))
        at = sentence.end
    return "".join([*pieces, flat[at:]])


def quantities(text: str, start: int = 0, *, taken: Iterable[When] = ()) -> tuple[Quantity, ...]:
    """All quantities of ``text[start:]`` in order, none overlapping another or a date that is ``taken``.

    Plain years, ordinals, labels (``Article 5``, ``Kambarata-1``), ages, clock times and telephone numbers are none.
    """
    low = lowered(text)
    flat = plain(text)
    busy = [(when.start, when.end) for when in taken]
    found: list[Quantity] = []
    for share in sorted([*fractions(low, start), *multiples(low, start)]):
        if not found or share.start >= found[-1].end:
            found.append(share)
    busy = sorted([*busy, *((q.start, q.end) for q in found)])
    found += _numbers(flat, low, start, busy)
    return tuple(sorted(found))


def _numbers(flat: str, low: str, start: int, busy: list[tuple[int, int]]) -> Iterator[Quantity]:
    """The quantities that begin with a numeral, outside the ``busy`` stretches."""
    at, next_busy = start, 0
    while match := _FIND.search(low, at):
        core = match.start()
        while next_busy < len(busy) and busy[next_busy][1] <= core:
            next_busy += 1
        numeral_at = match.end()
        if next_busy < len(busy) and busy[next_busy][0] <= numeral_at:
            at = max(busy[next_busy][1], core + 1)
            continue
        limit = busy[next_busy][0] if next_busy < len(busy) else len(low)
        made, after = _read(flat, low, match, limit)
        if made is not None and made.end <= limit:
            yield made
        at = max(after, core + 1)


def _read(flat: str, low: str, match: re.Match[str], limit: int) -> tuple[Quantity | None, int]:
    """The quantity whose currency or numeral begins with ``match``, and where to go on."""
    core, money = match.start(), _currency(flat, match)
    if match["currency"] and not money:
        if flat[core : match.end()].isalpha():  # letters that touch the digits: no number
            return None, match.end() + 1
        core = match.end()
    first = _amount(low, match.end(), money=bool(money))
    if first is None or first.end > limit:
        return None, match.end() + 1
    before = words_before(low, core)
    ends = _range(low, first, before, bool(money), limit, minus=bool(match["minus"]))
    unit = _unit(flat, low, ends[-1], money)
    if unit and unit.family in ("number", "money") and (changed := _changed(flat, low, first, before, money)):
        ends, unit = (changed[0],), changed[1]
    if unit is None or unit.end > limit:
        return None, ends[-1].end
    bound, start = bound_before(low, core, before, ends[0], unit)
    if low[core - 1 : core] in _TIGHT or not _allowed(before, ends[0], unit, bound):
        return None, ends[-1].end
    negative = (bool(match["minus"]) or before.endswith("minus")) and unit.unit in ("°C", "percent")
    values = [(-a.value if negative else a.value) * unit.factor for a in ends]
    if match["minus"] and not negative:  # a dash
        core, start = core + 1, start if start < core else core + 1
    return quantity(low, start, core, values, ends[0].step * unit.factor, unit, bound), unit.end


def _currency(flat: str, match: re.Match[str]) -> str | None:
    """The currency before a numeral; codes count in capitals only, but “Rwf 5” is no word either."""
    symbol = match["currency"]
    if not symbol:
        return None
    code = SYMBOLS.get(symbol)
    written = flat[match.start() : match.start() + 3]
    if code and symbol.upper() in CODES and not written.isupper() and (_VOWEL.search(symbol) or not written.istitle()):
        return None
    return code


def _amount(low: str, at: int, *, money: bool) -> Amount | None:
    """The numeral at ``at`` with its scale."""
    found = numeral(low, at)
    if found is None:
        return None
    value, step, end, scaled = found.value, found.step, found.end, False
    pattern, scales = (MONEY_SCALE, MONEY_SCALES) if money else (SCALE, SCALES)
    if not money and (short := MONEY_SCALE.match(low, end)) and MONEY_AFTER.match(low, short.end()):
        pattern, scales = MONEY_SCALE, MONEY_SCALES  # “500m euros”
    for _ in range(2):  # “five hundred thousand”
        match = pattern.match(low, end)
        if match is None or (scaled and len(match["word"]) < 3):  # “$12 million B loan”
            break
        factor = scales[match["word"]]
        value, step, end, scaled = value * factor, step * factor, match.end(), True
    return Amount(value, step, end, scaled, found.word, found.year)


def _range(low: str, first: Amount, before: str, money: bool, limit: int, *, minus: bool = False) -> tuple[Amount, ...]:
    """The amount alone, or both ends of a range: “10–15 million”, “between $10 million and $15 million”."""
    match = _TO.match(low, first.end)
    if match is None or match.end() > limit or (match["currency"] and not (money and match["currency"] in SYMBOLS)):
        return (first,)
    word = before.rpartition(" ")[2]
    if match["sep"] == " to -" and not minus:
        return (first,)
    if (match["sep"] == " and ") != (word == "between") or (match["sep"] == " to " and word == "from"):
        return (first,)
    second = _amount(low, match.end(), money=money)
    if second is None:
        return (first,)
    if second.scaled and not first.scaled:
        factor = second.value / (numeral_value(low, match.end()) or 1)
        first = first._replace(value=first.value * factor, step=first.step * factor)
    if second.value <= first.value or (first.word != second.word and match["sep"] != " to "):
        return (first,)
    return first, second


def _changed(flat: str, low: str, first: Amount, before: str, money: str | None) -> tuple[Amount, Measured] | None:
    """The first of two states of a change, with scale and unit of the second: “from 5 to 10 million tons”."""
    match = _TO.match(low, first.end)
    if match is None or match["sep"] != " to " or not before.endswith("from") or first.scaled:
        return None
    second = _amount(low, match.end(), money=bool(money))
    unit = _unit(flat, low, second, money) if second else None
    if second is None or unit is None or (match["currency"] and not money):
        return None
    factor = second.value / (numeral_value(low, match.end()) or 1) if second.scaled else 1
    return first._replace(value=first.value * factor, step=first.step * factor), unit._replace(end=first.end)


def _unit(flat: str, low: str, amount: Amount, money: str | None) -> Measured | None:
    """What the number is of; ``None`` where letters that are no unit touch it (``5G``, ``six-year``)."""
    at = amount.end
    if _CLOCK.match(low, at):
        return None
    after = MONEY_AFTER.match(low, at)
    if money:
        twice = after is not None and MONEY[_spaced(after["word"])] == money and "$" not in after["word"]
        return _finished(low, Measured(money, "money", after.end() if after and twice else at))
    if after and _is_money(flat, after, amount):
        return _finished(low, Measured(MONEY[_spaced(after["word"])], "money", after.end()))
    early = bound_after(low, at)
    if early:
        at = early[1]
    measured = _measure(low, amount, at)
    if measured is NO_QUANTITY:
        return None
    if measured is None and (at == len(low) or not (low[at].isalnum() or low[at] in "-_°%²³")):
        counted = noun_after(flat, low, at)
        if counted:
            measured = Measured(counted.noun, "count", at if counted.named else counted.end)
        else:
            measured = Measured("", "number", at)
    if measured is None:
        return None
    return measured._replace(bound=early[0]) if early else _finished(low, measured)


def _measure(low: str, amount: Amount, at: int) -> Measured | None:
    """A unit of the table after the number that ends at ``at``; ``NO_QUANTITY`` where it makes an age or the like."""
    match = UNIT_AFTER.match(low, at)
    if match is None:
        return None
    symbol, factor = UNITS[_spaced(match["word"])]
    if symbol == "years":
        if match["gap"] == "-" or _NOT_YEARS.match(low, match.end()) or (amount.year and not amount.scaled):
            return NO_QUANTITY
        return Measured(symbol, "years", match.end(), factor)
    if symbol == "times":
        if _OFTEN.match(low, match.end()) or (match["word"] == "times" and match["gap"] == "-"):
            return NO_QUANTITY
        return Measured(symbol, "times", match.end(), factor)
    if len(match["word"]) == 1 and match["word"].isalpha() and (amount.word or match["gap"] == "-"):
        return None
    return Measured(symbol, "percent" if symbol == "percent" else "measure", match.end(), factor)


def _is_money(flat: str, after: re.Match[str], amount: Amount) -> bool:
    """Whether the word after a number is a currency here: codes in capitals, and no “$” that begins the next amount."""
    word = after["word"]
    if word.upper() in CODES and word in SYMBOLS:
        return flat[after.start("word") : after.end("word")].isupper()
    if word in SYMBOLS:
        following = flat[after.end() : after.end() + 2].strip(" ")
        return not word.isalpha() and not following[:1].isdigit()
    return word not in ("sum", "sums", "som") or amount.scaled or not amount.word


def _finished(low: str, measured: Measured) -> Measured:
    """With a bound that follows the unit: ``$5 million or more``."""
    late = bound_after(low, measured.end)
    return measured._replace(bound=late[0], end=late[1]) if late else measured


def _spaced(words: str) -> str:
    """Single spaces between words, as the tables have them."""
    return " ".join(words.split(" ")) if "  " not in words else " ".join(words.split())


def _allowed(before: str, amount: Amount, unit: Measured, bound: Bound) -> bool:
    """Whether this is a quantity at all: no year, no label, no bare ``one``."""
    if unit.family not in ("count", "number"):
        return True
    word = before.rpartition(" ")[2].lstrip("(\"'")
    if word in _LABELS or before.endswith(("№", "#", "no.")):
        return False
    if amount.word and amount.value < 2 and not amount.scaled:
        return False
    if amount.year and not amount.scaled:
        return unit.family == "count" and (bound is not Bound.EXACT or amount.value < 1900)
    return True


def ends(quantity: Quantity) -> tuple[tuple[float, Bound], ...]:
    """The value with its bound; of a range, both ends: (10, min) and (15, max)."""
    if quantity.bound is Bound.MIN and quantity.low is not None and quantity.high is not None:
        return (quantity.low, Bound.MIN), (quantity.high, Bound.MAX)
    return ((quantity.value, quantity.bound),)


_EQUIVALENT: Final = re.compile(r"(?: ?[(\[]|, or| or|,? equivalent to|,? the equivalent of)(?: ?[a-z.]{1,14}){0,3} ?")


def equivalents(text: str, found: Sequence[Quantity]) -> tuple[tuple[Quantity, Quantity], ...]:
    """Pairs of an amount and the same amount in another currency: ``€40 million ($43 million)``."""
    low = lowered(text)
    money = [q for q in found if q.family == "money"]
    return tuple(
        (one, other)
        for one, other in pairwise(money)
        if one.unit != other.unit and other.start - one.end < 60 and _EQUIVALENT.fullmatch(low, one.end, other.core)
    )
