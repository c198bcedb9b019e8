"""What law does when the secrecy review decides on a ruling (Art. 12 第十二条); every one is safe to repeat."""
from datetime import datetime

from services.law.ports import Ports
from shared.clearance import Clearance
from shared.events import Received

OURS = "law"
"""Reviews are asked for by every service that publishes; the others' are none of our business."""


def note_review_cleared(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                        clearance: str, officer: str, dictionary: str, rules: str) -> None:
    """The secrecy review cleared exactly this text."""
    if service != OURS:
        return
    ruling = ports.rulings.get(subject)
    ruling.note_clearance(Clearance(id=clearance, by=officer, at=now, digest=digest, dictionary=dictionary, rules=rules))
    ports.rulings.save(ruling)


def note_review_refused(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                        officer: str, reason: str) -> None:
    """The secrecy review refused this text."""
    if service == OURS:
        _give_back(ports, now, subject, digest, officer, reason, final=True)


def note_review_returned(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                         officer: str, reason: str) -> None:
    """The secrecy review gave this text back to be changed."""
    if service == OURS:
        _give_back(ports, now, subject, digest, officer, reason, final=False)


def _give_back(ports: Ports, now: datetime, subject: str, digest: str, officer: str, reason: str, *, final: bool) -> None:
    ruling = ports.rulings.get(subject)
    ruling.note_refusal(digest=digest, by=officer, at=now, reason=reason, final=final)
    ports.rulings.save(ruling)
