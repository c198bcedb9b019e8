"""Where a text under review comes from: the service that asked for the review still has it, and only it (Art. 12 第十二条)."""
from collections.abc import Callable, Sequence
from typing import Any

from marshmallow import ValidationError

from services.secrecy.errors import UnreadableText
from services.secrecy.incoming import ReviewText
from services.secrecy.ports import AttachedFile, OriginText, Part
from shared.errors import Fault, Kind, attempted

_SECONDS = 10.0
"""That many texts may take."""


class RemoteOrigin:
    """Reads texts by ``call(operation, **fields)``, as the suite itself."""

    def __init__(self, call: Callable[..., Any], call_many: Callable[..., Any]) -> None:
        self._call, self._call_many, self._reader = call, call_many, ReviewText()

    def text(self, fetch: str, *, subject: str, digest: str) -> OriginText | None:
        """The text; ``None`` if it is no longer the present one. Raises ``UnreadableText``, or what the service raised."""
        try:
            answer = self._call(fetch, subject=subject, digest=digest)
        except Fault as fault:
            if fault.kind is Kind.NOT_FOUND:
                return None
            raise
        return self._read(answer)

    def texts(self, wanted: Sequence[tuple[str, str, str]]) -> list[OriginText | Fault | None]:
        """Many texts, of (fetch, subject, digest), in one message a service; each the text, ``None`` or why it cannot be had.

        Where an answer is too large or too slow for one message, each is asked for alone. Raises ``Unavailable``.
        """
        found: list[OriginText | Fault | None] = [None] * len(wanted)
        for fetch in dict.fromkeys(fetch for fetch, _, _ in wanted):
            places = [place for place, each in enumerate(wanted) if each[0] == fetch]
            calls = [{"subject": wanted[place][1], "digest": wanted[place][2]} for place in places]
            try:
                answers = self._call_many(fetch, calls, seconds=_SECONDS)
            except Fault as fault:
                if fault.kind is not Kind.UNAVAILABLE or len(calls) == 1:
                    raise
                answers = [self._call_many(fetch, [call], seconds=_SECONDS)[0] for call in calls]
            for place, answer in zip(places, answers, strict=True):
                found[place] = attempted(self._judged, answer)
        return found

    def _judged(self, answer: Any) -> OriginText | None:
        if not isinstance(answer, Fault):
            return self._read(answer)
        if answer.kind is Kind.NOT_FOUND:
            return None
        raise answer

    def _read(self, answer: Any) -> OriginText:
        try:
            read = self._reader.load(answer)
        except ValidationError as error:
            raise UnreadableText(problem="、".join(sorted(map(str, error.normalized_messages())))) from None
        return OriginText(read["title"], tuple(Part(**part) for part in read["parts"]),
                          tuple(AttachedFile(**each) for each in read["attachments"]))
