"""What files can do: one function an operation, a handled event or a sweep. This is the service's index."""
from services.files.use_cases.examining import examine_file, get_extracted_text, note_stored
from services.files.use_cases.giving import get_file_content, get_public_file, get_public_thumbnail
from services.files.use_cases.hearing import note_attachments, note_display
from services.files.use_cases.isolating import note_text_removed
from services.files.use_cases.reading import get_file, get_file_history, list_files
from services.files.use_cases.storing import open_upload, store_file
from services.files.use_cases.tending import tend_blob, tend_file, tend_upload

__all__ = ["examine_file", "get_extracted_text", "get_file", "get_file_content", "get_file_history", "get_public_file",
           "get_public_thumbnail", "list_files", "note_attachments", "note_display", "note_stored", "note_text_removed",
           "open_upload", "store_file", "tend_blob",
           "tend_file", "tend_upload"]
