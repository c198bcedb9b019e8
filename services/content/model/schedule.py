"""A publication at a set time (定时发布), and what kept it from happening."""
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.content.errors import ScheduledInPast, ScheduledTooFar
from shared.clock import BEIJING


@dataclass(frozen=True)
class Failure:
    """The gate did not open at the set time: the fault, for whoever has to see to it."""

    at: datetime
    code: str
    text: str


@dataclass(frozen=True)
class Schedule:
    """The edition goes public at ``publish_at``, on the authority of ``by``; once it failed it waits for a person."""

    by: str
    at: datetime
    publish_at: datetime
    redating_reason: str = ""
    failure: Failure | None = None


def moment(publish_at: datetime, *, now: datetime) -> datetime:
    """``publish_at`` in UTC, to the second and never before it. Raises ``ScheduledInPast``, and ``ScheduledTooFar`` beyond a
    year."""
    if publish_at <= now:
        raise ScheduledInPast(publish_at=_words(publish_at), fields={"publish_at": ["应当晚于现在。"]})
    if publish_at.year > now.year + 2 or _a_year_before(publish_at) > _parts(now):
        raise ScheduledTooFar(fields={"publish_at": ["不得晚于一年之后。"]})
    whole = publish_at.astimezone(UTC).replace(microsecond=0)
    return whole if whole == publish_at else whole + timedelta(seconds=1)


def _a_year_before(at: datetime) -> tuple[int, ...]:
    year, *rest = _parts(at)
    return (year - 1, *rest)


def _parts(at: datetime) -> tuple[int, ...]:
    """Year, month, day and time of a moment in China, to be compared: 29 February needs no care."""
    local = at.astimezone(BEIJING)
    return (local.year, local.month, local.day, local.hour, local.minute, local.second)


def _words(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="minutes")
