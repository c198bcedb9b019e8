"""The relay between a real mongod and a real broker: every event arrives, in the order of its aggregate."""
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import eventlet
from kombu import Connection

from shared.events import EXCHANGE, envelope
from shared.runtime.relay import Relay
from shared.runtime.topology import declare
from tests.integration.programs.runner import World, now
from tests.integration.programs.things import Counted, Place, Thing


class Ear:
    """Hears everything about one unit, in the order in which the broker has it."""

    def __init__(self, url: str) -> None:
        self.unit = uuid.uuid4().hex
        self._connection = Connection(url)
        self._channel = self._connection.channel()
        declare(self._channel, ())
        self._queue, _, _ = self._channel.queue_declare(exclusive=True)
        self._channel.queue_bind(self._queue, EXCHANGE, routing_key=f"tests.thing.counted.v1.{self.unit}")
        self.messages: list[Any] = []

    def hear(self, count: int, seconds: float = 8) -> list[tuple[str, int]]:
        """Subject and sequence of everything heard so far, once there are ``count`` different events."""
        end = time.monotonic() + seconds
        while len(set(self.heard)) < count and time.monotonic() < end:
            message = self._channel.basic_get(self._queue, no_ack=True)
            if message:
                self.messages.append(message)
            else:
                eventlet.sleep(0.02)
        assert len(set(self.heard)) == count, f"{len(set(self.heard))} of {count} events arrived"
        return self.heard

    @property
    def heard(self) -> list[tuple[str, int]]:
        """Subject and sequence of each message."""
        import orjson

        events = [orjson.loads(message.body) for message in self.messages]
        return [(event["subject"], int(event["sequence"])) for event in events]

    def close(self) -> None:
        """Stop listening."""
        self._connection.release()


class Scene:
    """A place, its relay and an ear."""

    def __init__(self, world: World, url: str = "") -> None:
        self.ear = Ear(world.rabbitmq_url)
        database = world.database()
        self.relay = Relay(database, ["things"], url or world.rabbitmq_url, lambda channel: declare(channel, (), settle=0))
        self.place = Place(database, self.relay.offer)
        self.thread: Any = None

    def begin(self) -> None:
        """Let the relay run."""
        self.thread = eventlet.spawn(self.relay.run)

    def count(self, id_: str, times: int = 1) -> None:
        """Let a thing count ``times`` further."""
        for _ in range(times):
            things = self.place.things()
            things.save((things.find_one({"_id": id_}) or Thing(id=id_)).step(unit=self.ear.unit))

    def unsent(self) -> int:
        """How many events wait in documents."""
        return sum(len(each.get("outbox", [])) for each in self.place.database["things"].find())

    def settle(self) -> None:
        """Wait until nothing waits in a document any more."""
        end = time.monotonic() + 5
        while self.unsent() and time.monotonic() < end:
            eventlet.sleep(0.02)
        assert self.unsent() == 0, f"{self.unsent()} events were not removed"

    def leave(self, id_: str, sequences: list[int], age: timedelta) -> None:
        """A document with unsent events, as a killed process leaves it behind."""
        events = [envelope(Counted(unit=self.ear.unit, thing=id_, count=number), subject=id_, sequence=number, index=0,
                           time=now() - age, correlation="c") for number in sequences]
        self.place.database["things"].insert_one({
            "_id": id_, "version": sequences[-1], "count": sequences[-1], "label": "", "words": [], "history": [],
            "head": "0" * 64, "outbox": events})


@contextmanager
def scene(world: World, url: str = "") -> Iterator[Scene]:
    """A scene whose relay is stopped at the end."""
    made = Scene(world, url)
    try:
        yield made
    finally:
        made.relay.stop()
        if made.thread:
            made.thread.wait()
        made.ear.close()


def in_order(heard: list[tuple[str, int]]) -> bool:
    """True if the first hearing of each event comes in the order of its aggregate."""
    first = list(dict.fromkeys(heard))
    return all([number for subject, number in first if subject == each] == sorted(
        number for subject, number in first if subject == each) for each, _ in first)


def test_a_saved_event_arrives_persistent_and_is_then_removed(world: World) -> None:
    with scene(world) as play:
        play.begin()
        play.count("t")
        assert play.ear.hear(1) == [("t", 1)]
        properties = play.ear.messages[0].properties
        assert properties["delivery_mode"] == 2 and properties["content_type"] == "application/cloudevents+json"
        assert properties["message_id"]
        play.settle()


def test_a_saved_event_arrives_at_once(world: World) -> None:
    with scene(world) as play:
        play.begin()
        play.count("warm")
        play.ear.hear(1)
        started = time.monotonic()
        play.count("t")
        play.ear.hear(2)
        assert time.monotonic() - started < 1.5  # woken by the save: the look for leftovers would take two seconds


def test_the_events_of_each_thing_keep_their_order(world: World) -> None:
    with scene(world) as play:
        play.begin()
        list(eventlet.GreenPool(5).imap(lambda id_: play.count(id_, 40), "abcde"))
        heard = play.ear.hear(200)
        assert in_order(heard) and {subject for subject, _ in heard} == set("abcde")
        play.settle()


def test_a_connection_that_breaks_in_the_middle_loses_nothing_and_keeps_the_order(world: World) -> None:
    with scene(world) as play:
        play.begin()
        play.count("a")
        play.ear.hear(1)
        writer = eventlet.spawn(play.count, "a", 60)
        broken = 0
        while not writer.dead and broken < 3:
            eventlet.sleep(0.05)
            if publisher := play.relay._publisher:
                publisher.connection.connection.transport.sock.shutdown(socket.SHUT_RDWR)
                broken += 1
        writer.wait()
        assert broken and in_order(play.ear.hear(61, seconds=12))
        play.settle()


def test_what_a_killed_process_left_behind_is_sent_in_order(world: World) -> None:
    with scene(world) as play:
        play.leave("t", [3, 4, 5], timedelta(seconds=30))
        play.begin()
        assert play.ear.hear(3) == [("t", 3), ("t", 4), ("t", 5)]
        play.settle()


def test_what_another_process_has_just_saved_is_left_to_it(world: World) -> None:
    with scene(world) as play:
        play.leave("t", [1], timedelta(seconds=-30))
        play.begin()
        eventlet.sleep(0.8)
        assert play.unsent() == 1 and play.ear.heard == []


def test_what_was_left_behind_goes_before_what_is_saved_next(world: World) -> None:
    with scene(world) as play:
        play.leave("t", [1, 2], timedelta(seconds=-30))
        play.begin()
        play.count("t")
        assert play.ear.hear(3) == [("t", 1), ("t", 2), ("t", 3)]
        play.settle()


def test_while_the_broker_is_away_saving_goes_on_and_stopping_is_possible(world: World) -> None:
    with scene(world, "amqp://nobody:nothing@127.0.0.1:1/") as play:
        play.begin()
        play.count("t", 3)
        eventlet.sleep(0.3)
        assert play.unsent() == 3
        started = time.monotonic()
        play.relay.stop()
        play.thread.wait()
        assert time.monotonic() - started < 6


def test_a_stop_sends_what_is_held(world: World) -> None:
    with scene(world) as play:
        play.count("t", 5)
        play.begin()
        play.relay.stop()
        play.thread.wait()
        assert len(play.ear.hear(5)) == 5 and play.unsent() == 0
