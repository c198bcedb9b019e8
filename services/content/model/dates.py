"""No back-dating and no dating ahead (Art. 8 第八条): what may be said of the day on which information was made (生成日期)."""
from datetime import date, datetime

from services.content.errors import MadeInFuture, RedatedWithoutReason, RedatingUnfounded
from services.content.model.edition import Edition
from services.content.model.item import Item
from shared.clock import legal_day


def expect_past(item: Item | None, at: datetime) -> None:
    """Raise ``MadeInFuture`` if ``item`` claims to be made after the day of ``at`` in China."""
    if item and item.made_on and item.made_on > legal_day(at):
        raise MadeInFuture(made_on=item.made_on.isoformat(), fields={"made_on": ["不得晚于今日。"]})


def redated(before: Edition | None, after: Edition, *, reason: str) -> dict[str, str | None] | None:
    """How ``after`` changes the date that the public was shown, with the reason; ``None`` if it does not.

    Raises ``RedatedWithoutReason``, or ``RedatingUnfounded`` for a reason where nothing is changed.
    """
    was, now = _made_on(before), _made_on(after)
    changed = before is not None and was != now
    if changed and not reason:
        raise RedatedWithoutReason(before=was or "无", after=now or "无", fields={"redating_reason": ["必填。"]})
    if reason and not changed:
        raise RedatingUnfounded(fields={"redating_reason": ["仅在更改已公开的生成日期时填写。"]})
    return {"before": was, "after": now, "reason": reason} if changed else None


def _made_on(edition: Edition | None) -> str | None:
    made_on: date | None = edition.item.made_on if edition and edition.item else None
    return made_on.isoformat() if made_on else None
