"""One person at all gateways, as a careful client is written: keys, versions, the same request again until answered."""
import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos.journal import ACCEPTED, REFUSED, UNKNOWN, Journal

TIMEOUT = httpx.Timeout(8, connect=2)
RETRY = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which the same request is sent again; a 500 too, for its write may have been saved."""


@dataclass
class Clockwork:
    """How far the run is: nothing new is begun after ``stop``, nothing is repeated after ``give_up`` (``time.monotonic``)."""

    stop: float
    give_up: float

    @property
    def over(self) -> bool:
        """Whether to begin nothing new."""
        return time.monotonic() >= self.stop

    @property
    def hopeless(self) -> bool:
        """Whether to repeat nothing any more."""
        return time.monotonic() >= self.give_up


@dataclass
class Outcome:
    """How a write ended: ``accepted``, ``refused`` or ``unknown``; the last answer and its status."""

    end: str
    status: int
    answer: dict[str, Any]

    @property
    def accepted(self) -> bool:
        """Whether it was done."""
        return self.end == ACCEPTED


@dataclass
class Person:
    """Signs in by itself, and again when a token is not taken any more."""

    name: str
    login: str
    password: str
    gateways: Sequence[str]
    journal: Journal
    clockwork: Clockwork
    chance: random.Random
    http: httpx.AsyncClient
    prefix: str
    token: str = ""
    count: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def write(self, operation: str, path: str, *, method: str = "POST", version: int | None = None,
                    body: dict[str, Any] | None = None, content: bytes | None = None, key: str = "",
                    about: dict[str, Any] | None = None) -> Outcome:
        """Send one write until it is answered for good; ``about`` goes into the journal, for the checker."""
        self.count += 1
        request_id = f"{self.prefix}-{self.name}-{self.count}"
        headers = {"x-request-id": request_id, "idempotency-key": key or secrets.token_hex(12)}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        self.journal.write("asked", id=request_id, operation=operation, who=self.name, path=path, version=version,
                           at=time.time(), **(about or {}))
        sent: dict[str, Any] = {"headers": headers} | ({"content": content} if content is not None else {"json": body or {}})
        response, tries = await self._until_answered(lambda url: self._send(method, url + path, **sent))
        answer = _json(response)
        end = UNKNOWN if response is None or response.status_code in RETRY else \
            ACCEPTED if response.status_code < 300 else REFUSED
        outcome = Outcome(end, response.status_code if response is not None else 0, answer)
        self.journal.write("answered", id=request_id, end=end, status=outcome.status, tries=tries, at=time.time(),
                           code=answer.get("code", ""), article=answer.get("id", ""), version=answer.get("version"),
                           digest=(answer.get("current") or {}).get("digest", ""))
        return outcome

    async def read(self, path: str, **query: Any) -> dict[str, Any] | None:
        """The answer to a GET that is meant to work, or ``None`` when the run ends before there is one."""
        response, _ = await self._until_answered(lambda url: self._send("GET", url + path, params=query))
        return _json(response) if response is not None and response.status_code == 200 else None

    async def wait_for(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """The first true answer of ``look``; ``None`` when the run ends before."""
        while not self.clockwork.over:
            if found := await look():
                return found
            await asyncio.sleep(0.1)
        return None

    async def _until_answered(self, send: Callable[[str], Awaitable[httpx.Response]]) -> tuple[httpx.Response | None, int]:
        tries, response = 0, None
        while True:
            tries += 1
            try:
                response = await send(self.chance.choice(self.gateways))
                if response.status_code == 401:
                    self.token = ""
                elif response.status_code not in RETRY:
                    return response, tries
            except httpx.HTTPError:
                response = None
            if self.clockwork.hopeless:
                return response if response is not None and response.status_code != 401 else None, tries
            await asyncio.sleep(0.05 if tries < 3 else 0.3)

    async def _send(self, method: str, url: str, *, headers: dict[str, str] | None = None, **sent: Any) -> httpx.Response:
        async with self.lock:
            if not self.token:
                await self._sign_in(url)
        return await self.http.request(method, url, headers=(headers or {}) | {"authorization": f"Bearer {self.token}"},
                                       timeout=TIMEOUT, **sent)

    async def _sign_in(self, url: str) -> None:
        base = "/".join(url.split("/")[:3])
        answer = await self.http.post(f"{base}/v1/sessions", json={"login": self.login, "password": self.password},
                                      timeout=TIMEOUT)
        if answer.status_code >= 300:
            raise httpx.TransportError(f"no token: {answer.status_code}")
        self.token = answer.json()["access_token"]


def _json(response: httpx.Response | None) -> dict[str, Any]:
    try:
        found = response.json() if response is not None and response.content else {}
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}
