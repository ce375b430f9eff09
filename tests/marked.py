"""Sentences with their references marked: ``{Oman|Place|about}`` is a reference, ``[[4 ships]]`` is what matters."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from loaders.article import Article
from loaders.facts import Entity, Kind
from loaders.reading import segments
from loaders.reading.document import Form, Mentioned, Understood

_MARK = re.compile(r"\{([^{}|]+)\|(\w+)(?:\|(\w+))?\}|\[\[|\]\]")
_CLASSES = {
    Kind.PLACE: "Country",
    Kind.INSTITUTION: "DevelopmentBank",
    Kind.PERSON: "Person",
    Kind.PROJECT: "Project",
    Kind.FRAMEWORK: "Programme",
    Kind.EVENT: "Meeting",
}


class Marked(NamedTuple):
    """A marked text as the reading stages get it."""

    u: Understood
    roles: dict[str, Entity]
    focus: tuple[int, int] | None


def marked(source: str, published: date | None = date(2025, 6, 2)) -> Marked:
    """The text without its marks, with the references they stand for."""
    text, at = "", 0
    spans: list[tuple[int, int, str, str, str | None]] = []
    focus: list[int] = []
    for m in _MARK.finditer(source):
        text += source[at : m.start()]
        at = m.end()
        if m[1]:
            spans.append((len(text), len(text) + len(m[1]), m[1], m[2], m[3]))
            text += m[1]
        else:
            focus.append(len(text))
    text += source[at:]
    document = segments.document(Article(text=text, date=published))
    roles: dict[str, Entity] = {}
    mentions: list[Mentioned] = []
    for start, end, name, kind, role in spans:
        entity = entity_of(name, Kind(kind))
        mentions.append(Mentioned(start, end, entity, Form.NAME, start, end))
        if role:
            roles[role] = entity
    u = Understood(document=document, mentions=tuple(mentions))
    return Marked(u, roles, (focus[0], focus[1]) if len(focus) == 2 else None)


def entity_of(name: str, kind: Kind, cls: str | None = None) -> Entity:
    """An entity by that name; the same name and kind give the same entity."""
    return Entity(iri=f"test:{kind}/{name}", kind=kind, cls=cls or _CLASSES[kind], name=name, names=(name,))
