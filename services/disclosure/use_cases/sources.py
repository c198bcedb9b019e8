"""Matters that other services' events open, as the rule ``disclosure.matter_sources`` says: data, not code.

Only what happened since ``since`` counts: the day on which this installation first heard of anything, or the later day that
a source names. So the units and posts of many years that are entered when the suite is set up open no overdue matters.
"""
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.disclosure.errors import MatterExists
from services.disclosure.model import known_of
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import registered
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.events import Received, short_type
from shared.law.errors import DayUnknown, NoRule

SOURCES = "disclosure.matter_sources"
TITLE_MOST = 200


def note_post(ports: Ports, *, now: datetime, event: Received, unit: str, **data: Any) -> None:
    """Somebody was named for a post, or ends it: the leadership's change may have to be disclosed."""
    open_from(ports, now=now, event=event, data={"unit": unit, **data})


def open_from(ports: Ports, *, now: datetime, event: Received, data: Mapping[str, Any]) -> None:
    """Register what an event obliges its unit to disclose, once, whatever is delivered how often."""
    told_on = legal_day(event.time)
    try:
        sources = ports.law.value(SOURCES, told_on)
    except NoRule:
        return
    for source in sources:
        if source["event"] == short_type(event.type) and _holds(source.get("where", {}), data):
            _open(ports, source, now=now, event=event, data=data, told_on=told_on)


def _holds(where: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    return all(data.get(name) == value for name, value in where.items())


def _open(ports: Ports, source: Mapping[str, Any], *, now: datetime, event: Received, data: Mapping[str, Any],
          told_on: date) -> None:
    # What is decided for a day to come exists since it was decided, so at the latest since it was told.
    happened_on = min(_day(data.get(source.get("day", ""))) or told_on, told_on, legal_day(now))
    since = max(ports.since(legal_day(now)), _day(source.get("since")) or date.min)
    id_ = event.derived_id(f"matter/{source['title']}")
    if happened_on < since or ports.matters.find_one({"_id": id_}):
        return
    unit = str(data["unit"])
    known = ports.units.find_one({"_id": unit})
    title = source["title"].format_map(_Told({"unit_name": known.name if known else unit, **data}))[:TITLE_MOST]
    try:
        registered(ports, id_=id_, by=SYSTEM.id, now=now, unit=unit, happened_on=happened_on, title=title,
                   classes=known_of(ports.law, source["classes"], happened_on), basis=source.get("basis", "formed"),
                   origin="event", origin_ref=event.id)
    except MatterExists:
        return  # two leaders of one day are one matter
    except (NoRule, DayUnknown):
        return  # of a day on which no rule asked for it


class _Told(dict[str, Any]):
    """What an event says; a field that it does not have is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
