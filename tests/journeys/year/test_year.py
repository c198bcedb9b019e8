"""The year 2026 for all example units, across the edge to 2027, which no notice has settled when it begins.

Everything goes through HTTP and the bus; the clock stands still and is moved by hand. An oracle that shares no code with
the suite follows every duty by walking over a list of days, and must agree with every due date, stage and count.
"""
import random
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from shared.cli.example import units
from tests.journeys.conftest import running
from tests.journeys.year.days import Days
from tests.journeys.year.matters import Matters
from tests.journeys.year.oracle import CHINA
from tests.journeys.year.town import Town
from tests.simulation.moving_clock import MovingClock
from tests.support import wait_until

SEED = 20260101
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 20)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The suite in January 2026."""
    folder = tmp_path_factory.mktemp("year")
    clock = MovingClock(folder / "clock", datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=CHINA))
    environment = clock.environment() | {"GUANWANG_SWEEP_SECONDS": "0.05"}
    with running(folder, environment, "--gateways", "1") as suite:
        town = Town(suite, clock)
        yield town
        town.ear.close()


def test_a_year_of_duties_agrees_with_the_oracle(town: Town) -> None:
    chance, days = random.Random(SEED), Days()
    codes = [unit["code"] for unit in units() if not unit.get("dissolved_on")]
    matters = Matters(town, days)
    matters.plan(chance, codes, 4, FIRST, date(2026, 12, 31))
    for day in sorted(each for each in matters.dates() if FIRST <= each <= LAST):
        moment = town.morning_of(day)
        matters.look(moment)
        matters.act(moment)
        town.ear.listen()
    moment = town.morning_of(LAST)
    matters.look(moment)
    expected = sum(len(story.expected.told) for story in matters.stories if story.expected)
    wait_until(lambda: town.ear.listen() >= expected, what=f"{expected} events arrive")
    assert matters.check() == expected
