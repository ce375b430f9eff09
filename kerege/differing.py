"""The difference between two graphs for the terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rich.padding import Padding
from rich.text import Text

from graph.difference import Difference, How, Item, What
from graph.difference_told import Told
from graph.documents import Named, Value
from graph.network.evidence import Said
from service.phrases import phrase
from service.wording import amount, counted, kind, number

PLURALS: Final[Mapping[What, str]] = {
    What.ARTICLE: "articles", What.ENTITY: "things", What.FACT: "facts", What.FIGURE: "figures",
}  # fmt: skip
_SIGNS: Final[Mapping[How, tuple[str, str]]] = {
    How.CAME: ("+", "green"), How.WENT: ("−", "red"), How.STRONGER: ("↑", "green"), How.WEAKER: ("↓", "red"),
}  # fmt: skip
_WORDS: Final[Mapping[str, str]] = {
    "independentSources": "independent sources", "conflictsWith": "conflicts with", "perYear": "a year",
    "joinedInto": "one with", "rejectedBy": "rejected by",
}  # fmt: skip
_UNTOLD: Final = frozenset({"digest", "label", "type"})
"""Fields that the line of an item tells already, or nobody reads."""
_NUMBERS: Final = frozenset({"value", "low", "high"})


def counts(found: Difference) -> Iterator[str]:
    """Lines such as “facts: 40 came, 3 better attested”; what a thing goes by otherwise comes last."""
    for what, hows in found.counts().items():
        yield f"{PLURALS[what]}: {', '.join(f'{count:,} {how.value}' for how, count in hows.items())}"


def heading(what: What, how: How, count: int) -> str:
    """The heading of a group: “3 facts better attested”."""
    return f"{count:,} {counted(count, PLURALS[what])} {how.value}"


def lines(told: Told) -> Iterator[Text | Padding]:
    """An item in a line, and beneath it what is otherwise, and the sentences that say so."""
    sign, style = _SIGNS.get(told.item.how, ("~", "yellow"))
    yield Text.assemble((f"{sign} ", style), _line(told), overflow="fold")
    changes = [*_changes(told)]
    if changes:
        yield Padding(Text("; ".join(changes), style="yellow", overflow="fold"), (0, 0, 0, 4), expand=False)
    for said in told.sentences:
        if said.sentence:
            yield Padding(Text(f"“{said.sentence}”", style="italic"), (0, 2, 0, 4), expand=False)
        source = Text(" · ".join(part for part in (said.title, said.publisher, said.date) if part), "dim")
        if said.link:
            source.stylize(f"link {said.link}")
        yield Padding(source, (0, 0, 0, 4), expand=False)


def _line(told: Told) -> str:
    item = told.item
    if item.what in (What.FACT, What.FIGURE):
        return in_words(told)
    if item.what is What.ARTICLE:
        said = {_local(name.iri): _plain(values[0]) for name, values in told.properties}
        about = ", ".join(said[name] for name in ("publisher", "date") if name in said)
        return f"{told.label} – {about}" if about else told.label
    cls = f" ({kind(told.cls)})" if item.what is What.ENTITY and told.cls else ""
    match item.how:
        case How.JOINED:
            return f"{told.label}{cls} is one with {told.before}"
        case How.SPLIT:
            return f"{told.label}{cls} is not {told.before}"
        case How.RENAMED:
            before, now = item.fields["label"]
            return f"{', '.join(before)} is called {', '.join(now)}{cls}"
        case How.RETYPED:
            was, is_now = (" and ".join(map(kind, classes)) for classes in item.fields["type"])
            return f"{told.label} is a {is_now}, not a {was}"
        case How.MOVED:
            return f"{told.label}{cls} goes by <{item.iri}>, not by <{item.other}>"
        case _:
            return f"{told.label}{cls}"


def in_words(told: Told) -> str:
    """What a fact or figure says: “Ada Lund met with Bo Karsk”."""
    return "".join(piece.text for piece in phrase(told.properties, told.cls, told.label))


def _changes(told: Told) -> Iterator[str]:
    for name, (before, now) in told.item.fields.items():
        if name not in _UNTOLD:
            yield f"{_WORDS.get(name, name)}: {_shown(name, before)} → {_shown(name, now)}"


def _shown(name: str, values: tuple[str, ...]) -> str:
    if name in _NUMBERS:
        return ", ".join(amount(value) for value in values) or "–"
    if name == "conflictsWith":
        return number(len(values))
    return ", ".join(_local(value) if "://" in value else value for value in values) or "–"


def record(told: Told) -> dict[str, Any]:
    """An item as a line of JSON has it (``docs/over-time.md``); what there is nothing of is left out."""
    item = told.item
    found: dict[str, Any] = {
        "what": item.what.value, "how": item.how.value, "iri": item.iri,
        "label": "" if item.what in (What.FACT, What.FIGURE) else told.label, "class": told.cls,
        "other": item.other, "otherLabel": told.before,
        "says": in_words(told) if item.what in (What.FACT, What.FIGURE) else "",
        "fields": {name: {"before": list(before), "now": list(now)} for name, (before, now) in item.fields.items()},
        "properties": {_local(name.iri): [_json(value) for value in values] for name, values in told.properties},
        "sentences": [_sentence(said) for said in told.sentences],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _sentence(said: Said) -> dict[str, str]:
    fields = {
        "sentence": said.sentence, "article": said.article, "title": said.title, "publisher": said.publisher,
        "date": said.date, "link": said.link,
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _json(value: Value) -> dict[str, str] | str:
    return {"iri": value.iri, "label": value.label} if isinstance(value, Named) else value.value


def _plain(value: Value) -> str:
    return value.label if isinstance(value, Named) else value.value


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def groups(found: Difference) -> Iterator[tuple[What, How, list[Item]]]:
    """The items by kind and by what became of them; what moved comes last in each kind."""
    for what, hows in found.counts().items():
        for how in hows:
            yield what, how, list(found.of(what, how))
