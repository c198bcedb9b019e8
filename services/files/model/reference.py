"""Who refers to files: one record a subject, told by its service's events in any order, the newest wins."""
from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.aggregate import Aggregate


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file that the public sees, and the name that it sees it by."""

    file: str
    name: str


@dataclass(kw_only=True)
class Reference(Aggregate):
    """What one subject refers to; ``id`` is ``<service>/<subject>``. Files need not be known yet."""

    unit: str
    shown: list[Shown] = field(default_factory=list)
    """What the public sees with it, and so may read."""
    shown_sequence: int = 0
    attached: list[str] = field(default_factory=list)
    """Everything that any of its editions refers to, drafts as well."""
    attached_sequence: int = 0
    left: list[str] = field(default_factory=list)
    """What it referred to once and does no more: looked at with each of its events, so that none is overlooked."""

    @property
    def files(self) -> list[str]:
        """All files that must be kept for it."""
        return sorted({*self.attached, *(each.file for each in self.shown)})

    def hear_display(self, *, sequence: int, unit: str, files: Iterable[Shown]) -> None:
        """What the public sees of it changed; what is older than what is known changes nothing."""
        if sequence <= self.shown_sequence:
            return
        before = self.files
        self.unit, self.shown, self.shown_sequence = unit, list(files), sequence
        self._leave(before)
        self.note("display_changed", sequence=sequence, files=[each.file for each in self.shown])

    def hear_attachments(self, *, sequence: int, unit: str, files: Iterable[str]) -> None:
        """What its editions refer to changed; what is older than what is known changes nothing."""
        if sequence <= self.attached_sequence:
            return
        before = self.files
        self.unit, self.attached, self.attached_sequence = unit, sorted(set(files)), sequence
        self._leave(before)
        self.note("attachments_changed", sequence=sequence, files=self.attached)

    def names(self, file: str) -> list[str]:
        """The names by which the public sees ``file``."""
        return [each.name for each in self.shown if each.file == file]

    def _leave(self, before: Iterable[str]) -> None:
        self.left = sorted({*self.left, *before} - set(self.files))
