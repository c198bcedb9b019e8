"""Reading: units as they are or were, and who the caller is."""
from datetime import date, datetime
from typing import Any

import orjson

from services.directory.model import Unit, UnitOn
from services.directory.ports import Ports, UnitQuery
from shared.caller import Caller
from shared.clock import legal_day
from shared.ready import Ready


def get_unit(ports: Ports, *, caller: Caller, now: datetime, code: str) -> Unit:
    """One unit with all its names, places and posts."""
    return ports.units.get(code)


def list_units(ports: Ports, *, caller: Caller, now: datetime, on: date | None, **query: Any
               ) -> tuple[list[UnitOn], str | None]:
    """A page of the units in force on a day, each as it was on that day; today if none is given."""
    day = on or legal_day(now)
    units, following = ports.units.page(UnitQuery(on=day, **query))
    return [unit.on(day) for unit in units], following


def get_unit_history(ports: Ports, *, caller: Caller, now: datetime, code: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a unit: who changed what, when, on whose authority (Art. 5 第五条)."""
    unit = ports.units.get(code)
    caller.require("administrator", "auditor", unit=unit.id)
    return ports.units.history(code), None


def list_public_units(ports: Ports, *, caller: Caller, now: datetime) -> Ready:
    """All units in force today, without any person (Art. 3 第三条)."""
    day = legal_day(now)
    items = [{"code": unit.id, "name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "parent": unit.parent,
              "valid_from": unit.valid_from, "dissolved_on": unit.dissolved_on,
              "successors": [each.code for each in unit.successors]}
             for unit in (each.on(day) for each in ports.units.in_force(day))]
    return Ready(orjson.dumps({"items": items, "next": None}), ("units",))


def get_me(ports: Ports, *, caller: Caller, now: datetime) -> dict[str, Any]:
    """Who is signed in, and what the token allows; what was granted since it was signed comes with the next one."""
    login, name = None, ""
    if caller.kind == "person":
        account = ports.accounts.get(caller.id)
        login, name = account.login, account.name
    elif caller.kind == "client":
        name = ports.clients.get(caller.id).name
    unit = ports.units.get(caller.unit) if caller.unit else None
    return {"id": caller.id, "kind": caller.kind, "login": login, "name": name, "unit": caller.unit,
            "unit_name": unit.name if unit else None, "grants": {role: list(units) for role, units in caller.grants.items()}}
