"""How an answer is shown: always as a table, and as chart, timeline, map or network where it has what that takes.

What fits is told by the answer's columns (``service.reading_answers``); the header of a stored query may say which of
them comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from graph.network.showing import Shown as Network
from graph.network.showing import shown as shown_network
from queries.catalogue import VIEWS
from service.addresses import local
from service.answer_networks import edges, selected
from service.drawing.chart import Figure, Panel, bars, over_time
from service.drawing.map import Place, world
from service.drawing.timeline import Entry, timeline
from service.named import Named, Names, Term
from service.problems import Problem
from service.reading_answers import DRAWN, Answer, Row, number, text
from service.wording import amount, heading

TABLE: Final = VIEWS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An answer as a drawing."""

    view: str
    figure: Markup | None = None
    network: Network | None = None
    """Instead of the figure: a network with its data."""
    notes: tuple[str, ...] = ()
    """What the drawing does not show."""


Draw = Callable[[], Drawn]
"""Makes a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A way to show an answer."""

    view: str
    title: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page has beside or instead of the table."""

    tabs: tuple[Tab, ...]
    drawn: Drawn | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Views:
    """Draws answers over one publication."""

    names: Names
    top: str
    """Where the service's paths begin, with a slash at the end."""

    def shown(
        self, columns: Sequence[str], rows: Sequence[Row], *, wanted: str | None, first: str, given: Mapping[str, str]
    ) -> Shown:
        """The answer in the view that is ``wanted``, else in the one that comes ``first``, if it has what that takes.

        ``given`` are the parameters that the addresses of the other views have, too.
        """
        answer = Answer(tuple(columns), rows, self.names)
        drawings = {
            "network": self._network(answer),
            "timeline": self._timeline(answer),
            "map": self._map(answer, least=1 if "map" in (first, wanted) else 2),
            "chart": self._chart(answer),
        }
        made = {view: draw for view, draw in drawings.items() if draw is not None}
        fits = (TABLE, *made)
        notes = () if wanted is None or wanted in fits else (f"This answer has nothing that a {wanted} could show.",)
        view = wanted if wanted in fits else TABLE if wanted or first not in fits else first
        tabs = tuple(
            Tab(view=one, title=one.capitalize(), href=f"?{urlencode({**given, 'view': one})}", current=one == view)
            for one in fits
        )
        drawing = made[view]() if view in made else None
        if drawing is not None and len(rows) > DRAWN:
            notes = (*notes, f"The drawing is made of the first {DRAWN:,} of {len(rows):,} rows.")
        return Shown(tabs=tabs if len(fits) > 1 else (), drawn=drawing, notes=notes)

    def place(self, thing: Named) -> str | None:
        """Where the service shows a thing."""
        return local(thing.iri, self.names.base, self.top)

    def _network(self, answer: Answer) -> Draw | None:
        """Things that stand together, if the answer has more than one pair of them."""
        lines = edges(answer)
        if len(lines) < 2:
            return None

        def draw() -> Drawn:
            selection = selected(answer, lines)
            network = shown_network(
                selection, title="The answer as a network", place=lambda iri: local(iri, self.names.base, self.top)
            )
            return Drawn(view="network", network=network, notes=(selection.left_out,) if selection.left_out else ())

        return draw

    def _timeline(self, answer: Answer) -> Draw | None:
        """What has a time, if it is not all one time."""
        entries = dict.fromkeys(
            Entry(
                begin=begin.isoformat() if begin else "", end=end.isoformat() if end else "",
                text=answer.label(row) or when, href=self._href(answer, row), kind=kind_of_time(answer, row),
                note=text(row.get("detail")) if "detail" not in answer.labels else "",
            )
            for row in answer.cells
            for begin, end, when in [answer.when(row)] if when
        )  # fmt: skip
        if len({(entry.begin, entry.end) for entry in entries}) < 2:
            return None
        left = sum(not answer.when(row)[2] for row in answer.cells)
        notes = [f"{left} of them without a time, which the table has."] if left else []
        if answer.times == ("published", "published"):
            notes.append("By the day on which the articles came out.")
        return lambda: Drawn(view="timeline", figure=timeline(entries), notes=tuple(notes))

    def _map(self, answer: Answer, least: int) -> Draw | None:
        """The places of an answer, if it names so many that can be drawn."""
        counts = Counter(
            thing for row in answer.cells for name in answer.things for thing in answer.named(row, name)
            if thing.kind == "place"
        )  # fmt: skip
        places: list[Place] = []
        for thing, count in counts.items():
            code = self.names.code(thing)
            latitude, longitude = self.names.position(thing) or (None, None)
            if code or latitude is not None:
                places.append(Place(latitude, longitude, thing.label, self.place(thing), count, code))
        if len(places) < least:
            return None
        return lambda: Drawn(view="map", figure=world(places, title="Map of the places", counted="rows"))

    def _chart(self, answer: Answer) -> Draw | None:
        """The numbers of an answer: over time if they have a time and tell how something changes, else as bars."""
        if answer.amount is None:
            return None
        panels: dict[str, dict[Figure, None]] = {}
        for row in answer.cells:
            value = number(row.get(answer.amount))
            if value is not None:
                panels.setdefault(text(row.get(unit_column(answer))), {})[self._figure(answer, row, value)] = None
        whole = [
            Panel(unit=unit, figures=tuple(figures), title=heading(answer.amount)) for unit, figures in panels.items()
        ]
        figures = [figure for panel in whole for figure in panel.figures]
        if len(figures) < 2:
            return None
        left = sum(one.begin is None for one in figures)
        if "value" in answer.columns and 2 * left < len(figures):
            notes = () if not left else (f"{left} of the numbers have no time; the table has them.",)
            return lambda: Drawn(view="chart", figure=over_time(whole), notes=notes)
        return lambda: Drawn(view="chart", figure=bars(whole))

    def _href(self, answer: Answer, row: Mapping[str, Term]) -> str | None:
        """Where the first thing that tells a row apart is shown."""
        thing = next((found for name in answer.labels[:1] for found in answer.named(row, name)), None)
        return self.place(thing) if thing else None

    def _figure(self, answer: Answer, row: Mapping[str, Term], value: float) -> Figure:
        begin, end, when = answer.when(row) if answer.times != ("published", "published") else (None, None, "")
        planned = [text(row.get(name)) for name in ("modality", "standing") if text(row.get(name)) == "planned"]
        year = text(row.get("year"))
        if "year" in answer.columns:
            year = year or "without a year"
        label = answer.label(row) or year or when or heading(answer.amount or "")
        unit, bound = (text(row.get(name)) or None for name in (unit_column(answer), "bound"))
        return Figure(
            label=label, value=value, text=amount(text(row.get(answer.amount or "")), unit, bound),
            low=number(row.get("low")), high=number(row.get("high")), begin=begin, end=end, when=when,
            note=", ".join((*planned, *([year] if year and year != label else []))),
            href=self._href(answer, row), hollow=bool(planned),
        )  # fmt: skip


def kind_of_time(answer: Answer, row: Mapping[str, Term]) -> str:
    """What a row of a timeline is about, in a word: what the answer says, else the kind of its first thing."""
    said = text(row.get("what")) or text(row.get("kind"))
    return said or next((found.kind for name in answer.labels[:1] for found in answer.named(row, name)), "")


def unit_column(answer: Answer) -> str:
    """The column of the units of an answer's numbers."""
    return "unit" if "unit" in answer.columns else "currency"


def wanted_view(value: str | None) -> str | None:
    """The view that a request asks for; raises ``Problem`` 400 for one that there is not."""
    if value is not None and value not in VIEWS:
        raise Problem(400, f"“view” is none of {', '.join(VIEWS)}.")
    return value
