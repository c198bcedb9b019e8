"""What is read from a notice, and everything that is refused, by the field that it is in."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.errors import InvalidNotice
from shared.law.notices import Notice, notice_from, read_notice
from tests.unit.shared.law.notices.samples import AMENDMENT, YEAR, holiday_cn

GOOD = ("2027-01-01", "元旦", True)


def refused(text: str, name: str = "2027.json") -> dict[str, list[str]]:
    """What is wrong with a file."""
    with pytest.raises(InvalidNotice) as refusal:
        read_notice(text, name)
    return refusal.value.fields


def test_a_year_that_was_written_by_hand() -> None:
    notice = read_notice(YEAR, "2027.yaml")
    assert (notice.id, notice.year, notice.whole, notice.issued_on) == ("2027", 2027, True, date(2026, 11, 4))
    assert notice.title == "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"
    assert len(notice.days) == 3 + 7 + 1 + 7 + 2
    first = notice.days[0]
    assert (first.day, first.off, first.name, first.source) == (date(2026, 12, 27), False, "元旦调休", notice.title)


def test_an_amendment_is_named_after_its_day() -> None:
    notice = read_notice(AMENDMENT, "2027-2.yaml")
    assert (notice.id, notice.whole, len(notice.days)) == ("2027-20270322", False, 3)


@pytest.mark.parametrize(("papers", "issued"), [
    (("http://www.gov.cn/zhengce/content/2019-11/21/content_5454164.htm",
      "http://www.gov.cn/zhengce/content/2020-01/27/content_5472352.htm"), date(2020, 1, 27)),
    (("https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",), date(2025, 11, 1)),
    (("http://www.gov.cn/zwgk/2006-12/18/content_471877.htm", "ftp://nothing"), date(2006, 12, 18)),
])
def test_a_file_of_holiday_cn_is_as_old_as_its_newest_paper(papers: tuple[str, ...], issued: date) -> None:
    text = holiday_cn(2027, GOOD, ("2026-12-27", "元旦", False), papers=papers)
    notice = read_notice("\ufeff" + text, "2027.json")
    assert (notice.id, notice.issued_on, notice.whole) == ("2027", issued, True)
    assert [(each.day, each.off, each.name) for each in notice.days] == [
        (date(2026, 12, 27), False, "元旦调休"), (date(2027, 1, 1), True, "元旦")]


def test_the_empty_file_that_is_there_before_the_notice_is_refused() -> None:
    assert refused(holiday_cn(2027, papers=())) == {"days": ["没有任何放假安排：通知公布之前，holiday-cn 的文件是空的。"]}
    assert "papers" in refused(holiday_cn(2027, GOOD, papers=("https://www.gov.cn/x.htm",)))
    assert "papers" in refused(holiday_cn(2027, GOOD, papers=("https://www.gov.cn/2026-11/39/x.htm",)))


@pytest.mark.parametrize(("days", "problem"), [
    ([GOOD, ("2027-02-14", "春节", False), ("2027-02-14", "春节", True)], "2027-02-14既放假又上班。"),
    ([GOOD, GOOD, GOOD], "2027-01-01出现了3次。"),
    ([GOOD, ("2027-02-15", "春节", False)], "2027-02-15是星期一，本来就是工作日，不是调休。"),
    ([GOOD, ("2028-02-01", "春节", True)], "2028-02-01不在2027年前后。"),
    ([GOOD, ("2026-11-30", "元旦", True)], "2026-11-30不在2027年前后。"),
])
def test_days_that_contradict_themselves_or_the_week(days: list[tuple[str, str, bool]], problem: str) -> None:
    assert refused(holiday_cn(2027, *days)) == {"days": [problem]}


@pytest.mark.parametrize(("before", "after", "field", "problem"), [
    ("to: 2027-01-03", "to: 2026-12-31", "off.0.to", "2026-12-31 早于 2027-01-01。"),
    ("to: 2027-01-03", "to: 2027-01-31", "off.0.to", "一次放假超过30天，请核对。"),
    ("to: 2027-01-03", "till: 2027-01-03", "off.0.till", "没有这个字段。"),
    ("year: 2027", "year: '2027'", "year", "须为 2004–2199 之间的年份。"),
    ("year: 2027", "year: true", "year", "须为 2004–2199 之间的年份。"),
    ("issued_on: 2026-11-04", "issued_on: 昨天", "issued_on", "须为日期，例如：2027-01-01。"),
    ("issued_on: 2026-11-04", "issued_on: 2026-11-04T10:00:00", "issued_on", "须为日期，例如：2027-01-01。"),
    ("issued_on: 2026-11-04", "issued: 2026-11-04", "issued", "没有这个字段。"),
    ("number: 国办发明电〔2026〕7号", "number: 7", "number", "须为一行文字。"),
    ("number: 国办发明电〔2026〕7号", 'number: "\\ud800"', "number", "须为一行文字。"),
    ("number: 国办发明电〔2026〕7号", '"\\0": 7', "'\\x00'", "没有这个字段。"),
    ("year: 2027", "year: 2027\namends: 是", "amends", "须为 true 或者 false。"),
    ("{name: 清明节, from: 2027-04-05}", "清明节", "off.2", "须为 {name, from, to}。"),
    ("{name: 清明节, from: 2027-04-05}", "{name: '', from: 2027-04-05}", "off.2.name", "须为一行文字。"),
    ("{date: 2027-02-14, name: 春节}", "{date: 2027-02-14, name: 春节, why: x}", "work.1.why", "没有这个字段。"),
    ("{date: 2027-02-14, name: 春节}", "2027-02-14", "work.1", "须为 {date, name}。"),
    ("{date: 2027-02-14, name: 春节}", "{date: 2027-02-15, name: 春节}", "days", "2027-02-15是星期一，本来就是工作日"),
    ("{date: 2027-02-14, name: 春节}", "{date: 2027-02-07, name: 春节}", "days", "2027-02-07既放假又上班。"),
])
def test_each_slip_of_the_pen_is_named_with_its_field(before: str, after: str, field: str, problem: str) -> None:
    assert before in YEAR
    assert any(problem in each for each in refused(YEAR.replace(before, after), "2027.yaml")[field])


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = YEAR.replace("2027-01-03", "2026-01-03").replace("year: 2027", "years: 2027").replace("title:", "name:")
    assert set(refused(text)) == {"off.0.to", "year", "years", "name", "title"}


@pytest.mark.parametrize("text", ["", "[]", "null", "title", "{", "{]", "year: 2027\n  off", "a: 2027-02-30", "off: [" * 3000,
                                  "!!python/object/apply:os.system [x]", "a: &a {k: 1}\nb: {<<: [*a, *a]}",
                                  "year: " + "9" * 5000])
def test_what_is_no_notice_at_all(text: str) -> None:
    assert refused(text)


def test_of_very_many_problems_some_are_told() -> None:
    assert 100 <= len(refused(YEAR + "".join(f"x{number}: 1\n" for number in range(500)))) <= 101


@pytest.mark.parametrize("text", [YEAR[:YEAR.index("off:")], YEAR[:YEAR.index("off:")] + "off: []\nwork: []",
                                  YEAR[:YEAR.index("off:")] + "work:\n  - {date: 2027-02-14, name: 春节}"])
def test_a_year_without_a_holiday_is_no_notice(text: str) -> None:
    assert refused(text)["off"] == ["没有任何放假安排。"]
    assert refused(YEAR.replace("off:\n", "off: 1\nrest:\n"))["off"] == ["须为列表。"]


def test_a_notice_is_the_same_after_an_event() -> None:
    for notice in (read_notice(YEAR, "y"), read_notice(AMENDMENT, "a")):
        again = Notice.of(year=notice.year, title=notice.title, issued_on=notice.issued_on, whole=notice.whole,
                          days=notice.plain_days())
        assert again == notice


def test_fields_that_came_one_by_one_are_read_like_a_file() -> None:
    content = {"title": "题", "issued_on": "2026-11-04", "year": 2027, "off": [{"name": "元旦", "from": "2027-01-01"}]}
    assert notice_from(content, "fields").days[0].day == date(2027, 1, 1)


FIELDS = st.sampled_from(["year", "papers", "days", "title", "off", "work", "name", "date", "from", "to", "isOffDay",
                          "issued_on", "amends", "number"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates()
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=6),
                        max_leaves=30)


@given(st.dictionaries(FIELDS, ANYTHING, max_size=8))
def test_whatever_a_file_holds_it_is_read_or_refused(content: dict[str, object]) -> None:
    try:
        assert notice_from(content, "x").days
    except InvalidNotice as refusal:
        assert refusal.fields and all(text.endswith("。") for each in refusal.fields.values() for text in each)
