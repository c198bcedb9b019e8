"""The documents page: everything that it needs comes from the gateway, and it can show what the gateway serves."""
import re

import falcon.asgi
import falcon.testing
import pytest

from gateway.about import About
from gateway.cache import AnswerCache
from shared.plugins.manifest import Manifest

TOWN = Manifest(name="town", title="示例", version="1", routes="tests.unit.gateway.town:ROUTES")


@pytest.fixture
def client() -> falcon.testing.TestClient:
    """A client of the gateway's own endpoints."""
    app = falcon.asgi.App()
    About([TOWN], "1.2.3", AnswerCache(), lambda: True).add_to(app)
    return falcon.testing.TestClient(app)


def test_the_page_loads_nothing_from_elsewhere(client: falcon.testing.TestClient) -> None:
    page = client.simulate_get("/docs")
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(links) == 3 and all(link.startswith("/docs/") for link in links)
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for link in links:
        assert client.simulate_get(link).status_code == 200


def test_the_page_can_show_the_version_of_openapi_that_is_served(client: falcon.testing.TestClient) -> None:
    assert client.simulate_get("/v1/openapi.json").json["openapi"].startswith("3.1")
    assert "OpenAPI31" in client.simulate_get("/docs/swagger-ui-bundle.js").text


def test_a_gateway_without_its_feed_is_not_ready(client: falcon.testing.TestClient) -> None:
    answer = client.simulate_get("/readyz")
    assert answer.status_code == 503 and answer.json["problems"] == ["no connection for events"]


def test_no_other_file_can_be_had(client: falcon.testing.TestClient) -> None:
    assert client.simulate_get("/docs/..%2f__init__.py").status_code == 404
