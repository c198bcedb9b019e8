"""Notices of holidays: taken in once, told to everybody, changed never (Art. 7 第七条)."""
from datetime import date

import pytest

from services.law import schemas, use_cases
from services.law.errors import NoticeExists, NoticeNotFound
from services.law.model import BOOK, NoticeBook
from services.law.origin import InstalledShelf, equip
from shared.caller import ANONYMOUS
from shared.errors import Forbidden, StaleVersion
from shared.law import regulation
from shared.law.errors import InvalidNotice
from shared.law.loading import load
from shared.law.notices import Notice, read_notice
from shared.runtime.mapping import from_document, to_document
from shared.runtime.settings import Settings
from tests.unit.services.law.desk import COUNTY, Desk
from tests.unit.shared.law.notices.samples import AMENDMENT, YEAR, holiday_cn


def test_a_file_becomes_a_notice_that_holds_at_once(desk: Desk) -> None:
    due = schemas.CountDueDate().load({"start": "2027-02-04", "term": "5 workdays"})
    before = desk.read(use_cases.count_due_date, **due)
    desk.bring(YEAR)
    after = desk.read(use_cases.count_due_date, **due)
    assert (before["due_on"], before["provisional"], before["version"]) == ("2027-02-11", True, 2000)
    assert (after["due_on"], after["provisional"], after["version"]) == ("2027-02-17", False, 2001)


def test_its_event_carries_all_that_others_need_for_the_same_calendar(desk: Desk) -> None:
    desk.bring(YEAR)
    desk.bring(AMENDMENT, "amendment.yaml")
    first, second = (each.data() for each in desk.events)
    assert (first["notice"], first["number"], first["whole"], first["unit"]) == ("2027", 1, True, "433100")
    assert (second["notice"], second["number"], second["whole"]) == ("2027-20270322", 2, False)
    told = [Notice.of(year=each["year"], title=each["title"], issued_on=date.fromisoformat(each["issued_on"]),
                      whole=each["whole"], days=each["days"]) for each in (first, second)]
    theirs, ours = desk.shelf.calendar(told), desk.ports.calendar()
    span = (date(2026, 1, 1), date(2028, 12, 31))
    assert list(theirs.days(*span)) == list(ours.days(*span)) and theirs.version == ours.version == 2002


def test_fields_one_by_one_are_the_same_as_a_file(desk: Desk) -> None:
    fields = {"title": "国务院办公厅关于2027年部分节假日安排的通知", "number": "国办发明电〔2026〕7号",
              "issued_on": "2026-11-04", "year": 2027, "off": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"},
                                    {"name": "清明节", "from": "2027-04-05"}],
              "work": [{"date": "2026-12-27", "name": "元旦"}]}
    taken = schemas.ImportNotice().load({"notice": fields})
    view = schemas.NoticeView().dump(desk.do(use_cases.import_notice, **taken))
    assert (view["id"], view["title"][-9:], view["file"]) == ("2027", "〔2026〕7号）", "")
    assert view["days"][0] == {"day": "2026-12-27", "off": False, "name": "元旦调休"} and len(view["days"]) == 5


@pytest.mark.parametrize("body", [{}, {"text": None, "notice": None}, {"text": YEAR, "notice": {"title": "x"}}])
def test_it_is_either_a_file_or_fields(body: dict[str, object]) -> None:
    assert schemas.ImportNotice().validate(body)


def test_the_same_again_is_a_conflict_that_says_so(desk: Desk) -> None:
    desk.bring(YEAR)
    for again in (YEAR, YEAR.replace("2027-10-07", "2027-10-06"), holiday_cn(2027, ("2027-01-01", "元旦", True))):
        with pytest.raises(NoticeExists, match="已于 2026-11-23 导入"):
            desk.bring(again)
    desk.bring(AMENDMENT)
    with pytest.raises(NoticeExists):
        desk.bring(AMENDMENT)
    assert len(desk.events) == 2


@pytest.mark.parametrize("text", [holiday_cn(2027, papers=()), holiday_cn(2026, ("2026-01-01", "元旦", True)), AMENDMENT, "{"])
def test_a_notice_that_is_wrong_or_adds_nothing_changes_nothing(desk: Desk, text: str) -> None:
    with pytest.raises(InvalidNotice):
        desk.bring(text)
    assert not desk.events and desk.do(use_cases.list_notices) == ([], None)


def test_only_who_keeps_the_rules_for_everybody_may_import(desk: Desk) -> None:
    for caller in (COUNTY, ANONYMOUS):
        with pytest.raises(Forbidden):
            desk.bring(YEAR, caller=caller)


def test_of_two_who_import_at_once_one_is_told_to_look_again(desk: Desk) -> None:
    mine, theirs = NoticeBook(id=BOOK), NoticeBook(id=BOOK)
    for book, text in ((mine, YEAR), (theirs, holiday_cn(2028, ("2028-01-01", "元旦", True)))):
        book.take(read_notice(text, "x"), calendar=desk.ports.calendar(), file="x", text=text, by="k", unit="u", at=desk.now)
    desk.books.save(mine)
    with pytest.raises(StaleVersion):
        desk.books.save(theirs)


def test_notices_are_listed_in_order_and_read_with_their_file(desk: Desk) -> None:
    desk.bring(YEAR)
    desk.bring(AMENDMENT, "amendment.yaml")
    listed, following = desk.do(use_cases.list_notices, ANONYMOUS)
    assert [each.notice.id for each in listed] == ["2027", "2027-20270322"] and following is None
    detail = schemas.NoticeDetail().dump(desk.do(use_cases.get_notice, ANONYMOUS, notice_id="2027"))
    assert (detail["text"], detail["file"], detail["whole"], detail["issued_on"]) == (YEAR, "2027.yaml", True, "2026-11-04")
    with pytest.raises(NoticeNotFound):
        desk.do(use_cases.get_notice, notice_id="2030")


def test_the_book_is_the_same_after_the_database(desk: Desk) -> None:
    desk.bring(YEAR)
    book = desk.bring(AMENDMENT)
    again = from_document(to_document(book), NoticeBook)
    assert again == book and again.notices == book.notices


def test_a_process_makes_its_calendar_only_when_a_notice_came(desk: Desk) -> None:
    desk.bring(YEAR)
    notices = desk.books.get(BOOK).notices
    shelf, reads = InstalledShelf(load(["national", "xiangxi-2018"]), regulation()), []

    def read() -> list[Notice]:
        reads.append(1)
        return notices

    bare = shelf.present(0, list).version
    kept = shelf.present(1, read)
    assert kept.version == bare + 1 and shelf.present(1, read) is kept and len(reads) == 1
    assert shelf.present(0, list) is kept, "an older answer of the database takes nothing back"


def test_a_process_is_equipped_with_the_regulation_and_a_calendar() -> None:
    shelf = equip(Settings())
    assert len(shelf.articles) == 22 and shelf.calendar([]).is_workday(date(2005, 12, 31))
