"""What a scan found, as it is kept: the place, the rule and a keyed digest, never the text itself (Art. 12 第十二条)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SEVERITIES = {"low": 1, "medium": 2, "high": 3}
"""The words of ``shared.plugins.detectors.Severity`` by weight; kept as words, so that the gateway loads no scanner."""
MOST_KEPT = 2000
"""Findings kept of one scan; of more, the weightiest. What is not kept cannot be dismissed, so it goes on blocking."""


@dataclass(frozen=True)
class Dismissal:
    """An officer holds a finding for a false positive (误报), and says why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A place in one part of the text. ``start`` and ``end`` count characters of the part as written; ``end`` is one past.

    ``end`` is 0 for a part as a whole, which could not be read.
    ``line`` and ``column`` count from 1. ``confidence`` is 0…1.
    """

    id: str
    """The same for the same finding in each scan of the same text."""
    part: str
    detector: str
    detector_version: int
    kind: str
    severity: str
    """``low``, ``medium`` or ``high``."""
    start: int
    end: int
    line: int
    column: int
    reason: str
    confidence: float
    evasion: bool
    trial: bool
    """Found by a detector on trial: recorded, never blocks."""
    fingerprint: str
    """HMAC-SHA256 of the text that was found, under a key of this installation."""
    dismissal: Dismissal | None = None

    @property
    def weight(self) -> int:
        """0 on trial, else by severity."""
        return 0 if self.trial else SEVERITIES[self.severity]

    @property
    def blocks(self) -> bool:
        """True if it must be dismissed before a clearance."""
        return self.weight == SEVERITIES["high"]

    @property
    def place(self) -> str:
        """Where a person looks for it, in Chinese."""
        return f"{self.part} 第 {self.line} 行第 {self.column} 字" if self.end else self.part

    @property
    def identity(self) -> tuple[str, str, int, int]:
        """What two findings of two scans share when a dismissal of one holds for the other: same text, same place."""
        return self.fingerprint, self.part, self.start, self.end


@dataclass(frozen=True)
class Versions:
    """What a scan depends on besides the text."""

    dictionary: str
    """Version of the dictionary of terms (敏感词词库); ``-`` if none takes part."""
    rules: str
    """Short digest over code and version of all detectors that are on."""


@dataclass(frozen=True)
class Scan:
    """A scan: when, under what versions, and how much it found."""

    dictionary: str
    rules: str
    at: datetime
    findings: int
    blocking: int

    @property
    def versions(self) -> Versions:
        """What it was made under."""
        return Versions(self.dictionary, self.rules)

    @classmethod
    def of(cls, findings: Sequence[Finding], versions: Versions, at: datetime) -> "Scan":
        """The account of a scan that found ``findings``."""
        return cls(versions.dictionary, versions.rules, at, len(findings), sum(each.blocks for each in findings))


def kept(findings: Sequence[Finding]) -> list[Finding]:
    """``findings`` as they are kept: all in order of the text, or the weightiest if there are too many."""
    if len(findings) <= MOST_KEPT:
        return list(findings)
    return sorted(findings, key=lambda finding: -finding.weight)[:MOST_KEPT]
