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
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.facts import Bound
from loaders.reading.counting import noun_after
from loaders.reading.document import Quantity, Sentence, When
from loaders.reading.numerals import NUMERAL, numeral, numeral_value
from loaders.reading.tables import either, lowered, plain, table
from loaders.reading.units import CODES, MONEY, MONEY_AFTER, MONEY_SCALE, MONEY_SCALES, SCALE, SCALES, SYMBOLS, UNIT_AFTER, UNITS

_TABLE: Final = table("quantities")
_LABELS: Final = frozenset[str](_TABLE["counted"]["labels"])

_FIND: Final = re.compile(
    rf"(?:(?<![\w.])(?P<currency>{either(SYMBOLS)})-? {{0,2}}|(?<![\w.,/-])(?P<minus>-(?=\d))?)(?={NUMERAL})"
)
_TO: Final = re.compile(rf"(?P<sep> ?- ?| to | and )(?P<currency>{either(SYMBOLS)} {{0,2}})?(?={NUMERAL})")
_NOT_YEARS: Final = re.compile(r" (?:old|of age|ago|earlier|later|before)\b|-old")
_OFTEN: Final = re.compile(r" (?:a|per|each|every|in a) (?:year|month|week|day)\b")
_PER_YEAR: Final = re.compile(
    r"(?P<gap>(?: (?:in|of|for|to|on)(?: [a-z-]{1,20}){1,3})?)"
    r" {1,3}(?:annually|yearly|per year|each year|every year|per annum|a year(?! (?:ago|earlier|later|before|after|since|and)\b))(?!\w)"
)
_PLUS: Final = re.compile(rf"\+(?!\d)| {{0,1}}{either(w for w in _TABLE['bounds']['min_after'] if w != '+')}(?!\w)")
_AT_MOST: Final = re.compile(rf" {either(_TABLE['bounds']['max_after'])}(?!\w)")
_OR_SO: Final = re.compile(rf" {either(_TABLE['bounds']['approx_after'])}(?!\w)")
_HAS_TIME: Final = frozenset(
    (
        "for",
        "of",
        "is",
        "are",
        "was",
        "were",
        "lasted",
        "lasts",
        "spans",
        "spanning",
        "after",
        "with",
        "last",
        "took",
        "takes",
    )
)
_TIMES_OF: Final = frozenset(("years", "days", "weeks", "months", "hours", "decades"))

_PARTS: Final[dict[str, int]] = _TABLE["parts"]
_FRACTION: Final = re.compile(
    r"(?<![\w-])(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|[1-9])[- ]"
    rf"(?P<d>{either(w for w in _PARTS if w != 'half')})|half)(?![\w-])(?! of an? (?:{either(SCALES)}))"
)
_AFTER_FRACTION: Final = re.compile(r" of (?!(?:the )?(?:19|20)\d\d|the year)|[.,;:)]|$| (?:more|less|higher|lower)\b")
_AFTER_HALF: Final = re.compile(r" (?:of (?!(?:19|20)\d\d|the year)|the |its |their |as (?:much|many)\b)")
_BEFORE_HALF: Final = frozenset(
    ("by", "in", "nearly", "almost", "about", "over", "than", "only", "just", "roughly", "around")
)
_MULTIPLES: Final[dict[str, int]] = _TABLE["multiples"]
_MULTIPLE: Final = re.compile(
    rf"(?<![\w-])(?P<word>{either([*_MULTIPLES, *(w.replace('fold', '-fold') for w in _MULTIPLES)])})(?![\w-])"
)
_BEFORE_DOUBLE: Final = frozenset(
    (
        "to",
        "will",
        "would",
        "could",
        "can",
        "should",
        "must",
        "may",
        "might",
        "by",
        "and",
        "more",
        "nearly",
        "almost",
        "than",
    )
)
_AFTER_TWICE: Final = re.compile(r" (?:as|the|that|more|what|its|their|larger|higher)\b")


class _Amount(NamedTuple):
    """A numeral with its scale: the value, the size of its last significant digit, and where it ends."""

    value: Decimal
    step: Decimal
    end: int
    scaled: bool
    word: bool
    year: bool


class _Measured(NamedTuple):
    """What a number is of, and where the words for it end; ``bound`` where they say one (``1,000+``)."""

    unit: str
    family: str
    end: int
    factor: Decimal = Decimal(1)
    bound: Bound | None = None


_NONE: Final = _Measured("", "", 0)


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
    for quantity in sorted([*_fractions(low, start), *_multiples(low, start)]):
        if not found or quantity.start >= found[-1].end:
            found.append(quantity)
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
        quantity, after = _read(flat, low, match, limit)
        if quantity is not None and quantity.end <= limit:
            yield quantity
        at = max(after, core + 1)


def _read(flat: str, low: str, match: re.Match[str], limit: int) -> tuple[Quantity | None, int]:
    """The quantity whose currency or numeral begins with ``match``, and where to go on."""
    core, symbol = match.start(), match["currency"]
    money = SYMBOLS[symbol] if symbol else None
    if money and symbol.isalpha() and symbol.upper() in CODES and not flat[core : core + 3].isupper():
        money, core = None, match.end()
    first = _amount(low, match.end(), money=bool(money))
    if first is None or first.end > limit:
        return None, match.end() + 1
    before = _before(low, core)
    ends = _range(low, first, before, bool(money), limit)
    unit = _unit(flat, low, ends[-1], money)
    if unit is None or unit.end > limit:
        return None, ends[-1].end
    bound, start = _bound_before(low, core, before, ends[0], unit)
    if not _allowed(before, ends[0], unit, bound):
        return None, ends[-1].end
    negative = bool(match["minus"]) and unit.unit in ("°C", "percent")
    values = [(-a.value if negative else a.value) * unit.factor for a in ends]
    start = core + 1 if match["minus"] and not negative and start == core else start
    return _made(low, start, core, values, ends[0].step * unit.factor, unit, bound), unit.end


def _before(low: str, core: int) -> str:
    """The words of the same line before ``core``, without the space that follows them."""
    return low[max(0, core - 60) : core].rpartition("\n")[2].rstrip(" ")


def _amount(low: str, at: int, *, money: bool) -> _Amount | None:
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
        if match is None:
            break
        factor = scales[match["word"]]
        value, step, end, scaled = value * factor, step * factor, match.end(), True
    return _Amount(value, step, end, scaled, found.word, found.year)


def _range(low: str, first: _Amount, before: str, money: bool, limit: int) -> tuple[_Amount, ...]:
    """The amount alone, or both ends of a range that it begins: “10–15 million”, “between $10 million and $15 million”."""
    match = _TO.match(low, first.end)
    if match is None or match.end() > limit or (match["currency"] and not money):
        return (first,)
    word = before.rpartition(" ")[2]
    if (match["sep"] == " and ") != (word == "between") or (match["sep"] == " to " and word == "from"):
        return (first,)
    second = _amount(low, match.end(), money=money)
    if second is None:
        return (first,)
    if second.scaled and not first.scaled:
        factor = second.value / numeral_value(low, match.end())
        first = first._replace(value=first.value * factor, step=first.step * factor)
    if second.value <= first.value or (first.word != second.word and match["sep"] != " to "):
        return (first,)
    return first, second


def _unit(flat: str, low: str, amount: _Amount, money: str | None) -> _Measured | None:
    """What the number is of; ``None`` where letters that are no unit touch it (``5G``, ``six-year``)."""
    at = amount.end
    after = MONEY_AFTER.match(low, at)
    if money:
        twice = after is not None and MONEY[_spaced(after["word"])] == money and "$" not in after["word"]
        return _finished(low, _Measured(money, "money", after.end() if after and twice else at))
    if after and _is_money(flat, after, amount):
        return _finished(low, _Measured(MONEY[_spaced(after["word"])], "money", after.end()))
    early = _bound_after(low, at)
    if early:
        at = early[1]
    measured = _measure(low, amount, at)
    if measured is _NONE:
        return None
    if measured is None and (at == len(low) or not (low[at].isalnum() or low[at] in "-_°%²³")):
        counted = noun_after(flat, low, at)
        if counted:
            measured = _Measured(counted.noun, "count", at if counted.named else counted.end)
        else:
            measured = _Measured("", "number", at)
    if measured is None:
        return None
    return measured._replace(bound=early[0]) if early else _finished(low, measured)


def _measure(low: str, amount: _Amount, at: int) -> _Measured | None:
    """A unit of the table after the number that ends at ``at``; ``_NONE`` where it makes the number no quantity (an age)."""
    match = UNIT_AFTER.match(low, at)
    if match is None:
        return None
    symbol, factor = UNITS[_spaced(match["word"])]
    if symbol == "years":
        if match["gap"] == "-" or _NOT_YEARS.match(low, match.end()) or (amount.year and not amount.scaled):
            return _NONE
        return _Measured(symbol, "years", match.end(), factor)
    if symbol == "times":
        if _OFTEN.match(low, match.end()) or (match["word"] == "times" and match["gap"] == "-"):
            return _NONE
        return _Measured(symbol, "times", match.end(), factor)
    if len(match["word"]) == 1 and match["word"].isalpha() and (amount.word or match["gap"] == "-"):
        return None
    return _Measured(symbol, "percent" if symbol == "percent" else "measure", match.end(), factor)


def _is_money(flat: str, after: re.Match[str], amount: _Amount) -> bool:
    """Whether the word after a number is a currency here: codes in capitals, and no “$” that begins the next amount."""
    word = after["word"]
    if word.upper() in CODES and word in SYMBOLS:
        return flat[after.start("word") : after.end("word")].isupper()
    if word in SYMBOLS:
        following = flat[after.end() : after.end() + 2].strip(" ")
        return not word.isalpha() and not following[:1].isdigit()
    return word not in ("sum", "sums", "som") or amount.scaled or not amount.word


def _finished(low: str, measured: _Measured) -> _Measured:
    """With a bound that follows the unit: ``$5 million or more``."""
    late = _bound_after(low, measured.end)
    return measured._replace(bound=late[0], end=late[1]) if late else measured


def _bound_after(low: str, at: int) -> tuple[Bound, int] | None:
    for pattern, bound in ((_PLUS, Bound.MIN), (_AT_MOST, Bound.MAX), (_OR_SO, Bound.APPROX)):
        match = pattern.match(low, at)
        if match:
            return bound, match.end()
    return None


def _spaced(words: str) -> str:
    """Single spaces between words, as the tables have them."""
    return " ".join(words.split(" ")) if "  " not in words else " ".join(words.split())


def _bounds_by_last_word() -> dict[str, list[tuple[str, Bound]]]:
    found: dict[str, list[tuple[str, Bound]]] = {}
    for name in (Bound.MIN, Bound.MAX, Bound.APPROX):
        for phrase in _TABLE["bounds"][name]:
            found.setdefault(phrase.split()[-1], []).append((phrase, name))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


_BOUNDS: Final = _bounds_by_last_word()
_VERBS: Final = frozenset(("exceed", "exceeds", "exceeded", "exceeding", "surpassed", "surpassing", "starting from"))
_FILLERS: Final = (
    "a total of",
    "the total of",
    "a further",
    "an additional",
    "another",
    "additional",
    "a combined",
    "the equivalent of",
    "the",
    "a",
)


def _bound_before(low: str, core: int, before: str, amount: _Amount, unit: _Measured) -> tuple[Bound, int]:
    """The bound that the words before the number give, and where they begin (``core`` if there are none)."""
    if unit.bound:
        return unit.bound, core
    found = _bound_phrase(before)
    if found is None:
        for filler in _FILLERS:
            if before.endswith(" " + filler):
                found = _bound_phrase(before[: -len(filler)].rstrip(" "))
                break
    if found is None or not _bounds_really(found, before, amount, unit):
        return Bound.EXACT, core
    phrase, bound, length = found
    if phrase in _VERBS:  # the verb stays free
        return bound, core
    return bound, core - (len(low[max(0, core - 60) : core].rpartition("\n")[2]) - length) - len(phrase)


def _bound_phrase(before: str) -> tuple[str, Bound, int] | None:
    """The bound phrase that ``before`` ends with, and the length of ``before``."""
    word = before.rpartition(" ")[2].lstrip("(\"'")
    if before.endswith(("~", "≈")):
        return before[-1], Bound.APPROX, len(before)
    for phrase, bound in _BOUNDS.get(word, ()):
        if before.endswith(phrase) and (len(before) == len(phrase) or not before[-len(phrase) - 1].isalnum()):
            return phrase, bound, len(before)
    return None


def _bounds_really(found: tuple[str, Bound, int], before: str, amount: _Amount, unit: _Measured) -> bool:
    """Whether the words bound the number: “over six years” is a time, “under two agreements” a place in a plan."""
    phrase = found[0]
    if phrase == "over" and (unit.family == "years" or unit.unit in _TIMES_OF):
        return before[: -len(phrase)].rstrip(" ").rpartition(" ")[2] in _HAS_TIME
    if phrase in ("under", "around", "above", "below", "about") and unit.family in ("count", "number"):
        return amount.scaled or amount.value >= (20 if phrase != "about" else 3)
    return True


def _allowed(before: str, amount: _Amount, unit: _Measured, bound: Bound) -> bool:
    """Whether this is a quantity at all: no year, no label, no bare ``one``."""
    if unit.family not in ("count", "number"):
        return True
    word = before.rpartition(" ")[2].lstrip("(\"'")
    if word in _LABELS or before.endswith(("№", "#", "+", ":", "no.")):
        return False
    if amount.word and amount.value < 2 and not amount.scaled:
        return False
    if amount.year and not amount.scaled:
        return unit.family == "count" and (bound is not Bound.EXACT or amount.value < 1900)
    return True


def _made(
    low: str, start: int, core: int, values: list[Decimal], step: Decimal, unit: _Measured, bound: Bound
) -> Quantity:
    """The quantity, with what its bound and its last significant digit say of the real number."""
    end, per_year = unit.end, False
    if unit.family != "years" and (match := _PER_YEAR.match(low, unit.end)):
        per_year, end = True, end if match["gap"] else match.end()
    lower, upper = min(values), max(values)
    value, low_end, high_end = values[0], float(lower), float(upper)
    if len(values) > 1:
        value, bound = lower, Bound.MIN
        return Quantity(start, end, core, float(value), unit.unit, bound, low_end, high_end, unit.family, per_year)
    spread = _spread(value, step, unit, bound)
    least = None if bound is Bound.MAX else float(value - spread)
    most = None if bound is Bound.MIN else float(value + spread)
    return Quantity(start, end, core, float(value), unit.unit, bound, least, most, unit.family, per_year)


def _spread(value: Decimal, step: Decimal, unit: _Measured, bound: Bound) -> Decimal:
    """How far the real number may lie from the stated one, to either side."""
    if bound is Bound.APPROX:
        return abs(value) / 10
    if bound is not Bound.EXACT or (unit.family in ("count", "years", "number") and step == 1):
        return Decimal(0)
    return step / 2


def _fractions(low: str, start: int) -> Iterator[Quantity]:
    """``two-thirds``, ``a quarter of``, ``by half``: as percentages."""
    for match in _FRACTION.finditer(low, start):
        before = _before(low, match.start())
        n = match["n"]
        if n is None:
            if before.rpartition(" ")[2] not in _BEFORE_HALF and not _AFTER_HALF.match(low, match.end()):
                continue
            if before.endswith(("first", "second", "latter", "other", "and a", "-and-a")):
                continue
            share = Decimal(50)
        else:
            count = 1 if n in ("a", "an") else int(numeral_value(low, match.start()))
            if (
                count == 1
                and match["d"].endswith("s")
                or (n in ("a", "an") and not _AFTER_FRACTION.match(low, match.end()))
            ):
                continue
            if "quarter" in match["d"] and re.match(
                r" of (?:the )?(?:19|20)\d\d| of the year", low[match.end() : match.end() + 20]
            ):
                continue
            share = (Decimal(100 * count) / _PARTS[match["d"]]).quantize(Decimal("0.001")).normalize()
        yield _shared(before, match, share, "percent")


def _multiples(low: str, start: int) -> Iterator[Quantity]:
    """``tripled``, ``threefold``, ``twice as many``: as ``times``."""
    for match in _MULTIPLE.finditer(low, start):
        before = _before(low, match.start())
        word = match["word"].replace("-", "")
        if (
            word in ("double", "triple", "quadruple", "doubles", "triples")
            and before.rpartition(" ")[2] not in _BEFORE_DOUBLE
        ):
            continue
        if word == "twice" and not _AFTER_TWICE.match(low, match.end()):
            continue
        yield _shared(before, match, Decimal(_MULTIPLES[word]), "times")


def _shared(before: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    """A fraction or multiple with the bound words before it."""
    amount = _Amount(value, Decimal(1), match.end(), True, True, False)
    bound, begin = _bound_before(match.string, match.start(), before, amount, _Measured(unit, unit, match.end()))
    return _made(match.string, begin, match.start(), [value], Decimal(1), _Measured(unit, unit, match.end()), bound)


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
        for one, other in zip(money, money[1:], strict=False)
        if one.unit != other.unit and other.start - one.end < 60 and _EQUIVALENT.fullmatch(low, one.end, other.core)
    )
