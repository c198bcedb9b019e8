"""Cross-origin requests (CORS): no other site's script may use the gateway from a browser, but for the origins that are named.

A token never comes by itself, as a cookie would; so nothing is gained by allowing credentials, and they are not.
"""
import re
from collections.abc import Awaitable, Callable
from typing import Any

from gateway.cache import Header, Receive, Scope, Send
from shared.runtime.settings import SettingsError

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?\Z")
_PREFLIGHT: tuple[Header, ...] = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PATCH"),
    (b"access-control-allow-headers",
     b"authorization, content-type, if-match, idempotency-key, x-request-id, x-content-sha256, content-digest"),
    (b"access-control-max-age", b"600"), (b"content-length", b"0"))
_EXPOSED: Header = (b"access-control-expose-headers", b"etag, retry-after, x-request-id, content-disposition")


def origins_of(setting: str) -> frozenset[bytes]:
    """The origins that a setting names; raises ``SettingsError`` for what is none, ``*`` among them."""
    found = [each.strip() for each in setting.split(",") if each.strip()]
    if wrong := [each for each in found if not _ORIGIN.match(each)]:
        raise SettingsError(f"GUANWANG_CORS_ORIGINS: “{wrong[0]}” is no origin; write https://portal.example.gov.cn")
    return frozenset(each.encode() for each in found)


def shared_with(origins: frozenset[bytes], inner: Application) -> Application:
    """``inner``, which scripts of ``origins`` may use too; ``inner`` itself where there are none."""
    if not origins:
        return inner

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        origin = _header(scope, b"origin") if scope["type"] == "http" else None
        allowed = origin if origin in origins else None
        if allowed and scope["method"] == "OPTIONS" and _header(scope, b"access-control-request-method"):
            await send({"type": "http.response.start", "status": 204, "headers": [*_told(allowed), *_PREFLIGHT]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def sent(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_told(allowed)]}
            await send(message)

        await inner(scope, receive, sent)

    return application


def _told(origin: bytes | None) -> tuple[Header, ...]:
    vary: Header = (b"vary", b"origin")
    return (vary, (b"access-control-allow-origin", origin), _EXPOSED) if origin else (vary,)


def _header(scope: Scope, wanted: bytes) -> bytes | None:
    return next((value for name, value in scope["headers"] if name == wanted), None)
