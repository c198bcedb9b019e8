"""What a file is, by its bytes: sniffed, never believed (a name only tells one kind of plain text from another)."""
from services.files.model.media.kinds import (
    DEFAULT_ALLOWED,
    EXTENSIONS,
    INLINE,
    THUMBNAILED,
    UNKNOWN,
    dangerous_extension,
    fits,
)
from services.files.model.media.sniffing import HEAD_BYTES, Media, sniffed

__all__ = ["DEFAULT_ALLOWED", "EXTENSIONS", "HEAD_BYTES", "INLINE", "THUMBNAILED", "UNKNOWN", "Media",
           "dangerous_extension", "fits", "sniffed"]
