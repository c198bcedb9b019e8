"""Reading dictionaries: what counts today, how it came about, and what changed between two editions."""
import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from services.secrecy.detectors.dictionary import comparable
from services.secrecy.errors.dictionaries import EditionUnknown
from services.secrecy.model.dictionary import Dictionary, Entry
from services.secrecy.model.entry_lines import COLUMNS
from services.secrecy.ports import EntryQuery, Ports
from services.secrecy.use_cases.dictionaries import READERS
from shared.caller import Caller
from shared.document import CSV, Document

PART = 5_000
"""Entries of one part of an export."""
JSON_LINES = "application/x-ndjson"


def list_dictionaries(ports: Ports, *, caller: Caller, now: datetime, unit: str | None) -> tuple[list[Dictionary], None]:
    """The dictionaries of the units that the caller works for, by their codes."""
    units = caller.units(*READERS)
    if unit is not None:
        caller.require(*READERS, unit=unit)
        units = [unit]
    found = [each for each in ports.dictionaries.find({}) if units is None or each.unit in units]
    return sorted(found, key=lambda each: each.id), None


def get_dictionary(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str) -> Dictionary:
    """One dictionary with its changes."""
    found = ports.dictionaries.get(dictionary_id)
    caller.require(*READERS, unit=found.unit)
    return found


def get_dictionary_history(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str
                           ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a dictionary: who changed it, when (Art. 5 第五条)."""
    get_dictionary(ports, caller=caller, now=now, dictionary_id=dictionary_id)
    return ports.dictionaries.history(dictionary_id), None


def list_dictionary_entries(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, text: str | None, since: int,
                            **query: Any) -> tuple[list[Entry], str | None]:
    """A page of the entries, in the order of their folded texts; ``since``: that came with this edition or later."""
    found = get_dictionary(ports, caller=caller, now=now, dictionary_id=dictionary_id)
    made = {change: edition for change, edition in found.editions.items() if edition >= since}
    contains = (comparable(text) or text) if text else None
    return ports.entries.page(EntryQuery(dictionary=found.id, added=made, made=found.editions, contains=contains, **query))


def list_dictionary_differences(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, before: int, after: int,
                                limit: int, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """What was added and taken out on the way from edition ``before`` to ``after``; what came and went within is left out.

    Raises ``EditionUnknown``.
    """
    found = get_dictionary(ports, caller=caller, now=now, dictionary_id=dictionary_id)
    for edition in (before, after):
        if edition > found.edition:
            raise EditionUnknown(edition=edition, present=found.edition)
    entries, following = ports.entries.page(EntryQuery(
        dictionary=found.id, added={change: edition for change, edition in found.editions.items() if edition <= after},
        made={change: edition for change, edition in found.editions.items() if edition <= after}, between=(before, after),
        standing="all", limit=limit, cursor=cursor))
    return [{"what": "removed" if each.removal else "added", "entry": each} for each in entries], following


def get_dictionary_export(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, format: str, part: int
                          ) -> Document:
    """Part ``part`` (from 1) of what counts today, as a file that a change of another dictionary can bring in."""
    found = get_dictionary(ports, caller=caller, now=now, dictionary_id=dictionary_id)
    entries = ports.entries.standing(found.id, found.editions)
    rows = [_row(each) for each in islice(entries, (part - 1) * PART, part * PART)]
    name = f"{found.id}-{found.edition}-{part}.{format}"
    if format == "jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return Document(name, JSON_LINES, text.encode())
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([*list(row.values())[:-1], " ".join(row["tags"])] for row in rows)
    return Document(name, CSV, ("\ufeff" + out.getvalue()).encode())


def _row(entry: Entry) -> Mapping[str, Any]:
    return {name: list(entry.tags) if name == "tags" else getattr(entry, name) for name in COLUMNS}
