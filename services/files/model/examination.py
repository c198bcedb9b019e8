"""What is known of the text inside a file: whether it was read, and how much there is; the text itself is kept elsewhere."""
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ExaminationState(StrEnum):
    """How far the reading of a file has come."""

    PENDING = "pending"
    """待提取: nobody has looked yet."""
    DONE = "done"
    """已提取: its text can be asked for."""
    UNREADABLE = "unreadable"
    """无法提取: encrypted, broken, or too much."""


@dataclass(frozen=True)
class Examination:
    """The outcome of one reading."""

    state: ExaminationState
    reason: str = ""
    """Why it is unreadable, in Chinese."""
    parts: int = 0
    characters: int = 0
    at: datetime | None = None
    version: int = 0
    """Of the program that read it; a newer one may read it again."""
