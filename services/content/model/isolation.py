"""What stays of an edition whose text was removed as a suspected state secret."""
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Quarantined:
    """Digest and number stay with the edition; this is why, since when, and what of its files must go."""

    review: str
    """The secrecy review that said so; its register has the rest."""
    at: datetime
    circumstances: tuple[str, ...]
    """Codes, as the review gave them."""
    files: tuple[str, ...] = ()
    """Files (SHA-256) that nothing but this text uses."""
    removed_at: datetime | None = None
    """Since when no copy is left here."""
