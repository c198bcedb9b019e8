"""Units: registered, renamed, moved, dissolved (Art. 3 第三条). Names and places take effect when they are registered."""
from datetime import date, datetime

from services.directory.errors import DayInFuture, ParentLoop, UnitHasChildren
from services.directory.model import Unit
from services.directory.ports import Ports
from services.directory.use_cases.scope import ROLE, present
from shared.caller import EVERYWHERE, Caller
from shared.clock import legal_day


def register_unit(ports: Ports, *, caller: Caller, now: datetime, code: str, name: str, short_name: str, kind: str,
                  parent: str | None, valid_from: date | None) -> Unit:
    """Register a unit below another one, from today on or from the day given."""
    present(ports, caller, now).require(ROLE, unit=parent or EVERYWHERE)
    first_day = valid_from or legal_day(now)
    if parent:
        ports.units.get(parent).expect_in_force(first_day)
    unit = Unit.register(code=code, name=name, short_name=short_name or name, kind=kind, parent=parent, valid_from=first_day)
    ports.units.save(unit)
    return unit


def rename_unit(ports: Ports, *, caller: Caller, now: datetime, code: str, version: int, name: str, short_name: str,
                on: date | None) -> Unit:
    """Give a unit another name; what was done before keeps the old one."""
    unit = _administered(ports, caller, now, code, version)
    unit.rename(name=name, short_name=short_name or name, on=_begun(on, now))
    ports.units.save(unit)
    return unit


def move_unit(ports: Ports, *, caller: Caller, now: datetime, code: str, version: int, parent: str | None,
              on: date | None) -> Unit:
    """Put a unit below another one; the caller administers both."""
    unit, day = _administered(ports, caller, now, code, version), _begun(on, now)
    present(ports, caller, now).require(ROLE, unit=parent or EVERYWHERE)
    if parent:
        ports.units.get(parent).expect_in_force(day)
        if ports.units.tree().would_loop(code, parent, day):
            raise ParentLoop(unit=code, parent=parent)
    unit.move(parent=parent, on=day)
    ports.units.save(unit)
    return unit


def dissolve_unit(ports: Ports, *, caller: Caller, now: datetime, code: str, version: int, on: date | None,
                  successors: list[str]) -> Unit:
    """End a unit on the first day of its successors, which may be to come (Art. 5 第五条)."""
    unit, day = _administered(ports, caller, now, code, version), on or legal_day(now)
    for successor in successors:
        ports.units.get(successor).expect_in_force(day)
    if children := ports.units.tree().children(code, day):
        raise UnitHasChildren(unit=code, day=day.isoformat(), children="、".join(children))
    unit.dissolve(on=day, successors=successors)
    ports.units.save(unit)
    return unit


def _administered(ports: Ports, caller: Caller, now: datetime, code: str, version: int) -> Unit:
    unit = ports.units.get(code)
    present(ports, caller, now).require(ROLE, unit=unit.id)
    unit.expect(version)
    return unit


def _begun(on: date | None, now: datetime) -> date:
    today = legal_day(now)
    if on and on > today:
        raise DayInFuture(day=on.isoformat())
    return on or today
