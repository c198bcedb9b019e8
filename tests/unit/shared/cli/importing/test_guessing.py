"""What name and head say of a document."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.cli.importing.guessing import days_in, guess, kind_of

HEAD = ["专利代理条例", "1991年3月4日 中华人民共和国国务院令第76号发布　", "2018年9月6日 国务院第23次常务会议修订通过",
        "2018年11月6日 中华人民共和国国务院令第706号公布", "2019年3月1日 施行", "第一章 总则",
        "第一条 为了规范专利代理行为，保障委托人、专利代理机构和专利代理师的合法权益，制定本条例。"]


def test_a_regulation_says_when_it_was_made_when_it_holds_and_who_issued_it() -> None:
    found = guess("专利代理条例", "专利代理条例", HEAD)
    assert (found.title, found.made_on, found.effective_on) == ("专利代理条例", date(2018, 11, 6), date(2019, 3, 1))
    assert (found.source, found.summary) == ("国务院", HEAD[-1])


@pytest.mark.parametrize(("stem", "day"), [
    ("专利代理条例(2018-11-06)", date(2018, 11, 6)), ("通知_2019.3.1", date(2019, 3, 1)),
    ("纪要（2020年1月2日）", date(2020, 1, 2)),
    ("办法-2021-02-30", date(2018, 11, 6))])  # no day: the head decides
def test_the_day_in_the_name_wins(stem: str, day: date) -> None:
    assert guess(stem, "题", HEAD).made_on == day


@pytest.mark.parametrize(("line", "number"), [
    ("州政办发〔2018〕21号", "州政办发〔2018〕21号"), ("文号：州政办发[2018]第021号", "州政办发〔2018〕21号"),
    ("国务院令第706号", ""), ("2018年21号", "")])
def test_the_document_number_is_found_and_put_into_its_one_spelling(line: str, number: str) -> None:
    assert guess("a", "题", [line]).document_number in (number, f"文号{number}" if number else "")


def test_without_a_title_the_name_without_its_date_is_one() -> None:
    assert guess("关于放假的通知(2026-11-20)", "", []).title == "关于放假的通知"
    assert guess("", "", []).title == "无标题"


@pytest.mark.parametrize(("title", "kind"), [
    ("关于放假的通知", "notice"), ("关于放假的通知（试行）", "notice"), ("州人民政府令", "order"),
    ("关于设立某局的批复", "reply"),
    ("政府工作报告", "report"), ("专利代理条例", "other"), ("", "other")])
def test_a_title_ends_with_its_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@given(st.text(max_size=80), st.text(max_size=80), st.lists(st.text(max_size=120), max_size=20))
def test_whatever_stands_there_a_guess_is_made(stem: str, title: str, lines: list[str]) -> None:
    found = guess(stem, title, lines)
    assert found.title and len(found.title) <= 200 and "\n" not in found.title and len(found.summary) <= 200


def test_what_is_no_day_is_left_out() -> None:
    assert days_in("2019年2月30日，2019年2月28日，3019年1月1日") == [date(2019, 2, 28)]
