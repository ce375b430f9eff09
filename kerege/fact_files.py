"""Files of facts in the exchange format, as ``kerege facts --out`` writes them (``docs/facts.md``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeGuard

from loaders import facts
from ontology.errors import FactsError

Json: TypeAlias = dict[str, Any]

KINDS: Final = frozenset({"former_position", *(cls.kind for cls in facts.Fact.__subclasses__())})
"""The kinds of fact that the format has."""


_NO_FIELDS: Final = frozenset({"kind", "evidence", "article", "rule", "modality", "optional"})
"""What a line has beside the fields of its kind."""


def is_object(value: object) -> TypeGuard[Json]:
    """Is this a JSON object?"""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Is this a JSON list?"""
    return isinstance(value, list)


def read_facts(path: Path) -> list[Json]:
    """The facts in a file in the exchange format; raises ``FactsError`` with file and line for what is none."""
    found: list[Json] = []
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FactsError(f"The facts in {path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                fact: object = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise FactsError(f"{path}, line {number}: this is no JSON: {error}.") from error
            if not is_object(fact) or fact.get("kind") not in tuple(KINDS):
                raise FactsError(f"{path}, line {number}: this is no fact, or of a kind that is not known.")
            found.append(fact)
    return found


def fields(fact: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a fact that say something, without what tells where and how it was found."""
    return {name: value for name, value in fact.items() if name not in _NO_FIELDS and value not in (None, [])}


def in_words(fact: Mapping[str, Any]) -> str:
    """The fields of a fact that say something, on one line."""
    return ", ".join(f"{name} {value_in_words(value)}" for name, value in fields(fact).items())


def value_in_words(value: object) -> str:
    """A field's value: an entity by its name, a list with semicolons."""
    if is_object(value):
        return str(value.get("name"))
    if is_list(value):
        return "; ".join(map(value_in_words, value))
    return "none" if value is None else str(value)
