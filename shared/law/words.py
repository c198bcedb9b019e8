"""A clock in Chinese sentences, for officials and citizens: from when, how long, what is left out and why, until when."""
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from shared.clock import BEIJING
from shared.law.account import Line, account
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
    if worked := "、".join(day_words(line.day) for line in lines if line.kind == "worked" and line.counted):
        sentences.append(f"调休上班，计入：{worked}。")
    due = reckoning.due_on
    estimate = f"（{due.year}年放假安排尚未公布，系推算，公布后重新计算）" if reckoning.provisional else ""
    sentences.append(f"期限于{day_words(due)}（星期{_WEEKDAYS[due.weekday()]}）24时届满{estimate}。")
    return sentences


def day_words(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(moment: object) -> str:
    local = moment.astimezone(BEIJING)  # type: ignore[attr-defined]
    return f"{day_words(local.date())}{local:%H:%M}"


def _left_out(lines: list[Line]) -> Iterator[str]:
    """Spans of days that do not count, holidays and pauses by name; plain weekends go without saying."""
    skipped = [line for line in lines if not line.counted and line.kind in ("holiday", "paused")]
    for (_, reason), run in groupby(enumerate(skipped), lambda each: (each[1].day.toordinal() - each[0], _reason(each[1]))):
        days = [line.day for _, line in run]
        span = day_words(days[0]) + (f"至{days[-1].month}月{days[-1].day}日" if len(days) > 1 else "")
        yield f"{span}（{reason}）"


def _reason(line: Line) -> str:
    return line.source if line.kind == "paused" else line.note.partition("（")[0]
