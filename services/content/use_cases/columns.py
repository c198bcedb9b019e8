"""Columns as those see them who work on them: state, duty, and how their time is counted (Art. 8 第八条)."""
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.content.errors import InvalidSteps
from services.content.model import Column
from services.content.model.review_steps import FINAL, stricter
from services.content.ports import ColumnQuery, Ports
from services.content.use_cases.breaches import propose_end
from services.content.use_cases.effects import go_on
from services.content.use_cases.filings import filing_office
from shared.caller import Caller
from shared.law.explaining import explained

HISTORY_READERS = ("column_manager", "auditor", "editor", "first_reviewer", "second_reviewer", "approver", "secrecy_clerk",
                   "secrecy_officer", "secrecy_head", "publisher")
"""Who reads a column's record if it is one of their unit, or of their unit's site."""


def get_column(ports: Ports, *, caller: Caller, now: datetime, column_id: str) -> Column:
    """One column with its duties and breaches."""
    return ports.columns.get(column_id)


def list_columns(ports: Ports, *, caller: Caller, now: datetime, **query: Any) -> tuple[list[Column], str | None]:
    """A page of the columns; what must be updated first comes first, what owes nothing last."""
    return ports.columns.page(ColumnQuery(**query))


def get_column_account(ports: Ports, *, caller: Caller, now: datetime, column_id: str) -> dict[str, Any]:
    """By when the column must be updated, day by day and in sentences; without days where it owes nothing."""
    column = ports.columns.get(column_id)
    told = explained(column.duty, now, ports.calendar) if column.duty else {"sentences": [], "days": []}
    return {"column_id": column.id, "state": column.state.value, **told}


def get_column_history(ports: Ports, *, caller: Caller, now: datetime, column_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a column, for its unit, its site's, its filing office and those who audit (Art. 5 第五条)."""
    column = ports.columns.get(column_id)
    if not any(caller.may(role, ports.sites.get(column.site).unit) for role in HISTORY_READERS):
        office = caller.grants.get("filing_officer") and filing_office(ports, column.unit, now).id
        if not (office and caller.may("filing_officer", office)):
            caller.require(*HISTORY_READERS, unit=column.unit)
    return ports.columns.history(column_id), None


def set_review_steps(ports: Ports, *, caller: Caller, now: datetime, column_id: str, version: int, steps: Sequence[str]
                     ) -> Column:
    """Say in which steps articles of a column are reviewed (Art. 4 第四条); what was handed in already keeps its own."""
    column = ports.columns.get(column_id)
    if not caller.may("column_manager", ports.sites.get(column.site).unit):
        caller.require("column_manager", unit=column.unit)
    column.expect(version)
    if FINAL not in steps:
        raise InvalidSteps(fields={"steps": ["须包含 final。"]})
    column.have_reviewed(stricter(steps))
    ports.columns.save(column)
    return column


def tend_column(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring a column's duty up to now, propose its end where it is due, and go on with its errand (the sweep)."""
    column = ports.columns.get(id_)
    column.tend(now, ports.calendar)
    propose_end(ports, column, now)
    go_on(ports, column, now)
    ports.columns.save(column)
