"""The inbox (待办): everything that waits for the caller, over all sites (Art. 4 第四条, 5 第五条)."""
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.content.model.waiting import KINDS, RETURNED, ROLES, Entry
from services.content.ports import COUNTED_MOST, InboxQuery, Ports
from shared.caller import Caller


def list_inbox(ports: Ports, *, caller: Caller, now: datetime, kind: str | None, waiting_hours: int | None, **query: Any
               ) -> dict[str, Any]:
    """A page of what waits for the caller by roles, units and authorship, with how much of each kind there is.

    Nobody sees here what they may not do since they had a hand in it.
    """
    places = {each: units for each in KINDS if (units := _units(caller, each)) is None or units}
    since = now - timedelta(hours=waiting_hours) if waiting_hours else None
    wanted = InboxQuery(person=caller.id, places=places, waiting_since=since,
                        kinds=[each for each in places if kind in (None, each)], **query)
    entries, cursor = ports.inbox.page(wanted)
    counts = ports.inbox.counts(wanted)
    return {"counts": counts, "counted_most": COUNTED_MOST, "items": [_held(each, now) for each in entries], "next": cursor}


def _units(caller: Caller, kind: str) -> Sequence[str] | None:
    """The units in which the caller can do what waits: ``None`` = all of them, empty = nowhere."""
    return None if kind == RETURNED else caller.units(ROLES[kind])


def _held(entry: Entry, now: datetime) -> Entry:
    """The entry with its claim only while that lasts."""
    return entry if entry.claim is None or entry.claim["until"] > now else replace(entry, claim=None)
