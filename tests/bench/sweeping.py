"""The process that sweeps: ``python -m tests.bench.sweeping ROUNDS OPEN…``; seconds to find and tell 1,000 due, as JSON."""

import eventlet

eventlet.monkey_patch()

import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from shared.clock import legal_day, now
from shared.law.almanac import calendar
from shared.law.duties import Duty, Obliged
from shared.law.loading import load
from shared.runtime import settings as configuration
from shared.runtime import sweep
from shared.runtime.database import connect
from shared.runtime.mapping import to_document
from shared.runtime.store import Engine, Work, prepare
from shared.runtime.sweep import Sweeper

DUE = 1_000
BATCH = 5_000
LAW = load(["national", "xiangxi-2018"])
CALENDAR = calendar(LAW, ())
COLLECTION = "owed"


class Sweeping:
    """A collection of open duties, of which 1,000 become due at each round."""

    def __init__(self, open_duties: int) -> None:
        settings = configuration.load()
        self.database = connect(settings, pool=20)[settings.database(f"bench_sweep_{open_duties}")]
        self.engine = Engine()
        prepare(self.database, {COLLECTION: sweep.INDEXES})
        self._insert(0, open_duties, now())

    def round(self, number: int) -> float:
        """Seconds of the sweep that finds and tells what became due."""
        ten_days_ago = now() - timedelta(days=30)
        self._insert(10**9 + number * DUE, DUE, ten_days_ago)
        sweeper = Sweeper(self.database, [COLLECTION], self._tend, lambda: CALENDAR.version)
        began, found = time.perf_counter(), 0
        while one := sweeper.once():
            found += one
        seconds = time.perf_counter() - began
        assert found == DUE, f"{found} were due"
        self.database[COLLECTION].delete_many({"_id": {"$gte": _id(10**9)}})
        return seconds

    def _insert(self, first: int, count: int, opened: datetime) -> None:
        documents = _documents(first, count, opened)
        while batch := [each for each, _ in zip(documents, range(BATCH), strict=False)]:
            self.database[COLLECTION].insert_many(batch, ordered=False)

    def _tend(self, _: str, id_: str) -> None:
        moment = now()
        owed = Work(self.database, self.engine, operation="sweep", now=moment).collection(COLLECTION, Obliged, missing=KeyError)
        found = owed.get(id_)
        found.tend(moment, CALENDAR)
        owed.save(found)


def _id(number: int) -> str:
    return f"{number:012d}"


def _documents(first: int, count: int, opened: datetime) -> Iterator[dict[str, Any]]:
    """Duties opened at one moment; the clocks are alike, so they are made once."""
    duty, _ = Duty.open(service="bench", id="d", rule=LAW.rule("disclosure.notices", legal_day(opened)), unit="433100",
                        subject="s", started=legal_day(opened), now=opened, calendar=CALENDAR)
    duty.advance(opened, CALENDAR)
    owed = Obliged(id="", version=1, duties=[duty])
    document = to_document(owed) | sweep.fields(owed) | {"head": "0" * 64, "history": [], "outbox": []}
    for number in range(first, first + count):
        yield document | {"_id": _id(number)}


def main(rounds: int, sizes: list[int]) -> None:
    """Print ``[{size: seconds, …}, …]``; the sizes take turns."""
    sweeps = {size: Sweeping(size) for size in sizes}
    print(json.dumps([{str(size): one.round(number) for size, one in sweeps.items()} for number in range(rounds)]))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(each) for each in sys.argv[2:]])
