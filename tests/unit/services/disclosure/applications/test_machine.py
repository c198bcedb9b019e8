"""Whatever happens to an application in whatever order, its due date is the one that a plain count of days gives."""
from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.disclosure.model.application import OPEN, TRANSITIONS, Application, State
from services.disclosure.use_cases import applications as desk
from shared.clock import BEIJING, legal_day
from shared.errors import Fault
from tests.unit.services.disclosure.applications.town import HEAD, OFFICER, Town, almanac

ANSWER, LONGEST, CONSULTED, CORRECTED, PAID, MONTHLY = 20, 40, 15, 15, 20, 10
"""The numbers of the law, written here once more: working days, and items a month that cost nothing."""


def later(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, counted on the fingers."""
    while count:
        day += timedelta(days=1)
        count -= almanac().day(day).kind.counts
    return day


class Life(RuleBasedStateMachine):
    """One application, people who try everything, and a record of days: where the clock began and when it stood still."""

    @initialize(start=st.dates(date(2024, 1, 2), date(2026, 2, 1)), many=st.booleans())
    def begin(self, start: date, many: bool) -> None:
        """Received on some day, perhaps as one of many of the same applicant's."""
        self.town = Town(start.isoformat() + " 09:00")
        for _ in range(MONTHLY if many else 0):
            self.town.entered()
        self.costs = many
        self.application = self.town.entered()
        self.started, self.amount = start, ANSWER
        self.spans: dict[str, tuple[date, date]] = {}
        self.corrected = self.asked = False

    @property
    def today(self) -> date:
        """The day in China."""
        return legal_day(self.town.now)

    @property
    def stored(self) -> Application:
        """As it is kept."""
        return self.town.now_of(self.application)

    def tried(self, use_case: object, who: object = OFFICER, **fields: object) -> bool:
        """Do it, as a call does; what is refused leaves nothing behind."""
        before = self.stored
        try:
            self.town.step(use_case, who, self.application, **fields)  # type: ignore[arg-type]
        except Fault:
            assert self.stored == before
            return False
        return True

    @rule(days=st.integers(1, 14), swept=st.booleans())
    def wait(self, days: int, swept: bool) -> None:
        """Time passes; the sweep may come late."""
        day = self.today + timedelta(days=days)
        self.town.now = datetime(day.year, day.month, day.day, 0, 30, tzinfo=BEIJING).astimezone(UTC)
        if swept:
            self.town.sweep()

    @rule()
    def accept(self) -> None:
        """Let it be handled."""
        self.tried(desk.accept_application)

    @rule()
    def ask_correction(self) -> None:
        """Once, within seven working days of the receipt."""
        if self.tried(desk.request_correction, missing="年份"):
            assert not self.asked and self.today <= later(self.started, 7)
            self.asked = True
            self.spans["correction"] = self.today, later(self.today, CORRECTED)

    @rule()
    def correct(self) -> None:
        """It begins anew."""
        try:
            self.town.own(desk.correct_application, self.application, description="新", document_number="", form="paper")
        except Fault:
            return
        assert self.today <= self.spans["correction"][1]
        self.started, self.spans, self.amount = self.today, {}, ANSWER

    @rule()
    def extend(self) -> None:
        """Once, in time."""
        if self.tried(desk.extend_application, HEAD, ground="search"):
            assert self.amount == ANSWER and self.today <= self.due()
            self.amount = LONGEST

    @rule(party=st.sampled_from(["third_party", "co_maker"]))
    def consult(self, party: str) -> None:
        """Somebody gets fifteen working days, which are not counted."""
        if len(self.spans) > 4:
            return
        possible = self.stored.state in (State.HANDLING, State.CONSULTING)
        assert self.tried(desk.consult_party, party=party, name="某某", address="", summary="可否") == possible
        if possible:
            self.spans[self.stored.consultations[-1].id] = self.today, later(self.today, CONSULTED)

    @rule(number=st.integers(1, 4), reply=st.sampled_from(["agreed", "refused"]))
    def reply(self, number: int, reply: str) -> None:
        """In time only; up to the day of the reply nothing is counted."""
        id_ = f"c{number}"
        if self.tried(desk.note_party_reply, consultation_id=id_, reply=reply, reason="有理由"):
            first, last = self.spans[id_]
            assert self.today <= last
            self.spans[id_] = first, self.today

    @rule()
    def charge(self) -> None:
        """The eleventh of a month costs something; until it is paid nothing is counted."""
        if self.tried(desk.charge_application_fee, pages=0):
            assert self.costs and "fee" not in self.spans
            self.spans["fee"] = self.today, later(self.today, PAID)

    @rule()
    def pay(self) -> None:
        """Paid in time."""
        if self.tried(desk.note_application_payment):
            first, last = self.spans["fee"]
            assert self.today <= last
            self.spans["fee"] = first, self.today

    @rule()
    def draft_and_return(self) -> None:
        """The internal review stops no clock."""
        if self.tried(desk.draft_application_answer, outcome_code="3.3.5", explanation="内部事务", provided="", text="",
                      masks=[], review_body="某府", court="某院"):
            assert self.tried(desk.return_application_answer, HEAD, reason="再核")

    @rule()
    def issue_without_review(self) -> None:
        """Nothing is answered that nobody drafted."""
        assert not self.tried(desk.issue_application_answer, HEAD)

    def due(self) -> date:
        """Day by day from the start; a day counts if it is a working day on which nothing was waited for."""
        day, left = self.started, self.amount
        while left:
            day += timedelta(days=1)
            still = any(first <= day <= last for first, last in self.spans.values())
            left -= almanac().day(day).kind.counts and not still
        return day

    @invariant()
    def it_is_due_when_a_plain_count_says(self) -> None:
        """The heart of it."""
        stored = self.stored
        duty = stored.answer_duty
        assert duty is not None
        if stored.state in OPEN:
            assert duty.due_on == self.due() and not duty.closed
            assert all(first <= second.starts_on for first, second in
                       zip([pause.last for pause in duty.clock.pauses], duty.clock.pauses[1:], strict=False))

    @invariant()
    def who_was_silent_gave_up_and_nobody_else(self) -> None:
        """Closed by time only, with the row that says so."""
        stored = self.stored
        if stored.state is State.CLOSED:
            name = {"3.6.1": "correction", "3.6.2": "fee"}[stored.outcome]
            assert self.today > self.spans[name][1] and not stored.open_duties
            assert stored.answer_duty is not None and not stored.answer_duty.met_late
            for step in TRANSITIONS:
                if State.CLOSED not in TRANSITIONS[step][0]:
                    try:
                        stored.step(step)
                    except Fault:
                        continue
                    raise AssertionError(step)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
