"""What content does when others tell it something; every one is safe to repeat."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.content.model import Clearance
from services.content.model.filing import State as FilingState
from services.content.ports import Ports
from services.content.use_cases.effects import take_effect
from shared import known
from shared.events import Received
from shared.known import note_notice
from shared.law.duties import Obliged, Succession

__all__ = ["note_filing_accepted", "note_notice", "note_review_cleared", "note_review_refused", "note_review_returned",
           "note_unit"]

OURS = "content"
"""Reviews are asked for by every service that publishes; the others' are none of our business."""


def note_review_cleared(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                        clearance: str, officer: str, dictionary: str, rules: str) -> None:
    """The secrecy review cleared exactly this text (Art. 12 第十二条)."""
    if service != OURS:
        return
    article = ports.articles.get(subject)
    article.note_clearance(Clearance(id=clearance, by=officer, at=now, digest=digest, dictionary=dictionary, rules=rules))
    ports.articles.save(article)


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


def note_filing_accepted(ports: Ports, *, now: datetime, event: Received, filing_id: str) -> None:
    """An accepted filing takes effect, if it has not yet (Art. 9 第九条)."""
    take_effect(ports, ports.filings.get(filing_id), now)


def note_unit(ports: Ports, *, now: datetime, event: Received, code: str, dissolved_on: date | None, successors: Sequence[str],
              **told: Any) -> None:
    """A unit changed; when it is dissolved, its first successor has its columns and its decisions from its first day on."""
    known.note_unit(ports, now=now, event=event, code=code, dissolved_on=dissolved_on, successors=list(successors), **told)
    if dissolved_on is None or not successors:
        return
    succession = Succession(successors[0], dissolved_on)
    for column in ports.columns.find({"unit": code}):
        if column.alive and _succeeds(column, succession, now, ports):
            ports.columns.save(column)
    for filing in ports.filings.find({"state": FilingState.PROPOSED.value}):
        if filing.office == code and _succeeds(filing, succession, now, ports):
            ports.filings.save(filing)


def _succeeds(obliged: Obliged, succession: Succession, now: datetime, ports: Ports) -> bool:
    if obliged.succession == succession:
        return False
    obliged.succession = succession
    obliged.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
    obliged.tend(now, ports.calendar)
    return True


def _give_back(ports: Ports, now: datetime, subject: str, digest: str, officer: str, reason: str, *, final: bool) -> None:
    article = ports.articles.get(subject)
    article.note_refusal(digest=digest, by=officer, at=now, reason=reason, final=final)
    ports.articles.save(article)
