"""PDF: the text of each page, its annotations and form fields, what the file says of itself, and what is attached to it."""
import ctypes
import io
from collections.abc import Iterator
from typing import IO, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from services.files.extraction.scope import Scope, Unread

_FIELDS = (b"Contents", b"V", b"T", b"TU", b"Subj", b"RC")
"""Of an annotation: its text, a field's value, name and hint, a comment's subject and rich text."""
_ANNOTATIONS_MOST = 10_000
_VALUE_MOST = 1_000_000
"""Bytes of one value of an annotation."""
_DRAWN = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)


def read_pdf(scope: Scope, source: IO[bytes], name: str) -> None:
    """Parts ``page-1``, ``page-1-annotations``, ``properties``, ``outline``, ``attached-1``. Raises ``Unread``."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError:
        raise Unread(_refusal()) from None
    try:
        if not _is_framed(source):
            scope.gap("", "broken")
        _read_document(scope, document)
    except pdfium.PdfiumError:
        raise Unread("broken") from None
    finally:
        document.close()


def _is_framed(source: IO[bytes]) -> bool:
    """Whether it ends as it should and nothing stands before it: else pages may be lost, or be seen by other programs only."""
    source.seek(0)
    before = source.read(2048).partition(b"%PDF-")[0]
    source.seek(max(source.seek(0, io.SEEK_END) - 2048, 0))
    return b"%%EOF" in source.read() and not before.removeprefix(b"\xef\xbb\xbf").strip()


def _read_document(scope: Scope, document: pdfium.PdfDocument) -> None:
    if len(document) > scope.ledger.limits.pages:
        raise Unread("too_many_pages")
    if not len(document):
        raise Unread("broken")
    scope.add("properties", "\n".join(filter(None, document.get_metadata_dict().values())))
    scope.add("outline", "\n".join(each.get_title() for each in document.get_toc(max_depth=20)))
    pictured = []
    for number in range(len(document)):
        page = document[number]
        try:
            if _read_page(scope, page, f"page-{number + 1}"):
                pictured.append(number + 1)
        finally:
            page.close()
    if pictured:
        scope.gap(f"page-{pictured[0]}", "image", len(pictured))
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        data = bytes(attached.get_data())
        scope.ledger.enter()
        scope.ledger.unpack(len(data))
        scope.add(f"attached-{number + 1}-name", attached.get_name())
        scope.nested(f"attached-{number + 1}", io.BytesIO(data), attached.get_name())


def _read_page(scope: Scope, page: pdfium.PdfPage, part: str) -> bool:
    """Its text; answers whether there are pictures on it, or nothing but drawing, which may be text."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "")
    finally:
        text_page.close()
    scope.add(part, text)
    scope.add(f"{part}-annotations", "\n".join(_annotations(scope, page, part)))
    wanted = _DRAWN if not text.strip() else (raw.FPDF_PAGEOBJ_IMAGE,)
    return next(iter(page.get_objects(filter=wanted, max_depth=5)), None) is not None


def _annotations(scope: Scope, page: pdfium.PdfPage, part: str) -> Iterator[str]:
    count = raw.FPDFPage_GetAnnotCount(page)
    if count > _ANNOTATIONS_MOST:
        scope.gap(f"{part}-annotations", "too_large")
    for index in range(min(count, _ANNOTATIONS_MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield from filter(None, (_value(scope, annotation, key, part) for key in _FIELDS))
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _value(scope: Scope, annotation: Any, key: bytes, part: str) -> str:
    """A text of an annotation; pdfium tells the length first."""
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size > _VALUE_MOST:
        scope.gap(f"{part}-annotations", "too_large")
    if not 2 < size <= _VALUE_MOST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size - 2].decode("utf-16-le", "replace")


def _refusal() -> str:
    """Why the document did not open, by the library's last error."""
    return "encrypted" if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) else "broken"
