"""The machine's part of the secrecy review (Art. 12 第十二条): all detectors over all parts of an item. Pure.

A failed detector fails the scan: an item that could not be examined must never count as clean.
"""
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text

_NEWLINE = re.compile("\n")
_WEIGHT = {Severity.HIGH: 2, Severity.MEDIUM: 1, Severity.LOW: 0}


@dataclass(frozen=True)
class Located:
    """A finding, who made it, and where a person looks for it."""

    part: str
    code: str
    """The detector's."""
    version: int
    """The detector's."""
    finding: Finding
    line: int
    """Counted from 1 in the part as it was written."""
    column: int
    """Counted from 1 in characters."""


class DetectorFailed(Exception):
    """A detector raised or reported nonsense, so the scan says nothing. Names the detector, never the text."""

    def __init__(self, code: str, part: str, problem: str) -> None:
        super().__init__(f"detector {code} failed on part {part}: {problem}")
        self.code, self.part, self.problem = code, part, problem


def scan(parts: Sequence[Text], detectors: Sequence[Detector]) -> list[Located]:
    """Everything found, in the order of the parts and of the text; of overlapping findings only the weightiest."""
    return [located for part in parts for located in _scan_part(part, detectors)]


def _scan_part(text: Text, detectors: Sequence[Detector]) -> list[Located]:
    found = [(detector, finding) for detector in detectors for finding in _run(detector, text)]
    found.sort(key=lambda pair: _weight(pair[1]), reverse=True)  # stable: at equal weight the earlier detector wins
    newlines = [hit.start() for hit in _NEWLINE.finditer(text.original)] if found else []
    return [_located(text, newlines, detector, finding) for detector, finding in _apart(found)]


def _run(detector: Detector, text: Text) -> list[Finding]:
    """One detector's findings. What it raised is left out of the message: it may quote the text."""
    try:
        findings = list(detector.scan(text))
    except Exception as error:
        raise DetectorFailed(detector.code, text.part, type(error).__name__) from None
    if not all(_is_sound(finding, text) for finding in findings):
        raise DetectorFailed(detector.code, text.part, "a finding lies outside the text")
    return findings


def _is_sound(finding: Finding, text: Text) -> bool:
    return 0 <= finding.start < finding.end <= len(text.original)


def _weight(finding: Finding) -> tuple[int, float, int]:
    """Severer first, then surer (a checksum beats a form), then longer."""
    return _WEIGHT[finding.severity], finding.confidence, finding.end - finding.start


def _apart(found: Iterable[tuple[Detector, Finding]]) -> list[tuple[Detector, Finding]]:
    """Those that do not overlap a weightier one, in the order of the text."""
    starts: list[int] = []
    kept: list[tuple[Detector, Finding]] = []
    for pair in found:
        place = bisect_right(starts, pair[1].start)
        is_clear_before = place == 0 or kept[place - 1][1].end <= pair[1].start
        if is_clear_before and (place == len(kept) or pair[1].end <= starts[place]):
            starts.insert(place, pair[1].start)
            kept.insert(place, pair)
    return kept


def _located(text: Text, newlines: list[int], detector: Detector, finding: Finding) -> Located:
    line = bisect_left(newlines, finding.start)
    column = finding.start - (newlines[line - 1] if line else -1)
    return Located(text.part, detector.code, detector.version, finding, line + 1, column)
