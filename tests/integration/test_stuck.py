"""``guanwang_stuck``: what does not get on although it could; never a server that is away, nor an event in its retries."""
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.embedded.stack import Endpoints
from tests.cable import Cable
from tests.integration.tiny import Replica, Tiny
from tests.integration.yard import Yard
from tests.support import wait_until

pytestmark = pytest.mark.slow

STUCK_SECONDS = 1.5


@contextmanager
def tiny_service(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory, **urls: str) -> Iterator[Tiny]:
    """A service that soon says that something is stuck."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made._environ |= {"GUANWANG_STUCK_SECONDS": str(STUCK_SECONDS)} | urls
    yield made
    made.close()


def unsent(tiny: Tiny, routing_key: str) -> None:
    """A document with an event that was saved a while ago and not sent."""
    event = {"id": routing_key[:30], "routingkey": routing_key, "time": (datetime.now(UTC) - timedelta(minutes=5)).isoformat()}
    tiny.database["things"].insert_one({"_id": event["id"], "version": 1, "times": 1, "head": "", "outbox": [event]})


def watched(replicas: Sequence[Replica], seconds: float, until: Callable[[], Any] = lambda: False) -> set[str]:
    """Everything that was ever said to be stuck within so many seconds, or until something has come about."""
    found, end = set[str](), time.monotonic() + seconds
    while time.monotonic() < end and not until():
        found = found.union(*(each.stuck() for each in replicas))
        time.sleep(0.1)
    return found


def test_a_server_that_is_away_is_no_alarm_while_the_outbox_waits(endpoints: Endpoints,
                                                                 tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two services: one loses the broker, one the database. Each try to reach them may take some seconds."""
    broker, database, patient = Cable(endpoints.rabbitmq_url), Cable(endpoints.mongo_url), {"GUANWANG_STUCK_SECONDS": "6"}
    with (tiny_service(endpoints, tmp_path_factory, RABBITMQ_URL=broker.url, **patient) as one,
          tiny_service(endpoints, tmp_path_factory, MONGO_URL=database.url, **patient) as other):
        first, second = one.start(), other.start()
        broker.cut()
        database.cut()
        unsent(one, "tiny.thing.done.v1.u")
        assert watched((first, second), 10) == set()
        assert first.metrics()["guanwang_outbox_oldest_seconds"] > 200, "it was seen, and it waits"
        broker.mend()
        sent = lambda: not one.database["things"].find_one({"outbox.0": {"$exists": True}})  # noqa: E731
        assert watched((first,), 15, sent) == set() and sent()
        wait_until(lambda: first.metrics()["guanwang_outbox_oldest_seconds"] == 0)
        assert not first.stuck()
        database.mend()
    broker.close()
    database.close()


def test_an_event_in_its_retries_and_one_that_is_parked_are_no_alarm_of_their_service(
        endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> None:
    with tiny_service(endpoints, tmp_path_factory) as tiny:
        replica = tiny.start()
        ids = [tiny.send(f"poison{number}", "poison") for number in range(5)]
        waiting = []
        assert watched((replica,), 10, lambda: waiting.append(replica.metrics()["guanwang_events_waiting"])
                       or {each.id for each in tiny.parked()} >= set(ids)) == set()
        assert max(waiting) > 0 and wait_until(lambda: replica.metrics()["guanwang_events_waiting"] == 0)


def test_an_event_that_the_broker_cannot_be_given_is_an_alarm(endpoints: Endpoints,
                                                             tmp_path_factory: pytest.TempPathFactory) -> None:
    with tiny_service(endpoints, tmp_path_factory) as tiny:
        replica = tiny.start()
        unsent(tiny, "a.key.longer.than.amqp.allows." * 20)
        wait_until(lambda: replica.stuck() == {"outbox"}, 15, what="it says so")


def test_a_consumer_whose_queue_is_not_as_it_should_be_is_an_alarm(endpoints: Endpoints,
                                                                  tmp_path_factory: pytest.TempPathFactory) -> None:
    with tiny_service(endpoints, tmp_path_factory) as tiny:
        tiny.channel.queue_declare(tiny.queue, durable=True, auto_delete=False)  # as nobody of ours would
        replica = Replica(tiny._folder / "wrong", tiny._environ, "tests.integration.programs.tiny")
        tiny.replicas.append(replica)
        wait_until(lambda: list(replica.folder.glob("run/*.health")), 20)
        wait_until(lambda: replica.stuck() == {"consumer"}, 15, what="it says so")


def test_what_waits_for_a_decision_too_long_is_an_alarm_until_there_is_one(
        endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> None:
    cable = Cable(endpoints.rabbitmq_url)
    with tiny_service(endpoints, tmp_path_factory) as tiny:
        yard = Yard(tiny, tmp_path_factory.mktemp("yard"), mongo=endpoints.mongo_url, rabbitmq=cable.url, alarm_minutes=0.05)
        replica = yard.start()
        tiny.channel.exchange_declare("guanwang.parking", "topic", durable=True, auto_delete=False)
        yard.send(b"5", id_="decide")
        event = yard.wait_for("decide")
        assert replica.stuck() == set(), "not at once"
        wait_until(lambda: replica.stuck() == {"parked"}, 10, what="it says so")
        measured = replica.metrics()
        assert measured[f'guanwang_parked_events{{queue="{tiny.queue}"}}'] == 1
        assert measured["guanwang_parked_oldest_seconds"] > 2
        yard.decide("retry", event)
        cable.cut()  # so that what is decided may not be done at once: that is no alarm either
        assert watched((replica,), 4) == set()
        cable.mend()
        wait_until(lambda: yard.database["events"].find_one({"message_id": "decide", "reasons.1.kind": "QueueGone"}), 30,
                   what="it was tried")
        yard.close()
    cable.close()
