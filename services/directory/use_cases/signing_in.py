"""Signing in: a password or a client's secret becomes a session and its first tokens."""
import math
from datetime import datetime

from services.directory.errors import AccountSuspended, ClientNotFound, LockedOut, PasswordExpired, WrongCredentials
from services.directory.model import Account, ApiClient, Session
from services.directory.model.account import expect_strong, fold
from services.directory.model.session import digest_of, same
from services.directory.ports import Ports
from services.directory.use_cases.ending import end_all
from services.directory.use_cases.tokens import Tokens, tokens
from shared.caller import Caller


def sign_in(ports: Ports, *, caller: Caller, now: datetime, login: str, password: str) -> Tokens:
    """Open a session for whoever knows the password. Too many failures close the login for a while, known or not."""
    account = _proven(ports, login, password, now)
    if account.must_change:
        raise PasswordExpired()
    if ports.passwords.outdated(account.password):
        account.strengthen(ports.passwords.hash(password))
        ports.accounts.save(account)
    return _opened(ports, account, now)


def sign_in_client(ports: Ports, *, caller: Caller, now: datetime, client_id: str, client_secret: str) -> Tokens:
    """Open a session for an API client."""
    try:
        client = ports.clients.get(client_id)
    except ClientNotFound:
        raise WrongCredentials() from None
    if not same(client.secret_digest, digest_of(client_secret)) or not client.active:
        raise WrongCredentials()
    return _opened(ports, client, now)


def change_password(ports: Ports, *, caller: Caller, now: datetime, login: str, password: str, new_password: str) -> None:
    """Change the own password, also one that opens no session any more; all sessions end."""
    account = _proven(ports, login, password, now)
    expect_strong(new_password, login=account.login, name=account.name, old=password)
    account.set_password(ports.passwords.hash(new_password), must_change=False, at=now)
    ports.accounts.save(account)
    end_all(ports, account.id, now=now, reason="password_changed")


def _proven(ports: Ports, login: str, password: str, now: datetime) -> Account:
    folded = fold(login)
    if locked_until := ports.attempts.take(folded, now):
        raise LockedOut(retry_after=math.ceil((locked_until - now).total_seconds()))
    account = ports.accounts.by_login(folded)
    if not ports.passwords.verify(account.password if account else None, password) or account is None:
        ports.attempts.fail(folded, now)
        raise WrongCredentials()
    ports.attempts.clear(folded)
    if not account.active:
        raise AccountSuspended()
    return account


def _opened(ports: Ports, holder: Account | ApiClient, now: datetime) -> Tokens:
    session_id = ports.new_id()
    refresh_token = f"{session_id}.{ports.new_secret()}"
    session = Session.open(id=session_id, holder=holder.id, kind=holder.KIND, unit=holder.unit, refresh_token=refresh_token,
                           at=now)
    ports.sessions.save(session)
    return tokens(ports, holder, session, refresh_token, now)
