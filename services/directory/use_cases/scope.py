"""How far an administrator reaches: never beyond the own grants, whoever they are about (Art. 5 第五条)."""
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.directory.errors import AccountNotFound, ClientNotFound, OutOfScope
from services.directory.model import Account, ApiClient, Grant
from services.directory.model.grants import extent
from services.directory.ports import Ports
from shared.caller import EVERYWHERE, Caller
from shared.clock import legal_day

ROLE = "administrator"


def present(ports: Ports, caller: Caller, now: datetime) -> Caller:
    """``caller`` with what it is granted at this moment, where its token says what it was when it was signed.

    So whoever registers a unit can go on working with it at once. Somebody unknown here keeps what the token says.
    """
    try:
        holder = ports.accounts.get(caller.id) if caller.kind == Account.KIND else (
            ports.clients.get(caller.id) if caller.kind == ApiClient.KIND else None)
    except (AccountNotFound, ClientNotFound):
        return caller
    if holder is None:
        return caller
    grants = extent(holder.grants, ports.units.tree(), legal_day(now))
    return replace(caller, grants={role: tuple(units) for role, units in grants.items()})


def require_over(ports: Ports, caller: Caller, holder: Account | ApiClient, now: datetime) -> None:
    """Raise unless ``caller`` administers the holder's unit and everything that the holder was granted.

    Otherwise whoever administers a unit could take over the account of somebody with more power who belongs to it.
    """
    present(ports, caller, now).require(ROLE, unit=holder.unit or EVERYWHERE)
    require_scope(ports, caller, holder.grants, now)


def require_scope(ports: Ports, caller: Caller, grants: Iterable[Grant], now: datetime) -> None:
    """Raise ``OutOfScope`` unless ``caller`` administers every unit that ``grants`` extend to today."""
    allowed = present(ports, caller, now).units(ROLE)
    if allowed is None or not (grants := list(grants)):
        return
    reached = {unit for units in extent(grants, ports.units.tree(), legal_day(now)).values() for unit in units}
    if outside := sorted(reached - set(allowed)):
        raise OutOfScope(unit=outside[0])


def expect_units(ports: Ports, grants: Iterable[Grant]) -> None:
    """Raise ``UnitNotFound`` for a grant on a unit that is not registered."""
    for unit in {grant.unit for grant in grants} - {EVERYWHERE}:
        ports.units.get(unit)
