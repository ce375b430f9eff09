"""Figures side by side: what each article says a number is, as intervals on one scale, and why they agree or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import floor, log10
from typing import Final

from graph.agreement import Compared, Figure
from graph.comparing import DIFFER
from graph.documents import Report, Stated
from ontology import terms as k
from service.document_views import View
from service.phrases import Piece, Told, listed
from service.tables import Quotation
from service.wording import amount, span

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_PARTS: Final = 4
"""Into how many parts the scale is divided."""
_OPEN: Final = ("0000", "9999")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One interval, with who gives it."""

    value: str
    """The number as it is said: “over 8 billion USD”."""
    range: str
    """What it can be: “7.5 to 8.5 billion USD”."""
    low: Decimal
    high: Decimal
    begin: str
    """Where it begins on the scale, in percent; likewise its end, its width, and the number itself."""
    width: str
    point: str
    open_below: bool
    open_above: bool
    anchor: str
    """Where the words stand: ``start`` on the left half of the scale, ``end`` on the right."""
    when: str
    said: tuple[tuple[str, Quotation, str], ...]
    """What it is called, the sentence, and the IRI of the assertion, for each report."""
    fact: Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A comparison as a page shows it."""

    verdict: str
    about: tuple[Piece, ...]
    what: str
    lanes: tuple[Lane, ...]
    ticks: tuple[str, ...]
    """Words at the beginning, the middle and the end of the scale."""
    why: str


def side_by_side(compared: Compared, facts: Mapping[str, Stated], view: View) -> Side | None:
    """A comparison as a page shows it, of facts that were read with the reports that it rests on."""
    reports = {report.iri: (facts[fact], report) for fact in compared.facts for report in facts[fact].reports}
    figures = [figure for figure in compared.figures if figure.assertion in reports]
    if not figures:
        return None
    numbers = {figure.assertion: _number(reports[figure.assertion][1]) for figure in figures}
    ends = _ends(figures, numbers.values())
    start, stop = scale(*ends)

    def order(figure: Figure) -> tuple[str, Decimal, Decimal]:
        return reports[figure.assertion][0].iri, figure.low, figure.high

    lanes = tuple(
        _lane(list(group), reports, numbers, (start, stop), view)
        for _, group in groupby(sorted(figures, key=order), key=order)
    )
    lanes = tuple(sorted(lanes, key=lambda lane: (lane.low, lane.high)))
    told = Told(facts[compared.facts[0]].properties)
    unit = _unit(told)
    ticks = tuple(amount(start + (stop - start) * at / 2, unit) for at in range(3))
    return Side(
        verdict=compared.verdict,
        about=tuple(listed((*told.named(k.about), *told.named(k.counterpart)))),
        what=told.text(k.indicator) or _called(lanes),
        lanes=lanes,
        ticks=ticks,
        why=_apart(lanes, unit) if compared.verdict == DIFFER else _together(lanes, unit),
    )


def _lane(
    figures: Sequence[Figure],
    reports: Mapping[str, tuple[Stated, Report]],
    numbers: Mapping[str, Decimal],
    scale: tuple[Decimal, Decimal],
    view: View,
) -> Lane:
    figure = figures[0]
    fact, report = reports[figure.assertion]
    told = Told(report.properties)
    low, high = figure.low, figure.high
    begin = 0.0 if low.is_infinite() else _place(low, scale)
    end = 100.0 if high.is_infinite() else _place(high, scale)
    point = _place(numbers[figure.assertion], scale)
    return Lane(
        value=told.sum,
        range=_range(low, high, _unit(told)),
        low=low,
        high=high,
        begin=_percent(begin),
        width=_percent(max(end - begin, 0.5)),
        point=_percent(point),
        open_below=low.is_infinite(),
        open_above=high.is_infinite(),
        anchor="start" if point < 50 else "end",
        when="; ".join(dict.fromkeys(_when(one, reports[one.assertion][1]) for one in figures)),
        said=tuple(_said(reports[one.assertion][1], view) for one in figures),
        fact=fact,
    )


def _called(lanes: Sequence[Lane]) -> str:
    """What the articles call the number."""
    names = dict.fromkeys(name for lane in lanes for name, _, _ in lane.said if name)
    return " / ".join(list(names)[:2])


def _said(report: Report, view: View) -> tuple[str, Quotation, str]:
    return Told(report.properties).text(k.measure) or "", view.quotation(report), report.iri


def _when(figure: Figure, report: Report) -> str:
    """The time that a figure is of, and how that is known."""
    told = Told(report.properties)
    if told.when:
        return told.when
    if not figure.begin or figure.begin in _OPEN:
        return "no time is said"
    return f"no time is said; taken for {span(figure.begin, figure.end)}, the year of the article"


def _number(report: Report) -> Decimal:
    return Decimal(Told(report.properties).text(k.value) or 0)


def _unit(told: Told) -> str | None:
    return told.text(k.currency) or told.text(k.unit)


def _ends(figures: Iterable[Figure], numbers: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that is to be seen."""
    seen = [end for figure in figures for end in (figure.low, figure.high) if end.is_finite()]
    seen += numbers
    return min(seen), max(seen)


def scale(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal]:
    """Round numbers at which a scale begins and ends that shows these with some room on both sides."""
    room = (most - least) or abs(most) or Decimal(1)
    least, most = least - room / 10, most + room / 10
    raw = (most - least) / _PARTS
    power = Decimal(10) ** floor(log10(raw))
    for step in (*(power * one for one in _STEPS), *(power * 10 * one for one in _STEPS)):
        start = (least / step).to_integral_value("ROUND_FLOOR") * step
        if start + _PARTS * step >= most:
            return start, start + _PARTS * step
    return least, most


def _place(number: Decimal, scale: tuple[Decimal, Decimal]) -> float:
    start, stop = scale
    return float(100 * (number - start) / (stop - start))


def _percent(number: float) -> str:
    return f"{number:.2f}%"


def _range(low: Decimal, high: Decimal, unit: str | None) -> str:
    if low == high:
        return f"exactly {amount(low, unit)}"
    if high.is_infinite():
        return f"{amount(low, unit)} or more"
    if low.is_infinite():
        return f"{amount(high, unit)} or less"
    return f"from {amount(low, unit)} to {amount(high, unit)}"


def _apart(lanes: Sequence[Lane], unit: str | None) -> str:
    """Why figures cannot be true together."""
    first, last = min(lanes, key=lambda lane: lane.high), max(lanes, key=lambda lane: lane.low)
    gap = amount(last.low - first.high, unit)
    return (
        f"They cannot both be true: “{first.value}” can be {amount(first.high, unit)} at most, “{last.value}” is "
        f"{amount(last.low, unit)} at least. Between them lies {gap}."
    )


def _together(lanes: Sequence[Lane], unit: str | None) -> str:
    """Why figures can be true together."""
    low, high = max(lane.low for lane in lanes), min(lane.high for lane in lanes)
    if low > high:
        return "Those that are of one time can be true together."
    shared = _range(low, high, unit)
    reasons = dict.fromkeys(reason for lane in lanes if (reason := _latitude(lane)))
    return " ".join((*reasons, f"So all of them are true of {_about_shared(shared)}."))


def _about_shared(shared: str) -> str:
    return shared if shared.startswith("exactly") else f"any number {shared}" if shared.startswith("from") else shared


def _latitude(lane: Lane) -> str:
    """What a figure leaves open."""
    if lane.open_above:
        return f"“{lane.value}” leaves open how much more it is."
    if lane.open_below:
        return f"“{lane.value}” leaves open how much less it is."
    if lane.low != lane.high:
        return f"“{lane.value}”, as round as it is, can be {lane.range}."
    return ""
