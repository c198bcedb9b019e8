"""What several use cases of the review have in common: whose turn it is, which rule holds, what may be written."""
from collections.abc import Mapping
from datetime import datetime

from services.secrecy.errors import ReasonQuotes
from services.secrecy.model import Review
from services.secrecy.model.casework import REPORT_TERM
from services.secrecy.model.isolating import AUTOMATIC
from services.secrecy.model.levels import ROLES, term_of
from services.secrecy.model.recall import Recall
from services.secrecy.ports import Part, Ports
from shared.caller import SYSTEM, Caller
from shared.clock import legal_day
from shared.law.rules import Rule

REVIEWERS = tuple(ROLES.values())
OFFICERS = ("secrecy_officer", "secrecy_head")
"""Who answers for a unit's information, and who quarantines."""
KINDS = "secrecy.quarantine_kinds"
_FOUND = "检测发现疑似密级标志，系统自动隔离。"


def at_hand(ports: Ports, caller: Caller, review_id: str, version: int) -> Review:
    """The review, for a reviewer of its unit whose level has it and who saw its present version."""
    review = ports.reviews.get(review_id)
    caller.require(*([ROLES[review.level]] if review.level else REVIEWERS), unit=review.unit)
    review.expect(version)
    return review


def rule(ports: Ports, key: str, now: datetime) -> Rule:
    """What the rule packs say of ``key`` today."""
    return ports.law.rule(key, legal_day(now))


def level_rule(ports: Ports, level: str, urgency: str, now: datetime) -> Rule:
    """The clock of a level."""
    return rule(ports, term_of(level, urgency), now)


def isolate_suspected(ports: Ports, review: Review, now: datetime) -> bool:
    """Quarantine a text with the mark of a state secret at once, where this installation does so; the caller saves it."""
    if not ports.isolates or not review.level or not review.suspected(ports.law.value(KINDS, legal_day(now))):
        return False
    review.isolate(rule(ports, REPORT_TERM, now), because=AUTOMATIC, reason=_FOUND, by=SYSTEM.id, at=now,
                   calendar=ports.calendar)
    return True


def expect_no_quote(ports: Ports, review: Review | Recall, written: Mapping[str, str]) -> None:
    """What somebody writes travels and is stored, so it must hold neither a secret nor anything found in this text."""
    found = ports.inspector.scan([Part(name, text) for name, text in written.items() if text])
    known = {finding.fingerprint for finding in review.findings}
    quoting = {finding.part for finding in found if finding.blocks or finding.fingerprint in known}
    if quoting:
        raise ReasonQuotes(fields={name: ["请勿引用不得公开的原文。"] for name in sorted(quoting)})
