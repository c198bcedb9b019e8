"""The sentences that officials and citizens read, word by word."""
from datetime import UTC, date, datetime

from hypothesis import given, settings

from shared.law.clocks import Clock
from shared.law.terms import Term
from shared.law.words import day_words, explain, span_words
from tests.unit.shared.law.histories import History, histories
from tests.unit.shared.law.years import CHINA, FIXED, china


def clock(term: str, start: date, **more: object) -> Clock:
    """A clock that runs."""
    return Clock(term=Term.parse(term), started_on=start, **more)  # type: ignore[arg-type]


def test_a_plain_week() -> None:
    assert explain(clock("5 workdays", date(2026, 11, 20)), CHINA) == [
        "2026年11月20日起算（当日不计入），期限5个工作日。", "期限于2026年11月27日（星期五）24时届满。"]


def test_holidays_and_worked_weekends_are_named() -> None:
    assert explain(clock("7 workdays", date(2026, 9, 30)), CHINA) == [
        "2026年9月30日起算（当日不计入），期限7个工作日。",
        "其间不计入：2026年10月1日至10月7日（国庆节）。",
        "调休上班，计入：2026年10月10日。",
        "期限于2026年10月15日（星期四）24时届满。"]


def test_pauses_extension_and_a_new_beginning_are_told() -> None:
    running = clock("20 workdays", date(2026, 10, 26)).restart(on=date(2026, 11, 2), ground="申请人补正材料")
    running = running.pause(ground="征求第三方意见", on=date(2026, 11, 9), until=date(2026, 11, 30))
    running = running.resume(on=date(2026, 11, 11))
    limit = Term.parse("40 workdays")
    running = running.extend(total=limit, limit=limit, ground="情况复杂", approved_by="信息公开工作机构负责人",
                             on=date(2026, 11, 20), calendar=CHINA)
    assert explain(running, CHINA) == [
        "申请人补正材料，2026年11月2日重新起算，此前计算的期间不计入。",
        "2026年11月2日起算（当日不计入），期限20个工作日。",
        "2026年11月20日经信息公开工作机构负责人批准，因情况复杂，期限自同一起算日延长至40个工作日。",
        "其间不计入：2026年11月9日至11月11日（征求第三方意见）。",
        "期限于2026年12月31日（星期四）24时届满。"]


def test_the_year_that_nobody_has_settled_is_named_also_if_it_is_not_the_last_one() -> None:
    assert explain(clock("3 workdays", date(2026, 12, 30)), CHINA)[-1] == \
        "期限于2027年1月4日（星期一）24时届满（2027年放假安排尚未公布，系推算，公布后重新计算）。"
    only_2028 = china(known=(2028,))
    assert "（2027年放假安排尚未公布" in explain(clock("14 months", date(2026, 12, 30)), only_2028)[-1]
    assert "（2027年、2028年放假安排尚未公布" in explain(clock("14 months", date(2026, 12, 30)), CHINA)[-1]


def test_a_span_over_the_new_year_says_so() -> None:
    running = clock("5 workdays", date(2022, 12, 28))
    assert "其间不计入：2022年12月31日至2023年1月2日（元旦）。" in explain(running, CHINA)
    assert span_words(date(2026, 1, 1), date(2026, 1, 1)) == day_words(date(2026, 1, 1)) == "2026年1月1日"


def test_days_of_a_calendar_term_all_count_and_a_last_day_off_is_rolled_over() -> None:
    assert explain(clock("7 days", date(2026, 9, 25), roll=True), CHINA) == [
        "2026年9月25日起算（当日不计入），期限7日。",
        "期限最后一日2026年10月2日（星期五）为国庆节放假，顺延至其后第一个工作日。",
        "期限于2026年10月8日（星期四）24时届满。"]
    assert explain(clock("10 days", date(2026, 10, 5)), CHINA) == [
        "2026年10月5日起算（当日不计入），期限10日。", "期限于2026年10月15日（星期四）24时届满。"]
    assert "为周末，顺延" in explain(clock("1 month", date(2026, 7, 15), roll=True), CHINA)[1]


def test_hours_run_to_the_minute_in_beijing() -> None:
    running = clock("48 hours", date(2026, 11, 21), started_at=datetime(2026, 11, 20, 17, 5, tzinfo=UTC))
    assert explain(running, CHINA) == ["自2026年11月21日01:05起算，48小时内，即2026年11月23日01:05前办结。"]


def test_an_estimated_holiday_is_left_out_by_its_name() -> None:
    sentences = explain(clock("5 workdays", date(2027, 9, 29)), china(fixed=FIXED))
    assert sentences[1] == "其间不计入：2027年10月1日（国庆节）。"


@settings(max_examples=150, deadline=None)
@given(histories())
def test_whatever_happened_it_can_be_told(history: History) -> None:
    sentences = explain(history.clock, CHINA)
    assert all(each.endswith("。") for each in sentences) and "届满" in sentences[-1]
    assert len(sentences) == len(set(sentences))
