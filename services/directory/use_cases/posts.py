"""Posts: who is leader, body and person of a unit, and where somebody is missing (Art. 6 第六条)."""
from datetime import date, datetime
from typing import Any

from services.directory.model import Post, Unit
from services.directory.ports import Ports
from services.directory.use_cases.scope import ROLE, present
from shared.caller import Caller
from shared.clock import legal_day


def appoint_post(ports: Ports, *, caller: Caller, now: datetime, code: str, version: int, kind: str, holder: str,
                 account: str | None, title: str, from_: date | None) -> Unit:
    """Name the leader (主管领导), the body (管理机构) or a person (专人) of a unit, from today on or from the day given."""
    unit = ports.units.get(code)
    present(ports, caller, now).require(ROLE, unit=unit.id)
    unit.expect(version)
    if account:
        ports.accounts.get(account)
    unit.appoint(Post(id=ports.new_id(), kind=kind, holder=holder, account=account, title=title,
                      from_=from_ or legal_day(now)))
    ports.units.save(unit)
    return unit


def end_post(ports: Ports, *, caller: Caller, now: datetime, code: str, version: int, post_id: str,
             until: date | None) -> Unit:
    """Nobody holds the post from ``until`` on, today if it is left out."""
    unit = ports.units.get(code)
    present(ports, caller, now).require(ROLE, unit=unit.id)
    unit.expect(version)
    unit.end_post(post_id, on=until or legal_day(now))
    ports.units.save(unit)
    return unit


def list_post_gaps(ports: Ports, *, caller: Caller, now: datetime, on: date | None) -> tuple[list[dict[str, Any]], None]:
    """Every post that nobody holds on a day, with its first day, in the units that the caller answers for."""
    day, allowed = on or legal_day(now), caller.units(ROLE, "auditor")
    return [{"unit": unit.id, "name": unit.name_on(day).name, "kind": gap.kind, "since": gap.since}
            for unit in ports.units.in_force(day) if allowed is None or unit.id in allowed
            for gap in unit.gaps(day)], None
