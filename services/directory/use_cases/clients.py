"""API clients: programs that sign in. A secret is shown in the answer that made it, and nowhere again."""
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.directory.model import ApiClient, Grant
from services.directory.model.session import digest_of
from services.directory.ports import HolderQuery, Ports
from services.directory.use_cases.ending import end_all
from services.directory.use_cases.scope import ROLE, expect_units, present, require_over, require_scope
from shared.caller import Caller


def create_client(ports: Ports, *, caller: Caller, now: datetime, name: str, unit: str, grants: Sequence[dict[str, Any]]
                  ) -> ApiClient:
    """Make a client of a unit with its grants for good."""
    present(ports, caller, now).require(ROLE, unit=unit)
    ports.units.get(unit)
    given = [Grant(**each) for each in grants]
    expect_units(ports, given)
    require_scope(ports, caller, given, now)
    secret = ports.new_secret()
    client = ApiClient.create(id=ports.new_id(), name=name, unit=unit, secret_digest=digest_of(secret), grants=given, at=now)
    return _saved(ports, client, secret)


def list_clients(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                 ) -> tuple[list[ApiClient], str | None]:
    """A page of the clients of the units that the caller answers for."""
    units = caller.units(ROLE, "auditor")
    if unit is not None:
        caller.require(ROLE, "auditor", unit=unit)
        units = [unit]
    return ports.clients.page(HolderQuery(units=units, **query))


def rotate_client_secret(ports: Ports, *, caller: Caller, now: datetime, client_id: str, version: int) -> ApiClient:
    """Give a client another secret; the old one and its sessions are over."""
    client, secret = _managed(ports, caller, now, client_id, version), ports.new_secret()
    client.rotate(digest_of(secret), at=now)
    _saved(ports, client, secret)
    end_all(ports, client.id, now=now, reason="secret_rotated")
    return client


def disable_client(ports: Ports, *, caller: Caller, now: datetime, client_id: str, version: int) -> ApiClient:
    """Let a client sign in never again."""
    client = _managed(ports, caller, now, client_id, version)
    client.disable(at=now)
    ports.clients.save(client)
    end_all(ports, client.id, now=now, reason="disabled")
    return client


def _managed(ports: Ports, caller: Caller, now: datetime, client_id: str, version: int) -> ApiClient:
    client = ports.clients.get(client_id)
    require_over(ports, caller, client, now)
    client.expect(version)
    return client


def _saved(ports: Ports, client: ApiClient, secret: str) -> ApiClient:
    ports.clients.save(client)
    client.secret = secret  # only now: the answer that is kept for a repeated request is made during the save
    return client
