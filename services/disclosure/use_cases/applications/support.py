"""What all steps of applications share: who may, which rule holds, and that no open text tells who somebody is."""
from datetime import datetime
from typing import Any

from services.disclosure.errors.applications import PersonalDataShown, UnknownGround, UnknownOutcome
from services.disclosure.model.application import Application, Outcome
from services.disclosure.model.masking import holds_any
from services.disclosure.ports import Desk
from services.disclosure.use_cases.applications.tending import bring_up
from shared.caller import Caller
from shared.clock import legal_day
from shared.law.rules import Rule

HANDLERS = ("disclosure_officer", "disclosure_head")
OFFICER, HEAD = "disclosure_officer", "disclosure_head"
GUARDED = ("applicant_name", "applicant_identity_number", "applicant_representative", "applicant_contact", "applicant_phone",
           "applicant_address", "applicant_email")
"""Sealed fields whose values may stand in no text that is kept openly; besides these, the names of consulted parties."""


def changeable(ports: Desk, caller: Caller, now: datetime, application_id: str, version: int, *roles: str) -> Application:
    """The application as it stands now, for somebody who may change it; raises ``Forbidden`` or ``StaleVersion``."""
    application = ports.applications.get(application_id)
    caller.require(*roles, unit=application.responsible)
    application.expect(version)
    bring_up(ports, application, now)
    return application


def rule(ports: Desk, application: Application, key: str, now: datetime) -> Rule:
    """The rule that binds the application: the one of its day of receipt."""
    return ports.law.rule(key, application.received_on or legal_day(now))


def known(ports: Desk, key: str, code: str, now: datetime, field: str) -> dict[str, Any]:
    """The entry of a closed list of the rule packs; raises ``UnknownGround``."""
    entries = {each["code"]: each for each in ports.law.value(key, legal_day(now))}
    if code not in entries:
        raise UnknownGround(value=code, known="、".join(entries), fields={field: ["没有这一代码。"]})
    return dict(entries[code])


def outcome(ports: Desk, code: str, now: datetime) -> Outcome:
    """The row of table 3; raises ``UnknownOutcome``."""
    rows = {each["code"]: each for each in ports.law.value("application.outcomes", legal_day(now))}
    if code not in rows:
        raise UnknownOutcome(outcome=code, known="、".join(rows), fields={"outcome": ["没有这一结果。"]})
    return Outcome(**rows[code])


def guard(ports: Desk, application: Application, **texts: str) -> None:
    """Raise ``PersonalDataShown`` if a text that is kept openly holds what is sealed."""
    names = [name for name in application.sealed if name in GUARDED or name.endswith("_party")]
    values = list(ports.vault.open({name: application.sealed[name] for name in names}).values())
    shown = {name: ["含有个人信息。"] for name, text in texts.items() if text and holds_any(text, values)}
    if shown:
        raise PersonalDataShown(fields=shown)
