"""After a restore of an older backup: the calendar is the one that others reckon with."""
from services.law import use_cases
from services.law.model import BOOK
from tests.unit.fallen import Fall
from tests.unit.services.law.desk import Desk
from tests.unit.shared.law.notices.samples import AMENDMENT, YEAR


def test_the_notice_that_was_imported_last_holds_again(desk: Desk) -> None:
    fall = Fall(desk.books)
    desk.bring(YEAR)
    before = desk.ports.calendar()
    (told,) = fall.back(desk.now)
    for _ in range(2):
        use_cases.tell_book_anew(desk.ports, now=desk.now, id_=BOOK, told=told)
    (again,) = desk.books.get(BOOK).imported
    assert (again.notice.id, again.file, again.imported_by) == ("2027", "", "system")
    assert desk.ports.calendar().version == before.version
    desk.bring(AMENDMENT, "amendment.yaml")
    assert len(desk.books.get(BOOK).imported) == 2
