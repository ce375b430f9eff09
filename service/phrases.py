"""What a fact or an assertion says, in words with links: “World Bank – Kazakhstan: up to 1 billion USD, planned”."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.documents import Named, Property, Value
from ontology import terms as k
from service.wording import amount, number, span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the IRI of what they name."""

    text: str
    iri: str | None = None


Phrase = tuple[Piece, ...]


class Told:
    """The properties of a fact or an assertion, by the local name of the ontology."""

    def __init__(self, properties: Iterable[Property]) -> None:
        """Properties as documents have them."""
        self.values: Mapping[str, tuple[Value, ...]] = {
            name.iri.rpartition("#")[2]: values for name, values in properties if name.iri.startswith(k.K)
        }

    def __contains__(self, name: NamedNode) -> bool:
        """Whether there is a value."""
        return _local(name) in self.values

    def text(self, name: NamedNode) -> str | None:
        """The first value in words."""
        return next((one.label if isinstance(one, Named) else one.value for one in self._of(name)), None)

    def true(self, name: NamedNode) -> bool:
        """Whether a truth value is true."""
        return self.text(name) in ("true", "1")

    def named(self, *names: NamedNode, beside: str | None = None) -> list[Piece]:
        """The things that are values, those of one property after those of another, but the one ``beside``."""
        found = [one for name in names for one in self._of(name)]
        pieces = [
            Piece(one.label, one.iri) if isinstance(one, Named) else Piece(one.value) for one in found
        ]  # fmt: skip
        return [one for one in dict.fromkeys(pieces) if beside is None or one.iri != beside]

    @property
    def when(self) -> str:
        """The time."""
        return span(self.text(k.begin), self.text(k.end))

    @property
    def sum(self) -> str:
        """The number with its unit and bound; empty if there is none."""
        value = self.text(k.value)
        if value is None:
            return ""
        bound = "" if value == self.text(k.high) == self.text(k.low) else self.text(k.bound)
        said = amount(value, self.text(k.currency) or self.text(k.unit), bound)
        return f"{said} a year" if self.true(k.perYear) else said

    def _of(self, name: NamedNode) -> Sequence[Value]:
        return self.values.get(_local(name), ())


def phrase(properties: Iterable[Property], cls: str | None, label: str, beside: str | None = None) -> Phrase:
    """What is said, with ``beside`` left out where the page is about it; ``cls`` is the local name of the kind.

    Facts and assertions of one kind read alike: Tenure and Membership, Deal and Financing, Observation and Figure,
    Utterance and Statement.
    """
    told = Told(properties)
    say = _PHRASES.get(cls or "")
    if say is not None:
        found = tuple(say(told, beside))
        if found:
            return found
    ends = [told.named(name) for name in (k.subject, k.predicate, k.object)]
    if all(ends):
        return (ends[0][0], Piece(f" {verb(ends[1][0].text)} "), ends[2][0])
    return (Piece(label),)


def _tenure(told: Told, beside: str | None) -> Iterator[Piece]:
    member, where = told.named(k.member, beside=beside), told.named(k.organization, beside=beside)
    title = told.text(k.title)
    words = [word for word in (told.text(k.capacity), "former" if told.true(k.former) else None) if word]
    words = [word for word in words if word not in (title or "").lower()]
    post = " ".join([*words, title or ("works" if not where else "")]).strip()
    yield from member
    if member and post:
        yield Piece(", ")
    if post:
        yield Piece(post)
    if where:
        yield Piece(", " if post or member else "")
        yield from listed(where)
    if (remit := told.text(k.remit)) and remit not in post:
        yield Piece(f", {remit}")
    if told.when:
        yield Piece(f", {told.when}")


def _deal(told: Told, beside: str | None) -> Iterator[Piece]:
    yield from listed(told.named(k.financier))
    targets = told.named(k.recipient, k.purpose)
    if targets:
        yield Piece(" – ")
        yield from listed(targets)
    words = [told.sum, told.text(k.instrument), told.text(k.stage), told.when]
    details = ", ".join(_plain(word) for word in words if word)
    if details:
        yield Piece(f": {details}")


def _figure(told: Told, beside: str | None) -> Iterator[Piece]:
    owners, others = told.named(k.about), told.named(k.counterpart)
    yield from listed(owners)
    if others:
        yield Piece(" and " if owners else "")
        yield from listed(others)
    what = told.text(k.indicator) or told.text(k.measure) or ""
    if what:
        yield Piece(f"{': ' if owners or others else ''}{what}")
    details = ", ".join(word for word in (told.sum, told.when) if word)
    if details:
        yield Piece(f"{', ' if what else ': ' if owners or others else ''}{details}")


def _statement(told: Told, beside: str | None) -> Iterator[Piece]:
    speakers = told.named(k.speaker, beside=beside)
    topics = told.named(k.about, beside=beside)
    behind = told.named(k.onBehalfOf, beside=beside)
    if speakers and not topics:
        yield Piece("a statement by ")
    yield from listed(speakers)
    if behind:
        yield Piece(" for " if speakers else "for ")
        yield from listed(behind)
    if topics:
        yield Piece(" on " if speakers or behind else "on ")
        yield from listed(topics)
    if not (speakers or behind or topics):
        yield Piece("a quotation" if told.true(k.direct) else "a statement")


def _event(told: Told, beside: str | None) -> Iterator[Piece]:
    yield from listed(told.named(k.event))
    words = [told.text(k.status), told.when]
    details = ", ".join(word for word in words if word)
    if details:
        yield Piece(f": {details}")
    for lead, name in ((", in ", k.place), (", during ", k.duringEvent)):
        if places := told.named(name):
            yield Piece(lead)
            yield from listed(places)


def _period(told: Told, beside: str | None) -> Iterator[Piece]:
    if told.when:
        yield from listed(told.named(k.about))
        yield Piece(f": {told.when}")


def _mention(told: Told, beside: str | None) -> Iterator[Piece]:
    yield from listed(told.named(k.about))


_PHRASES: Final[Mapping[str, Callable[[Told, str | None], Iterator[Piece]]]] = {
    "Tenure": _tenure, "Membership": _tenure, "Deal": _deal, "Financing": _deal, "Observation": _figure,
    "Figure": _figure, "Utterance": _statement, "Statement": _statement, "EventReport": _event,
    "PeriodReport": _period, "Mention": _mention,
}  # fmt: skip
VERBS: Final[Mapping[str, str]] = {
    "attended by": "was attended by", "discussed at": "was discussed at", "during": "took place during",
    "edition of": "is an edition of", "expected at": "is expected at", "financed by": "is financed by",
    "headquarters": "has its seat in", "located in": "is in", "member of": "is a member of",
    "organ of": "is an organ of", "party": "has a party",
    "party to": "is a party to", "sector": "is about", "under": "belongs under",
    "unit of": "is a unit of", "within": "lies in",
}  # fmt: skip
"""How the label of a property reads in a sentence."""
TITLES: Final[Mapping[str, str]] = {
    "Tenure": "Posts", "Deal": "Money", "Observation": "Figures", "Utterance": "Statements", "Fact": "Facts",
    "sector": "Sectors", "party": "Parties", "attendedBy": "Participants", "locatedIn": "Where",
}  # fmt: skip
"""Headings of groups of facts, by the local name of their class or property."""


def verb(label: str) -> str:
    """How the label of a property reads in a sentence.

    >>> verb("sector"), verb("met with")
    ('is about', 'met with')
    """
    return VERBS.get(label, label)


def literal(value: Literal) -> str:
    """A literal in words."""
    name = value.datatype.value.rpartition("#")[2]
    if name == "date":
        return span(value.value, value.value)
    if name == "boolean":
        return "yes" if value.value in ("true", "1") else "no"
    if name in ("integer", "decimal"):
        return number(value.value)
    return value.value


def listed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Several things in a row: “A, B and C”."""
    for at, one in enumerate(pieces):
        if at:
            yield Piece(" and " if at == len(pieces) - 1 else ", ")
        yield one


def _plain(word: str) -> str:
    return word[:1].lower() + word[1:] if word[1:2].islower() else word


def _local(name: NamedNode) -> str:
    return name.value.rpartition("#")[2]
