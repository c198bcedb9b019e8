"""Sends drafts through the gateway, several at a time; a key for each file makes a repeated attempt the same draft."""
import asyncio
import contextlib
import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import orjson

from shared.cli.api import PATIENCE_SECONDS, Refusal
from shared.cli.importing.journal import Journal, Outcome, mark_of
from shared.cli.importing.reading import Unreadable, read


class Gateway:
    """An editor at one gateway, signed in anew when the token has run out; waits while a service is away."""

    def __init__(self, url: str, login: str, password: str, connections: int) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=30, limits=httpx.Limits(max_connections=connections))
        self._who, self._token, self._signing = {"login": login, "password": password}, "", asyncio.Lock()

    async def close(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Get a token; raises ``Refusal``."""
        self._token = (await self._send("/v1/sessions", self._who, {}))["access_token"]

    async def post(self, path: str, body: dict[str, Any], key: str, version: int | None = None) -> dict[str, Any]:
        """The answer; raises ``Refusal``, or ``httpx.TransportError`` when the gateway stays away."""
        headers = {"idempotency-key": key} | ({} if version is None else {"if-match": f'"{version}"'})
        used = self._token
        try:
            return await self._send(path, body, headers | {"authorization": f"Bearer {used}"})
        except Refusal as refusal:
            if refusal.status != 401:
                raise
        async with self._signing:
            if self._token == used:
                await self.sign_in()
        return await self._send(path, body, headers | {"authorization": f"Bearer {self._token}"})

    async def _send(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        content = orjson.dumps(body)
        while True:
            wait = 0.3
            try:
                response = await self._http.post(path, content=content, headers={"content-type": "application/json"} | headers)
                if response.status_code not in (429, 503) or time.monotonic() > end:
                    break
                with contextlib.suppress(ValueError):
                    wait = min(float(response.headers.get("retry-after", wait)), 10.0)
            except httpx.TransportError:
                if time.monotonic() > end:
                    raise
            await asyncio.sleep(wait)
        try:
            answer = response.json()
        except ValueError:
            answer = {"title": response.text[:200]}
        if response.status_code >= 400:
            raise Refusal(answer, response.status_code)
        return dict(answer)


class Sender:
    """Takes files one after the other for ``column``; ``done`` is told each outcome."""

    def __init__(self, gateway: Gateway | None, journal: Journal, folder: Path, column: str, *, fields: dict[str, Any],
                 submit: bool, done: Callable[[Outcome], None]) -> None:
        self._gateway, self._journal, self._folder, self._column = gateway, journal, folder, column
        self._fields, self._submit, self._done = fields, submit, done
        self._first: dict[str, str] = {}  # the first file of these bytes, perhaps still under way

    async def run(self, files: Sequence[Path], workers: int, stopped: asyncio.Event) -> None:
        """Until all are done or ``stopped`` is set: what is under way then comes to its end, nothing new begins."""
        waiting = iter(files)

        async def work() -> None:
            for path in waiting:
                if stopped.is_set():
                    return
                self._done(await self._taken(path))
                await asyncio.sleep(0)

        await asyncio.gather(*(work() for _ in range(max(1, workers))))

    async def _taken(self, path: Path) -> Outcome:
        name = path.relative_to(self._folder).as_posix()
        try:
            raw = path.read_bytes()
        except OSError as error:
            return self._noted(Outcome(name, name, "refused", why=f"cannot be read: {error.strerror}"))
        mark, digest = mark_of(self._column, name, raw), hashlib.sha256(raw).hexdigest()
        if earlier := self._journal.landed(mark):
            return earlier
        same = self._journal.with_bytes(digest)
        first = same.file if same else self._first.setdefault(digest, name)
        if first != name:
            return self._noted(Outcome(mark, name, "duplicate", bytes=digest, why=f"the same as {first}"))
        try:
            draft = read(path, raw)
        except Unreadable as error:
            return self._noted(Outcome(mark, name, "refused", bytes=digest, why=str(error)))
        remarks = "; ".join(draft.remarks)
        title = str(draft.fields["title"])
        if self._gateway is None:
            return Outcome(mark, name, "drafted", title=title, why=remarks, bytes=digest)
        try:
            article = await self._gateway.post("/v1/articles", self._fields | draft.fields | {"column": self._column},
                                               f"import-{mark}")
        except Refusal as refusal:
            return self._noted(Outcome(mark, name, "refused", title=title, bytes=digest, why=_why(refusal)))
        return self._noted(await self._handed_in(
            Outcome(mark, name, "drafted", article=article["id"], title=title, why=remarks, bytes=digest), article["version"]))

    async def _handed_in(self, drafted: Outcome, version: int) -> Outcome:
        if not self._submit or self._gateway is None:
            return drafted
        state, why = "submitted", drafted.why
        try:
            await self._gateway.post(f"/v1/articles/{drafted.article}/submission", {}, f"submit-{drafted.mark}", version)
        except Refusal as refusal:
            state, why = "drafted", "; ".join(filter(None, (why, f"not handed in: {_why(refusal)}")))
        return Outcome(drafted.mark, drafted.file, state, drafted.article, drafted.title, why, drafted.bytes)

    def _noted(self, outcome: Outcome) -> Outcome:
        if self._gateway is not None:
            self._journal.note(outcome)
        return outcome


def _why(refusal: Refusal) -> str:
    """What the gateway said, with the fields at fault."""
    errors = refusal.problem.get("errors") or {}
    named = "；".join(f"{name}: {'、'.join(map(str, texts if isinstance(texts, list) else [texts]))}"
                     for name, texts in errors.items()) if isinstance(errors, dict) else str(errors)
    return " ".join(filter(None, (str(refusal.problem.get("title", "")), named, f"({refusal.code or refusal.status})")))
