"""Columns as the public sees them: open, closed with the reason, or merged, and how fresh they are (Art. 8 第八条)."""
from datetime import datetime
from typing import Any

import orjson

from services.content import vocabulary
from services.content.model import Column
from services.content.model.column import LABELS, State
from services.content.ports import Ports
from services.content.use_cases.effects import where_to
from shared.caller import Caller
from shared.clock import legal_day
from shared.ready import Ready


def list_public_columns(ports: Ports, *, caller: Caller, now: datetime, site: str) -> Ready:
    """The columns of a site that were ever open, with their newest update and how often they must have one."""
    home = ports.sites.get(site)
    columns = sorted(ports.columns.find({"site": home.id}), key=lambda column: column.id)
    items = [_shown(ports, column, now) for column in columns if column.opened_at]
    return Ready(orjson.dumps({"items": items, "next": None}), (f"columns:{home.id}",))


def notice(ports: Ports, column: Column) -> dict[str, Any] | None:
    """What a reader of a column that has come to its end is told: since when, why, and where its articles are now."""
    if column.ending is None:
        return None
    target = where_to(ports, column) if column.ending.into else None
    return {"state": column.state.value, "state_label": LABELS[column.state], "reason": column.ending.reason,
            "on": legal_day(column.ending.at), "moved_to": target.id if target else None,
            "moved_to_name": target.name if target else None}


def _shown(ports: Ports, column: Column, now: datetime) -> dict[str, Any]:
    duty = column.duty
    term = duty.clock.total if duty else ports.law.rule(column.cadence, legal_day(now)).clock
    assert column.newest is not None and column.opened_at is not None
    return {
        "id": column.id, "code": column.code, "name": column.name, "kind": column.kind,
        "kind_label": vocabulary.COLUMN_KINDS[column.kind], "type": column.type, "description": column.description,
        "labels": column.labels(), "unit": column.unit, "state": column.state.value, "state_label": LABELS[column.state],
        "opened_on": legal_day(column.opened_at), "newest_on": legal_day(column.newest.at),
        "cadence": f"最迟不得超过{term.words}更新一次" if column.state is State.OPEN else None,
        "former_names": [{"name": each.name, "until": each.until} for each in column.former_names],
        "notice": notice(ports, column),
    }
