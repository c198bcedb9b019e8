"""Sites, and the units that answer for them (Art. 2 第二条)."""
from datetime import datetime
from typing import Any

from services.content.errors import UnknownUnit
from services.content.model import Site
from services.content.ports import Ports
from shared.caller import Caller
from shared.known import KnownUnit


def register_site(ports: Ports, *, caller: Caller, now: datetime, code: str, unit: str, **fields: Any) -> Site:
    """Register a unit's site."""
    caller.require("column_manager", unit=unit)
    known_unit(ports, unit, now)
    site = Site.register(code=code, unit=unit, at=now, **fields)
    ports.sites.save(site)
    return site


def list_sites(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[Site], None]:
    """All sites."""
    return sorted(ports.sites.find({}), key=lambda site: site.id), None


def known_unit(ports: Ports, code: str, now: datetime) -> KnownUnit:
    """The unit, if it exists today; raises ``UnknownUnit``."""
    known = ports.units.find_one({"_id": code})
    if known is None or not known.exists(now):
        raise UnknownUnit(unit=code)
    return known
