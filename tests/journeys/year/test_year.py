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
from tests.journeys.year.applications import Applications
from tests.journeys.year.columns import Columns
from tests.journeys.year.days import Days
from tests.journeys.year.desk import Desk
from tests.journeys.year.matters import Matters
from tests.journeys.year.oracle import CHINA, Expected
from tests.journeys.year.policies import Policies
from tests.journeys.year.reports import Reports
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
OTHERS = {"column.filing", "disclosure.withheld_review", "column.cadence.other", "secrecy.review.second",
          "application.correction", "application.third_party", "application.internal_review"}
"""Duties that come and go besides, and that the oracle does not follow."""
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


class Year:
    """Everything that happens, and what must be told of it."""

    def __init__(self, town: Town) -> None:
        chance, self.town, self.days = random.Random(SEED), town, Days()
        existing = [unit for unit in units() if not unit.get("dissolved_on")]
        codes = [unit["code"] for unit in existing]
        self.reports = Reports(existing, self.days)
        desk = Desk(town, chance)
        self.matters = Matters(town, self.days, desk)
        self.matters.plan(chance, codes, 4, FIRST, date(2026, 12, 31))
        self.matters.plan(chance, codes[:12], 2, date(2026, 12, 15), NOTICE_ON - timedelta(days=2), name="年末事项")
        self.columns = Columns(desk, self.days)
        self.columns.plan(chance, codes[3:], FIRST, LAST)
        self.policies = Policies(desk, self.days, codes[9])
        self.matters.plan_publications(chance, codes[9], self.policies.column, 10, FIRST, date(2026, 11, 30))
        self.applications = Applications(town, self.days, codes[2])
        self._parts = self.matters, self.columns, self.policies, self.applications, self.reports

    def pass_by(self) -> None:
        """Day by day, whatever is to happen."""
        dates = {NOTICE_ON}.union(*(part.dates() for part in self._parts))
        for day in sorted(each for each in dates if FIRST <= each <= LAST):
            moment = self.town.morning_of(day)
            self._look(moment)
            for part in self._parts:
                part.act(moment)
            self.hear()
            if day == NOTICE_ON:
                self._notice(moment)
        self._look(self.town.morning_of(LAST))

    def duties(self) -> dict[str, Expected]:
        """Every duty that there must be, by its id."""
        return {id_: duty for part in self._parts for id_, duty in part.duties().items()}

    def hear(self) -> None:
        """Wait until all that the oracle expects was told."""
        ear = self.town.ear

        def all_told() -> bool:
            ear.listen()
            return all(len(ear.by_duty[id_]) >= len(duty.told) for id_, duty in self.duties().items())

        wait_until(all_told, what=f"everything is told by {self.town.today}")

    def _look(self, moment: datetime) -> None:
        for duty in self.duties().values():
            duty.look(moment)

    def _notice(self, moment: datetime) -> None:
        self.town.act("rules").post("/v1/holiday-notices", name="2027.yaml", text=NOTICE)
        self.days.noticed[2027] = NOTICED
        for duty in self.duties().values():
            duty.change(moment, "calendar", lambda: None)
        self.hear()


def test_a_year_of_duties_agrees_with_the_oracle(town: Town) -> None:
    year = Year(town)
    year.pass_by()
    year.hear()
    duties = year.duties()
    for id_, duty in duties.items():
        assert town.ear.told(id_) == duty.told, (id_, town.ear.facts[id_])
    others = {data["kind"] for id_, data in town.ear.facts.items() if id_ not in duties}
    assert others <= OTHERS, others
    met = [told.late_days for duty in year.matters.duties().values() for told in duty.told if told.what == "met"]
    assert 0 in met and max(met) > 5, "some matters are published in time and some late"
    moved = {told.why for duty in duties.values() for told in duty.told if told.what == "moved"}
    assert moved == {"extension", "pause", "resume", "restart", "calendar", "settled"}, "whatever moves a clock has moved one"
    year.columns.check()
