"""Policies of the year: one with its interpretation, one with a waiver that is made good late, one that never is (Art. 10)."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.cli.api import Refusal
from tests.journeys.year.days import Days
from tests.journeys.year.desk import Desk
from tests.journeys.year.oracle import Expected, Term
from tests.journeys.year.town import working
from tests.support import wait_until

WAIVED = Term(3, "workdays", 0.4)
"""Art. 10 knows no such term: the prefecture's pack grants three working days, unverified."""
COLUMN = "policies"


@dataclass
class Policy:
    """A policy that went public, and what is owed."""

    id: str
    expected: Expected


class Policies:
    """All policies of the year."""

    def __init__(self, desk: Desk, days: Days, unit: str) -> None:
        self.desk, self.days, self.unit = desk, days, unit
        filing = desk.column(COLUMN, unit, "other")
        self.column: str = filing["column"]
        self.policies: list[Policy] = []
        self._steps: list[tuple[date, Callable[[datetime], None]]] = [
            (working(date(2026, 2, 25)), self._together), (working(date(2026, 4, 28)), self._waive),
            (working(date(2026, 5, 20)), self._make_good), (working(date(2026, 10, 8)), self._waive)]

    def dates(self) -> set[date]:
        """The days on which something is published."""
        return {day for day, _ in self._steps}

    def act(self, moment: datetime) -> None:
        """Publish what is to be published today."""
        for day, step in self._steps:
            if day == self.desk.town.today:
                step(moment)

    def duties(self) -> dict[str, Expected]:
        """Every duty to interpret that there must be, by its id."""
        return {f"{each.id}.interpretation.1": each.expected for each in self.policies}

    def _policy(self, **more: Any) -> dict[str, Any]:
        title = f"示例办法{len(self.policies)}"
        return self.desk.draft(self.column, title, self.desk.text(), main_policy=True, **more)

    def _together(self, moment: datetime) -> None:
        policy = self._policy()
        self._refused_alone(policy)
        self.desk.draft(self.column, "示例办法解读", self.desk.text(), interprets=policy["id"])
        self._publish(policy)
        self._owe(policy, moment).meet(moment)

    def _waive(self, moment: datetime) -> None:
        policy = self._policy()
        self._refused_alone(policy)
        self._now(policy, "approver2", "waiver", reason="解读稿正在会签")
        self._publish(policy)
        self._owe(policy, moment)

    def _make_good(self, moment: datetime) -> None:
        policy = self.policies[-1]
        self.desk.publish(self.column, "示例办法迟到的解读", self.desk.text(), interprets=policy.id)
        policy.expected.meet(moment)

    def _owe(self, policy: dict[str, Any], moment: datetime) -> Expected:
        today = self.desk.town.today
        expected = Expected(self.unit, Term(WAIVED.amount, WAIVED.unit, WAIVED.near), today, self.days).open(moment)
        self.policies.append(Policy(policy["id"], expected))
        return expected

    def _refused_alone(self, policy: dict[str, Any]) -> None:
        try:
            self._publish(policy)
        except Refusal as refusal:
            assert refusal.code == "content.interpretation.missing", refusal
        else:
            raise AssertionError("a policy went public alone")

    def _publish(self, policy: dict[str, Any]) -> None:
        self._now(policy, "publisher", "publication")

    def _now(self, policy: dict[str, Any], who: str, step: str, **body: Any) -> None:
        """A step on the article as it is now."""
        api = self.desk.town.act(who)
        seen = wait_until(lambda: api.get(f"/v1/articles/{policy['id']}"), what="it is there")
        api.post(f"/v1/articles/{policy['id']}/{step}", version=seen["version"], **body)
