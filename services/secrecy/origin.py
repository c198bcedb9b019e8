"""Where a text under review comes from: the service that asked for the review still has it, and only it (Art. 12 第十二条)."""
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError

from services.secrecy.errors import UnreadableText
from services.secrecy.incoming import ReviewText
from services.secrecy.ports import AttachedFile, OriginText, Part
from shared.errors import Fault, Kind


class RemoteOrigin:
    """Reads texts by ``call(operation, **fields)``, as the suite itself."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call, self._reader = call, ReviewText()

    def text(self, fetch: str, *, subject: str, digest: str) -> OriginText | None:
        """The text; ``None`` if it is no longer the present one. Raises ``UnreadableText``, or what the service raised."""
        try:
            answer = self._call(fetch, subject=subject, digest=digest)
        except Fault as fault:
            if fault.kind is Kind.NOT_FOUND:
                return None
            raise
        try:
            read = self._reader.load(answer)
        except ValidationError as error:
            raise UnreadableText(problem="、".join(sorted(map(str, error.normalized_messages())))) from None
        return OriginText(read["title"], tuple(Part(**part) for part in read["parts"]),
                          tuple(AttachedFile(**each) for each in read["attachments"]))
