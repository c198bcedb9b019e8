"""Files and who refers to them."""
from services.files.model.examination import Examination, ExaminationState
from services.files.model.media import (
    DEFAULT_ALLOWED,
    EXTENSIONS,
    INLINE,
    THUMBNAILED,
    UNKNOWN,
    dangerous_extension,
    fits,
    sniffed,
)
from services.files.model.reference import Reference, Shown
from services.files.model.stored_file import Quarantined, StoredFile, Upload

__all__ = ["DEFAULT_ALLOWED", "EXTENSIONS", "INLINE", "THUMBNAILED", "UNKNOWN", "Examination", "ExaminationState",
           "Quarantined", "Reference", "Shown", "StoredFile", "Upload", "dangerous_extension", "fits", "sniffed"]
