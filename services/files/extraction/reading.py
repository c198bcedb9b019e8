"""Which reader a file goes to. Its content decides; its name is only asked where content leaves a choice."""
import io
from pathlib import Path
from typing import IO

from services.files.extraction import sniffing
from services.files.extraction.archives import read_archive
from services.files.extraction.model import Extraction, Limits
from services.files.extraction.office import read_office
from services.files.extraction.pdf import read_pdf
from services.files.extraction.plain import read_plain
from services.files.extraction.scope import Ledger, Reader, Scope, Unread

_READERS: dict[str, Reader] = {
    "pdf": read_pdf, "archive": read_archive, "office": read_office, "text": read_plain,
}


def extract(path: Path, name: str, limits: Limits | None = None) -> Extraction:
    """All text of the file at ``path``, which people call ``name``; whatever is in it, the answer is an ``Extraction``.

    In this very process, so only for files that are known to be harmless; ``Extractor`` is for all others.
    """
    ledger = Ledger(limits or Limits(), _read)
    scope = Scope(ledger)
    try:
        with path.open("rb") as source:
            scope.read(source, name)
    except Unread as problem:
        scope.gap("", problem.reason)
    except MemoryError:
        ledger.parts.clear()
        scope.gap("", "too_large")
    return Extraction(tuple(ledger.parts), tuple(ledger.gaps))


def _read(scope: Scope, source: IO[bytes], name: str) -> None:
    seekable = source if source.seekable() else io.BytesIO(source.read())
    kind = sniffing.kind(seekable)
    seekable.seek(0)
    if kind in _READERS:
        _READERS[kind](scope, seekable, name)
    elif kind != "empty":
        raise Unread(kind)
