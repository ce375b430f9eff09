"""The service describes itself as OpenAPI does, and nothing that is made of the description makes it fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from serving import Answer, Service

from queries.catalogue import Catalogue
from service.openapi import OpenApi
from service.settings import Settings

DESCRIBED = OpenApi(Settings(store=Path("none"))).described("http://127.0.0.1/")
SCHEMA = schemathesis.openapi.from_dict(DESCRIBED)


@schemathesis.serializer("application/sparql-query")
def _sparql(context: Any, value: Any) -> bytes:
    """A query as the body of a request."""
    return str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def described(served: Service) -> Any:
    """The description as it is served."""
    answer = served("/openapi.json")
    assert answer.status == 200
    return answer.json


def test_the_description_is_valid(described: Any, served: Service) -> None:
    validate(described)
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": served.address.rstrip("/")}]


def test_every_stored_question_is_described(described: Any) -> None:
    for stored in Catalogue.load():
        operation = described["paths"][f"/queries/{stored.name}"]["get"]
        parameters = {one["name"]: one for one in operation["parameters"]}
        assert operation["summary"] == stored.summary
        assert list(parameters) == [one.name for one in stored.parameters]
        for one in stored.parameters:
            assert parameters[one.name]["required"] is (one.required and one.default is None)
            assert parameters[one.name]["example"] == (one.example if one.example is not None else one.default)
            assert parameters[one.name]["schema"].get("default") == one.default
            assert one.description in parameters[one.name]["description"]


def example(path: str, operation: Any, served: Service) -> Answer:
    """The answer to an operation with its examples as parameters."""
    query: dict[str, str] = {}
    for one in operation.get("parameters", ()):
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(one["example"]))
        elif "example" in one:
            query[one["name"]] = one["example"]
    return served(f"{path}?{urlencode(query)}" if query else path)


@pytest.mark.parametrize("path", [path for path in DESCRIBED["paths"] if "get" in DESCRIBED["paths"][path]])
def test_the_examples_work(path: str, described: Any, served: Service) -> None:
    operation = described["paths"][path]["get"]
    answer = example(path, operation, served)

    assert str(answer.status) in operation["responses"], answer.text
    assert answer.status in (200, 303), answer.text
    assert answer.media in {kind.partition(";")[0] for kind in operation["responses"][str(answer.status)]["content"]}


@SCHEMA.parametrize()
@settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_nothing_made_of_the_description_makes_the_service_fail(case: Any, served: Service) -> None:
    """Values of all kinds, good and bad: no 500, and no format or shape that is not described."""
    case.call_and_validate(
        base_url=served.address.rstrip("/"),
        checks=(not_a_server_error, content_type_conformance, response_schema_conformance),
        allow_redirects=False,
    )
