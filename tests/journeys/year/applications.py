"""Applications for disclosure in the year: answered in time, paused for a third party, extended, corrected, forgotten."""
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.journeys.year.days import Days
from tests.journeys.year.oracle import Expected, Term
from tests.journeys.year.town import Town, working

ANSWER, EXTENDED, CONSULTED, CORRECTED = 20, 40, 15, 15
"""Working days: to answer, after an extension, for a third party to answer, for the applicant to correct (第三十至三十三条)."""
NEAR = 0.25
PERSON = {"name": "示例申请人", "identity_kind": "resident_id", "identity_number": "433101199001011234",
          "phone": "13900000000", "address": "示例路一号", "email": "a@example.com"}

Step = tuple[date, Callable[["Story", datetime], None]]


@dataclass
class Story:
    """One application: what is done on which day."""

    name: str
    unit: str
    steps: list[Step] = field(default_factory=list)
    id: str = ""
    receipt: str = ""
    code: str = ""
    expected: Expected | None = None


class Applications:
    """All applications of the year."""

    def __init__(self, town: Town, days: Days, unit: str) -> None:
        self.town, self.days = town, days
        spring, autumn, winter = date(2026, 3, 2), date(2026, 9, 10), date(2026, 12, 10)
        self.stories = [
            self._story("answered in time", unit, spring, (0, self._enter), (2, self._accept), (12, self._answer)),
            self._story("a third party answers, more time is granted, the answer is late all the same", unit, autumn,
                        (0, self._enter), (2, self._accept), (8, self._consult), (20, self._reply), (30, self._extend),
                        (100, self._answer)),
            self._story("a third party says nothing", unit, spring + timedelta(days=30), (0, self._enter), (2, self._accept),
                        (6, self._consult), (40, self._silence), (44, self._answer)),
            self._story("corrected, then forgotten", unit, spring + timedelta(days=60), (0, self._enter),
                        (4, self._ask_correction), (10, self._correct), (12, self._accept)),
            self._story("across the new year", unit, winter, (0, self._enter), (2, self._accept)),
        ]

    def dates(self) -> set[date]:
        """The days on which somebody does something."""
        return {day for story in self.stories for day, _ in story.steps}

    def act(self, moment: datetime) -> None:
        """Do what is to be done today."""
        for story in self.stories:
            for day, step in story.steps:
                if day == self.town.today:
                    step(story, moment)

    def duties(self) -> dict[str, Expected]:
        """Every duty to answer that there must be, by its id."""
        found = {}
        for story in self.stories:
            if story.expected:
                ids = [id_ for id_, data in self.town.ear.facts.items()
                       if data["subject"] == story.id and data["kind"] == "application.answer"]
                found[ids[0] if ids else f"{story.name}: no duty yet"] = story.expected
        return found

    def _story(self, name: str, unit: str, first: date, *steps: tuple[int, Any]) -> Story:
        return Story(name, unit, [(working(first + timedelta(days=after)), step) for after, step in steps])

    def _enter(self, story: Story, moment: datetime) -> None:
        filed = self.town.act("disclosure").post(
            "/v1/applications", unit=story.unit, applicant_kind="citizen", category="person", form="paper", applicant=PERSON,
            description=f"示例事项的批复（{story.name}）", channel="in_person", received_on=self.town.today.isoformat())
        story.receipt, story.code = filed["receipt"], filed["code"]
        story.id = self.town.act("disclosure").get("/v1/applications", receipt=story.receipt)["items"][0]["id"]
        story.expected = Expected(story.unit, Term(ANSWER, "workdays", NEAR), self.town.today, self.days).open(moment)

    def _accept(self, story: Story, moment: datetime) -> None:
        self._step("disclosure", story, "acceptance")

    def _consult(self, story: Story, moment: datetime) -> None:
        self._step("disclosure", story, "consultations", party="third_party", name="示例公司", summary="可否公开")
        today = self.town.today
        self._change(story, moment, "pause", skip=((today, self.days.nth(today, CONSULTED)),))

    def _reply(self, story: Story, moment: datetime) -> None:
        self._step("disclosure", story, "consultations/c1/reply", reply="agreed")
        assert story.expected is not None
        self._change(story, moment, "resume", skip=((story.expected.skip[0][0], self.town.today),))

    def _silence(self, story: Story, moment: datetime) -> None:
        """Nobody does anything: the suite itself finds that the term is over."""
        assert story.expected is not None and story.expected.skip[0][1] < self.town.today
        self._change(story, moment, "resume")

    def _extend(self, story: Story, moment: datetime) -> None:
        self._step("head", story, "extension", ground="search")
        assert story.expected is not None
        story.expected.change(moment, "extension", lambda: setattr(story.expected.term, "amount", EXTENDED))  # type: ignore[union-attr]

    def _ask_correction(self, story: Story, moment: datetime) -> None:
        self._step("disclosure", story, "correction", missing="请写明所需信息的名称。")
        today = self.town.today
        self._change(story, moment, "pause", skip=((today, self.days.nth(today, CORRECTED)),))

    def _correct(self, story: Story, moment: datetime) -> None:
        api = self.town.act("nobody")
        own = {"receipt": story.receipt, "code": story.code}
        version = api.post("/v1/public/applications/lookup", **own)["version"]
        api.post("/v1/public/applications/correction", version=version, description="示例道路工程的批复", **own)
        self._change(story, moment, "restart", start=self.town.today, skip=())

    def _answer(self, story: Story, moment: datetime) -> None:
        self._step("disclosure", story, "answer", outcome="3.1", provided="当面提供复印件")
        self._step("head", story, "answer/issue")
        assert story.expected is not None
        story.expected.meet(moment)

    def _step(self, who: str, story: Story, path: str, **body: Any) -> None:
        api = self.town.act(who)
        version = api.get(f"/v1/applications/{story.id}")["version"]
        api.post(f"/v1/applications/{story.id}/{path}", version=version, **body)

    def _change(self, story: Story, moment: datetime, why: str, **changes: Any) -> None:
        expected = story.expected
        assert expected is not None

        def do() -> None:
            for name, value in changes.items():
                setattr(expected, name, value)

        expected.change(moment, why, do)


