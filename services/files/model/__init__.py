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
from services.files.model.stored_file import StoredFile, Upload

__all__ = ["DEFAULT_ALLOWED", "EXTENSIONS", "INLINE", "THUMBNAILED", "UNKNOWN", "Examination", "ExaminationState", "Reference",
           "Shown", "StoredFile", "Upload", "dangerous_extension", "fits", "sniffed"]
