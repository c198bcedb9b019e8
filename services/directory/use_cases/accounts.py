"""Accounts: who can sign in, and what for. An administrator gives and takes within the own scope only."""
from datetime import datetime
from typing import Any

from services.directory.errors import AccountNotFound, AdministratorExists, LoginTaken, OwnAccount, SystemOnly
from services.directory.model import Account, Grant
from services.directory.model.account import expect_strong
from services.directory.ports import HolderQuery, Ports
from services.directory.use_cases.ending import end_all
from services.directory.use_cases.scope import ROLE, expect_units, present, require_over, require_scope
from shared.caller import EVERYWHERE, Caller
from shared.errors import KeyReused

FIRST = ("administrator", "operator", "auditor")
"""What the first administrator may do, everywhere."""


def create_first_administrator(ports: Ports, *, caller: Caller, now: datetime, login: str, name: str,
                               password: str) -> Account:
    """Make the account that all others come from; only the suite itself may, and once."""
    if caller.kind != "system":
        raise SystemOnly()
    if ports.accounts.administrator_exists():
        raise AdministratorExists()
    expect_strong(password, login=login, name=name)
    account = Account.create(id=ports.new_id(), login=login, name=name, unit=None, password=ports.passwords.hash(password),
                             must_change=False, at=now, grants=[Grant(role, EVERYWHERE) for role in FIRST], founder=True)
    ports.accounts.save(account)
    return account


def create_account(ports: Ports, *, caller: Caller, now: datetime, login: str, name: str, unit: str, password: str,
                   must_change: bool) -> Account:
    """Make an account in a unit; it may do nothing until it is granted something."""
    present(ports, caller, now).require(ROLE, unit=unit)
    ports.units.get(unit)
    expect_strong(password, login=login, name=name)
    account = Account.create(id=ports.new_account_id(), login=login, name=name, unit=unit,
                             password=ports.passwords.hash(password), must_change=must_change, at=now)
    try:
        ports.accounts.save(account)
    except LoginTaken:
        return _made_before(ports, account, password)
    return account


def get_account(ports: Ports, *, caller: Caller, now: datetime, account_id: str) -> Account:
    """One account of a unit that the caller answers for."""
    account = ports.accounts.get(account_id)
    caller.require(ROLE, "auditor", unit=account.unit or EVERYWHERE)
    return account


def list_accounts(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                  ) -> tuple[list[Account], str | None]:
    """A page of the accounts of the units that the caller answers for."""
    units = caller.units(ROLE, "auditor")
    if unit is not None:
        caller.require(ROLE, "auditor", unit=unit)
        units = [unit]
    return ports.accounts.page(HolderQuery(units=units, **query))


def grant_role(ports: Ports, *, caller: Caller, now: datetime, account_id: str, version: int, role: str, unit: str,
               subtree: bool) -> Account:
    """Let somebody do something for a unit; it is in the next token."""
    account, grant = _managed(ports, caller, now, account_id, version), Grant(role, unit, subtree)
    expect_units(ports, [grant])
    require_scope(ports, caller, [grant], now)
    account.grant(grant)
    ports.accounts.save(account)
    return account


def revoke_role(ports: Ports, *, caller: Caller, now: datetime, account_id: str, version: int, role: str, unit: str
                ) -> Account:
    """Take a role away; the sessions end, so that no token goes on saying otherwise."""
    account = _managed(ports, caller, now, account_id, version)
    if account.id == caller.id:
        raise OwnAccount()
    account.revoke(role=role, unit=unit, at=now)
    ports.accounts.save(account)
    end_all(ports, account.id, now=now, reason="role_revoked")
    return account


def suspend_account(ports: Ports, *, caller: Caller, now: datetime, account_id: str, version: int, reason: str) -> Account:
    """Let somebody sign in no more; the sessions end at once."""
    account = _managed(ports, caller, now, account_id, version)
    if account.id == caller.id:
        raise OwnAccount()
    account.suspend(at=now, reason=reason)
    ports.accounts.save(account)
    end_all(ports, account.id, now=now, reason="suspended")
    return account


def restore_account(ports: Ports, *, caller: Caller, now: datetime, account_id: str, version: int) -> Account:
    """Let somebody sign in again."""
    account = _managed(ports, caller, now, account_id, version)
    account.restore()
    ports.accounts.save(account)
    return account


def reset_password(ports: Ports, *, caller: Caller, now: datetime, account_id: str, version: int, password: str) -> Account:
    """Set a password that must be changed before the first use; the sessions end and a lock-out is lifted."""
    account = ports.accounts.get(account_id)
    require_over(ports, caller, account, now)
    if account.version == version + 1 and account.must_change and ports.passwords.verify(account.password, password):
        return account  # a repeat: nothing of the first time was kept to answer it with
    account.expect(version)
    expect_strong(password, login=account.login, name=account.name)
    account.set_password(ports.passwords.hash(password), must_change=True, at=now)
    ports.accounts.save(account)
    ports.attempts.clear(account.login)
    end_all(ports, account.id, now=now, reason="password_reset")
    return account


def _made_before(ports: Ports, account: Account, password: str) -> Account:
    """The account that the same call made before; raises ``LoginTaken`` if it was another one."""
    try:
        made = ports.accounts.get(account.id)
    except AccountNotFound:
        raise LoginTaken(login=account.login) from None
    same = (made.login, made.name, made.unit) == (account.login, account.name, account.unit)
    if not same or not ports.passwords.verify(made.password, password):
        raise KeyReused()
    return made


def _managed(ports: Ports, caller: Caller, now: datetime, account_id: str, version: int) -> Account:
    account = ports.accounts.get(account_id)
    require_over(ports, caller, account, now)
    account.expect(version)
    return account
