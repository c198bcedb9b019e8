"""Manifests and routes: a mistake in one shows when it is made."""
from typing import Any

import pytest

from shared.document import DOCX
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route, load


def test_a_route_for_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown roles"):
        Route("GET", "/v1/x", "get_x", "看", roles=("king",))


def test_nobody_may_call_a_route_that_names_nobody() -> None:
    route = Route("POST", "/v1/x", "make_x", "做")
    assert not route.public and route.roles == () and route.write


def test_a_public_route_needs_no_token() -> None:
    route = Route("GET", "/v1/x", "get_x", "看", roles=(PUBLIC,))
    assert route.public and not route.write


@pytest.mark.parametrize(("method", "roles"), [("GET", ()), ("GET", ("editor",)), ("GET", (SIGNED_IN,)), ("POST", (PUBLIC,))])
def test_only_what_everybody_may_read_can_be_kept_by_gateways(method: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="only a public GET"):
        Route(method, "/v1/x", "get_x", "看", roles=roles, cache=Cache())


@pytest.mark.parametrize("more", [{"gives": object}, {"many": True}, {"status": 204}])
def test_a_document_is_the_whole_answer(more: dict[str, Any]) -> None:
    fields = {"method": "GET", "path": "/v1/x", "operation": "get_x", "summary": "看", "media_types": (DOCX,)}
    assert Route(**fields).media_types == (DOCX,)
    with pytest.raises(ValueError, match="a document is the whole answer"):
        Route(**fields | more)


def test_a_dotted_string_names_a_module_or_something_in_it() -> None:
    assert load("shared.plugins.manifest").Route is Route
    assert load("shared.plugins.manifest:Route") is Route
