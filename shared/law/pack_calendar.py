"""The calendar part of a rule pack's file."""
from collections import Counter
from collections.abc import Sequence
from datetime import date

from yaml.nodes import Node

from shared.law.calendar import FixedHoliday, SpecialDay
from shared.law.overlay import LocalDay, Overlay
from shared.law.sheets import Sheet
from shared.law.strict_yaml import day, month_day, text, truth, whole

_FAR = 9999


def overlay(sheet: Sheet, node: Node) -> Overlay:
    """What the pack adds to the calendar; nothing twice."""
    fields = sheet.fields(node, "calendar", ("generation",), ("corrections", "days_off", "fixed_holidays"))
    corrections = [_correction(sheet, each) for each in fields.list("corrections")]
    days_off = [_local(sheet, each) for each in fields.list("days_off")]
    fixed = [_fixed(sheet, each) for each in fields.list("fixed_holidays")]
    _once(sheet, fields.list("corrections"), [each and each.day for each in corrections], "a correction")
    _once(sheet, fields.list("days_off"), [each and (each.month, each.day, each.since if each.once else 0)
                                           for each in days_off], "a day off")
    _once(sheet, fields.list("fixed_holidays"), [each and (each.month, each.day) for each in fixed], "a fixed holiday")
    return Overlay(fields.take("generation", whole) or 0, _whole(corrections), _whole(days_off), _whole(fixed))


def _whole(found: Sequence[object]) -> tuple:  # type: ignore[type-arg]
    return tuple(each for each in found if each is not None)


def _once(sheet: Sheet, nodes: list[Node], days: list[object], what: str) -> None:
    counted: Counter[object] = Counter()
    for node, each in zip(nodes, days, strict=True):
        counted[each] += 1
        if each is not None and counted[each] == 2:
            sheet.refuse(node.start_mark.line + 1, f"{what}: the day stands here twice")


def _correction(sheet: Sheet, node: Node) -> SpecialDay | None:
    fields = sheet.fields(node, "a correction", ("day", "off", "name", "source"))
    found = fields.take("day", day), fields.take("off", truth), fields.take("name", text), fields.take("source", text)
    return None if None in found else SpecialDay(*found)  # type: ignore[arg-type]


def _local(sheet: Sheet, node: Node) -> LocalDay | None:
    """A day off on one date (``2026-04-08``), or every year (``04-08``) from the year that it names."""
    fields = sheet.fields(node, "a day off", ("day", "name", "article"), ("from",))
    found, name, article = fields.take("day", _any_day), fields.take("name", text), fields.take("article", text)
    since = fields.take("from", whole)
    if found is None or name is None or article is None:
        return None
    if isinstance(found, date):
        if "from" in fields:
            fields.refuse("a day off on one date has no from", "from")
        return LocalDay(found.month, found.day, name, article, found.year, once=True)
    if since is None or not 1 <= since <= _FAR:
        fields.refuse("a day off of every year says from which year on, like from: 2026", "from")
        return None
    return LocalDay(*found, name, article, since)


def _any_day(node: Node) -> date | tuple[int, int]:
    return month_day(node) if len(text(node)) == len("MM-DD") else day(node)


def _fixed(sheet: Sheet, node: Node) -> FixedHoliday | None:
    fields = sheet.fields(node, "a fixed holiday", ("day", "name"))
    found, name = fields.take("day", month_day), fields.take("name", text)
    return None if found is None or name is None else FixedHoliday(*found, name)
