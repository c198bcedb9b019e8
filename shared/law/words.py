"""A clock in Chinese sentences, for officials and citizens: from when, how long, what is left out and why, until when."""
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from shared.clock import BEIJING
from shared.law.account import Line, account
from shared.law.calendar import LABELS as DAY_LABELS
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, reckon
from shared.law.terms import TermUnit

_WEEKDAYS = "一二三四五六日"


def explain(clock: Clock, calendar: Calendar) -> list[str]:
    """How the due date comes about, one sentence an element."""
    if clock.total.unit is TermUnit.HOURS:
        assert clock.started_at is not None
        due_at = reckon(clock, calendar).due_at.astimezone(BEIJING)
        return [f"自{_moment(clock.started_at)}起算，{clock.total.words}内，即{_moment(due_at)}前办结。"]
    reckoning, lines = reckon(clock, calendar), account(clock, calendar)
    sentences = [f"{restart.ground}，{day_words(restart.on)}重新起算，此前计算的期间不计入。" for restart in clock.restarts]
    sentences.append(f"法律规定的最后一日为每年{clock.named}，自{day_words(clock.started_on)}之后起算。" if clock.named else
                     f"{day_words(clock.started_on)}起算（当日不计入），期限{clock.term.words}。")
    if extension := clock.extension:
        sentences.append(f"{day_words(extension.granted_on)}经{extension.approved_by}批准，因{extension.ground}，"
                         f"期限自同一起算日延长至{extension.total.words}。")
    if left_out := "；".join(_left_out(lines)):
        sentences.append(f"其间不计入：{left_out}。")
    worked = "、".join(day_words(line.day) for line in lines if line.kind == "worked" and line.counted)
    if worked and clock.total.unit is TermUnit.WORKDAYS:
        sentences.append(f"调休上班，计入：{worked}。")
    end = reckon(replace(clock, roll=False), calendar).due_on
    if end < reckoning.due_on:
        sentences.append(f"期限最后一日{_weekday(end)}为{_off(calendar, end)}，顺延至其后第一个工作日。")
    estimate = "" if clock.named else _estimate(clock, calendar, reckoning.due_on)
    sentences.append(f"期限于{_weekday(reckoning.due_on)}24时届满{estimate}。")
    return sentences


def day_words(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_words(first: date, last: date) -> str:
    """2026年10月1日至10月7日; one day is one day, and the second year is told where it is another."""
    if first == last:
        return day_words(first)
    return f"{day_words(first)}至{day_words(last).removeprefix(f'{first.year}年')}"


def _weekday(day: date) -> str:
    return f"{day_words(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def _off(calendar: Calendar, day: date) -> str:
    found = calendar.day(day)
    return f"{found.name}放假" if found.name else DAY_LABELS[found.kind]


def _estimate(clock: Clock, calendar: Calendar, due: date) -> str:
    """Which years on the way no notice has settled."""
    open_years = [f"{year}年" for year in range(clock.started_on.year, due.year + 1) if year not in calendar.known]
    return f"（{'、'.join(open_years)}放假安排尚未公布，系推算，公布后重新计算）" if open_years else ""


def _moment(moment: datetime) -> str:
    local = moment.astimezone(BEIJING)
    return f"{day_words(local.date())}{local:%H:%M}"


def _left_out(lines: list[Line]) -> Iterator[str]:
    """Spans of days that do not count, holidays and pauses by name; plain weekends go without saying."""
    skipped = [line for line in lines if not line.counted and line.kind in ("holiday", "paused")]
    for (_, reason), run in groupby(enumerate(skipped), lambda each: (each[1].day.toordinal() - each[0], _reason(each[1]))):
        days = [line.day for _, line in run]
        yield f"{span_words(days[0], days[-1])}（{reason}）"


def _reason(line: Line) -> str:
    return line.source if line.kind == "paused" else line.note.partition("（")[0]
