"""The law and the calendar of one process: rule packs read at its start, holiday notices as its service hears of them."""
from typing import Any

import pymongo
from pymongo.database import Database

from shared.known import KnownNotice
from shared.law.almanac import calendar
from shared.law.calendar import Calendar
from shared.law.rules import Law
from shared.runtime.mapping import from_document

COLLECTION = "notices"


class Almanac:
    """``law`` never changes while a process runs; ``calendar`` is as of the last ``refresh``, a second ago at the most.

    A clock that is opened in between with the older calendar says so, and the sweep computes it anew.
    """

    def __init__(self, law: Law, database: Database[dict[str, Any]]) -> None:
        self.law = law
        self._notices = database[COLLECTION]
        self._known: frozenset[str] | None = None
        self._calendar = calendar(law, ())

    @property
    def calendar(self) -> Calendar:
        """Today's calendar."""
        if self._known is None:
            self.refresh()
        return self._calendar

    def refresh(self) -> int:
        """Take in notices that were heard of since; returns the calendar's version."""
        with pymongo.timeout(5):
            known = frozenset(each["_id"] for each in self._notices.find({}, {"_id": 1}))
            if known != self._known:
                found = self._notices.find({"_id": {"$in": sorted(known)}})
                self._calendar = calendar(self.law, (from_document(each, KnownNotice).notice for each in found))
                self._known = known
        return self._calendar.version
