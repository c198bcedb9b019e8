"""The detector extension point: what a plugin implements to take part in the secrecy review (Art. 12 第十二条).

A detector reads one named part of an item (its title, its body, a metadata field) and reports *where* something
stands that must not become public, never *what* stands there. Register one under the entry-point group
``guanwang.detectors``; the entry point's name must equal the detector's ``code``.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the text's views need numpy, which who only reads severities need not load
    from shared.plugins.text import Text


class Severity(StrEnum):
    """How strongly a finding speaks against publication."""

    HIGH = "high"
    """Blocks clearance until an officer dismisses the finding with a reason."""
    MEDIUM = "medium"
    """Must be looked at by a person; does not block by itself."""
    LOW = "low"
    """Worth knowing."""


@dataclass(frozen=True)
class Finding:
    """A place in a text that a detector objects to. It never holds the text itself."""

    start: int
    """First character, counted in the part as its author wrote it (before any folding)."""
    end: int
    """One past the last character, counted likewise."""
    severity: Severity
    kind: str
    """What was found, as a code: ``id_card``, ``mobile``, ``classification_mark`` …"""
    reason: str
    """A Chinese sentence for the reviewer; must not repeat the text that was found."""
    confidence: float = 1.0
    """0…1; a valid checksum counts as 1."""
    evasion: bool = False
    """True when the text was disguised (full width, inserted characters, circled digits …)."""


class Detector(Protocol):
    """One rule of the scanner. ``scan`` is pure: no I/O, no clock, no state between calls."""

    code: str
    version: int
    label: str
    """Chinese name, shown to reviewers."""
    reference: str
    """The rule of law or standard that it rests on."""

    def scan(self, text: Text) -> Iterable[Finding]: ...


class DetectorFactory(Protocol):
    """What the entry point names: called once at start with the plugin's own settings, e.g. ``{"dictionary": "/path"}``.

    It raises ``ValueError`` when the settings are wrong; the service then does not start and says why.
    """

    def __call__(self, params: Mapping[str, Any]) -> Detector: ...
