"""The sealed original of what was masked: encrypted, read by the heads and officers of the secrecy review only, on record."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.content.model.masking import Place
from shared.aggregate import Aggregate
from shared.sealed import Sealed


@dataclass(frozen=True)
class Opening:
    """Somebody read the original, for a reason."""

    by: str
    at: datetime
    reason: str


@dataclass(kw_only=True)
class Original(Aggregate):
    """The parts of one edition as they were before a masking."""

    article_id: str
    unit: str
    edition: int
    by: str
    at: datetime
    reason: str
    digest: str
    """Of the item as it was."""
    masked_digest: str
    places: tuple[Place, ...]
    sealed: dict[str, Sealed]
    """Part → its text as it was."""
    openings: list[Opening] = field(default_factory=list)

    @classmethod
    def keep(cls, *, id: str, sealed: Mapping[str, Sealed], places: Sequence[Place], **told: object) -> "Original":
        """The original of one masking."""
        original = cls(id=id, sealed=dict(sealed), places=tuple(places), **told)  # type: ignore[arg-type]
        original.note("sealed", edition=original.edition, parts=sorted(original.sealed), places=len(places))
        return original

    def shred(self) -> None:
        """Let go of the texts: they are a suspected state secret (保密法第三十一条)."""
        self.sealed = {}
        self.forget()
        self.note("shredded")

    def open(self, *, by: str, at: datetime, reason: str) -> None:
        """Note who reads it, and why."""
        self.openings.append(Opening(by, at, reason))
        self.note("opened", reason=reason)
