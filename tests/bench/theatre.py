"""Everything that benchmarks share: the stage, the bus, the scene and the people, each set up when it is first needed."""
import asyncio
import itertools
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from pymongo import AsyncMongoClient

from shared.caller import SYSTEM, Caller
from tests.bench import people, scene
from tests.bench.article import COLUMN, DRAFT, UNIT
from tests.bench.bus import Bus, bus
from tests.bench.client import connected
from tests.bench.monolith import DATABASE
from tests.bench.stage import Stage

FORGET_SECONDS = 0.3
"""By far longer than an event takes to every gateway."""
_HITS = re.compile(rb"^guanwang_cache_hits_total ([\d.e+]+)", re.MULTILINE)


class Theatre:
    """One run of the benchmarks."""

    def __init__(self, stage: Stage, bus_: Bus, chief: Caller) -> None:
        self.stage, self.bus, self._chief = stage, bus_, chief
        self._tokens: dict[str, str] = {}
        self._keys = itertools.count(1)

    async def token(self, role: str) -> str:
        """An access token of a person with ``role``, good for ten minutes."""
        if role not in self._tokens:
            self._tokens[role] = await people.token(self.bus, self._chief, role)
        return self._tokens[role]

    def new_key(self) -> str:
        """A prefix for idempotency keys that was not used yet."""
        return f"bench-{next(self._keys)}-{uuid.uuid4().hex[:8]}"

    async def monolith_articles(self, count: int) -> list[str]:
        """Paths of ``count`` articles that the monolith has, as many fields and bytes each as a public article of ours."""
        documents: list[dict[str, Any]] = [{"_id": str(uuid.uuid4()), "status": "live", "unit": "433100", "site": "bench",
                                            "published_at": "2026-11-20T08:00:00+00:00", **DRAFT} for _ in range(count)]
        async with AsyncMongoClient(self.stage.endpoints.mongo_url) as client:
            for start in range(0, count, 500):
                await client[DATABASE]["articles"].insert_many(documents[start:start + 500])
        return [f"/articles/{each['_id']}" for each in documents]

    async def set_checked_scene(self) -> None:
        """Give the reference with the same checks the issuer's keys and the column that drafts go to."""
        body = orjson.dumps({"keys": await self.bus.call("directory.get_signing_keys", SYSTEM),
                             "columns": [{"_id": COLUMN, "unit": UNIT, "state": "open"}]})
        connection = await connected(self.stage.reference("monolith_checked"))
        try:
            status, _ = await connection.ask(b"PUT /scene HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                                             b"content-length: %d\r\n\r\n" % len(body) + body)
        finally:
            connection.close()
        assert status == 204, f"the reference refused its scene with {status}"

    async def forget_answers(self, tag: str) -> None:
        """Have every gateway forget what it keeps under ``tag``."""
        await self.bus.emit("bench.answers.outdated.v1", "433100.public", "bench", {"unit": "433100"}, cachetags=tag)
        await asyncio.sleep(FORGET_SECONDS)

    async def cache_hits(self) -> float:
        """How many answers the gateway gave from its cache so far."""
        connection = await connected(self.stage.gateway())
        try:
            _, metrics = await connection.ask(b"GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        finally:
            connection.close()
        found = _HITS.search(metrics)
        assert found is not None, "the gateway does not count its cache hits any more"
        return float(found[1])


@asynccontextmanager
async def theatre(stage: Stage) -> AsyncIterator[Theatre]:
    """The theatre with content and directory running and the scene set."""
    stage.service("content")
    stage.service("directory")
    async with bus(stage.endpoints.rabbitmq_url) as bus_:
        chief = await people.administrator(bus_)
        await people.register_unit(bus_, chief)
        await scene.begin(bus_)
        yield Theatre(stage, bus_, chief)
