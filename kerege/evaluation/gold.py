"""Gold facts: files ``NAME.jsonl`` in the exchange format, one for each article ``NAME.txt``, checked as they are read.

Beside the fields of ``docs/facts.md`` a reference may have ``aliases`` – other names that are right too – and a fact
``"optional": true``, where careful readers differ: it is neither owed, nor is finding it held against a reader. What
``kerege facts`` adds to a fact (``article``, ``rule``, ``modality``, ``id``) may stand there, so that its output can be
corrected by hand; offsets of evidence may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from kerege.fact_files import is_list, is_object
from loaders.facts import Bound, Kind
from ontology.errors import FactsError
from ontology.vocabulary import instruments, sectors, stages

Fact: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Any], str | None]
"""What is wrong with a value, in words that follow “…, but”; ``None`` if nothing is."""

CLASSES: Final[dict[str, str]] = {
    "Institution": "Government Ministry GovernmentAgency InternationalOrganization DevelopmentBank Company NewsOutlet "
    "Organization",
    "Person": "Person",
    "Place": "Country Region City Place",
    "Project": "Project",
    "Framework": "PartnershipStrategy Agreement Programme NationalPlan Goals Framework",
    "Event": "Meeting Forum Visit Signing Approval Interview Event",
}
"""The classes of each type of entity, as ``docs/facts.md`` lists them."""
_ADDED: Final = frozenset({"kind", "evidence", "optional", "article", "rule", "modality"})
_DATE: Final = re.compile(r"\d{4}(-\d\d){0,2}")


def gold_file(folder: Path, source: str) -> Path:
    """Where the gold facts of the article from this file are: ``FOLDER/NAME.jsonl`` for ``NAME.txt``."""
    return folder / f"{Path(source).stem}.jsonl"


def read_gold(path: Path, text: str) -> list[Fact]:
    """The gold facts of an article with this text.

    Raises ``FactsError`` with file and line for what is no fact, lacks a field, has a value that the format does not
    know, or gives evidence that the article does not have.
    """
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except FileNotFoundError as error:
        raise FactsError(f"There are no gold facts in {path}.") from error
    except OSError as error:
        raise FactsError(f"The gold facts in {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise FactsError(f"The gold facts in {path} are not in UTF-8; save them so, and try again.") from error
    return [_fact(line, text, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _fact(line: str, text: str, where: str) -> Fact:
    try:
        fact: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FactsError(f"{where}: this is no JSON: {error}.") from error
    if not is_object(fact):
        raise FactsError(f"{where}: a fact is a JSON object, such as {{“kind”: …}}.")
    if said := problem(fact) or next(_evidence_problems(fact, text), None):
        raise FactsError(f"{where}: {said}.")
    return fact


def problem(fact: Fact) -> str | None:
    """What is wrong with the fields of a fact, its evidence left aside; ``None`` if they are as the format has them."""
    return next(_problems(fact), None)


def _problems(fact: Fact) -> Iterator[str]:
    kind = fact.get("kind")
    fields = FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None:
        yield f"the kind of fact {kind!r} is not known; the kinds are {', '.join(FIELDS)}"
        return
    for name in sorted(fact.keys() - fields.keys() - _ADDED):
        yield f"{name!r} is no field of {kind}; its fields are {', '.join(fields)}"
    for name, check in fields.items():
        if said := check(fact.get(name)):
            yield f"{name!r} of {kind} {said}"
    if not isinstance(fact.get("optional", False), bool):
        yield "'optional' must be true or false"
    if kind == "entity" and fact["class"] not in CLASSES[fact["entity"]["type"]].split():
        yield f"a {fact['entity']['type']} has no class {fact['class']!r}, only {CLASSES[fact['entity']['type']]}"


def _evidence_problems(fact: Fact, text: str) -> Iterator[str]:
    given = fact.get("evidence")
    if not is_list(given) or not given:
        yield "'evidence' must be a list of passages, at least one"
        return
    for passage in given:
        words = passage.get("text") if is_object(passage) else None
        if not isinstance(words, str) or not words:
            yield "every passage of 'evidence' needs its 'text'"
            continue
        start, end = passage.get("start"), passage.get("end")
        if (start is None and end is None and words not in text) or not _is_span(start, end):
            yield f"the article does not say {words!r}"
        elif start is not None and text[start:end] != words:
            yield f"at {start}–{end} the article says {text[start:end]!r}, not {words!r}"


def _is_span(start: object, end: object) -> bool:
    if start is None and end is None:
        return True
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end


# -- what each field may hold ------------------------------------------------------------------------


def _words(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else f"must be words, not {json.dumps(value)}"


def _number(value: Any) -> str | None:
    right = isinstance(value, int | float) and not isinstance(value, bool)
    return None if right else f"must be a plain number, not {json.dumps(value)}"


def _truth(value: Any) -> str | None:
    return None if isinstance(value, bool) else f"must be true or false, not {json.dumps(value)}"


def _day(value: Any) -> str | None:
    fine = isinstance(value, str) and _DATE.fullmatch(value)
    return None if fine else f"must be a date, a month or a year (2025-05-29, 2025-05, 2025), not {json.dumps(value)}"


def _time(value: Any) -> str | None:
    ends = value.split("/") if isinstance(value, str) else []
    fine = 1 <= len(ends) <= 2 and any(ends) and all(not end or _DATE.fullmatch(end) for end in ends)
    return None if fine else f"must be a date or a stretch (2025-05-29, 2020/2025, 1992/), not {json.dumps(value)}"


def _figure_time(value: Any) -> str | None:
    return None if value == "per-year" else _time(value)


def _entity(value: Any, *types: str) -> str | None:
    if not is_object(value):
        return f"must be an entity, such as {{“name”: …, “type”: …}}, not {json.dumps(value)}"
    name, kind, aliases = value.get("name"), value.get("type"), value.get("aliases", [])
    if not isinstance(name, str) or not name.strip():
        return "needs a name"
    if kind not in (types or tuple(CLASSES)):
        return f"must be of type {' or '.join(types or CLASSES)}, not {kind!r}"
    if not is_list(aliases) or not all(isinstance(alias, str) for alias in aliases):
        return "has aliases that are no list of names"
    return None


def _entities(value: Any) -> str | None:
    if not is_list(value):
        return f"must be a list of entities, not {json.dumps(value)}"
    return next((said for one in value if (said := _entity(one))), None)


def _numbers(value: Any) -> str | None:
    if not is_list(value) or not value:
        return f"must be a list of numbers, not {json.dumps(value)}"
    return next((said for one in value if (said := _number(one))), None)


def _one_of(*known: str) -> Check:
    def check(value: Any) -> str | None:
        return None if value in known else f"must be one of {', '.join(known)}, not {json.dumps(value)}"

    return check


def _or_null(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _event(value: Any) -> str | None:
    return _entity(value, Kind.EVENT)


_BOUNDS: Final = _one_of(*Bound)
FIELDS: Final[dict[str, dict[str, Check]]] = {
    "entity": {"entity": _entity, "class": _words},
    "position": {"person": _entity, "title": _words, "of": _or_null(_entity)},
    "former_position": {"person": _entity, "title": _words, "of": _or_null(_entity)},
    "part_of": {"part": _entity, "whole": _entity, "relation": _one_of("unit", "member", "within")},
    "event": {
        "event": _event,
        "class": _one_of(*CLASSES["Event"].split()),
        "date": _or_null(_time),
        "place": _or_null(_entity),
        "during": _or_null(_event),
        "status": _or_null(_one_of("held", "planned", "postponed", "cancelled")),
    },
    "attended": {"agent": _entity, "event": _event},
    "met": {"a": _entity, "b": _entity},
    "party": {"framework": _entity, "party": _entity},
    "period": {"of": _entity, "start": _or_null(_day), "end": _or_null(_day)},
    "follows": {"new": _entity, "old": _entity},
    "finances": {
        "financier": _entity,
        "target": _entity,
        "amount": _or_null(_number),
        "amounts": _or_null(_numbers),
        "currency": _or_null(_words),
        "bound": _or_null(_BOUNDS),
        "instrument": _or_null(_one_of(*instruments())),
        "stage": _or_null(_one_of(*stages())),
        "date": _or_null(_time),
    },
    "implements": {"agent": _entity, "target": _entity},
    "under": {"project": _entity, "framework": _entity},
    "located": {"what": _entity, "place": _entity},
    "discussed": {"event": _event, "about": _entity},
    "topic": {"about": _entity, "sector": _one_of(*sectors())},
    "figure": {
        "about": _or_null(_entity),
        "with": _or_null(_entity),
        "measure": _words,
        "value": _number,
        "unit": _words,
        "bound": _or_null(_BOUNDS),
        "period": _or_null(_figure_time),
    },
    "statement": {"speaker": _entity, "text": _words, "about": _entities, "direct": _truth},
}
"""The fields of every kind of fact, each with what it may hold."""
