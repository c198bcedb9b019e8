"""Addresses and hosts: one spelling of each, and nothing that an answer says comes from the ``Host`` header."""
import httpx
import pytest

from shared.cli.demo.desk import Desk
from tests.journeys.conftest import Suite
from tests.security.raw import talk


@pytest.mark.parametrize("path", [
    "//v1/about", "//metrics", "/v1//about", "/v1/./about", "/x/../v1/about", "/v1/%2e%2e/v1/about", "/v1%2fabout",
    "/v1%2Fabout", "/v1/about/", "/v1/about;a=b", "/v1/about%00", "/v1%5cabout", "/v1\\about", "/V1/about",
    "/docs/..%2f..%2fetc%2fpasswd",
    "/docs/../../../../etc/passwd", "//v1/public/units", "/v1/public%2funits", "/v1/public/units/", "/v1/public/./units",
    "/v1/public/units;a=b", "/v1/public/files%2f0", "*",
])
def test_an_address_has_one_spelling(suite: Suite, path: str) -> None:
    statuses, _, said = talk(suite.gateways[0], f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
    assert statuses in ([404], [400]) and b"application/problem+json" in said, said


def test_nothing_that_readers_get_depends_on_the_host_that_they_name(suite: Suite, desk: Desk) -> None:
    for path in ("/v1/public/feeds/xxz.atom", "/v1/public/feeds/xxz.rss", "/v1/public/feeds/xxz.json",
                 "/v1/public/sitemaps/xxz.xml", "/v1/public/sitemaps/xxz/1.xml", "/v1/public/sites", "/v1/openapi.json",
                 "/docs"):
        plain = httpx.get(suite.gateways[0] + path)
        forged = httpx.get(f"{suite.gateways[0]}{path}", headers={
            "host": "evil.example", "x-forwarded-host": "evil.example", "forwarded": "host=evil.example",
            "x-forwarded-proto": "gopher", "x-original-url": "/evil.example", "x-rewrite-url": "/evil.example"})
        assert plain.status_code == forged.status_code == 200, path
        assert plain.content == forged.content and b"evil.example" not in forged.content


def test_an_address_with_a_host_in_it_is_answered_for_its_path(suite: Suite) -> None:
    statuses, _, said = talk(suite.gateways[0], b"GET http://evil.example/v1/about HTTP/1.1\r\nhost: x\r\n\r\n")
    assert statuses == [200] and b"evil" not in said


@pytest.mark.parametrize("value", ["a b", "a\tb", "x" * 65, "é", "<script>"])
def test_a_request_id_that_is_none_is_not_sent_back(suite: Suite, value: str) -> None:
    for path in ("/healthz", "/v1/public/units", "/v1/public/files/x", "/v1/me"):
        answer = httpx.get(suite.gateways[0] + path, headers={"x-request-id": value.encode()})
        assert value not in answer.headers.get("x-request-id", "") + answer.text
