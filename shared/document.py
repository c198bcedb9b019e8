"""Documents as answers: a file that an operation makes on demand (docx, xlsx, csv), small enough to travel as one message."""
import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import DocumentTooLarge
from shared.file_name import is_file_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

MOST_BYTES = 2_000_000
"""The largest document that is answered like this; what is larger is stored as a file and streamed."""
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; [a-z]+=[A-Za-z0-9-]+)*\Z")


@dataclass(frozen=True)
class Document:
    """A generated file: its name with extension (Chinese as a rule), what it is, and its bytes.

    Raises ``ValueError`` for a name or media type that cannot be one, ``DocumentTooLarge`` beyond ``MOST_BYTES``.
    """

    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        if not is_file_name(self.name):
            raise ValueError(f"{self.name!r} is no name of a file")
        if not _MEDIA_TYPE.match(self.media_type):
            raise ValueError(f"{self.media_type!r} is no media type")
        if len(self.content) > MOST_BYTES:
            raise DocumentTooLarge(bytes=len(self.content), most=MOST_BYTES)

    def to_wire(self) -> dict[str, Any]:
        """As a JSON-able dict for the way to the gateway."""
        return {"name": self.name, "media_type": self.media_type, "base64": base64.b64encode(self.content).decode()}

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> "Document":
        """The document that ``to_wire`` wrote."""
        return cls(wire["name"], wire["media_type"], base64.b64decode(wire["base64"], validate=True))
