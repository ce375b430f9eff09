"""The service as OpenAPI describes it (https://spec.openapis.org/oas/v3.1.0), derived from the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from queries.catalogue import Catalogue, StoredQuery
from queries.parameters import Parameter
from service.accept import GRAPHS, HTML, TABLES
from service.addresses import root
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.network_choice import NAMES, SCHEMAS
from service.openapi_agreement import agreement_paths
from service.openapi_answers import Fields
from service.openapi_answers import answers as _answers
from service.openapi_answers import contents as _contents
from service.openapi_answers import operation as _operation
from service.openapi_things import names_paths, things_paths
from service.settings import Settings

MEDIA: Final = "application/vnd.oai.openapi+json;version=3.1"
_LICENSE: Final = {"name": "CC BY 4.0 (facts)", "url": "https://creativecommons.org/licenses/by/4.0/"}
_FORMATS: Final[Mapping[str, Fields]] = {
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "string", "pattern": "^ *[+-]?[0-9]+ *$"},
    "decimal": {"type": "string", "pattern": "^ *[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+) *$"},
}
"""Schemas of the values of parameters, by datatype."""
_ASK: Final = "SELECT ?article ?title { ?article a <https://w3id.org/kerege/ontology#Article> ; <http://purl.org/dc/terms/title> ?title } LIMIT 3"  # noqa: E501


class OpenApi:
    """Describes the service."""

    def __init__(self, settings: Settings) -> None:
        """Limits are those of the settings, queries those of the shipped catalogue."""
        self._settings, self._catalogue = settings, Catalogue.load()

    async def answer(self, request: Request) -> Response:
        """The description as JSON."""
        generation: Generation = request.scope[GENERATION]
        address = root(request, self._settings)
        request.scope[KEEP] = True
        body = json.dumps(self.described(address), ensure_ascii=False, indent=1)
        return Response(body, headers={"ETag": generation.etag("openapi", address)}, media_type=MEDIA)

    def described(self, address: str) -> Fields:
        """The description of the service at an address, which ends in a slash."""
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Kerege",
                "version": version("kerege"),
                "summary": "A knowledge graph of development cooperation, read from news articles.",
                "description": "Everything is only read. Every fact carries its sentence and article.",
                "license": _LICENSE,
            },
            "servers": [{"url": address.rstrip("/")}],
            "tags": [
                {"name": "sparql"},
                {"name": "questions"},
                {"name": "things"},
                {"name": "agreement"},
                {"name": "files"},
                {"name": "service"},
            ],
            "paths": {
                "/sparql": _sparql(self._settings),
                **_index(),
                **{f"/queries/{stored.name}": {"get": _stored(stored)} for stored in self._catalogue},
                **things_paths(),
                **names_paths(),
                **_network(),
                **agreement_paths(),
                **_files(),
                **_service(),
            },
            "components": {"schemas": {"Problem": _PROBLEM, "Table": _TABLE}},
        }


_PROBLEM: Final[Fields] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Whole sentences that say what to do."},
        "offers": {"type": "array", "items": {"type": "string"}},
    },
}
_TABLE: Final[Fields] = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON Format.",
    "required": ["head"],
    "properties": {
        "head": {"type": "object"},
        "results": {"type": "object", "required": ["bindings"], "properties": {"bindings": {"type": "array"}}},
        "boolean": {"type": "boolean"},
    },
}


_QUERIED: Final = ("400", "404", "406", "503", "507")


def _sparql(settings: Settings) -> Fields:
    limits = settings.limits
    about = (
        f"The SPARQL 1.1 Protocol. A query may have {limits.query:,} characters, run for {limits.seconds:g} "
        f"seconds and yield {limits.rows:,} solutions unless it states a smaller LIMIT; an answer that is cut "
        "off has the header Kerege-Truncated. Updates are refused."
    )
    iris = {"type": "array", "items": {"type": "string", "format": "iri"}}
    dataset = [
        {"name": name, "in": "query", "schema": iris, "description": f"IRIs of {what} graphs, instead of FROM."}
        for name, what in (("default-graph-uri", "default"), ("named-graph-uri", "named"))
    ]
    query = {"name": "query", "in": "query", "schema": {"type": "string"}, "example": _ASK}
    query["description"] = "The query; without it, the service describes itself."
    answers = _answers([*TABLES.values(), *GRAPHS.values()], _QUERIED)
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
    body = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}, "example": _ASK},
            "application/x-www-form-urlencoded": {"schema": form, "example": {"query": _ASK}},
        },
    }
    shared: Fields = {"tags": ["sparql"], "description": about, "responses": answers}
    return {
        "get": {**shared, "operationId": "ask", "summary": "Answer a query.", "parameters": [query, *dataset]},
        "post": {**shared, "operationId": "askByPost", "summary": "Answer a query.", "parameters": dataset,
                 "requestBody": body},
    }  # fmt: skip


def _index() -> Fields:
    text = {"200": {"description": "SPARQL, with its header.", "content": _contents(["application/sparql-query"])}}
    errors = {key: value for key, value in _answers([], ("404",)).items() if key != "200"}
    named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}, "example": "who-met-whom"}
    feed = _answers(["application/atom+xml"], ("400", "404", "503", "507"), "The rows reported last, as entries.")
    fed = {**named, "example": "conflicting-figures"}
    return {
        "/queries/{name}.atom": {"get": {**_operation("questions", "feedOfQuestion", "A stored question as a feed.",
                                                      feed), "parameters": [fed]}},
        "/queries/": {"get": _operation("questions", "listQuestions", "The stored questions, with their parameters.",
                                        _answers(["application/json", HTML], ("406",)))},
        "/queries/{name}.rq": {"get": {**_operation("questions", "textOfQuestion", "The text of a stored question.",
                                                    {**text, **errors}), "parameters": [named]}},
    }  # fmt: skip


def _stored(stored: StoredQuery) -> Fields:
    """A stored query."""
    offers = TABLES if stored.kind == "select" else GRAPHS
    responses = _answers(offers.values(), _QUERIED)
    operation = _operation("questions", stored.name, stored.summary, responses)
    return {
        **operation,
        "description": stored.description,
        "parameters": [_parameter(one) for one in stored.parameters],
    }


def _parameter(one: Parameter) -> Fields:
    """A parameter of a stored query."""
    local = (one.datatype or "").rpartition("#")[2]
    schema: Fields = {**_FORMATS.get(local, {"type": "string", **({"format": "iri"} if one.type == "iri" else {})})}
    if one.default is not None:
        schema["default"] = one.default
    kinds = f" The name or IRI of a thing: {', '.join(one.kinds)}." if one.kinds else ""
    return {
        "name": one.name,
        "in": "query",
        "required": one.required and one.default is None,
        "description": f"{one.description}{kinds}".strip(),
        "schema": schema,
        "example": one.example if one.example is not None else one.default,
    }


def _network() -> Fields:
    examples: Fields = {"depth": 1, "most": 50}
    parameters = [
        {"name": name, "in": "query", "required": False, "description": f"{about[:1].upper()}{about[1:]}.",
         "schema": SCHEMAS[name], **({"example": examples[name]} if name in examples else {})}
        for name, about in NAMES.items()
    ]  # fmt: skip
    answers = _answers(["application/json"], ("400", "404", "503", "507"), "The network in node-link form.")
    operation = _operation("things", "network", "A part of the network, with places to draw it and sentences.", answers)
    return {"/network.json": {"get": {**operation, "parameters": parameters}}}


def _files() -> Fields:
    listed = _answers(["application/json", HTML], ("406", "503"))
    described = _answers(GRAPHS.values(), ("406", "503"))
    return {
        "/dump/": {"get": _operation("files", "dumps", "The files of the newest release.", listed)},
        "/dataset": {"get": _operation("files", "dataset", "The dataset and its files (DCAT).", described)},
        "/.well-known/void": {"get": _operation("files", "void", "The dataset and its parts (VoID).", described)},
    }


def _service() -> Fields:
    healthy = _answers(["application/json"], ("503",), "The service is alive.")
    figures = {"200": {"description": "For Prometheus.", "content": _contents(["text/plain"])}}
    description = {"200": {"description": "OpenAPI 3.1.", "content": _contents([MEDIA])}}
    return {
        "/health": {"get": _operation("service", "health", "Whether the service is alive.", healthy)},
        "/metrics": {"get": _operation("service", "metrics", "Figures of the service.", figures)},
        "/openapi.json": {"get": _operation("service", "openapi", "This description.", description)},
    }
