"""What content knows of files (files' service): whether the bytes are there, how many, and what they are."""
from dataclasses import dataclass

from shared.aggregate import Aggregate


@dataclass(frozen=True)
class FileFacts:
    """What readers are told of a file before they fetch it."""

    size: int
    """Bytes."""
    media_type: str


@dataclass(kw_only=True)
class KnownFile(Aggregate):
    """A file; ``id`` is the SHA-256 of its bytes. News may come in any order, and older news says nothing."""

    size: int = 0
    media_type: str = ""
    stored: bool = False
    outcome: str = ""
    """What came of the examination of its text."""
    seen: int = 0
    examined: int = 0
    """The newest versions of the file whose storing or removal, and whose examination, were told."""

    @property
    def facts(self) -> FileFacts:
        """For readers."""
        return FileFacts(self.size, self.media_type)

    def hear_stored(self, *, sequence: int, size: int, media_type: str) -> None:
        """The bytes are there."""
        if sequence > self.seen:
            self.size, self.media_type, self.stored, self.seen = size, media_type, True, sequence
            self.note("heard", stored=True, sequence=sequence)

    def hear_removed(self, *, sequence: int) -> None:
        """The bytes are gone."""
        if sequence > self.seen:
            self.stored, self.seen = False, sequence
            self.note("heard", stored=False, sequence=sequence)

    def hear_examined(self, *, sequence: int, outcome: str) -> None:
        """Its text was looked for."""
        if sequence > self.examined:
            self.outcome, self.examined = outcome, sequence
            self.note("heard", outcome=outcome, sequence=sequence)
