"""The book of holiday notices: one document, because whether a notice adds anything depends on all the others."""
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from services.law.errors import NoticeExists, NoticeNotFound
from services.law.events import NoticeImported
from shared.aggregate import Aggregate
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.notices import Notice, admit
from shared.retelling import Told

BOOK = "notices"
"""Id of the one book that there is."""


@dataclass(frozen=True, kw_only=True)
class HolidayNotice:
    """A notice as it was imported."""

    notice: Notice
    file: str
    """Name of the file; empty if its fields came one by one."""
    text: str
    """The file as it was, to be checked against the paper."""
    imported_at: datetime
    imported_by: str


@dataclass(kw_only=True)
class NoticeBook(Aggregate):
    """All notices in the order in which they were imported; they are never changed and never taken out."""

    KIND: ClassVar[str] = "notice_book"

    imported: list[HolidayNotice] = field(default_factory=list)

    @property
    def notices(self) -> list[Notice]:
        """What calendars are made of."""
        return [each.notice for each in self.imported]

    def get(self, id_: str) -> HolidayNotice:
        """One notice; raises ``NoticeNotFound``."""
        for each in self.imported:
            if each.notice.id == id_:
                return each
        raise NoticeNotFound(id=id_)

    def take(self, notice: Notice, *, calendar: Calendar, file: str, text: str, by: str, unit: str, at: datetime
             ) -> HolidayNotice:
        """Let ``notice`` hold from now on; ``calendar`` is the one without it. Raises ``NoticeExists``, ``InvalidNotice``."""
        for each in self.imported:
            if each.notice.id == notice.id:
                raise NoticeExists(id=notice.id, title=each.notice.title, on=legal_day(each.imported_at).isoformat())
        admit(notice, calendar)
        made = HolidayNotice(notice=notice, file=file, text=text, imported_at=at, imported_by=by)
        self.imported.append(made)
        self.note("notice_imported", notice=notice.id, title=notice.title, file=file)
        self._tell(notice, unit)
        return made

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: the notice that was imported last since then holds, as others know
        it; its file is lost. Earlier ones must be imported again. Safe to repeat."""
        heard = told.last(NoticeImported.TYPE)
        if heard is None or heard.data["notice"] in [each.notice.id for each in self.imported]:
            return
        data = heard.data
        notice = Notice.of(year=data["year"], title=data["title"], issued_on=date.fromisoformat(data["issued_on"]),
                           whole=data["whole"], days=data["days"])
        self.imported.append(HolidayNotice(notice=notice, file="", text="", imported_at=heard.at, imported_by=SYSTEM.id))
        self.note("told_anew", notice=notice.id, title=notice.title)
        self._tell(notice, data["unit"])

    def _tell(self, notice: Notice, unit: str) -> None:
        self.record(NoticeImported(
            unit=unit, notice=notice.id, year=notice.year, title=notice.title, issued_on=notice.issued_on.isoformat(),
            whole=notice.whole, days=notice.plain_days(), number=len(self.imported)))
