"""Streams of public events: what everybody may know and nothing else, filtered, resumed, and bounded in every way."""
import asyncio
from typing import Any

import falcon
import falcon.asgi
import falcon.testing
import orjson
import pytest

from gateway import app as application
from gateway import events as streams
from gateway.events import KEPT, STREAMS_MOST, WAITING_MOST, Events, EventStreams, Wish
from shared.errors import Busy, Unavailable
from tests.house import suite


class Clock:
    """Ten seconds between two events."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        self.time += 10
        return self.time


@pytest.fixture
def open_streams() -> EventStreams:
    """Nobody listens yet."""
    return EventStreams(Clock())


def tell(to: EventStreams, number: int, kind: str = "content.article.published.v1", unit: str = "433100", **data: Any) -> None:
    """A public event."""
    to.hear(f"{kind}.{unit}.public", {"id": f"e{number}", "type": f"guanwang.{kind}", "unit": unit, "subject": "s",
                                      "correlationid": "c", "data": {"site": "xxz", **data}})


def read(listener: streams.Listener) -> list[str]:
    """The ids and names of what waits for a listener."""
    return [line.partition(b": ")[2].decode() for text in listener.waiting for line in text.split(b"\n")
            if line.startswith(b"id: " if b"id: " in text else b"event: ")]


def test_only_what_was_published_as_public_is_ever_told(open_streams: EventStreams) -> None:
    listener = open_streams.listen(Wish(), None)
    told = 0
    for event_type, event in suite.all_events().items():
        wire = {"id": event_type, "type": f"guanwang.{event_type}", "unit": "433100", "data": event.example().data()}
        open_streams.hear(event.example().routing_key.replace(event.example().unit, "433100"), wire)
        told += event.ABOUT_PUBLIC
    assert len(listener.waiting) == told > 5
    assert set(read(listener)) == {name for name, event in suite.all_events().items() if event.ABOUT_PUBLIC}


def test_a_unit_that_is_called_public_makes_nothing_public(open_streams: EventStreams) -> None:
    listener = open_streams.listen(Wish(), None)
    event = {"id": "e", "type": "guanwang.content.article.submitted.v1", "unit": "public", "data": {}}
    open_streams.hear("content.article.submitted.v1.public", event)
    assert not listener.waiting
    open_streams.hear("content.article.submitted.v1.public.public", event)
    assert read(listener) == ["e"]


def test_an_event_is_told_without_what_is_only_ours(open_streams: EventStreams) -> None:
    listener = open_streams.listen(Wish(), None)
    tell(open_streams, 1, article_id="a")
    lines = listener.waiting[0].decode().splitlines()
    assert lines[:2] == ["id: e1", "event: content.article.published.v1"]
    assert orjson.loads(lines[2].removeprefix("data: ")) == {
        "id": "e1", "type": "guanwang.content.article.published.v1", "subject": "s", "unit": "433100",
        "data": {"site": "xxz", "article_id": "a"}}


@pytest.mark.parametrize(("wish", "wanted"), [
    (Wish(), ["e1", "e2", "e3"]), (Wish(type="content.article"), ["e1", "e2"]), (Wish(unit="1"), ["e2"]),
    (Wish(site="other"), ["e3"]), (Wish(type="law."), []), (Wish("content.article", "1", "xxz"), ["e2"])])
def test_a_listener_hears_what_it_wishes(open_streams: EventStreams, wish: Wish, wanted: list[str]) -> None:
    listener = open_streams.listen(wish, None)
    tell(open_streams, 1)
    tell(open_streams, 2, "content.article.withdrawn.v1", unit="1")
    tell(open_streams, 3, "content.column.opened.v1", site="other")
    assert read(listener) == wanted
    assert read(open_streams.listen(wish, "e1")) == [each for each in wanted if each != "e1"]


def test_who_was_cut_off_goes_on_or_is_told_that_it_cannot(open_streams: EventStreams) -> None:
    for number in range(4):
        tell(open_streams, number)
    assert read(open_streams.listen(Wish(), "e1")) == ["e2", "e3"]
    assert read(open_streams.listen(Wish(), "e3")) == []
    assert read(open_streams.listen(Wish(), "never")) == ["reset"]
    for number in range(4, KEPT + 3):
        tell(open_streams, number)
    assert read(open_streams.listen(Wish(), "e1")) == ["reset"]
    assert len(read(open_streams.listen(Wish(), "e3"))) == KEPT - 1


def test_what_came_at_the_same_moment_comes_again_since_another_gateway_may_have_told_it_in_another_order() -> None:
    together = EventStreams(lambda: 1.0)
    for number in range(3):
        tell(together, number)
    assert read(together.listen(Wish(), "e1")) == ["e0", "e2"]


def test_missed_events_are_told_of(open_streams: EventStreams) -> None:
    tell(open_streams, 1)
    listener = open_streams.listen(Wish(), None)
    open_streams.miss()
    assert read(listener) == ["reset"] == read(open_streams.listen(Wish(), "e1"))


def test_a_listener_that_does_not_keep_up_is_cut_off_with_a_word(open_streams: EventStreams) -> None:
    slow, other = open_streams.listen(Wish(), None), open_streams.listen(Wish(site="other"), None)
    for number in range(WAITING_MOST + 9):
        tell(open_streams, number)
    assert b"event: cut" in slow.ending and not slow.waiting and not other.ending


def test_there_are_only_so_many(open_streams: EventStreams) -> None:
    listeners = [open_streams.listen(Wish(), None) for _ in range(STREAMS_MOST)]
    with pytest.raises(Busy):
        open_streams.listen(Wish(), None)
    open_streams.leave(listeners[0])
    assert open_streams.listen(Wish(), None)
    open_streams.close()
    with pytest.raises(Unavailable):
        open_streams.listen(Wish(), None)


def client(of: EventStreams, heartbeat: float = 0.01) -> falcon.testing.TestClient:
    """HTTP in front of it."""
    app = application.build([], None, None, 1000, None)  # type: ignore[arg-type]
    app.add_route(streams.PATH, Events(of, heartbeat))
    return falcon.testing.TestClient(app)


def test_over_http_it_is_a_stream_of_events_that_ends_when_the_gateway_does(open_streams: EventStreams) -> None:
    async def listened() -> tuple[Any, str]:
        wish = {"type": "content.article"}
        async with falcon.testing.ASGIConductor(client(open_streams).app) as conductor, \
                conductor.simulate_get_stream(streams.PATH, params=wish) as result:
            read = b""
            while read.count(b"\n\n") < 2:
                read += await result.stream.read()
            tell(open_streams, 1)
            open_streams.close()
            while b"event: end" not in read:
                read += await result.stream.read()
            return result, read.decode()

    result, text = asyncio.run(listened())
    assert result.headers["content-type"].startswith("text/event-stream") and result.headers["cache-control"] == "no-store"
    assert text.startswith("retry: 2000\n\n: still here\n\n")
    assert "\nid: e1\nevent: content.article.published.v1\ndata: {" in text


@pytest.mark.parametrize("query", ["x=1", "type=", "type=a&type=b", "unit=1&limit=3"])
def test_a_wrong_wish_is_refused(open_streams: EventStreams, query: str) -> None:
    assert client(open_streams).simulate_get(streams.PATH, query_string=query).status_code == 400
