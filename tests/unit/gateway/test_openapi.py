"""The OpenAPI document: valid, complete, and plain about who may do what."""
import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from gateway import openapi
from gateway.app import all_routes
from shared.caller import ROLES
from shared.document import DOCX
from shared.plugins.discovery import PluginError, manifests
from shared.plugins.manifest import SIGNED_IN, Manifest

MANIFESTS = manifests()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document of everything that is installed."""
    return openapi.document(MANIFESTS, "1.0")


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """operationId → operation."""
    found = [operation for path in document["paths"].values() for operation in path.values()]
    assert len({each["operationId"] for each in found}) == len(found)
    return {each["operationId"]: each for each in found}


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_route_is_in_it_once(operations: dict[str, Any]) -> None:
    routed = {f"{manifest.name}.{route.operation}" for manifest, route in all_routes(MANIFESTS)}
    assert set(operations) == routed | {"gateway.stream_public_events"}


def test_every_operation_has_a_chinese_summary(operations: dict[str, Any]) -> None:
    assert not [name for name, each in operations.items() if not re.search(r"[\u4e00-\u9fff]", each["summary"])]


def test_every_operation_says_who_may_call_it_and_by_which_article(operations: dict[str, Any]) -> None:
    for manifest, route in all_routes(MANIFESTS):
        operation = operations[f"{manifest.name}.{route.operation}"]
        assert route.article in operation["description"]
        for role in set(route.roles) & set(ROLES) if SIGNED_IN not in route.roles else ():
            assert f"{ROLES[role]}（{role}）" in operation["description"]
        assert operation["security"] == ([] if route.public else [{"bearer": []}])


def test_every_change_takes_an_idempotency_key_and_every_update_the_version(operations: dict[str, Any]) -> None:
    for manifest, route in all_routes(MANIFESTS):
        operation = operations[f"{manifest.name}.{route.operation}"]
        headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
        assert ("Idempotency-Key" in headers) == route.write
        assert ("If-Match" in headers) == ("version" in route.takes().fields)
        assert ("428" in operation["responses"]) == ("If-Match" in headers)


def test_what_stands_in_the_path_or_the_header_does_not_stand_in_the_body(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            name = schema.get("$ref", "").rpartition("/")[2]
            fields = set(document["components"]["schemas"].get(name, {}).get("properties", {}))
            assert not fields & ({"version"} | set(re.findall(r"\{(\w+)", path))), operation["operationId"]


def test_a_document_is_announced_by_its_media_types_and_its_name() -> None:
    town = Manifest(name="town", title="示例", version="1", routes="tests.unit.gateway.town:ROUTES")
    made = openapi.document([town], "1")
    validate(made, cls=OpenAPIV31SpecValidator)
    answer = made["paths"]["/v1/houses/{id}/plan"]["get"]["responses"]["200"]
    assert answer["content"] == {DOCX: {"schema": {"type": "string", "format": "binary"}}}
    assert answer["headers"]["Content-Disposition"]["required"]


def test_an_operation_without_a_body_has_none(operations: dict[str, Any]) -> None:
    assert "requestBody" not in operations["content.recall_article"]


def test_every_refusal_is_a_problem(operations: dict[str, Any]) -> None:
    for operation in operations.values():
        for status, answer in operation["responses"].items():
            assert status < "300" or "application/problem+json" in answer["content"]


def test_examples_are_accepted_by_their_own_schemas() -> None:
    for manifest, route in all_routes(MANIFESTS):
        if route.example is not None:
            errors = route.takes(partial=("version", *re.findall(r"\{(\w+)", route.path))).validate(dict(route.example))
            assert not errors, f"{manifest.name}.{route.operation}: {errors}"


def test_two_services_that_claim_one_address_are_refused_by_name() -> None:
    town = "tests.unit.gateway.town:ROUTES"
    clash = [Manifest(name=name, title="示例", version="1", routes=town) for name in ("town", "village")]
    with pytest.raises(PluginError, match="“town” and “village” both answer POST /v1/houses"):
        all_routes(clash)


def test_ready_bytes_are_text_but_for_json(operations: dict[str, Any]) -> None:
    """A reader that is made from the document would take the JSON feed for a string."""
    feeds = operations["content.get_public_feed"]["responses"]["200"]["content"]
    assert {media_type: each["schema"]["type"] for media_type, each in feeds.items()} == {
        "application/rss+xml": "string", "application/atom+xml": "string", "application/feed+json": "object"}
