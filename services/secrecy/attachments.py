"""The text inside attached files, as the files service reads it out; it is never stored here (Art. 12 第十二条)."""
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError

from services.secrecy.errors import UnreadableText
from services.secrecy.incoming import ExtractedText
from services.secrecy.ports import FilePage, FilePiece, FileText, Gap, Part
from shared.errors import Fault, Kind

OPERATION = "files.get_extracted_text"
_MOST_CHARACTERS = 500_000
_SECONDS = 30.0


class RemoteFiles:
    """Reads by ``call(operation, **fields)``, as the suite itself."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call, self._reader = call, ExtractedText()

    def page(self, file: str, from_piece: int, most_characters: int = _MOST_CHARACTERS) -> FilePage | None:
        """A page of the text; ``None`` for a file that is not there. Raises ``UnreadableText``, or what the service raised."""
        try:
            answer = self._call(OPERATION, seconds=_SECONDS, file_id=file, from_piece=from_piece,
                                most_characters=most_characters)
        except Fault as fault:
            if fault.kind is Kind.NOT_FOUND:
                return None
            raise
        try:
            read = self._reader.load(answer)
        except ValidationError as error:
            raise UnreadableText(problem="、".join(sorted(map(str, error.normalized_messages())))) from None
        pieces = tuple(FilePiece(each["name"], each["text"], each["kind"], each["continues"]) for each in read["pieces"])
        if read["next"] is not None and read["next"] <= from_piece:
            raise UnreadableText(problem="next")
        if (read["outcome"] == "read") != (not read["gaps"]):
            raise UnreadableText(problem="gaps")
        return FilePage(read["outcome"], tuple(Gap(**each) for each in read["gaps"]), pieces, read["next"])

    def read(self, file: str) -> FileText | None:
        """All of it, its pieces put together again; ``None`` for a file that is not there."""
        parts: list[list[FilePiece]] = []
        following: int | None = 0
        while following is not None:
            page = self.page(file, following)
            if page is None:
                return None
            for piece in page.pieces:
                if not piece.continues:
                    parts.append([])
                elif not parts:
                    raise UnreadableText(problem="pieces")
                parts[-1].append(piece)
            following = page.next
        return FileText(tuple(Part(pieces[0].name, "".join(each.text for each in pieces), pieces[0].format)
                              for pieces in parts), page.gaps)
