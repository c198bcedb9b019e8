"""``guanwang calendar``: the working calendar and due dates, explained; and notices of holidays for the running suite."""
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from shared.cli.console import complain, out, say
from shared.cli.inspecting import AsJson, Folder
from shared.cli.located import located
from shared.clock import legal_day, now
from shared.law import almanac
from shared.law.account import account
from shared.law.calendar import LABELS, Calendar, Day
from shared.law.clocks import Clock, reckon
from shared.law.errors import InvalidNotice
from shared.law.notices import Notice, admit, changes, read_notice
from shared.law.terms import Term, TermUnit
from shared.law.words import explain
from shared.runtime import client
from shared.runtime import settings as configuration
from shared.runtime.law import law
from shared.runtime.settings import SettingsError

WEEKDAYS = "一二三四五六日"

calendar = typer.Typer(no_args_is_help=True, help="工作日历: which days are working days, when a term is over, and why.")

Files = Annotated[list[Path] | None, typer.Option("--notice", exists=True, dir_okay=False, help="Also count with this "
                                                  "notice (holiday-cn's JSON or YAML); may be given again.")]


@calendar.command("show")
def show(
    first: Annotated[str, typer.Argument(metavar="[YEAR|FROM]", help="A year such as 2026, or the first day; this year if "
                                         "left out.")] = "",
    last: Annotated[str, typer.Argument(metavar="[TO]", help="The last day, included; only with FROM.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Ordinary days and weekends too.")] = False,
    notices: Files = None,
    as_json: AsJson = False,
) -> None:
    """Show holidays and worked weekends of a year or a span, and count its working days. Needs no running suite.

    guanwang calendar show 2026 · guanwang calendar show 2026-09-25 2026-10-11 --all
    """
    begin, end = _span(first, last)
    found = _calendar(notices or ())
    days = list(found.days(begin, end))
    chosen = [day for day in days if all_ or day.name]
    if as_json:
        for day in chosen:
            typer.echo(json.dumps({"day": day.day.isoformat(), "kind": day.kind, "counts": day.kind.counts, "name": day.name,
                                   "source": day.source, "provisional": day.provisional}, ensure_ascii=False))
        return
    table = Table("日期", "星期", "类别", "名称", "依据", box=None, pad_edge=False)
    for run in _runs(chosen, apart=all_):
        table.add_row(*_row(run))
    out.print(table)
    counted = sum(day.kind.counts for day in days)
    out.print(f"{begin.isoformat()} 至 {end.isoformat()}：{counted} 个工作日" + (
        "（含推算：放假安排尚未公布）" if any(day.provisional for day in days) else ""))


@calendar.command("due")
def due(
    start: Annotated[str, typer.Argument(metavar="START", help="The day of the event, which is not counted: 2026-11-20.")],
    term: Annotated[str, typer.Argument(metavar="TERM", help="“5 workdays”, “10 days”, “2 weeks”, “6 months”, “1 year”.")],
    pause: Annotated[list[str] | None, typer.Option(metavar="FROM..TO[=GROUND]", help="Days that are not counted, both "
                                                    "included; may be given again, in order.")] = None,
    roll: Annotated[bool, typer.Option("--roll", help="A last day off moves to the next working day.")] = False,
    notices: Files = None,
    as_json: AsJson = False,
) -> None:
    """Count when a term is over, day by day and in sentences. Needs no running suite.

    guanwang calendar due 2026-09-30 "7 workdays" · … due 2026-11-02 "20 workdays" --pause 2026-11-09..2026-11-11=征求第三方意见
    """
    found, clock = _calendar(notices or ()), Clock(term=_term(term), started_on=_day(start), roll=roll)
    for each in pause or ():
        span, _, ground = each.partition("=")
        on, _, until = span.partition("..")
        clock = clock.pause(ground=ground or "中止", on=_day(on), until=_day(until))
    reckoning, lines = reckon(clock, found), account(clock, found)
    if as_json:
        typer.echo(json.dumps({
            "due_on": reckoning.due_on.isoformat(), "provisional": reckoning.provisional, "sentences": explain(clock, found),
            "days": [{"day": line.day.isoformat(), "kind": line.kind, "counted": line.counted, "number": line.number,
                      "note": line.note, "source": line.source} for line in lines]}, ensure_ascii=False))
        return
    table = Table("日期", "星期", "计数", "说明", "依据", box=None, pad_edge=False)
    for line in lines:
        table.add_row(line.day.isoformat(), WEEKDAYS[line.day.weekday()], str(line.number) if line.counted else "",
                      escape(line.note), escape(line.source))
    out.print(table)
    out.print(escape("\n".join(explain(clock, found))), soft_wrap=True)


@calendar.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="holiday-cn's JSON, or YAML as in "
                                         "docs/calendar.md.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    folder: Folder = None,
) -> None:
    """Take a notice of holidays into the running suite, after a look at what it would change. It holds for good."""
    notice, url = _read(file), located(folder).rabbitmq_url
    known = _imported(url)
    before = calendar_with(known)
    try:
        admit(notice, before)
    except InvalidNotice as fault:
        raise _explained(file, fault) from None
    _show_changes(notice, before, calendar_with([*known, notice]))
    if not yes:
        typer.confirm("导入？", abort=True)
    client.call(url, "law.import_notice", name=file.name, text=file.read_text("utf-8"))
    say(f"{notice.title} is imported; open clocks follow by themselves")


@calendar.command("notices")
def notices_(folder: Folder = None, as_json: AsJson = False) -> None:
    """List the notices that the running suite knows beyond those that were published with it."""
    rows = client.call(located(folder).rabbitmq_url, "law.list_notices")["items"]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        say("no notice was imported")
        return
    table = Table("编号", "年份", "发布日期", "性质", "天数", "名称", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row["id"], str(row["year"]), row["issued_on"], "全年" if row["whole"] else "调整", str(len(row["days"])),
                      escape(row["title"]))
    out.print(table)


def _show_changes(notice: Notice, before: Calendar, after: Calendar) -> None:
    table = Table("日期", "星期", "现为", "改为", "名称", box=None, pad_edge=False)
    for each in changes(before, after, notice):
        table.add_row(each.day.isoformat(), WEEKDAYS[each.day.weekday()], LABELS[each.before.kind], LABELS[each.after.kind],
                      escape(each.after.name or each.before.name))
    kind = "全年" if notice.whole else "调整"
    out.print(escape(f"{notice.title}（{notice.issued_on.isoformat()} 发布，{kind}）"), soft_wrap=True)
    out.print(table)


def _calendar(files: Iterable[Path]) -> Calendar:
    """The installed calendar with the notices in ``files``."""
    return calendar_with([_read(file) for file in files])


def _read(file: Path) -> Notice:
    try:
        return read_notice(file.read_text("utf-8"), file.name)
    except UnicodeDecodeError:
        raise SettingsError(f"{file} is not a text in UTF-8") from None
    except InvalidNotice as fault:
        raise _explained(file, fault) from None


def _explained(file: Path, fault: InvalidNotice) -> SettingsError:
    """The fault, after each of its problems was told."""
    for field, problems in fault.fields.items():
        for problem in problems:
            complain(f"{file}: {field}: {problem}")
    return SettingsError(f"{fault} ({fault.code})")


def _imported(url: str) -> list[Notice]:
    rows: list[dict[str, Any]] = client.call(url, "law.list_notices")["items"]
    return [Notice.of(year=row["year"], title=row["title"], issued_on=date.fromisoformat(row["issued_on"]),
                      whole=row["whole"], days=row["days"]) for row in rows]


def _span(first: str, last: str) -> tuple[date, date]:
    year = first or str(legal_day(now()).year)
    if year.isdecimal() and len(year) == 4 and not last:
        return _day(f"{year}-01-01"), _day(f"{year}-12-31")
    begin, end = _day(first), _day(last or first)
    if end < begin:
        raise typer.BadParameter(f"{last} is before {first}")
    return begin, end


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no day; write e.g. 2026-11-20") from None


def _term(text: str) -> Term:
    try:
        term = Term.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if term.unit is TermUnit.HOURS:
        raise typer.BadParameter("a term in hours runs from a moment, not from a day")
    return term


def _runs(days: list[Day], *, apart: bool) -> Iterator[list[Day]]:
    """Days of one holiday together, or each for itself."""
    run: list[Day] = []
    for day in days:
        if run and (apart or day.day - run[-1].day != timedelta(days=1) or (day.kind, day.name, day.source) != (
                run[-1].kind, run[-1].name, run[-1].source)):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _row(run: list[Day]) -> tuple[str, ...]:
    first, last = run[0], run[-1]
    dates, weekdays = first.day.isoformat(), WEEKDAYS[first.day.weekday()]
    if last is not first:
        dates, weekdays = f"{dates} 至 {last.day:%m-%d}", f"{weekdays}至{WEEKDAYS[last.day.weekday()]}"
    return dates, weekdays, LABELS[first.kind], escape(first.name), escape(first.source)


def calendar_with(notices: Iterable[Notice]) -> Calendar:
    """The calendar of the installed rule packs with ``notices``."""
    return almanac.calendar(law(configuration.load()), notices)
