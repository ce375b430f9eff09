"""The pages of agreement and connections, as OpenAPI describes them."""

from __future__ import annotations

from typing import Final

from graph.corrections import ACTIONS
from graph.disagreements.told import MATTERS
from graph.paths import LONGEST
from service.accept import HTML
from service.agreement_asked import CLASSES, SIZES
from service.connections import MOST
from service.correcting import MEDIA
from service.openapi_answers import Fields, answers, operation

_DAY: Final[Fields] = {"type": "string", "format": "date"}
_PARAMETERS: Final = (
    ("kind", {"type": "string", "enum": [*SIZES], "default": "facts"}, None,
     "Facts by sources, figures side by side, or matters: dates, places, titles, names … that are put differently."),
    ("verdict", {"type": "string", "enum": ["differ", "agree"], "default": "differ"}, None,
     "Of figures and matters: those that cannot all be true, or those that can though they are said differently."),
    ("regarding", {"type": "string", "enum": [*MATTERS]}, None, "What matters are of."),
    ("entity", {"type": "string"}, "Kazakhstan", "Name or IRI of a thing that it is about."),
    ("class", {"type": "string", "enum": [*CLASSES]}, None, "Class of facts."),
    ("relation", {"type": "string"}, "metWith", "Local name of the relation of plain facts."),
    ("publisher", {"type": "string"}, None, "Name of one that reports it."),
    ("since", _DAY, None, "Reported on this day or later."),
    ("until", _DAY, None, "Reported on this day or before."),
    ("sources", {"type": "string", "pattern": "^[0-9]{1,6}(-[0-9]{0,6})?$"}, "2-",
     "Independent sources: 3, 3-5, or 3- for three or more."),
    ("page", {"type": "integer", "minimum": 1, "maximum": 500}, None, "From 1."),
)  # fmt: skip


def agreement_paths() -> Fields:
    """The paths of agreement, corrections and connections."""
    return {
        "/agreement": {
            "get": _agreement("agreement", HTML, "How well facts are supported; what differs, side by side.")
        },
        "/agreement.json": {"get": _agreement("agreementAsJson", "application/json", "The same as JSON.")},
        "/agreement.csv": {"get": _agreement("agreementAsCsv", "text/csv", "The same as CSV.")},
        "/agreement/correction": {"post": _correction()},
        "/connections.json": {"get": _connections()},
    }


def _agreement(name: str, media: str, summary: str) -> Fields:
    parameters = [
        {"name": one, "in": "query", "required": False, "schema": schema, "description": about,
         **({"example": example} if example else {})}
        for one, schema, example, about in _PARAMETERS
    ]  # fmt: skip
    described = operation("agreement", name, summary, answers([media], ("400", "404", "503")))
    return {**described, "parameters": parameters}


def _correction() -> Fields:
    texts = ("by", "why", "date", "evidence", "quotation", "target", "fact", "subject", "predicate", "object", "thing",
             "other", "name", "class")  # fmt: skip
    form: Fields = {
        "type": "object",
        "required": ["action", "by", "why"],
        "properties": {
            "action": {"type": "string", "enum": [*ACTIONS]},
            **{name: {"type": "string"} for name in texts},
        },
    }
    answered = answers([MEDIA], ("400", "404"), "The file, to be committed; nothing is kept.")
    answered.pop("304")
    for status in ("400", "404"):
        answered[status] = {"description": "What is missing or wrong.", "content": answered[status]["content"]}
    described = operation("agreement", "draftCorrection", "A correction as a file.", answered)
    body = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}}
    return {**described, "requestBody": body}


def _connections() -> Fields:
    name: Fields = {"type": "string", "minLength": 1, "maxLength": 300}
    parameters: list[Fields] = [
        {"name": "from", "in": "query", "required": True, "schema": name, "example": "Olzhas Bektenov",
         "description": "Name or IRI of a thing."},
        {"name": "to", "in": "query", "required": True, "schema": name, "example": "World Bank",
         "description": "Name or IRI of another."},
        {"name": "longest", "in": "query", "required": False, "description": "Steps that a path has at most.",
         "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LONGEST}},
        {"name": "avoiding", "in": "query", "required": False, "schema": {"type": "array", "items": name},
         "description": "Names or IRIs of things that no path goes through."},
    ]  # fmt: skip
    answered = answers(["application/json"], ("400", "404", "503", "507"), "The shortest paths, with sentences.")
    described = operation("agreement", "connections", "How two things are connected.", answered)
    return {**described, "parameters": parameters}
