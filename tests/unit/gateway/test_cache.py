"""Ready bytes: given out while they are true, gone the moment that they are not."""
import asyncio
from typing import Any

import pytest

from gateway.cache import BYTES_MOST, Answer, AnswerCache, cache_key, ready_bytes
from shared.plugins.manifest import Cache

POLICY = Cache(seconds=30, stale_seconds=300)


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def cache(clock: Clock) -> AnswerCache:
    """An empty cache whose feed has been up for a second."""
    made = AnswerCache(clock)
    made.feed_is_up()
    clock.time += 1
    return made


def put(cache: AnswerCache, clock: Clock, key: bytes = b"k", body: bytes = b"{}", tags: tuple[str, ...] = ("t",),
        policy: Cache = POLICY) -> Answer:
    """Keep an answer that was asked for just now."""
    return cache.put(key, body, tags, policy, clock.time)


def test_an_answer_is_given_again_until_its_time_is_over(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock)
    clock.time += 30
    assert cache.fresh(b"k") is not None
    clock.time += 0.1
    assert cache.fresh(b"k") is None


def test_an_event_that_names_its_tag_takes_an_answer_away(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock, b"a", tags=("article:1", "list:x"))
    put(cache, clock, b"b", tags=("article:2", "list:x"))
    assert cache.drop(["article:1"]) == 1
    assert cache.fresh(b"a") is None and cache.fresh(b"b") is not None
    assert cache.drop(["list:x", "never:heard"]) == 1


def test_a_dropped_answer_is_not_even_given_as_stale(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock)
    cache.drop(["t"])
    assert cache.stale(b"k") is None


def test_what_was_withdrawn_while_it_was_fetched_is_not_kept(cache: AnswerCache, clock: Clock) -> None:
    asked_at = clock.time
    clock.time += 0.5
    cache.drop(["t"])
    clock.time += 0.5
    answer = cache.put(b"k", b"{}", ("t",), POLICY, asked_at)
    assert answer.body == b"{}" and cache.fresh(b"k") is None


def test_what_was_fetched_after_the_withdrawal_is_kept(cache: AnswerCache, clock: Clock) -> None:
    cache.drop(["t"])
    clock.time += 0.001
    put(cache, clock)
    assert cache.fresh(b"k") is not None


def test_without_the_feed_nothing_is_given_fresh_or_stale(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock)
    cache.feed_is_down()
    assert not cache.feed_up and cache.fresh(b"k") is None and cache.stale(b"k") is None


def test_when_the_feed_is_back_everything_from_before_is_forgotten(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock)
    cache.feed_is_down()
    cache.feed_is_up()
    assert cache.fresh(b"k") is None and cache.stale(b"k") is None


def test_what_was_asked_for_before_the_feed_came_up_is_not_kept(cache: AnswerCache, clock: Clock) -> None:
    asked_at = clock.time
    clock.time += 1
    cache.feed_is_up()
    clock.time += 1
    cache.put(b"k", b"{}", (), POLICY, asked_at)
    assert cache.fresh(b"k") is None


def test_an_old_answer_may_stand_in_while_the_service_is_down(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock)
    clock.time += 330
    assert cache.fresh(b"k") is None and cache.stale(b"k") is not None
    clock.time += 0.1
    assert cache.stale(b"k") is None


def test_a_policy_without_stale_time_gives_nothing_old(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock, policy=Cache(seconds=1))
    clock.time += 1.1
    assert cache.stale(b"k") is None


THIRD = b"x" * (BYTES_MOST * 2 // 5)
"""Two of these fit, three do not."""


def test_the_least_used_answers_make_room(cache: AnswerCache, clock: Clock) -> None:
    for key in (b"a", b"b"):
        put(cache, clock, key, THIRD, tags=(key.decode(),))
    cache.fresh(b"a")
    put(cache, clock, b"c", THIRD)
    assert [cache.fresh(key) is not None for key in (b"a", b"b", b"c")] == [True, False, True]


def test_an_answer_larger_than_everything_is_given_and_not_kept(cache: AnswerCache, clock: Clock) -> None:
    assert put(cache, clock, b"huge", THIRD * 3).body
    assert cache.fresh(b"huge") is None


def test_an_answer_that_is_put_again_counts_once(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock, b"a", THIRD)
    for _ in range(3):
        put(cache, clock, b"b", THIRD)
    assert cache.fresh(b"a") is not None


def ask(cache: AnswerCache, path: bytes = b"/v1/x", query: bytes = b"", method: str = "GET",
        headers: tuple[tuple[bytes, bytes], ...] = ()) -> list[dict[str, Any]]:
    """What an ASGI server is told to send; an inner application that was asked answers 299."""
    sent: list[dict[str, Any]] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})

    async def collect(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "raw_path": path, "query_string": query, "headers": list(headers)}
    asyncio.run(ready_bytes(inner, cache)(scope, None, collect))  # type: ignore[arg-type]
    return sent


def test_a_kept_answer_is_sent_below_the_framework(cache: AnswerCache, clock: Clock) -> None:
    answer = put(cache, clock, b"/v1/x?a=1", b'{"a":1}')
    start, body = ask(cache, query=b"a=1")
    assert start["status"] == 200 and (b"etag", answer.etag) in start["headers"] and body["body"] == b'{"a":1}'
    assert cache.hits == 1


@pytest.mark.parametrize(("sent", "back"), [(b"trace-1", [b"trace-1"]), (b"a b", []), (b"x" * 65, [])])
def test_a_proper_request_id_comes_back_with_a_kept_answer(cache: AnswerCache, clock: Clock, sent: bytes, back: list[bytes]
                                                           ) -> None:
    put(cache, clock, b"/v1/x")
    start, _ = ask(cache, headers=((b"x-request-id", sent),))
    assert [value for name, value in start["headers"] if name == b"x-request-id"] == back


@pytest.mark.parametrize("wrap", [b"%s", b'"other", %s', b"W/%s"])
def test_whoever_has_it_already_is_told_so(cache: AnswerCache, clock: Clock, wrap: bytes) -> None:
    answer = put(cache, clock, b"/v1/x")
    start, body = ask(cache, headers=((b"if-none-match", wrap % answer.etag),))
    assert (start["status"], body["body"]) == (304, b"")


def test_whoever_has_another_one_gets_it(cache: AnswerCache, clock: Clock) -> None:
    put(cache, clock, b"/v1/x")
    assert ask(cache, headers=((b"if-none-match", b'"other"'),))[0]["status"] == 200


@pytest.mark.parametrize(("method", "query"), [("POST", b""), ("GET", b"a=2")])
def test_everything_else_is_left_to_the_application(cache: AnswerCache, clock: Clock, method: str, query: bytes) -> None:
    put(cache, clock, b"/v1/x")
    assert ask(cache, method=method, query=query)[0]["status"] == 299


def test_a_query_is_part_of_what_is_asked() -> None:
    assert cache_key({"raw_path": b"/a", "query_string": b"b=1"}) == b"/a?b=1"
    assert cache_key({"raw_path": b"/a", "query_string": b""}) == b"/a"
