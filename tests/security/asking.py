"""A request for any endpoint: plausible, about something that does not exist, and without effect where it is let in."""
import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from shared.plugins.manifest import Route

NOWHERE = "00000000-0000-4000-8000-000000000000"
UNKNOWN = {"colour": "red"}
"""A field that no operation takes: 422 for whoever is let in, and nothing is made."""
SIDE_BY_SIDE = 24


@dataclass(frozen=True)
class Ask:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    json: Any = None


@dataclass(frozen=True)
class Answer:
    """What came back; the body of a stream is not waited for."""

    status: int
    code: str
    headers: httpx.Headers
    text: str


def ask_for(name: str, route: Route | None, ids: Mapping[str, str] | None = None, *, version: int = 1,
            body: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None) -> Ask:
    """The endpoint called ``name`` (``GET /v1/…``) with ``ids`` in its path; what is not given does not exist."""
    method, _, template = name.partition(" ")
    path = re.sub(r"\{(\w+)\}", lambda found: quote((ids or {}).get(found[1], NOWHERE), safe=""), template)
    if route is None or method == "GET":
        return Ask(method, path, query=query or {})
    headers = {"if-match": f'"{version}"'} if "version" in route.takes().fields else {}
    if route.upload:
        return Ask(method, path, {**headers, "x-content-sha256": "no digest"}, query or {"unit": "433100", "name": "a.txt"})
    plausible = dict(route.example or {}) if "{" in template else UNKNOWN
    return Ask(method, path, headers, json=plausible if body is None else body)


def answers(url: str, asks: Iterable[tuple[Ask, Mapping[str, str]]]) -> list[Answer]:
    """The answer to each request, which comes with the headers of whoever asks; a few at a time."""
    return asyncio.run(_all(url, [_one(*each) for each in asks]))


def _one(ask: Ask, who: Mapping[str, str]) -> Callable[[httpx.AsyncClient], Any]:
    async def send(client: httpx.AsyncClient) -> Answer:
        async with client.stream(ask.method, ask.path, headers={**ask.headers, **who}, params=ask.query, json=ask.json
                                 ) as response:
            if "event-stream" in response.headers.get("content-type", ""):
                return Answer(response.status_code, "", response.headers, "")
            await response.aread()
            is_problem = response.headers.get("content-type") == "application/problem+json"
            return Answer(response.status_code, response.json()["code"] if is_problem else "", response.headers, response.text)

    return send


async def _all(url: str, sends: list[Callable[[httpx.AsyncClient], Any]]) -> list[Answer]:
    room = asyncio.Semaphore(SIDE_BY_SIDE)

    async def turn(client: httpx.AsyncClient, send: Callable[[httpx.AsyncClient], Any]) -> Answer:
        async with room:
            return await send(client)

    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        return await asyncio.gather(*(turn(client, each) for each in sends))
