"""What is known of the text inside a file: whether it was read, and how much there is; the text itself is kept elsewhere."""
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.files.extraction import REASONS, VERSION, Extraction, Gap


class ExaminationState(StrEnum):
    """How far the reading of a file has come."""

    PENDING = "pending"
    """待提取: nobody has looked yet."""
    READ = "read"
    """已提取: all of its text can be asked for."""
    PARTIAL = "partial"
    """部分提取: some of its text can be asked for; the gaps say where there may be more."""
    UNREADABLE = "unreadable"
    """无法提取: encrypted, broken, too much, or nothing that a machine reads."""


@dataclass(frozen=True)
class Examination:
    """The outcome of one reading."""

    state: ExaminationState
    reason: str = ""
    """Why not all was read: one of ``REASONS``, the gravest; empty if all was."""
    parts: int = 0
    characters: int = 0
    at: datetime | None = None
    version: int = 0
    """Of the program that read it; a newer one reads it again."""
    pieces: int = 0
    """In how many pieces the text is kept."""
    gaps: tuple[Gap, ...] = ()
    """The places that could not be read."""

    @classmethod
    def of(cls, extraction: Extraction, *, pieces: int, at: datetime) -> "Examination":
        """The account of what the present program read."""
        return cls(ExaminationState(extraction.outcome), extraction.reason, len(extraction.parts), extraction.characters, at,
                   VERSION, pieces, extraction.gaps)

    @property
    def reason_label(self) -> str:
        """The reason in Chinese."""
        return REASONS.get(self.reason, "")

    @property
    def done(self) -> bool:
        """True once it was read, however much came of it."""
        return self.state is not ExaminationState.PENDING

    @property
    def current(self) -> bool:
        """True if the present program read it."""
        return self.done and self.version == VERSION
