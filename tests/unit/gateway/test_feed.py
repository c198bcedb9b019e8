"""The feed: what an event does to what is kept, and what an unreadable one does."""
import asyncio
import time
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from gateway.cache import AnswerCache
from gateway.events import EventStreams
from gateway.feed import Feed
from shared.events import event_id
from shared.plugins.manifest import Cache

KEPT = Cache(seconds=30)


@pytest.fixture
def cache() -> AnswerCache:
    """A cache whose feed is up, with one answer."""
    made = AnswerCache()
    made.feed_is_up()
    made.put(b"/a", b"{}", ["article:1"], KEPT, time.monotonic())
    return made


def _event(kind: str, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An event as the relay sends it, with ``changes``."""
    said = {"unit": "433100"} | data
    return {"type": f"guanwang.{kind}", "source": f"/services/{kind.partition('.')[0]}", "subject": "s", "sequence": "1",
            "index": "0", "unit": "433100", "routingkey": f"{kind}.433100", "data": said,
            "id": event_id(kind, "s", 1, 0, said)} | changes


def _arrives(cache: AnswerCache, body: bytes, heard: list[Any] | None = None, key: str = "") -> None:
    async def listener(data: Any) -> None:
        assert heard is not None
        heard.append(data)

    async def nothing() -> None:
        pass

    feed = Feed("amqp://nowhere", cache, {"directory.session.revoked.v1": listener}, nothing, EventStreams())
    with suppress(ValueError):
        key = key or orjson.loads(body)["routingkey"]
    delivery = SimpleNamespace(routing_key=key)
    asyncio.run(feed._arrived(SimpleNamespace(body=body, delivery=delivery)))


def test_an_event_drops_what_it_names_and_nothing_else(cache: AnswerCache) -> None:
    event = _event("content.article.withdrawn.v1", {}, cachetags="article:2 list:x")
    _arrives(cache, orjson.dumps(event))
    assert cache.fresh(b"/a") is not None
    _arrives(cache, orjson.dumps(event | {"cachetags": "article:1"}))
    assert cache.fresh(b"/a") is None


def test_a_listener_is_told_the_data_of_its_events(cache: AnswerCache) -> None:
    heard: list[Any] = []
    _arrives(cache, orjson.dumps(_event("directory.session.revoked.v1", {"session": "s"})), heard)
    assert heard == [{"unit": "433100", "session": "s"}]


@pytest.mark.parametrize(("changes", "key"), [
    ({}, "content.article.published.v1.433100"), ({"unit": "433101"}, ""), ({"source": "/services/content"}, ""),
    ({"data": {"unit": "433100", "session": "t"}}, "")])
def test_nobody_speaks_for_another_service_or_unit(cache: AnswerCache, changes: dict[str, Any], key: str) -> None:
    heard: list[Any] = []
    _arrives(cache, orjson.dumps(_event("directory.session.revoked.v1", {"session": "s"}) | changes), heard, key)
    assert heard == [] and cache.fresh(b"/a") is None  # it may have named anything


def test_an_unreadable_event_drops_everything_also_what_is_being_fetched(cache: AnswerCache) -> None:
    asked_at = time.monotonic()
    _arrives(cache, b"not JSON")
    assert cache.fresh(b"/a") is None
    cache.put(b"/b", b"{}", ["article:9"], KEPT, asked_at)
    assert cache.fresh(b"/b") is None and cache.feed_up
