"""What happens to matters in the year: registered late or at once, extended, exempted, published in time, late or never."""
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from shared.cli.api import Refusal
from tests.journeys.year.days import Days
from tests.journeys.year.desk import Desk
from tests.journeys.year.oracle import Expected, Term
from tests.journeys.year.town import Town, random_day, working

CLASSES = {"laws": 5, "normative_documents": 5, "service_matters": 5, "leadership": 5, "bodies": 5, "appointments": 5,
           "notices": 5, "meetings": 3, "plans": 3, "vital_interests": 3, "other": 5}
"""Working days of each class, as Art. 7 has them; not read from any rule pack."""
NEAR = 0.4
EXTENDED = 10


@dataclass
class Story:
    """One matter's life, decided beforehand."""

    unit: str
    title: str
    class_name: str
    happened_on: date
    registered_on: date
    extended_on: date | None
    ends_on: date | None
    """When it is exempted or published; ``None`` = it stays open."""
    column: str = ""
    """Where an article that carries it is published; empty = it is exempted."""
    id: str = ""
    version: int = 0
    expected: Expected | None = None


@dataclass
class Matters:
    """All matters of the year."""

    town: Town
    days: Days
    desk: Desk | None = None
    stories: list[Story] = field(default_factory=list)

    def plan(self, chance: random.Random, units: list[str], each: int, first: date, last: date, *,
             name: str = "示例事项") -> None:
        """Decide what will happen."""
        for unit in units:
            for number in range(each):
                happened = random_day(chance, first, last)
                registered = working(happened + timedelta(days=chance.choice([0, 0, 1, 2, 9])))
                class_name = chance.choice([*CLASSES, "other", "other"])
                extended = working(registered + timedelta(days=chance.randrange(4))) if class_name == "other" else None
                ends = None if chance.random() < 0.2 else working(registered + timedelta(days=chance.randrange(25)))
                self.stories.append(Story(unit, f"{name}{unit}-{number}", class_name, happened, registered, extended, ends))

    def plan_publications(self, chance: random.Random, unit: str, column: str, number: int, first: date, last: date) -> None:
        """Matters of a unit with a column, all of which are disclosed there, in time or late."""
        for each in range(number):
            happened = random_day(chance, first, last)
            registered = working(happened)
            ends = working(registered + timedelta(days=chance.choice([2, 4, 12, 30])))
            class_name = chance.choice(["notices", "meetings"])
            self.stories.append(Story(unit, f"公开事项{each}", class_name, happened, registered, None, ends, column))

    def dates(self) -> set[date]:
        """The days on which somebody does something."""
        return {day for story in self.stories for day in (story.registered_on, story.extended_on, story.ends_on) if day}

    def act(self, moment: datetime) -> None:
        """Do what is to be done today."""
        today = self.town.today
        for story in self.stories:
            if story.registered_on == today:
                self._register(story, moment)
            if story.extended_on == today and story.id:
                self._extend(story, moment)
            if story.ends_on == today and story.id:
                self._end(story, moment)

    def duties(self) -> dict[str, Expected]:
        """Every duty that there must be, by its id."""
        return {f"{story.id}.1": story.expected for story in self.stories if story.expected}

    def _register(self, story: Story, moment: datetime) -> None:
        matter = self.town.act("disclosure").post("/v1/matters", unit=story.unit, title=story.title, classes=[story.class_name],
                                                  happened_on=story.happened_on.isoformat())
        story.id, story.version = matter["id"], matter["version"]
        term = Term(CLASSES[story.class_name], "workdays", NEAR)
        story.expected = Expected(story.unit, term, story.happened_on, self.days).open(moment)
        assert matter["duty"]["due_on"] == story.expected.due.isoformat(), matter

    def _current(self, story: Story) -> dict[str, Any]:
        found: dict[str, Any] = self.town.act("disclosure").get(f"/v1/matters/{story.id}")
        return found

    def _extend(self, story: Story, moment: datetime) -> None:
        matter, expected = self._current(story), story.expected
        assert expected is not None
        try:
            self.town.act("head").post(f"/v1/matters/{story.id}/extension", version=matter["version"],
                                       ground="coordination", explanation="须会同核实")
        except Refusal as refusal:
            assert refusal.code == ("disclosure.matter.illegal_transition" if expected.done else "law.clock.extension_too_late")
            assert expected.done or expected.due < self.town.today
        else:
            expected.change(moment, "extension", lambda: setattr(expected.term, "amount", EXTENDED))

    def _end(self, story: Story, moment: datetime) -> None:
        matter, expected = self._current(story), story.expected
        assert expected is not None
        if story.column:
            assert self.desk is not None
            self.desk.publish(story.column, story.title, self.desk.text(), matters=[story.id])
            expected.meet(moment)
            return
        self.town.act("head").post(
            f"/v1/matters/{story.id}/exemption", version=matter["version"], reason="trade_secret", explanation="涉及企业报价",
            re_examine_on=(self.town.today + timedelta(days=300)).isoformat())
        expected.void(moment)
