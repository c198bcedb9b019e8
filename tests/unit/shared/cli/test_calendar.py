"""The command ``guanwang calendar``, as far as it needs no running suite."""
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from shared.cli.calendar import calendar
from shared.law.errors import DayUnknown, SegmentsOverlap
from shared.runtime.settings import SettingsError
from tests.unit.shared.law.notices.samples import YEAR, holiday_cn


def run(*arguments: str) -> Result:
    """What the command answers on a wide terminal."""
    return CliRunner().invoke(calendar, arguments, env={"COLUMNS": "200"})


@pytest.fixture
def notice(tmp_path: Path) -> str:
    """A notice in a file."""
    path = tmp_path / "2027.yaml"
    path.write_text(YEAR, "utf-8")
    return str(path)


def test_a_year_shows_its_holidays_and_how_many_days_are_worked() -> None:
    shown = run("show", "2026").stdout
    assert "2026-10-01 至 10-07" in shown and "四至三" in shown and "国庆节调休" in shown
    assert "2026-01-01 至 2026-12-31：248 个工作日\n" in shown


def test_a_span_shows_every_day_if_that_is_asked_for() -> None:
    lines = run("show", "2026-11-20", "2026-11-23", "--all").stdout.splitlines()
    assert [line.split()[:3] for line in lines[1:5]] == [
        ["2026-11-20", "五", "工作日"], ["2026-11-21", "六", "周末"], ["2026-11-22", "日", "周末"],
        ["2026-11-23", "一", "工作日"]]
    assert run("show", "2026-10-01").stdout.splitlines()[-1] == "2026-10-01 至 2026-10-01：0 个工作日"


def test_a_year_that_is_not_settled_says_so_until_its_notice_is_given(notice: str) -> None:
    assert "含推算" in run("show", "2027").stdout
    shown = run("show", "2027", "--notice", notice).stdout
    assert "含推算" not in shown and "2027-02-05 至 02-11" in shown


def test_programs_get_one_object_a_line() -> None:
    rows = [json.loads(line) for line in run("show", "2026-10-09", "2026-10-10", "--json").stdout.splitlines()]
    assert [(row["day"], row["kind"], row["counts"]) for row in rows] == [("2026-10-10", "worked", True)]


def test_a_due_date_is_told_day_by_day_and_in_sentences(notice: str) -> None:
    shown = run("due", "2026-11-02", "20 workdays", "--pause", "2026-11-09..2026-11-11=征求第三方意见").stdout
    assert "其间不计入：2026年11月9日至11月11日（征求第三方意见）。" in shown
    assert shown.splitlines()[-1] == "期限于2026年12月3日（星期四）24时届满。"
    found = json.loads(run("due", "2027-02-04", "5 workdays", "--notice", notice, "--json").stdout)
    assert (found["due_on"], found["provisional"], found["days"][-1]["number"]) == ("2027-02-17", False, 5)
    assert json.loads(run("due", "2026-09-25", "1 week", "--roll", "--json").stdout)["due_on"] == "2026-10-08"


@pytest.mark.parametrize(("arguments", "complaint"), [
    (["due", "2026-11-02", "5 wek"], "no term"), (["due", "gestern", "5 days"], "no day"),
    (["due", "2026-11-02", "5 hours"], "moment"), (["due", "2026-11-02", "5 days", "--pause", "2026-11-03"], "no day"),
    (["show", "2026-11-02", "2026-11-01"], "before"), (["show", "26"], "no day")])
def test_a_slip_is_told_and_not_a_traceback(arguments: list[str], complaint: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2 and complaint in done.output


def test_what_the_law_refuses_is_the_law_s_own_fault() -> None:
    assert isinstance(run("show", "1999").exception, DayUnknown)
    assert isinstance(run("due", "2026-11-02", "5 days", "--pause", "2026-11-03..2026-11-05", "--pause",
                          "2026-11-05..2026-11-06").exception, SegmentsOverlap)


def test_a_file_that_is_no_notice_is_told_problem_by_problem(tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    path.write_text(holiday_cn(2027, ("2027-01-01", "元旦", True), ("2027-01-01", "元旦", False), ("2029-01-01", "元旦", True)))
    done = run("show", "2027", "--notice", str(path))
    assert isinstance(done.exception, SettingsError) and "law.notice.invalid" in str(done.exception)
    assert "既放假又上班" in done.stderr and "2029-01-01不在2027年前后" in done.stderr
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in str(run("show", "2027", "--notice", str(path)).exception)
