"""The sweep on a real mongod: everything due is announced once, also by many replicas, after kills and other calendars."""
from collections import Counter
from datetime import date, timedelta
from typing import Any

import eventlet

from shared.clock import legal_day, now
from shared.law.almanac import calendar
from shared.law.calendar import Calendar, SpecialDay
from shared.law.duties import Duty, Obliged, Succession
from shared.law.loading import load
from shared.runtime import sweep
from shared.runtime.store import Collection, Engine, Work, prepare
from shared.runtime.sweep import Sweeper
from tests.integration.programs.runner import World
from tests.integration.programs.things import ThingNotFound

LAW = load(["national", "xiangxi-2018"])
CALENDAR = calendar(LAW, ())
RULE = LAW.rule("disclosure.notices", date(2026, 1, 1))


class Owed(Obliged):
    """Something with one duty."""


class Office:
    """A database of duties, swept by any number of replicas; what was told is read out of the outboxes."""

    def __init__(self, world: World, today: Calendar = CALENDAR) -> None:
        self.database, self.calendar, self.engine = world.database(), today, Engine()
        self.failing: set[str] = set()
        prepare(self.database, {"owed": sweep.INDEXES})

    def owed(self) -> Collection[Owed]:
        """The collection as one call sees it."""
        work = Work(self.database, self.engine, operation="sweep", now=now())
        return work.collection("owed", Owed, missing=ThingNotFound)

    def open(self, id_: str, *, days_ago: int) -> None:
        """A duty whose clock started some days ago, opened then."""
        opened = now() - timedelta(days=days_ago)
        duty, told = Duty.open(service="tests", id=id_, rule=RULE, unit="u", subject=id_, started=legal_day(opened), now=opened,
                               calendar=self.calendar)
        owed = Owed(id=id_, duties=[duty])
        owed.tell(told)
        owed.note("opened")
        self.owed().save(owed)

    def sweeper(self) -> Sweeper:
        """Another replica."""
        return Sweeper(self.database, ["owed"], self._tend, lambda: self.calendar.version)

    def _tend(self, _: str, id_: str) -> None:
        if id_ in self.failing:
            raise RuntimeError("out of order")
        owed = self.owed().get(id_)
        eventlet.sleep(0)  # another replica may come between
        owed.tend(now(), self.calendar)
        self.owed().save(owed)

    def told(self) -> Counter[tuple[str, str]]:
        """Subject and kind of every event so far."""
        return Counter((event["subject"], event["type"].split(".")[-2]) for each in self.database["owed"].find()
                       for event in each["outbox"])


def swept(*sweepers: Sweeper) -> None:
    """All replicas sweep side by side until nothing is due."""
    def until_done(each: Sweeper) -> None:
        while each.once():
            pass

    threads = [eventlet.spawn(until_done, each) for each in sweepers]
    for each in threads:
        each.wait()


def test_every_stage_is_told_once_by_three_replicas(world: World) -> None:
    office = Office(world)
    for number in range(40):
        office.open(f"d{number}", days_ago=60)
    swept(*(office.sweeper() for _ in range(3)))
    expected = {(f"d{number}", stage): 1 for number in range(40) for stage in ("opened", "near", "due", "overdue")}
    assert office.told() == expected
    swept(office.sweeper())
    assert office.told() == expected


def test_what_is_not_due_is_not_touched(world: World) -> None:
    office = Office(world)
    office.open("later", days_ago=0)
    swept(office.sweeper())
    assert office.told() == {("later", "opened"): 1} and office.owed().get("later").version == 1


def test_one_that_fails_keeps_nobody_waiting(world: World) -> None:
    office = Office(world)
    for name in ("bad", "good"):
        office.open(name, days_ago=60)
    office.failing = {"bad"}
    sweeper = office.sweeper()
    swept(sweeper)
    assert office.told()["good", "overdue"] == 1 and office.told()["bad", "overdue"] == 0
    office.failing = set()
    swept(office.sweeper())
    assert office.told()["bad", "overdue"] == 1


def test_another_calendar_moves_what_is_open_and_an_older_one_does_not_move_it_back(world: World) -> None:
    office = Office(world)
    office.open("d", days_ago=0)
    before = office.owed().get("d").duties[0]
    off = [SpecialDay(before.due_on, True, "示例节", "示例")]
    newer = Calendar(off, CALENDAR.known, first=2004, last=2046, version=CALENDAR.version + 1)
    old, office.calendar = office.calendar, newer
    swept(office.sweeper())
    after = office.owed().get("d")
    assert after.duties[0].due_on > before.due_on and office.told()["d", "moved"] == 1
    assert after.reckoned_with == newer.version
    office.calendar = old
    swept(office.sweeper())
    assert office.owed().get("d") == after


def test_a_successor_has_the_duty_from_its_first_day_on(world: World) -> None:
    office = Office(world)
    office.open("d", days_ago=0)
    owed: Any = office.owed().get("d")
    owed.succession = Succession("v", legal_day(now()))
    owed.note("succession_noted")
    office.owed().save(owed)
    swept(office.sweeper())
    assert office.owed().get("d").duties[0].unit == "v" and office.told()["d", "passed"] == 1
