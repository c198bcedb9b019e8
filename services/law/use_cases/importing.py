"""Holiday notices: imported once, listed, read (Art. 7 第七条)."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.law.events import NO_UNIT
from services.law.model import BOOK, HolidayNotice, NoticeBook
from services.law.ports import Ports
from shared.caller import EVERYWHERE, Caller
from shared.law.notices import notice_from, read_notice
from shared.retelling import Told

ROLE = "rule_keeper"


def import_notice(ports: Ports, *, caller: Caller, now: datetime, name: str, text: str | None,
                  notice: Mapping[str, Any] | None) -> NoticeBook:
    """Take in a notice of holidays, as the ``text`` of its file or by its fields; it holds for everybody at once."""
    caller.require(ROLE, unit=EVERYWHERE)
    read = read_notice(text, name) if text is not None else notice_from(notice or {}, name)
    book = _book(ports)
    book.take(read, calendar=ports.shelf.calendar(book.notices), file=name, text=text or "", by=caller.id,
              unit=caller.unit or NO_UNIT, at=now)
    ports.books.save(book)
    return book


def list_notices(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[HolidayNotice], None]:
    """All notices, in the order in which they were imported."""
    return _book(ports).imported, None


def get_notice(ports: Ports, *, caller: Caller, now: datetime, notice_id: str) -> HolidayNotice:
    """One notice with the file that it came in."""
    return _book(ports).get(notice_id)


def tell_book_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """After a restore: the book holds what others were told last, also if there is no book any more; safe to repeat."""
    book = _book(ports)
    book.tell_anew(told)
    ports.books.save(book)


def _book(ports: Ports) -> NoticeBook:
    return ports.books.find_one({"_id": BOOK}) or NoticeBook(id=BOOK)
