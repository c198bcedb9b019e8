"""Sessions: kept up by refresh tokens that work once, ended by their owner, an administrator, or a token that came twice."""
from datetime import datetime
from typing import Any

from services.directory.errors import RefreshReused, SessionEnded, SessionNotFound
from services.directory.model import Account, ApiClient, Session
from services.directory.model.session import TOKENS_LIVE
from services.directory.ports import Ports
from services.directory.use_cases.ending import end, end_all
from services.directory.use_cases.scope import ROLE, require_over
from services.directory.use_cases.tokens import Tokens, tokens
from shared.caller import EVERYWHERE, Caller


def refresh_session(ports: Ports, *, caller: Caller, now: datetime, refresh_token: str) -> Tokens:
    """New tokens for an open session. A refresh token that comes twice ends the session: one of the two is a thief's."""
    session = _presented(ports, refresh_token, now)
    holder = _holder(ports, session)
    if not holder.active or session.opened_at < holder.sessions_from:
        end(ports, session, now=now, reason="holder_changed")
        raise SessionEnded()
    following = f"{session.id}.{ports.new_secret()}"
    session.rotate(following, at=now)
    ports.sessions.save(session)
    return tokens(ports, holder, session, following, now)


def sign_out(ports: Ports, *, caller: Caller, now: datetime, refresh_token: str) -> None:
    """End the session of this refresh token; its access tokens are refused at once."""
    end(ports, _presented(ports, refresh_token, now), now=now, reason="signed_out")


def list_sessions(ports: Ports, *, caller: Caller, now: datetime, account_id: str) -> tuple[list[Session], None]:
    """The open sessions of an account, for its owner and the administrators and auditors of its unit."""
    account = ports.accounts.get(account_id)
    if caller.id != account.id:
        caller.require(ROLE, "auditor", unit=account.unit or EVERYWHERE)
    return [session for session in ports.sessions.of(account.id) if session.is_open(now)], None


def revoke_session(ports: Ports, *, caller: Caller, now: datetime, session_id: str) -> Session:
    """End one session: one's own, or one of somebody whom the caller administers."""
    session = ports.sessions.get(session_id)
    if caller.id != session.holder:
        if not caller.grants.get(ROLE) and caller.kind != "system":
            raise SessionNotFound()
        require_over(ports, caller, _holder(ports, session), now)
    return end(ports, session, now=now, reason="revoked")


def revoke_account_sessions(ports: Ports, *, caller: Caller, now: datetime, account_id: str) -> None:
    """End all sessions of an account: one's own, or somebody's whom the caller administers."""
    account = ports.accounts.get(account_id)
    if caller.id != account.id:
        require_over(ports, caller, account, now)
    end_all(ports, account.id, now=now, reason="revoked")


def list_revoked_sessions(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[dict[str, Any]], None]:
    """Ended sessions whose access tokens could still look good; ``until`` is in unix seconds."""
    ended = ports.sessions.ended_since(now - TOKENS_LIVE)
    return [{"session": session.id, "until": session.refused_until} for session in ended], None


def _presented(ports: Ports, refresh_token: str, now: datetime) -> Session:
    """The open session whose good refresh token this is; ends it if the token was good once."""
    try:
        session = ports.sessions.get(refresh_token.partition(".")[0])
    except SessionNotFound:
        raise SessionEnded() from None
    if session.used(refresh_token) and session.is_open(now):
        end(ports, session, now=now, reason="refresh_reused")
        raise RefreshReused()
    if not session.holds(refresh_token):
        raise SessionEnded()
    session.expect_open(now)
    return session


def _holder(ports: Ports, session: Session) -> Account | ApiClient:
    return ports.accounts.get(session.holder) if session.kind == Account.KIND else ports.clients.get(session.holder)
