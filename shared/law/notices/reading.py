"""Reading holiday notices: the JSON of the project holiday-cn, or a YAML file written by hand from the notice.

    title: 国务院办公厅关于2027年部分节假日安排的通知
    number: 国办发明电〔2026〕7号
    issued_on: 2026-11-04
    year: 2027
    amends: false          # true: only single days of a year that is settled change
    off:
      - {name: 元旦, from: 2027-01-01, to: 2027-01-03}      # without “to” it is one day
    work:
      - {date: 2027-02-14, name: 春节}

Whatever is wrong with a file is told at once, each problem by the field that it is in.
"""
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from shared.law.errors import InvalidNotice
from shared.law.notices.notice import Notice

LONGEST = 30
"""Days of the longest span; a longer one is a slip of the pen."""
MOST_PROBLEMS = 100
"""Fields at fault that are told; who has more has taken the wrong file."""
YEARS = range(2004, 2200)
_DATED = re.compile(r"/(20\d\d)-?(0[1-9]|1[0-2])(?:/([0-3]\d))?/")
_JSON = {"$schema", "$id", "year", "papers", "days"}
_YAML = {"title", "number", "issued_on", "year", "amends", "off", "work"}


class _Loader(yaml.SafeLoader):
    """YAML in which only true and false are booleans (``off`` is a word of ours), and nothing multiplies by reference."""

    yaml_implicit_resolvers = {first: [each for each in resolvers if first in "tTfF" or not each[0].endswith(":bool")]
                               for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not taken")
        return super().compose_node(parent, index)


class _Problems(dict[str, list[str]]):
    """What is wrong, by field."""

    def add(self, field: str, problem: str) -> None:
        if len(self) < MOST_PROBLEMS or field in self:
            self.setdefault(field, []).append(problem)

    def unknown(self, place: str, found: dict[str, Any], known: set[str]) -> None:
        for key in sorted(map(str, set(found) - known)):
            self.add(f"{place}{key[:50] if key.isprintable() else ascii(key)[:50]}", "没有这个字段。")


def read_notice(text: str, name: str) -> Notice:
    """The notice that the file ``name`` holds as ``text``; raises ``InvalidNotice`` with everything that is wrong."""
    problems = _Problems()
    content = _content(text.removeprefix("\ufeff"), problems)
    if problems:
        raise InvalidNotice(fields=problems, name=name)
    return notice_from(content, name)


def notice_from(content: Mapping[Any, Any], name: str) -> Notice:
    """The notice that a file holds, parsed already; raises ``InvalidNotice``."""
    problems = _Problems()
    made = (_from_json if "days" in content or "papers" in content else _from_yaml)(dict(content), problems)
    if made is not None:
        _check(made, problems)
    if problems or made is None:
        raise InvalidNotice(fields=problems, name=name)
    return made


def _content(text: str, problems: _Problems) -> dict[Any, Any]:
    try:
        content = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, _Loader)  # noqa: S506 - a safe one
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        problems.add("file", f"无法读取：{' '.join(str(error).split())[:200]}")
        return {}
    if not isinstance(content, dict):
        problems.add("file", "不是 holiday-cn 的 JSON，也不是规定格式的 YAML。")
        return {}
    return content


# -- the two shapes


def _from_json(content: dict[Any, Any], problems: _Problems) -> Notice | None:
    problems.unknown("", content, _JSON)
    year = _year(content, problems)
    papers = content.get("papers", [])
    papers = [each for each in papers if isinstance(each, str)] if isinstance(papers, list) else []
    issued = max((found for each in papers if (found := _issued(each))), default=None)
    days = [day for index, each in enumerate(_items(content, "days", problems))
            if (day := _json_day(each, f"days.{index}.", problems))]
    if not content.get("days"):
        problems.add("days", "没有任何放假安排：通知公布之前，holiday-cn 的文件是空的。")
    elif issued is None:
        problems.add("papers", "没有可辨认发布日期的通知地址。")
    if year is None or issued is None:
        return None
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return Notice.of(year=year, title=title, issued_on=issued, whole=True, days=days)


def _json_day(each: Any, place: str, problems: _Problems) -> dict[str, Any] | None:
    if not isinstance(each, dict):
        problems.add(place[:-1], "须为 {name, date, isOffDay}。")
        return None
    problems.unknown(place, each, {"name", "date", "isOffDay"})
    day, name, off = _day(each, "date", place, problems), _text(each, "name", place, problems), each.get("isOffDay")
    if not isinstance(off, bool):
        problems.add(f"{place}isOffDay", "须为 true 或者 false。")
        return None
    return {"day": day, "off": off, "name": name if off else _worked(name)} if day and name else None


def _from_yaml(content: dict[Any, Any], problems: _Problems) -> Notice | None:
    problems.unknown("", content, _YAML)
    year, issued = _year(content, problems), _day(content, "issued_on", "", problems)
    title = _text(content, "title", "", problems)
    number, amends = _text(content, "number", "", problems) if "number" in content else "", content.get("amends", False)
    if not isinstance(amends, bool):
        problems.add("amends", "须为 true 或者 false。")
    days = [day for index, each in enumerate(_items(content, "off", problems))
            for day in _span(each, f"off.{index}.", problems)]
    days += [day for index, each in enumerate(_items(content, "work", problems))
             for day in _work(each, f"work.{index}.", problems)]
    if not content.get("off") and not (amends and content.get("work")):
        problems.add("off", "没有任何放假安排。")
    if year is None or issued is None or not title:
        return None
    return Notice.of(year=year, title=f"{title}（{number}）" if number else title, issued_on=issued, whole=not amends,
                     days=days)


def _span(each: Any, place: str, problems: _Problems) -> list[dict[str, Any]]:
    if not isinstance(each, dict):
        problems.add(place[:-1], "须为 {name, from, to}。")
        return []
    problems.unknown(place, each, {"name", "from", "to"})
    name, first = _text(each, "name", place, problems), _day(each, "from", place, problems)
    last = _day(each, "to", place, problems) if "to" in each else first
    if not (name and first and last):
        return []
    if last < first:
        problems.add(f"{place}to", f"{last.isoformat()} 早于 {first.isoformat()}。")
        return []
    if (last - first).days >= LONGEST:
        problems.add(f"{place}to", f"一次放假超过{LONGEST}天，请核对。")
        return []
    return [{"day": first + timedelta(days=number), "off": True, "name": name} for number in range((last - first).days + 1)]


def _work(each: Any, place: str, problems: _Problems) -> list[dict[str, Any]]:
    if not isinstance(each, dict):
        problems.add(place[:-1], "须为 {date, name}。")
        return []
    problems.unknown(place, each, {"date", "name"})
    day, name = _day(each, "date", place, problems), _text(each, "name", place, problems)
    return [{"day": day, "off": False, "name": _worked(name)}] if day and name else []


# -- what is said of both


def _check(notice: Notice, problems: _Problems) -> None:
    said: dict[date, list[bool]] = defaultdict(list)
    for each in notice.days:
        said[each.day].append(each.off)
    for day, offs in said.items():
        if len(offs) > 1:
            problems.add("days", f"{day.isoformat()}" + ("既放假又上班。" if len(set(offs)) > 1 else f"出现了{len(offs)}次。"))
    first, last = date(notice.year - 1, 12, 1), date(notice.year + 1, 1, 31)
    for each in notice.days:
        if not first <= each.day <= last:
            problems.add("days", f"{each.day.isoformat()}不在{notice.year}年前后。")
        elif notice.whole and not each.off and each.day.weekday() < 5:
            problems.add("days", f"{each.day.isoformat()}是星期{'一二三四五'[each.day.weekday()]}，本来就是工作日，不是调休。")


def _items(content: dict[Any, Any], field: str, problems: _Problems) -> Iterable[Any]:
    found = content.get(field)
    if found is not None and not isinstance(found, list):
        problems.add(field, "须为列表。")
        return []
    return found or []


def _year(content: dict[Any, Any], problems: _Problems) -> int | None:
    year = content.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or year not in YEARS:
        problems.add("year", f"须为 {YEARS[0]}–{YEARS[-1]} 之间的年份。")
        return None
    return year


def _day(content: dict[Any, Any], field: str, place: str, problems: _Problems) -> date | None:
    value = content.get(field)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        problems.add(f"{place}{field}", "须为日期，例如：2027-01-01。")
        return None


def _text(content: dict[Any, Any], field: str, place: str, problems: _Problems) -> str:
    value = content.get(field)
    if not isinstance(value, str) or not value.strip() or len(value) > 200 or not value.isprintable():
        problems.add(f"{place}{field}", "须为一行文字。")
        return ""
    return value.strip()


def _worked(name: str) -> str:
    return name if not name or name.endswith("调休") else f"{name}调休"


def _issued(address: str) -> date | None:
    """The day that an address of the State Council's site tells; the first of the month where it tells no day."""
    found = _DATED.search(address)
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
    except ValueError:
        return None
