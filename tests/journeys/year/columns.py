"""What happens to columns in the year: some are kept fresh, some are late again and again, some are left to rot."""
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.journeys.year.days import Days
from tests.journeys.year.desk import SITE, Desk
from tests.journeys.year.oracle import Expected, Term
from tests.journeys.year.town import working

CADENCES = {"dynamic": ("days", 14, 0.25), "policy": ("months", 6, 0.1), "other": ("months", 12, 0.1)}
"""Art. 8: two weeks, six months, one year; and the share of it that is left when it is near."""
BREACHES = 3
"""So often in a year a column may be late before it proposes its own end."""


@dataclass
class Story:
    """One column's year: when something is published in it."""

    code: str
    unit: str
    kind: str
    publications: list[date]
    copies: list[date] = field(default_factory=list)
    """When an old text is published again under a new date: it does not count."""
    duties: list[Expected] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    """The texts."""
    breaches: int = 0

    @property
    def id(self) -> str:
        """The column's id."""
        return f"{SITE['code']}.{self.code}"


@dataclass
class Columns:
    """All columns of the year."""

    desk: Desk
    days: Days
    stories: list[Story] = field(default_factory=list)

    def plan(self, chance: random.Random, units: list[str], first: date, last: date) -> None:
        """Decide what will happen."""
        fresh = _every(chance, first, last, 8, 12)
        late = _every(chance, first, first + timedelta(days=120), 18, 24)
        self.stories = [
            Story("fresh", units[0], "dynamic", fresh, copies=[fresh[4] + timedelta(days=2), fresh[9] + timedelta(days=2)]),
            Story("late", units[1], "dynamic", late),
            Story("rot", units[2], "dynamic", _every(chance, first, first + timedelta(days=40), 8, 12)),
            Story("papers", units[3], "policy", _every(chance, first, last, 100, 170)),
            Story("old", units[4], "policy", [working(first + timedelta(days=6))]),
            Story("facts", units[5], "other", [working(first + timedelta(days=8)), working(last - timedelta(days=50))]),
        ]
        for story in self.stories:
            self.desk.column(story.code, story.unit, story.kind)

    def dates(self) -> set[date]:
        """The days on which something is published."""
        return {day for story in self.stories for day in (*story.publications, *story.copies)}

    def act(self, moment: datetime) -> None:
        """Publish what is to be published today."""
        today = self.desk.town.today
        for story in self.stories:
            if today in story.publications:
                self._publish(story, moment, self.desk.text())
            elif today in story.copies:
                old = story.published[0].replace("。", f"（{today.year}年）。")
                self.desk.publish(story.id, f"{today.isoformat()}更新", old)

    def duties(self) -> dict[str, Expected]:
        """Every duty that there must be, by its id."""
        return {f"{story.id}.{number}": duty for story in self.stories for number, duty in enumerate(story.duties, 1)}

    def check(self) -> None:
        """Columns that were late too often, and only those, have proposed their own end; copies are known for what they are."""
        for story in self.stories:
            late = sum(1 for duty in story.duties if any(told.what == "overdue" for told in duty.told))
            found = self.desk.town.act("columns").get("/v1/filings", column=story.id, kind="close")["items"]
            assert bool(found) == (late >= BREACHES), (story.code, late, found)
            padding = self.desk.town.act("columns").get(f"/v1/columns/{story.id}/padding")["items"]
            assert len(padding) == len(story.copies), padding

    def _publish(self, story: Story, moment: datetime, body: str) -> None:
        self.desk.publish(story.id, f"{story.code}动态{len(story.published)}", body)
        story.published.append(body)
        if story.duties:
            story.duties[-1].meet(moment)
        unit, amount, near = CADENCES[story.kind]
        story.duties.append(Expected(story.unit, Term(amount, unit, near), self.desk.town.today, self.days).open(moment))


def _every(chance: random.Random, first: date, last: date, least: int, most: int) -> list[date]:
    """Days from ``first`` to ``last``, ``least`` to ``most`` apart."""
    found, day = [], first
    while (day := day + timedelta(days=chance.randrange(least, most + 1))) <= last:
        found.append(working(day))
    return found
