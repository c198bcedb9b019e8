"""The only place that reads the clock; everything else is given the time as an argument."""
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
"""The zone of every legal day: a working day, a date of publication, the last day of a term."""


def now() -> datetime:
    """The present moment in UTC, cut to the millisecond that MongoDB keeps, so that what is read equals what was saved."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def legal_day(moment: datetime) -> date:
    """The calendar day in China on which ``moment`` falls."""
    return moment.astimezone(BEIJING).date()
