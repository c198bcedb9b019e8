"""The bare minimum: a hand-written ASGI application that answers every request with the same bytes."""
from typing import Any

import orjson

from tests.bench.article import BODY, TITLE

_BODY = orjson.dumps({"title": TITLE, "body": BODY})
_START = {"type": "http.response.start", "status": 200,
          "headers": [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]}
_REST = {"type": "http.response.body", "body": _BODY}


async def app(_scope: Any, _receive: Any, send: Any) -> None:
    """Answer."""
    await send(_START)
    await send(_REST)
