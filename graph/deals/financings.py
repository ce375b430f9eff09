"""What is known of the financings that one article reports, compactly: all that joining them into deals looks at.

What is gathered of an article depends on the article and the published IRIs of what it names, and on nothing else, so
that it can be kept from publication to publication until either changes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Store

from graph.statements import RELIED_ON, Properties, Term, deal_key
from graph.store import assertions_of_class, described_in
from ontology import terms as k
from ontology.iris import Minter

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_EACH: Final = re.compile(r"\b(?:each|apiece|respectively|both)\b", re.IGNORECASE)
_WIDE: Final = frozenset({k.Framework, k.PartnershipStrategy, k.Agreement, k.Goals})
"""Under these, one institution finances many things."""


class Financing(NamedTuple):
    """One assertion that somebody finances something with a sum, or without one."""

    assertion: str
    key: str
    """The IRI of the deal that it would be by itself."""
    financier: str
    recipient: str
    """Empty where a purpose is given; so are all that the article does not say."""
    purpose: str
    value: str
    low: str
    high: str
    currency: str
    instrument: str
    stage: str
    """Local name, such as ``approved``; what is only planned is at stage ``planned``."""
    begin: str
    end: str
    """Of the stage, as ISO dates."""
    passages: tuple[str, ...]
    once: bool | None
    """Whether the sum stands in its sentences once, with no word that gives it to several; ``None`` if not known."""
    wide: bool
    """Whether the purpose is a framework that many things are financed under."""


class Financings(NamedTuple):
    """The financings of one article."""

    date: str
    financings: tuple[Financing, ...]
    under: tuple[tuple[str, str], ...]
    """What the article says belongs to which program, of the purposes."""
    places: tuple[tuple[str, str], ...]
    """Where the article says that the purposes are."""


def financings_of(
    live: Store, article: str, published: Callable[[str], str], minter: Minter, date: str
) -> Financings | None:
    """The financings of an article in a store of what is loaded; ``None`` if it reports none.

    ``published`` gives the published IRI of a thing.
    """
    found = sorted(_financings(live, article, published, minter))
    if not found:
        return None
    purposes = {one.purpose for one in found if one.purpose}
    under, places = (
        sorted(edge for edge in _edges(live, article, relation, published) if purposes.intersection(edge))
        for relation in (k.under, k.locatedIn)
    )
    return Financings(date, tuple(found), tuple(under), tuple(places))


def _financings(live: Store, article: str, published: Callable[[str], str], minter: Minter) -> Iterator[Financing]:
    for node in assertions_of_class(live, article, k.Financing):
        said: dict[NamedNode, list[Term]] = defaultdict(list)
        plain: dict[NamedNode, str] = {}
        for name, term in described_in(live, article, node):
            plain[name] = term.value
            is_entity = isinstance(term, NamedNode) and name in (k.financier, k.recipient, k.purpose)
            said[name].append(NamedNode(published(term.value)) if is_entity else term)
        if RELIED_ON.intersection(said[k.modality]):
            yield _financing(live, article, node.value, said, plain.get(k.purpose, ""), minter)


def _financing(live: Store, article: str, assertion: str, said: Properties, purpose: str, minter: Minter) -> Financing:
    def value(name: NamedNode) -> str:
        return min((term.value for term in said.get(name, ())), default="")

    passages = tuple(sorted(term.value for term in said.get(k.evidence, ())))
    texts = [
        term.value for iri in passages for name, term in described_in(live, article, NamedNode(iri)) if name == k.text
    ]
    return Financing(
        assertion=assertion,
        key=deal_key(minter, said),
        financier=value(k.financier),
        recipient=value(k.recipient),
        purpose=value(k.purpose),
        value=value(k.value),
        low=value(k.low),
        high=value(k.high),
        currency=value(k.currency),
        instrument=_last(value(k.instrument)),
        stage=_last(value(k.stage)) or ("" if k.asserted in said[k.modality] else "planned"),
        begin=value(k.begin),
        end=value(k.end),
        passages=passages,
        once=_stands_once(value(k.value), texts) if len(texts) == len(passages) else None,
        wide=bool(purpose) and _is_wide(live, article, purpose),
    )


def _is_wide(live: Store, article: str, purpose: str) -> bool:
    graph = NamedNode(article)
    return any(quad.object in _WIDE for quad in live.quads_for_pattern(NamedNode(purpose), k.RDF_TYPE, None, graph))


def _stands_once(value: str, texts: list[str]) -> bool | None:
    """Whether a sum stands in the texts once, and to be given once; ``None`` if it is not found, or they are cut."""
    if not value or any(text.endswith("…") for text in texts):
        return None
    written = sum(_scaled(number, Decimal(value)) for text in texts for number in _NUMBER.findall(text))
    return None if not written else written == 1 and not any(map(_EACH.search, texts))


def _scaled(written: str, value: Decimal) -> bool:
    """Whether a number as it is written is the value, but for zeros: “238.5” or “238,500” of 238,500,000."""
    try:
        number = Decimal(written.replace(",", ""))
    except InvalidOperation:
        return False
    return number > 0 and _digits(number) == _digits(value) and number <= value


def _digits(number: Decimal) -> tuple[int, ...]:
    return number.normalize().as_tuple().digits


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _edges(
    live: Store, article: str, relation: NamedNode, published: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    for quad in live.quads_for_pattern(None, relation, None, NamedNode(article)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield published(quad.subject.value), published(quad.object.value)
