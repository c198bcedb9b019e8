"""What the public may ask: days, due dates, rules, the regulation."""
from typing import Any

import pytest
from marshmallow import ValidationError

from services.law import schemas, use_cases
from services.law.errors import MomentNeeded, TermTooLong
from services.law.model import articles, number_words
from shared.law import regulation
from shared.law.errors import DayUnknown
from tests.unit.services.law.desk import Desk
from tests.unit.shared.law.notices.samples import YEAR


def due(desk: Desk, **query: Any) -> dict[str, Any]:
    """The answer to a query as it comes from the address."""
    found: dict[str, Any] = desk.read(use_cases.count_due_date, **schemas.CountDueDate().load(query))
    return found


def days(desk: Desk, first: str, last: str) -> list[dict[str, Any]]:
    """The days of a span."""
    found: list[dict[str, Any]] = desk.read(use_cases.list_days, **schemas.ListDays().load({"from": first, "to": last}))["days"]
    return found


def test_the_calendar_tells_each_day_and_who_says_so(desk: Desk) -> None:
    found = days(desk, "2026-10-07", "2026-10-10")
    assert [(each["day"], each["kind"], each["label"], each["counts"]) for each in found] == [
        ("2026-10-07", "holiday", "放假", False), ("2026-10-08", "workday", "工作日", True),
        ("2026-10-09", "workday", "工作日", True), ("2026-10-10", "worked", "调休上班", True)]
    assert found[0]["name"] == "国庆节" and not found[0]["provisional"]


def test_an_imported_notice_is_in_the_calendar_with_its_title(desk: Desk) -> None:
    assert days(desk, "2027-02-08", "2027-02-08")[0]["provisional"]
    desk.bring(YEAR)
    day, = days(desk, "2027-02-08", "2027-02-08")
    assert (day["kind"], day["provisional"], day["source"][:5]) == ("holiday", False, "国务院办公")


@pytest.mark.parametrize(("query", "field"), [
    ({"from": "2026-10-02", "to": "2026-10-01"}, "to"), ({"from": "2026-01-01", "to": "2027-02-05"}, "to"),
    ({"from": "2026-01-01"}, "to"), ({"from": "x", "to": "2026-01-01"}, "from")])
def test_a_span_must_be_one_and_not_too_long(query: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        schemas.ListDays().load(query)
    assert field in refused.value.messages  # type: ignore[operator]
    assert schemas.ListDays().load({"from": "2026-01-01", "to": "2027-02-04"})


def test_a_day_outside_the_calendar_is_refused(desk: Desk) -> None:
    for first, last in (("2003-12-31", "2004-01-01"), ("2046-12-31", "2047-01-01")):
        with pytest.raises(DayUnknown):
            days(desk, first, last)
    with pytest.raises(DayUnknown):
        due(desk, start="1999-01-01", term="5 workdays")


def test_a_due_date_is_explained_day_by_day_and_in_sentences(desk: Desk) -> None:
    found = due(desk, start="2026-09-30", term="7 workdays")
    assert (found["due_on"], found["due_at"], found["provisional"]) == ("2026-10-15", "2026-10-15T16:00:00+00:00", False)
    assert found["sentences"][1] == "其间不计入：2026年10月1日至10月7日（国庆节）。"
    assert (found["term"], found["term_words"]) == ("7 workdays", "7个工作日")
    assert [line["number"] for line in found["days"] if line["counted"]] == [1, 2, 3, 4, 5, 6, 7]


def test_a_last_day_off_is_rolled_over_if_that_is_asked_for(desk: Desk) -> None:
    assert due(desk, start="2026-09-25", term="1 week")["due_on"] == "2026-10-02"
    assert due(desk, start="2026-09-25", term="1 week", roll="true")["due_on"] == "2026-10-08"


@pytest.mark.parametrize(("term", "fault"), [
    ("48 hours", MomentNeeded), ("99999 years", DayUnknown), ("99999 days", TermTooLong), ("30 months", TermTooLong),
    ("99999 workdays", DayUnknown), ("9999 months", TermTooLong)])
def test_terms_that_cannot_be_shown(desk: Desk, term: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        due(desk, start="2026-11-20", term=term)


@pytest.mark.parametrize("term", ["", "5", "5 Tage", "0 days", "-1 days", "100000 days", "5 workdays, please"])
def test_what_is_no_term_is_refused(term: str) -> None:
    with pytest.raises(ValidationError, match="term"):
        schemas.CountDueDate().load({"start": "2026-11-20", "term": term})


def rules(desk: Desk, **query: Any) -> list[tuple[str, str]]:
    """Keys and terms of the rules found."""
    taken = schemas.ListRules().load(query)
    return [(each["key"], each["term"]) for each in desk.read(use_cases.list_rules, **taken)["rules"]]


def test_rules_are_those_of_the_day(desk: Desk) -> None:
    assert rules(desk) == [("disclosure.important", "5 workdays"), ("disclosure.meetings", "3 workdays"),
                           ("message.advice", "7 workdays")]
    assert rules(desk, on="2019-06-01", prefix="disclosure.")[1] == ("disclosure.meetings", "5 workdays")
    assert rules(desk, on="2018-11-13") == []
    assert rules(desk, article="17") == [("message.advice", "7 workdays")] and rules(desk, article="1") == []


def test_the_regulation_has_every_article_with_what_carries_it_out(desk: Desk) -> None:
    desk.publish(desk.cleared(desk.draft("新口径。")))
    desk.cleared(desk.draft("未公布。"))
    found = desk.read(use_cases.get_regulation)
    assert [each["number"] for each in found["articles"]] == list(range(1, 23))
    seventh = found["articles"][6]
    assert (seventh["article"], seventh["chapter"][:3]) == ("Art. 7 第七条", "第三章")
    assert [each["key"] for each in seventh["rules"]] == ["disclosure.important", "disclosure.meetings"]
    assert seventh["rules"][0] | {"since": "", "source": ""} == {
        "key": "disclosure.important", "label": "公开", "article": "Art. 7 第七条", "source": "", "mark": "V",
        "pack": "xiangxi-2018", "pack_version": "1", "since": "", "value": None, "term": "5 workdays",
        "term_words": "5个工作日", "near": 0.4, "extended": "10 workdays", "roll": False}
    assert [each["text"] for each in seventh["rulings"]] == ["新口径。", "旧口径。"]
    assert found["articles"][0]["rules"] == []


def test_the_regulation_is_cut_where_articles_begin() -> None:
    found = articles(regulation())
    assert len(found[19].paragraphs) > 1 and found[19].paragraphs[1].startswith("(一)")
    assert found[0].paragraphs[0].startswith("为进一步") and not any("第八条" in line for line in found[6].paragraphs)


def test_numbers_of_articles_in_words_and_back() -> None:
    lines = [f"{number_words(number)} 文" for number in range(1, 100)]
    assert [each.number for each in articles(lines)] == list(range(1, 100))
    assert [number_words(each) for each in (1, 10, 11, 20, 22, 99)] == [
        "第一条", "第十条", "第十一条", "第二十条", "第二十二条", "第九十九条"]
