"""The year 2026 for all example units, across the edge to 2027, which no notice has settled when it begins.

Everything goes through HTTP and the bus; the clock stands still and is moved by hand. An oracle that shares no code with
the suite follows every duty by walking over a list of days, and must agree with every due date, stage and count.
"""
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

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
NOTICE_ON = date(2026, 12, 23)
NOTICE = """\
title: 关于2027年部分节假日安排的通知（示例，并非真实通知）
number: 示例〔2026〕1号
issued_on: 2026-12-22
year: 2027
off:
  - {name: 元旦, from: 2027-01-01, to: 2027-01-04}
work:
  - {name: 元旦, date: 2026-12-27}
  - {name: 元旦, date: 2027-01-09}
"""
"""Made up: the real one was not out when this was written. It moves days on both sides of the new year."""
NOTICED = {**{date(2027, 1, day): True for day in (1, 2, 3, 4)}, date(2026, 12, 27): False, date(2027, 1, 9): False}


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
    matters.plan(chance, codes[:12], 2, date(2026, 12, 15), NOTICE_ON - timedelta(days=2), name="年末事项")
    for day in sorted(each for each in {*matters.dates(), NOTICE_ON} if FIRST <= each <= LAST):
        moment = town.morning_of(day)
        matters.look(moment)
        matters.act(moment)
        if day == NOTICE_ON:
            town.act("rules").post("/v1/holiday-notices", name="2027.yaml", text=NOTICE)
            days.noticed[2027] = NOTICED
            matters.noticed(moment)
        _hear(town, matters)
    moment = town.morning_of(LAST)
    matters.look(moment)
    moved = [told for story in matters.stories if story.expected for told in story.expected.told if told.what == "moved"]
    assert {told.why for told in moved} == {"extension", "calendar"}, "the notice moves what crosses the new year"
    assert matters.check() == _hear(town, matters)


def _hear(town: Town, matters: Matters) -> int:
    """Wait until everything that the oracle expects was told; returns how many events that are."""
    expected = matters.expected
    wait_until(lambda: town.ear.listen() >= expected, what=f"{expected} events arrive")
    return expected
