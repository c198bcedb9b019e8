"""What officers do with recalls: whoever had no part in the text upholds or lifts one, with reasons (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.secrecy.errors import TextGone, UnknownFinding
from services.secrecy.model.recall import Recall
from services.secrecy.ports import OriginText, Ports, RecallQuery
from services.secrecy.use_cases.examining import examined
from services.secrecy.use_cases.support import expect_no_quote
from shared.caller import Caller

OFFICER = "secrecy_officer"
READERS = (OFFICER, "editor", "approver", "publisher", "auditor")


def list_recalls(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                 ) -> tuple[list[Recall], str | None]:
    """A page of the recalls of the units that the caller works for, the newest first."""
    units = caller.units(*READERS)
    if unit is not None:
        caller.require(*READERS, unit=unit)
        units = [unit]
    return ports.recalls.page(RecallQuery(units=units, **query))


def get_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str) -> Recall:
    """One recall with its findings and their places."""
    recall = ports.recalls.get(recall_id)
    caller.require(*READERS, unit=recall.unit)
    return recall


def get_recall_text(ports: Ports, *, caller: Caller, now: datetime, recall_id: str) -> dict[str, Any]:
    """The text that was recalled, fetched now from the service that has it; never stored. Raises ``TextGone``."""
    recall = ports.recalls.get(recall_id)
    caller.require(OFFICER, unit=recall.unit)
    text = _text(ports, recall)
    return {"recall_id": recall.id, "digest": recall.digest, "title": text.title, "parts": text.parts}


def get_recall_history(ports: Ports, *, caller: Caller, now: datetime, recall_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a recall (Art. 5 第五条)."""
    get_recall(ports, caller=caller, now=now, recall_id=recall_id)
    return ports.recalls.history(recall_id), None


def claim_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str, version: int) -> Recall:
    """Take a recall in hand (认领), so that nobody else decides it meanwhile; nobody has to."""
    recall = _at_hand(ports, caller, recall_id, version)
    recall.take(by=caller.id, at=now)
    ports.recalls.save(recall)
    return recall


def release_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str, version: int) -> Recall:
    """Give up a claim."""
    recall = _at_hand(ports, caller, recall_id, version)
    recall.let_go(by=caller.id, at=now)
    ports.recalls.save(recall)
    return recall


def scan_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str, version: int) -> Recall:
    """Look at the recalled text once more, under the present dictionary and rules. Raises ``TextGone``."""
    recall = _at_hand(ports, caller, recall_id, version)
    recall.scan_again(examined(ports, _text(ports, recall)), ports.inspector.versions, by=caller.id, at=now)
    ports.recalls.save(recall)
    return recall


def uphold_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str, version: int, reason: str) -> Recall:
    """The text stays away from the public; its unit may make another."""
    recall = _at_hand(ports, caller, recall_id, version)
    expect_no_quote(ports, recall, {"reason": reason})
    recall.uphold(by=caller.id, at=now, reason=reason)
    ports.recalls.save(recall)
    return recall


def lift_recall(ports: Ports, *, caller: Caller, now: datetime, recall_id: str, version: int,
                dismissals: Sequence[Mapping[str, str]], opinion: str) -> Recall:
    """Clear exactly this text anew, each blocking finding dismissed with a reason: it is public again as it was."""
    recall = _at_hand(ports, caller, recall_id, version)
    reasons = {each["finding"]: each["reason"] for each in dismissals}
    if len(reasons) < len(dismissals):
        raise UnknownFinding()
    written = {f"dismissals.{number}.reason": each["reason"] for number, each in enumerate(dismissals)}
    expect_no_quote(ports, recall, {"opinion": opinion, **written})
    recall.lift(by=caller.id, at=now, clearance_id=ports.new_id(), dismissals=reasons, opinion=opinion,
                present=ports.inspector.versions)
    ports.recalls.save(recall)
    return recall


def _at_hand(ports: Ports, caller: Caller, recall_id: str, version: int) -> Recall:
    recall = ports.recalls.get(recall_id)
    caller.require(OFFICER, unit=recall.unit)
    recall.expect(version)
    return recall


def _text(ports: Ports, recall: Recall) -> OriginText:
    text = ports.origin.text(recall.fetch, subject=recall.subject, digest=recall.digest)
    if text is None:
        raise TextGone()
    return text
