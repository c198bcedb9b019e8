"""A duty explained: by when it is to be met, how that comes about day by day, and the same in sentences."""
from datetime import datetime
from typing import Any

from shared.law.account import account
from shared.law.calendar import Calendar
from shared.law.duties import Duty
from shared.law.words import explain


def explained(duty: Duty, now: datetime, calendar: Calendar) -> dict[str, Any]:
    """``{"due_on", "stage" (the true one), "provisional", "rule", "pack", "pack_version", "article", "sentences", "days"}``."""
    return {"due_on": duty.due_on, "stage": duty.stage_at(now, calendar).value, "provisional": duty.provisional,
            "rule": duty.kind, "pack": duty.pack, "pack_version": duty.pack_version, "article": duty.article,
            "sentences": explain(duty.clock, calendar), "days": account(duty.clock, calendar)}
