"""The parking place: looked at, tried again, or emptied by a person."""
from collections.abc import Iterator

import pytest

from shared.embedded.stack import Endpoints
from shared.runtime import parking
from tests.integration.tiny import Tiny
from tests.support import wait_until


@pytest.fixture
def tiny(endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The service, running."""
    made = Tiny(endpoints, tmp_path_factory.mktemp("tiny"))
    made.start()
    yield made
    made.close()


def test_parked_events_are_listed_retried_and_dropped(tiny: Tiny) -> None:
    wanted = [tiny.send(f"poison{number}", "poison") for number in range(3)]
    for id_ in wanted:
        tiny.wait_until_parked(id_)
    before = {each.id: each for each in tiny.parked()}
    assert set(before) == set(wanted) == {each.id for each in tiny.parked()}  # looking takes nothing away

    assert [each.id for each in parking.retry(tiny.url, {wanted[0], "nothing"})] == [wanted[0]]
    wait_until(lambda: tiny.runs("poison0") == 8)  # as if new: all its tries once more
    assert tiny.wait_until_parked(wanted[0]).attempts == 4

    (gone,) = parking.drop(tiny.url, {wanted[1]})
    assert gone.body["data"]["name"] == "poison1"
    assert {each.id for each in tiny.parked()} == {wanted[0], wanted[2]}


def test_an_event_whose_queue_is_gone_stays_parked(tiny: Tiny) -> None:
    id_ = tiny.send("poison", "poison")
    tiny.wait_until_parked(id_)
    tiny.replicas[0].stop()
    tiny.channel.queue_delete(tiny.queue)
    assert parking.retry(tiny.url, {id_}) == []
    assert [each.id for each in tiny.parked()] == [id_]


def test_headers_that_somebody_else_wrote_do_not_hide_what_is_parked(tiny: Tiny) -> None:
    odd = {"x-attempts": "many", "x-death": "x"}
    message = tiny.channel.prepare_message(b"{}", headers=odd, properties={"message_id": "odd"})
    tiny.channel.basic_publish(message, exchange="guanwang.parking", routing_key=tiny.queue)
    try:
        wait_until(lambda: [each.id for each in tiny.parked()] == ["odd"])
    finally:
        while tiny.channel.basic_get(parking.PARKED, no_ack=True):
            pass
