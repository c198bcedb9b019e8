"""Sites and columns (Art. 2 第二条, Art. 9 第九条)."""
from datetime import datetime
from typing import Any

from services.content.errors import UnknownUnit
from services.content.model import Column, Site
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


def open_column(ports: Ports, *, caller: Caller, now: datetime, site: str, unit: str, **fields: Any) -> Column:
    """Open a column of a site for a unit that answers for it."""
    home = ports.sites.get(site)
    caller.require("column_manager", unit=home.unit)
    known_unit(ports, unit, now)
    column = Column.open(site=home.id, unit=unit, at=now, **fields)
    ports.columns.save(column)
    return column


def list_sites(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[Site], None]:
    """All sites."""
    return sorted(ports.sites.find({}), key=lambda site: site.id), None


def list_columns(ports: Ports, *, caller: Caller, now: datetime, site: str) -> tuple[list[Column], None]:
    """All columns of a site."""
    home = ports.sites.get(site)
    return sorted(ports.columns.find({"site": home.id}), key=lambda column: column.id), None


def known_unit(ports: Ports, code: str, now: datetime) -> KnownUnit:
    """The unit, if it exists today; raises ``UnknownUnit``."""
    known = ports.units.find_one({"_id": code})
    if known is None or not known.exists(now):
        raise UnknownUnit(unit=code)
    return known
