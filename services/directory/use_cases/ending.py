"""Ending sessions: at once everywhere, whatever else happens to them at the same moment."""
from datetime import datetime

from services.directory.model import Session
from services.directory.ports import Ports
from shared.errors import StaleVersion

TRIES = 5


def end_all(ports: Ports, holder: str, *, now: datetime, reason: str) -> None:
    """End every session of an account or API client.

    What a crash in between leaves open is refused at its next refresh: ``sessions_from`` was saved before.
    """
    for session in ports.sessions.of(holder):
        end(ports, session, now=now, reason=reason)


def end(ports: Ports, session: Session, *, now: datetime, reason: str) -> Session:
    """End one session, also if it is refreshed at the same moment."""
    for _ in range(TRIES):
        session.end(at=now, reason=reason)
        try:
            ports.sessions.save(session)
            return session
        except StaleVersion:
            session = ports.sessions.get(session.id)
    raise StaleVersion(current=session.version, seen=session.version)
