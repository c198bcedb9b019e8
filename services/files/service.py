"""The nameko class of files: which operation goes to which use case."""
from services.files import incoming, schemas, store, use_cases
from services.files.manifest import MANIFEST
from shared.retelling import retelling
from shared.runtime.blob_port import BlobPort
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView

EXAMINE_SECONDS = 240
"""Longer than a file waits for its turn and may take to be read."""


class FilesService:
    """Files, and who may read them."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, anew={"files": retelling("files")}, sweeps={
        "files": use_cases.tend_file, "blobs": use_cases.tend_blob, "uploads": use_cases.tend_upload})
    port = BlobPort(store.receiver, lambda equipment: equipment.door)

    open_upload = operation(use_cases.open_upload, schemas.OpenUpload)
    store_file = operation(use_cases.store_file, schemas.StoreFile, schemas.FileView)
    get_file = operation(use_cases.get_file, schemas.GetFile, schemas.FileDetail)
    list_files = operation(use_cases.list_files, schemas.ListFiles, schemas.FileView, many=True)
    get_file_history = operation(use_cases.get_file_history, schemas.GetFile, HistoryEntryView, many=True)
    get_file_content = operation(use_cases.get_file_content, schemas.GetContent)
    get_extracted_text = operation(use_cases.get_extracted_text, schemas.GetText, schemas.TextView)
    examine_file = operation(use_cases.examine_file, schemas.ChangeFile, schemas.FileView)
    get_public_file = operation(use_cases.get_public_file, schemas.GetContent)
    get_public_thumbnail = operation(use_cases.get_public_thumbnail, schemas.GetThumbnail)

    on_display_changed = handler("*.display.changed.v1", use_cases.note_display, incoming.DisplayChanged)
    on_attachments_changed = handler("*.attachments.changed.v1", use_cases.note_attachments, incoming.AttachmentsChanged)
    on_text_removed = handler("*.text.removed.v1", use_cases.note_text_removed, incoming.TextRemoved)
    on_file_stored = handler("files.file.stored.v1", use_cases.note_stored, incoming.FileStored, seconds=EXAMINE_SECONDS)
