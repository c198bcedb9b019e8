"""False positives (误报): who holds a finding for one says why; what nobody did so forbids a clearance (Art. 12 第十二条)."""
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from services.secrecy.errors import FindingsOpen, ScanStale, UnknownFinding
from services.secrecy.model.finding import Dismissal, Finding, Scan, Versions
from services.secrecy.model.reasons import given

NAMED_MOST = 5
"""Places that a refusal to clear names one by one."""


def dismissed(findings: Sequence[Finding], reasons: Mapping[str, str], *, by: str, at: datetime) -> list[Finding]:
    """``findings``, those with a reason (id → why) held for false positives. Raises ``UnknownFinding``, ``ReasonMissing``."""
    if unknown := sorted(set(reasons) - {finding.id for finding in findings}):
        raise UnknownFinding(findings=unknown)
    return [replace(each, dismissal=Dismissal(by, at, given(reasons[each.id]))) if each.id in reasons else each
            for each in findings]


def carried_over(before: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """What a new scan found; a dismissal holds on for the same text at the same place."""
    known = {each.identity: each.dismissal for each in before}
    return [replace(each, dismissal=known.get(each.identity)) for each in found]


def expect_fresh(scan: Scan, present: Versions) -> None:
    """Raise ``ScanStale`` unless the scan was made under today's dictionary and rules."""
    if scan.versions != present:
        raise ScanStale(scanned=f"{scan.dictionary}/{scan.rules}", present=f"{present.dictionary}/{present.rules}")


def expect_clean(scan: Scan, findings: Sequence[Finding]) -> None:
    """Raise ``FindingsOpen`` unless everything that blocks is dismissed, also what was too much to be kept."""
    blocking = [finding for finding in findings if finding.blocks]
    remaining = [finding.place for finding in blocking if finding.dismissal is None]
    count = len(remaining) + scan.blocking - len(blocking)
    if count:
        named = remaining[:NAMED_MOST]
        raise FindingsOpen(count=count, where="；".join(named) + ("等" if count > len(named) else ""), places=named)
