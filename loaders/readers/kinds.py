"""The kinds of facts, from the fields of the exchange format: which there are, of what type, with which terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, cast, get_args

from loaders import facts
from loaders.facts import Bound, Fact, Instrument, Kind, Passage, Stage
from loaders.readers.cast import ArticleCast
from loaders.readers.given import Given, Refusal, quoted, time, wrong
from loaders.readers.grounds import Grounds, found_in, stem
from loaders.reading.document import Quantity
from loaders.reading.units import CODES, UNITS
from ontology.iris import fold
from ontology.vocabulary import indicator_of, sectors

_PERSON, _INSTITUTION, _PLACE, _EVENT = Kind.PERSON, Kind.INSTITUTION, Kind.PLACE, Kind.EVENT
_BODY: Final = (Kind.INSTITUTION, Kind.PLACE)
_AGENT: Final = (Kind.PERSON, *_BODY)
_UNDERTAKING: Final = (Kind.PROJECT, Kind.FRAMEWORK)
_ANY: Final = tuple(Kind)
_STATUSES: Final = ("held", "planned", "postponed", "cancelled")
_UNITS: Final = CODES | {"percent", "times", "years"} | {symbol for symbol, _ in UNITS.values()}

_MEASURED: Final = frozenset(("worth", "whole", "value", "amount", "number", "total", "share", "cost", "percent"))
"""Words for what a number measures that stands there as a sign, or is understood."""

Common = dict[str, Any]
"""What every fact has: evidence, rule, modality."""


class Facts:
    """Makes the facts of one article, or raises ``Refusal``."""

    def __init__(self, article_text: str, grounds: Grounds, cast: ArticleCast) -> None:
        """``cast`` knows the entities, ``grounds`` what the article says."""
        self._text, self._grounds, self._cast = article_text, grounds, cast

    def fact(self, kind: str, given: Given, common: Common) -> Fact:
        """One fact, all of whose fields are right."""
        made = _KINDS[kind](self, given, common)
        given.all_known()
        if isinstance(made, facts.Mention | facts.Event):
            about = made.entity if isinstance(made, facts.Mention) else made.event
            self._cast.classify(about, self._cast.class_of(about, given.text("class")))
        return made

    def mention(self, given: Given, common: Common) -> Fact:
        """``entity``."""
        given.text("class")
        return facts.Mention(entity=given.entity("entity", *_ANY), **common)

    def position(self, given: Given, common: Common) -> Fact:
        """``position``, and ``former_position`` with ``former`` in what is common."""
        title = self._words(given, "title")
        return facts.Position(
            person=given.entity("person", _PERSON), title=title, of=given.maybe("of", *_BODY), **common
        )

    def part_of(self, given: Given, common: Common) -> Fact:
        """``part_of``."""
        relation = cast("Literal['unit', 'member', 'within']", given.one_of("relation", ("unit", "member", "within")))
        parts, wholes = {
            "unit": ((_INSTITUTION,), _BODY),
            "member": (_AGENT, (_INSTITUTION,)),
            "within": ((_PLACE,), (_PLACE,)),
        }[relation]
        return facts.PartOf(
            part=given.entity("part", *parts), whole=given.entity("whole", *wholes), relation=relation, **common
        )

    def event(self, given: Given, common: Common) -> Fact:
        """``event``."""
        given.text("class")
        return facts.Event(
            event=given.entity("event", _EVENT),
            date=given.span("date"),
            place=given.maybe("place", _PLACE),
            during=given.maybe("during", _EVENT),
            status=cast("Literal['held', 'planned', 'postponed', 'cancelled']", given.one_of("status", _STATUSES)),
            **common,
        )

    def period(self, given: Given, common: Common) -> Fact:
        """``period``."""
        span = time("period", given.value("start"), given.value("end"))
        return facts.Period(of=given.entity("of", *_UNDERTAKING), span=span, **common)

    def finances(self, given: Given, common: Common) -> Fact:
        """``finances``."""
        amount, amounts = given.number("amount"), given.numbers("amounts")
        if amount is not None and amounts:
            raise Refusal("it has an amount and amounts too")
        if amount is not None:
            amounts = (amount,)
        for value in amounts:
            if value <= 0:
                wrong("amount", value, "more than nothing")
            self._grounds.quantity(value, common["evidence"])
        currency = given.choice("currency", sorted(CODES))
        if amounts and currency is None:
            raise Refusal("its amount has no currency")
        bound = given.choice("bound", [b.value for b in Bound])
        return facts.Finances(
            financier=given.entity("financier", *_AGENT),
            target=given.entity("target", *_BODY, *_UNDERTAKING),
            amounts=amounts,
            currency=currency if amounts else None,
            bound=Bound(bound) if bound is not None else None,
            instrument=cast("Instrument | None", given.choice("instrument", get_args(Instrument))),
            stage=cast("Stage | None", given.choice("stage", get_args(Stage))),
            date=given.span("date"),
            **common,
        )

    def topic(self, given: Given, common: Common) -> Fact:
        """``topic``."""
        sector = given.one_of("sector", tuple(sectors()))
        return facts.Topic(about=given.entity("about", *_BODY, *_UNDERTAKING, _EVENT), sector=sector, **common)

    def figure(self, given: Given, common: Common) -> Fact:
        """``figure``."""
        value = given.number("value")
        if value is None:
            wrong("value", value, "a number")
        found = self._grounds.quantity(value, common["evidence"])
        measure, bound = self._words(given, "measure"), Bound(given.one_of("bound", [b.value for b in Bound]))
        per_year = given.value("period") == "per-year"
        low, high = _range(value, bound, found)
        return facts.Figure(
            about=given.maybe("about", *_ANY),
            counterpart=given.maybe("with", *_ANY),
            measure=measure,
            value=value,
            unit=self._unit(given),
            bound=bound,
            low=low,
            high=high,
            period=None if per_year else given.span("period"),
            per_year=per_year,
            indicator=indicator_of(measure, found.family),
            **common,
        )

    def statement(self, given: Given, common: Common) -> Fact:
        """``statement``."""
        words = given.value("text")
        if not isinstance(words, str) or not words.strip():
            wrong("text", words, "what was said")
        evidence: tuple[Passage, ...] = common["evidence"]
        places = [p for p in found_in(self._text, words) if any(p[0] < end and start < p[1] for start, end in evidence)]
        if not places:
            raise Refusal(f"its evidence does not have the words {quoted(words)}")
        return facts.Statement(
            speaker=given.entity("speaker", *_AGENT),
            text=places[0],
            about=given.entities("about", *_ANY),
            direct=given.flag("direct"),
            **common,
        )

    def _words(self, given: Given, field: str) -> str:
        """Words that are the article's."""
        words = given.text(field)
        missing = self._grounds.lacks(words, _MEASURED, described=True)
        if missing is not None:
            raise Refusal(
                f"its {field} {quoted(words)} has the word {quoted(missing)}, which the article does not have"
            )
        return words

    def _unit(self, given: Given) -> str:
        unit = given.text("unit")
        if unit not in _UNITS and not all(stem(word) in self._grounds.words for word in fold(unit).split()):
            wrong("unit", unit, "a currency code, percent, times, years, a symbol such as km, or what is counted")
        return unit


def _range(value: float, bound: Bound, found: Quantity) -> tuple[float | None, float | None]:
    """What the number can be: as its words say, or, where the reader takes the bound otherwise, as the bound says."""
    if bound is found.bound and found.value == value and not (found.low != value and bound is Bound.MIN):
        return found.low, found.high
    return None if bound is Bound.MAX else value, None if bound is Bound.MIN else value


def _between(cls: Callable[..., Fact], **fields: tuple[Kind, ...]) -> Callable[[Facts, Given, Common], Fact]:
    """A kind that has nothing but entities: its fields with what each may be."""

    def make(maker: Facts, given: Given, common: Common) -> Fact:
        return cls(**{name: given.entity(name, *kinds) for name, kinds in fields.items()}, **common)

    return make


def _former(maker: Facts, given: Given, common: Common) -> Fact:
    return maker.position(given, {**common, "former": True})


_KINDS: Final[dict[str, Callable[[Facts, Given, Common], Fact]]] = {
    "entity": Facts.mention,
    "position": Facts.position,
    "former_position": _former,
    "part_of": Facts.part_of,
    "event": Facts.event,
    "attended": _between(facts.Attended, agent=_AGENT, event=(_EVENT,)),
    "met": _between(facts.Met, a=_AGENT, b=_AGENT),
    "party": _between(facts.Party, framework=_UNDERTAKING, party=_AGENT),
    "period": Facts.period,
    "follows": _between(facts.Follows, new=_UNDERTAKING, old=_UNDERTAKING),
    "finances": Facts.finances,
    "implements": _between(facts.Implements, agent=_AGENT, target=_UNDERTAKING),
    "under": _between(facts.Under, project=_UNDERTAKING, framework=_UNDERTAKING),
    "located": _between(facts.Located, what=(_INSTITUTION, _EVENT, *_UNDERTAKING), place=(_PLACE,)),
    "discussed": _between(facts.Discussed, event=(_EVENT,), about=(*_BODY, _EVENT, *_UNDERTAKING)),
    "topic": Facts.topic,
    "figure": Facts.figure,
    "statement": Facts.statement,
}
KINDS: Final = tuple(_KINDS)
"""The kinds of facts that there are."""
