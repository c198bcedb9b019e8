"""The feed: what an event does to what is kept, and what an unreadable one does."""
import asyncio
import time
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from gateway.cache import AnswerCache
from gateway.events import EventStreams
from gateway.feed import Feed
from shared.plugins.manifest import Cache

KEPT = Cache(seconds=30)


@pytest.fixture
def cache() -> AnswerCache:
    """A cache whose feed is up, with one answer."""
    made = AnswerCache()
    made.feed_is_up()
    made.put(b"/a", b"{}", ["article:1"], KEPT, time.monotonic())
    return made


def _arrives(cache: AnswerCache, body: bytes, heard: list[Any] | None = None) -> None:
    async def listener(data: Any) -> None:
        assert heard is not None
        heard.append(data)

    async def nothing() -> None:
        pass

    feed = Feed("amqp://nowhere", cache, {"directory.session.revoked.v1": listener}, nothing, EventStreams())
    delivery = SimpleNamespace(routing_key="x.433100")
    asyncio.run(feed._arrived(SimpleNamespace(body=body, delivery=delivery)))


def test_an_event_drops_what_it_names_and_nothing_else(cache: AnswerCache) -> None:
    event = {"type": "guanwang.content.article.withdrawn.v1", "cachetags": "article:2 list:x", "unit": "433100",
             "data": {}}
    _arrives(cache, orjson.dumps(event))
    assert cache.fresh(b"/a") is not None
    _arrives(cache, orjson.dumps(event | {"cachetags": "article:1"}))
    assert cache.fresh(b"/a") is None


def test_a_listener_is_told_the_data_of_its_events(cache: AnswerCache) -> None:
    heard: list[Any] = []
    _arrives(cache, orjson.dumps({"type": "guanwang.directory.session.revoked.v1", "data": {"session": "s"}}), heard)
    assert heard == [{"session": "s"}]


def test_an_unreadable_event_drops_everything_also_what_is_being_fetched(cache: AnswerCache) -> None:
    asked_at = time.monotonic()
    _arrives(cache, b"not JSON")
    assert cache.fresh(b"/a") is None
    cache.put(b"/b", b"{}", ["article:9"], KEPT, asked_at)
    assert cache.fresh(b"/b") is None and cache.feed_up
