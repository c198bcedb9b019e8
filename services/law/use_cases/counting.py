"""What the public may ask of time: the days of the calendar, and when a term is over (Art. 7 第七条)."""
from datetime import date, datetime
from typing import Any

import orjson

from services.law.errors import MomentNeeded, TermTooLong
from services.law.ports import Ports
from shared.caller import Caller
from shared.law.account import account
from shared.law.calendar import LABELS, Day
from shared.law.clocks import Clock, reckon
from shared.law.terms import Term, TermUnit
from shared.law.words import explain
from shared.ready import Ready

TAGS = ("calendar",)
MOST_LINES = 800
"""Days of the longest account that is given to the public."""


def list_days(ports: Ports, *, caller: Caller, now: datetime, first: date, last: date) -> Ready:
    """Every day of a span: whether it is a working day, why, and whether a notice has settled it."""
    calendar = ports.calendar()
    days = [_day(each) for each in calendar.days(first, last)]
    return Ready(orjson.dumps({"version": calendar.version, "days": days}), TAGS)


def count_due_date(ports: Ports, *, caller: Caller, now: datetime, start: date, term: Term, roll: bool) -> Ready:
    """When a term that runs from ``start`` is over, day by day and in sentences."""
    if term.unit is TermUnit.HOURS:
        raise MomentNeeded()
    calendar, clock = ports.calendar(), Clock(term=term, started_on=start, roll=roll)
    calendar.day(start)  # before anything is counted from a day that nobody knows
    due = reckon(clock, calendar)
    if (due.due_on - start).days > MOST_LINES:
        raise TermTooLong(due=due.due_on.isoformat(), most=MOST_LINES)
    lines = [{"day": each.day, "kind": each.kind, "counted": each.counted, "number": each.number, "note": each.note,
              "source": each.source, "provisional": each.provisional} for each in account(clock, calendar)]
    return Ready(orjson.dumps({
        "start": start, "term": str(term), "term_words": term.words, "due_on": due.due_on, "due_at": due.due_at,
        "provisional": due.provisional, "version": calendar.version, "sentences": explain(clock, calendar), "days": lines,
    }), TAGS)


def _day(each: Day) -> dict[str, Any]:
    return {"day": each.day, "kind": each.kind, "label": LABELS[each.kind], "counts": each.kind.counts, "name": each.name,
            "source": each.source, "provisional": each.provisional}
