"""What every answer tells a browser, and who else's scripts may read it."""
import asyncio
from typing import Any

import httpx
import pytest

from gateway.cors import origins_of, shared_with
from shared.runtime.settings import SettingsError
from tests.journeys.conftest import Suite
from tests.security.asking import Answer

NEVER = {"server", "x-powered-by", "set-cookie", "location", "access-control-allow-origin"}
PORTAL, EVIL = "https://www.example.gov.cn", "https://evil.example"


def test_every_answer_says_what_must_not_be_done_with_it(walk: dict[tuple[str, str], Answer]) -> None:
    for (name, who), answer in walk.items():
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer", (name, who)
        assert "frame-ancestors 'none'" in headers["content-security-policy"], (name, who)
        assert not NEVER & set(headers), (name, who)
        assert not 300 <= answer.status < 400, f"{name} leads somewhere else"


def test_no_answer_for_somebody_is_kept_by_anybody(walk: dict[tuple[str, str], Answer]) -> None:
    for (name, who), answer in walk.items():
        if answer.status < 300 and "/v1/public/" not in name and name != "GET /v1/jwks.json" and who != "nobody":
            if name.split()[1] in ("/docs", "/healthz", "/readyz", "/metrics", "/v1/about", "/v1/plugins", "/v1/openapi.json"):
                continue
            assert "no-store" in answer.headers["cache-control"], (name, who)


def test_an_answer_from_memory_says_the_same(suite: Suite) -> None:
    first, second = (httpx.get(f"{suite.gateways[0]}/v1/public/units").headers for _ in range(2))
    for name in ("x-content-type-options", "referrer-policy", "content-security-policy"):
        assert first[name] == second[name]


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_without_a_setting_no_other_sites_script_reads_anything(suite: Suite, method: str) -> None:
    for path in ("/v1/units", "/v1/public/units", "/v1/sessions", "/v1/public/events/none"):
        answer = httpx.request(method, suite.gateways[0] + path, headers={
            "origin": EVIL, "access-control-request-method": "POST", "access-control-request-headers": "authorization"})
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def asked(origins: str, method: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer that another site's script asks for."""
    sent: list[dict[str, Any]] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b"1")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method,
             "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]}
    asyncio.run(shared_with(origins_of(origins), inner)(scope, lambda: None, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_an_origin_that_is_named_may_read_and_ask_before() -> None:
    allowed = f"{PORTAL}, http://localhost:3000"
    status, headers = asked(allowed, "GET", origin=PORTAL)
    assert (status, headers["access-control-allow-origin"], headers["vary"]) == (200, PORTAL, "origin")
    status, headers = asked(allowed, "OPTIONS", origin=PORTAL, access_control_request_method="POST")
    assert status == 204 and "authorization" in headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("origin", [EVIL, "null", f"{PORTAL}.evil.example", f"{EVIL}/{PORTAL}", PORTAL.upper(), ""])
def test_any_other_origin_may_not(origin: str) -> None:
    for method in ("GET", "OPTIONS"):
        status, headers = asked(PORTAL, method, origin=origin, access_control_request_method="POST")
        assert (status, headers) == (200, {"etag": "1", "vary": "origin"})


@pytest.mark.parametrize("setting", ["*", "example.gov.cn", "https://*.gov.cn", "https://a.gov.cn/path", "null"])
def test_a_setting_names_origins_and_nothing_else(setting: str) -> None:
    with pytest.raises(SettingsError):
        origins_of(setting)
