"""Paying the fee of an application: asked once, the clock stops, and who does not pay gives up (政府信息公开条例第四十二条)."""
from datetime import UTC, date, datetime, timedelta

import pytest

from services.disclosure.errors.applications import FeeTwice, NothingToPay
from services.disclosure.events.applications import ApplicationClosed
from services.disclosure.model.application import State
from services.disclosure.use_cases import applications as desk
from shared.clock import BEIJING
from tests.unit.services.disclosure.applications.town import OFFICER, Town, due


def test_a_fee_is_asked_once_and_stops_the_clock_until_it_is_paid(town: Town) -> None:
    applications = [town.handled() for _ in range(12)]
    with pytest.raises(NothingToPay):
        town.step(desk.charge_application_fee, OFFICER, applications[9], pages=0)
    town.on("2026-03-04")
    charged = town.step(desk.charge_application_fee, OFFICER, applications[11], pages=0)
    assert charged.fee is not None and (charged.fee.units, charged.fee.yuan) == (12, 100)
    assert due(charged) == date(2026, 4, 29)
    town.on("2026-03-06")
    accepted = town.own(desk.accept_application_fee, charged)
    assert accepted.fee.pay_by == date(2026, 4, 3) and due(accepted) == date(2026, 5, 6)  # type: ignore[union-attr]
    with pytest.raises(FeeTwice):
        town.own(desk.accept_application_fee, charged)
    town.on("2026-03-10")
    paid = town.step(desk.note_application_payment, OFFICER, charged)
    assert paid.state is State.HANDLING and due(paid) == date(2026, 4, 7)
    with pytest.raises(FeeTwice):
        town.step(desk.charge_application_fee, OFFICER, charged, pages=0)


def test_who_does_not_pay_gives_up(town: Town) -> None:
    application = [town.handled() for _ in range(11)][-1]
    town.step(desk.charge_application_fee, OFFICER, application, pages=0)
    town.on("2026-04-02")
    done = town.now_of(application)
    assert (done.state, done.outcome) == (State.CLOSED, "3.6.2")


@pytest.mark.parametrize("look", ["2026-04-02", "2026-06-01"])
def test_who_gave_up_did_so_when_the_term_was_over_however_late_somebody_looks(town: Town, look: str) -> None:
    application = [town.handled() for _ in range(11)][-1]
    charged = town.step(desk.charge_application_fee, OFFICER, application, pages=0)
    town.now = datetime.fromisoformat(f"{look} 09:00").replace(tzinfo=BEIJING).astimezone(UTC)
    town.sweep()
    done = town.now_of(application)
    assert charged.fee.pay_by < date(2026, 4, 2) and done.ended_on == charged.fee.pay_by + timedelta(days=1)
    assert not done.answer_duty.met_late and done.letters[-1].issued_on == date.fromisoformat(look)
    told = [each for each in town.applications.events if isinstance(each, ApplicationClosed)][-1]
    assert told.closed_on == done.ended_on.isoformat()
