"""Directory's collections: units, accounts, API clients, sessions, signing keys, and counted attempts to sign in."""
import secrets
import uuid
from dataclasses import replace
from datetime import datetime
from functools import partial

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.directory import errors
from services.directory.model import Session
from services.directory.model.session import KEPT
from services.directory.ports import Ports
from services.directory.store.equipment import Equipment, equip
from services.directory.store.people import MongoAccounts, MongoClients
from services.directory.store.sessions import MongoKeys, MongoSessions
from services.directory.store.units import MongoUnits
from shared.clock import legal_day
from shared.law.errors import NoRule
from shared.runtime.almanac import Almanac
from shared.runtime.attempts import MongoAttempts
from shared.runtime.frame import Tools
from shared.runtime.store import Work

__all__ = ["INDEXES", "ports", "equip"]

SECRETIVE = frozenset({"create_first_administrator", "create_account", "reset_password", "change_password", "sign_in",
                       "sign_in_client", "refresh_session", "sign_out"})
"""Operations that take a password or give tokens: nothing of them is kept for a repeat, not even a digest to guess at.

Where a repeat matters the use case knows its own work again.
"""

INDEXES = {
    "units": [IndexModel([("parents.parent", ASCENDING)])],
    "accounts": [IndexModel([("login", ASCENDING)], name="login", unique=True),
                 IndexModel([("founder", ASCENDING)], name="founder", unique=True,
                            partialFilterExpression={"founder": True}),
                 IndexModel([("unit", ASCENDING), ("login", ASCENDING)])],
    "clients": [IndexModel([("unit", ASCENDING), ("_id", ASCENDING)])],
    "sessions": [IndexModel([("holder", ASCENDING), ("opened_at", DESCENDING)]),
                 IndexModel([("ended_at", ASCENDING)]),
                 IndexModel([("forget_at", ASCENDING)], name="forget", expireAfterSeconds=0)],
    "keys": [],
    "attempts": [IndexModel([("forget_at", ASCENDING)], name="forget", expireAfterSeconds=0)],
}


def ports(work: Work, tools: Tools) -> Ports:
    """Directory's ports over MongoDB."""
    equipment: Equipment = tools.own
    key, unkept = work.key, replace(work, key="")
    if work.operation in SECRETIVE:
        work = unkept
    return Ports(
        units=MongoUnits(work),
        accounts=MongoAccounts(work),
        clients=MongoClients(work),
        # Ending many sessions in one call must not keep many answers under one key; ending twice changes nothing anyway.
        sessions=MongoSessions(unkept.collection("sessions", Session, missing=errors.SessionNotFound,
                                                 extras=partial(_forgetting, tools.almanac))),
        attempts=MongoAttempts(work.database["attempts"]),
        passwords=equipment.passwords,
        keys=MongoKeys(work),
        signer=equipment.signer,
        new_id=lambda: str(uuid.uuid4()),
        new_account_id=lambda: str(uuid.uuid5(uuid.NAMESPACE_OID, key) if key else uuid.uuid4()),
        new_secret=lambda: secrets.token_urlsafe(32),
    )


def _forgetting(almanac: Almanac, session: Session) -> dict[str, datetime]:
    """When the database deletes it; never while no rule pack says how long it must be kept."""
    try:
        kept = almanac.law.rule(KEPT, legal_day(session.last_used_at))
    except NoRule:
        return {}
    return {"forget_at": session.forget_at(kept, almanac.calendar)}
