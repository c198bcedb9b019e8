"""6. The law's time: due dates against chinese-calendar's own search, and the day-by-day account of a long clock."""
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from chinese_calendar import find_workday

from shared.law.account import account
from shared.law.almanac import calendar
from shared.law.clocks import Clock, reckon
from shared.law.loading import load
from shared.law.terms import Term
from tests.bench.figures import Figure, figure
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "law-clock"
FASTER_LEAST = 500.0
ACCOUNT_MOST_MS = 1.0
TERM = Term.parse("15 workdays")
DAYS = 60


async def run(_theatre: Theatre, options: Options) -> list[Figure]:
    """CPU time of one due date of 15 working days from the same random days, and of an account of 60 days."""
    today = calendar(load(["national", "xiangxi-2018"]), ())
    chance = random.Random(7)
    starts = [date(2004, 1, 1) + timedelta(days=chance.randrange(8_000)) for _ in range(2_000)]
    ratios, whole, accounts = [], [], []
    long = Clock(term=Term(40, TERM.unit), started_on=date(2026, 9, 1))
    for _ in range(options.rounds):
        theirs = _each(lambda day: find_workday(TERM.amount, day), starts[:100])
        ratios.append(theirs / _each(lambda day: today.add(day, TERM.amount), starts))
        whole.append(theirs / _each(lambda day: reckon(Clock(term=TERM, started_on=day), today), starts))
        accounts.append(_each(lambda _: account(long, today), range(100)) / 1000)
    days = len(account(long, today))
    return [
        figure(NAME, "a due date, chinese-calendar's search to it", ratios, at_least=FASTER_LEAST),
        figure(NAME, "the same with clock and stages", whole),
        figure(NAME, f"day-by-day account of {days} days", accounts, unit="ms", at_most=ACCOUNT_MOST_MS),
    ]


def _each(work: Callable[[object], object], items: object) -> float:
    """CPU microseconds an item."""
    listed = list(items)  # type: ignore[call-overload]
    began = time.process_time()
    for each in listed:
        work(each)
    return (time.process_time() - began) * 1e6 / len(listed)
