"""§3, last line, and §6: a message that kills whoever reads it, and work by the clock on several replicas."""
import time
from collections import Counter

import orjson
import pytest

from shared.events import EXCHANGE
from tests.pitfalls.sides import OURS, PATIENCE, STOCK, Ours, Side
from tests.pitfalls.stage import Stage, scenario
from tests.support import wait_until

DUE = 24


@scenario()
def deadly_event(side: Side) -> list[str]:
    """A handler that kills its own process; a supervisor starts it again, four times. Where the event is then."""
    side.start(DELIVERY_LIMIT="2").end()
    side.send("a", "deadly")
    for _ in range(3):
        side.begin(DELIVERY_LIMIT="2").wait()
    if isinstance(side, Ours):
        side.start(DELIVERY_LIMIT="2")
        side.settle()
        return [each.error for each in side.wait_until_parked()]
    assert side.begin().wait() == -9
    return ["still in its queue"] * side.waiting()


@pytest.mark.parametrize(("who", "where"), [(STOCK, "still in its queue"), (OURS, "delivery_limit")])
def test_an_event_that_kills_its_reader(stage: Stage, who: str, where: str) -> None:
    """It is given out for ever, and nobody else's events get past it; ours is parked by the broker (20 times is the limit of
    a real service, since each lost connection counts as one)."""
    assert stage.outcome(deadly_event, who) == [where]


@scenario(STOCK)
def timer_on_three_replicas(side: Side) -> Counter[str]:
    """What is due is told by a timer. How often each was told."""
    for _ in range(3):
        side.start(PARTS="timer")
    side.database["due"].insert_many([{"_id": f"d{number}", "told": False} for number in range(DUE)])
    wait_until(lambda: not side.database["due"].find_one({"told": False}), PATIENCE)
    time.sleep(1)
    return Counter(each["name"] for each in side.database["effects"].find())


@scenario(OURS)
def sweep_on_three_replicas(side: Side) -> Counter[tuple[str, str]]:
    """The same by the frame's sweep, with one of three replicas killed in the middle. How often each stage was told."""
    queue = side.channel.queue_declare(exclusive=True).queue
    opener = side.start(GUANWANG_SWEEP_SECONDS="3600")
    side.channel.queue_bind(queue, EXCHANGE, routing_key=f"{side.name}.duty.#")
    assert side.ask("open_duties", DUE) == DUE
    opener.end()
    mortal = side.begin(DIES_AFTER="5")
    others = [side.begin() for _ in range(2)]
    told: dict[str, tuple[str, str]] = {}

    def all_told() -> bool:
        while message := side.channel.basic_get(queue, no_ack=True):
            event = orjson.loads(message.body)
            told[event["id"]] = (event["subject"], event["type"].split(".")[-2])
        return len(set(told.values())) == DUE * 4

    wait_until(all_told, PATIENCE, what="every stage is told")
    assert mortal.wait() == -9 and all(each.alive for each in others)
    side.settle()
    all_told()
    return Counter(told.values())


def test_work_by_the_clock_on_three_replicas(stage: Stage) -> None:
    """Every replica's timer fires, and each tells what is due; of our replicas the version of the document lets one save, and
    what a killed one had begun the others finish."""
    assert max(stage.outcome(timer_on_three_replicas, STOCK).values()) > 1
    told = stage.outcome(sweep_on_three_replicas, OURS)
    assert len(told) == DUE * 4 and set(told.values()) == {1}
