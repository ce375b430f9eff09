"""What OpenAPI says of things, their documents and names, and of the provenance of facts."""

from __future__ import annotations

from service import openapi_answers as say
from service.accept import GRAPHS, HTML
from service.completing import COUNT, TEXT
from service.openapi_answers import TEXTS, Fields


def things_paths() -> Fields:
    """The paths of things, of their documents, and of the provenance of facts."""
    path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}, "example": example}
        for name, example in (("kind", "place"), ("name", "kazakhstan"))
    ]
    answers = say.answers(GRAPHS.values(), ("404", "406", "503"))
    gone = {"description": "The thing goes by another IRI now.", "content": say.contents(TEXTS)}
    document = {**answers, "301": gone, "410": {**gone, "description": "The thing has ended."}}
    away = {key: value for key, value in document.items() if key != "200"}
    away["303"] = {"description": "Where its document is.", "content": say.contents(TEXTS)}
    return {
        "/id/{kind}/{name}": {"get": {**say.operation("things", "thing", "A thing.", away), "parameters": path}},
        "/doc/{kind}/{name}": {
            "get": {**say.operation("things", "document", "What is known of a thing.", document), "parameters": path}
        },
        "/provenance/fact/{name}": {"get": _provenance(document)},
    }


def _provenance(document: Fields) -> Fields:
    graphs = [media for media in GRAPHS.values() if media != HTML]
    answers = {**say.answers(graphs, ("404", "406", "503")), **{code: document[code] for code in ("301", "410")}}
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    operation = say.operation("things", "provenance", "Where a fact comes from, in PROV-O.", answers)
    return {**operation, "parameters": [{**name, "example": "2afa461e5f8747ed"}]}


def names_paths() -> Fields:
    """The path that completes names."""
    fields = {"name": "The name that fits", "label": "The preferred name", "iri": "The thing", "class": "Finest class"}
    item: Fields = {
        "type": "object",
        "required": [*fields, "facts"],
        "properties": {
            **{name: {"type": "string", "description": f"{what}."} for name, what in fields.items()},
            "facts": {"type": "integer", "description": "In how many it stands; of an article, how many it states."},
            "value": {"type": "string", "description": "What a stored question takes for it: its label or its IRI."},
            "alike": {"type": "boolean", "description": "Whether no name begins so, and this one only looks alike."},
        },
    }
    parameters = [
        {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": TEXT}, "example": "kaz",
         "description": "The beginnings of words of a name; without it, what stands in most facts is offered."},
        {"name": "class", "in": "query", "schema": {"type": "string"}, "example": "Place,Institution",
         "description": "Classes of the ontology by local name, with commas between; without it, all."},
    ]  # fmt: skip
    answers = say.answers(["application/json"], ("400", "503"), f"At most {COUNT} things, the best known first.")
    answers["200"]["content"]["application/json"] = {"schema": {"type": "array", "items": item}}
    operation = say.operation("things", "complete", "What a name that is being typed may become.", answers)
    return {"/complete": {"get": {**operation, "parameters": parameters}}}
