"""Matters by import (批量登记): the file is taken in at once and worked off in batches, each row once, whoever is killed."""
import base64
import binascii
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from services.disclosure.errors import InvalidSheet, MatterExists
from services.disclosure.model import MatterImport, classified, derived_id, fingerprint
from services.disclosure.model.import_rows import Check, Columns, as_given, class_names
from services.disclosure.model.matter_import import ImportState, Outcome
from services.disclosure.ports import Ports
from services.disclosure.sheets import open_sheet
from services.disclosure.use_cases.matters import STAFF, made, responsible_unit
from shared.caller import Caller
from shared.clock import legal_day
from shared.errors import Fault, StaleVersion
from shared.known import KnownUnit
from shared.law.errors import NoRule

BYTES_MOST = 2_900_000
"""Of a file; as base64 in JSON it then is just below what the gateway takes."""
ROWS_MOST = 10_000
BATCH = 250
BATCHES_A_STEP = 8
"""How many batches one look of the sweep settles; others' clocks wait no longer than that takes."""
TRIES = 20
"""How often a cancellation starts over because a batch was settled in between."""


def import_matters(ports: Ports, *, caller: Caller, now: datetime, unit: str, format: str, name: str, content: str,
                   content_base64: str, dry_run: bool) -> MatterImport:
    """Take a file of matters in; what is wrong with the file as a whole is told at once, its rows are worked off later."""
    caller.require("disclosure_officer", unit=unit)
    responsible_unit(ports, unit, now)
    raw = _bytes(format, content, content_base64)
    sheet = open_sheet(format, raw)
    columns = Columns.of(sheet.header)
    if columns.missing:
        raise InvalidSheet(why=f"缺少列：{'、'.join(columns.missing)}。",
                           fields={"content": [f"缺少列“{each}”。" for each in columns.missing]})
    made_ = MatterImport(id=ports.new_id(), unit=unit, name=name, format=format, encoding=sheet.encoding, dry_run=dry_run,
                         by=caller.id, created_at=now, changed_at=now, unknown_columns=list(columns.unknown),
                         columns=[columns.called(field) for field in columns.places])
    made_.begin()
    ports.import_files.keep(made_.id, raw)
    ports.imports.save(made_)
    return made_


def get_matter_import(ports: Ports, *, caller: Caller, now: datetime, import_id: str) -> MatterImport:
    """How far an import is."""
    found = ports.imports.get(import_id)
    caller.require(*STAFF, unit=found.unit)
    return found


def list_matter_imports(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, limit: int, cursor: str | None
                        ) -> tuple[list[MatterImport], str | None]:
    """The imports of the units that the caller works for, newest first."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.imports.page(units, limit, cursor)


def cancel_matter_import(ports: Ports, *, caller: Caller, now: datetime, import_id: str) -> MatterImport:
    """Stop an import; what it registered stays registered. It needs no version: batches are settled all the while."""
    for attempt in range(TRIES):
        found = ports.imports.get(import_id)
        caller.require("disclosure_officer", unit=found.unit)
        found.cancel(by=caller.id, now=now)
        try:
            ports.imports.save(found)
            ports.import_files.drop(import_id)
            return found
        except StaleVersion:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def tend_import(ports: Ports, *, now: datetime, id_: str) -> None:
    """Do the next part of an import (the sweep): read its rows, or settle some batches of them."""
    found = ports.imports.get(id_)
    if found.over:
        return
    try:
        if found.state is ImportState.READING:
            _read(ports, found, now)
        else:
            known = responsible_unit(ports, found.unit, now)
            for _ in range(BATCHES_A_STEP):
                _settle(ports, found, known, now)
                if found.over:
                    break
    except StaleVersion:
        raise  # cancelled in between, or another replica has it in hand
    except Fault as fault:
        found = ports.imports.get(id_)
        found.fail(fault.sentence, now=now)
        ports.imports.save(found)
    if found.over:
        ports.import_files.drop(id_)


def _bytes(format_: str, content: str, content_base64: str) -> bytes:
    if bool(content) == bool(content_base64) or (format_ == "xlsx" and content):
        raise InvalidSheet(why="xlsx 须填 content_base64，csv 填 content 或者 content_base64，只填一项。")
    try:
        raw = content.encode() if content else base64.b64decode(content_base64, validate=True)
    except binascii.Error:
        raise InvalidSheet(why="content_base64 不是有效的 Base64。",
                           fields={"content_base64": ["不是有效的 Base64。"]}) from None
    if len(raw) > BYTES_MOST:
        raise InvalidSheet(why=f"文件有 {len(raw)} 字节，上限为 {BYTES_MOST} 字节。")
    return raw


def _read(ports: Ports, found: MatterImport, now: datetime) -> None:
    """Check every row and lay it down; begun anew after a crash, it lays down the same."""
    rows, number, count = _checked(ports, found, legal_day(now)), 0, 0
    while batch := list(islice(rows, BATCH)):
        count += len(batch)
        if count > ROWS_MOST:
            raise InvalidSheet(why=f"文件超过 {ROWS_MOST} 行，请分次导入。")
        ports.import_rows.put(found.id, number, batch)
        number += 1
    if not count:
        raise InvalidSheet(why="文件只有表头，没有事项。")
    found.read(rows=count, batches=number, now=now)
    ports.imports.save(found)


def _checked(ports: Ports, found: MatterImport, today: date) -> Iterator[dict[str, Any]]:
    sheet = open_sheet(found.format, ports.import_files.get(found.id))
    check = Check(Columns.of(sheet.header), today, _Classes(ports).on, sheet.serial_shift)
    first: dict[str, int] = {}
    for row in sheet.rows:
        if row.blank:
            continue
        fields, problems = ({}, [{"field": "", "column": "", "text": row.broken}]) if row.broken else check.row(row.cells)
        laid = {"line": row.line, "given": as_given(row.cells), "problems": problems, "outcome": Outcome.WAITING.value}
        if problems:
            yield laid | {"outcome": Outcome.REFUSED.value}
            continue
        chosen, _ = classified(ports.law, fields["classes"], fields["happened_on"])
        same = first.setdefault(fingerprint(found.unit, chosen[0], fields["title"], fields["happened_on"]), row.line)
        if same != row.line:
            yield laid | {"outcome": Outcome.REPEATED.value, "same_as": same}
        else:
            yield laid | {"fields": {**fields, "happened_on": fields["happened_on"].isoformat()}}


class _Classes:
    """The classes of a day by label and code, looked up once a day."""

    def __init__(self, ports: Ports) -> None:
        self._law, self._known = ports.law, dict[date, Mapping[str, str]]()

    def on(self, day: date) -> Mapping[str, str]:
        """Empty on a day that no pack knows."""
        if day not in self._known:
            try:
                self._known[day] = class_names(self._law.value("disclosure.classes", day))
            except NoRule:
                self._known[day] = {}
        return self._known[day]


def _settle(ports: Ports, found: MatterImport, known: KnownUnit, now: datetime) -> None:
    """The next batch; a row whose matter is there already, because somebody was killed, counts as registered."""
    if found.next_batch >= found.batches:
        found.finish(now=now)
        ports.imports.save(found)
        return
    rows = ports.import_rows.batch(found.id, found.next_batch)
    waiting = [row for row in rows if row["outcome"] == Outcome.WAITING.value]
    outcomes = ports.side_by_side(lambda row: _one(ports, found, row, known, now), waiting)
    settled = {row["line"]: row for row in outcomes}
    rows = [settled.get(row["line"], row) for row in rows]
    ports.import_rows.put(found.id, found.next_batch, rows)
    found.advance([Outcome(row["outcome"]) for row in rows], now=now)
    ports.imports.save(found)


def _one(ports: Ports, found: MatterImport, row: Mapping[str, Any], known: KnownUnit, now: datetime) -> dict[str, Any]:
    id_ = derived_id("import", found.id, row["line"])
    fields = dict(row["fields"]) | {"happened_on": date.fromisoformat(row["fields"]["happened_on"])}
    try:
        matter = made(ports, id_=id_, by=found.by, now=now, unit=found.unit, origin="import", origin_ref=found.id, known=known,
                      **fields)
        mark = matter.fingerprint
        if found.dry_run:
            return _known(ports, row, mark) or row | {"outcome": Outcome.ACCEPTABLE.value}
        try:
            ports.matters.save(matter)
        except (MatterExists, StaleVersion):
            if not ports.matters.find_one({"_id": id_}):
                return _known(ports, row, mark) or row | _refused("登记时发生冲突，请重新导入该行。")
        return row | {"outcome": Outcome.REGISTERED.value, "matter_id": id_}
    except Fault as fault:
        return row | _refused(fault.sentence)


def _known(ports: Ports, row: Mapping[str, Any], mark: str) -> dict[str, Any] | None:
    before = ports.matters.find_one({"fingerprint": mark})
    return dict(row) | {"outcome": Outcome.KNOWN.value, "matter_id": before.id} if before else None


def _refused(text: str) -> dict[str, Any]:
    return {"outcome": Outcome.REFUSED.value, "problems": [{"field": "", "column": "", "text": text}]}
