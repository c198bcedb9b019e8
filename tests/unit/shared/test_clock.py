"""The clock: UTC for machines, Beijing time for the law."""
from datetime import UTC, date, datetime

import pytest

from shared.clock import legal_day, now


def test_now_is_what_the_database_can_keep() -> None:
    moment = now()
    assert moment.tzinfo is UTC and moment.microsecond % 1000 == 0


@pytest.mark.parametrize(("moment", "day"), [
    (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
    (datetime(2026, 11, 23, 16, 0, 0, tzinfo=UTC), date(2026, 11, 24))])
def test_a_legal_day_begins_at_midnight_in_beijing(moment: datetime, day: date) -> None:
    assert legal_day(moment) == day
