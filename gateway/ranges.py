"""Which part of a file is asked for (RFC 9110, one range at a time), and whether the client has it already."""
import re
from collections.abc import Mapping

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")


class NotSatisfiable(Exception):
    """The file has no such part: 416."""


def wanted(headers: Mapping[str, str], size: int, etag: str) -> tuple[int, int] | None:
    """First byte and the one after the last, or ``None`` for the whole file; raises ``NotSatisfiable``.

    Several ranges at once, other units and what is not well formed are answered with the whole file, as the RFC allows; so is
    a range of another state of the file (``If-Range``).
    """
    found = _RANGE.match(headers.get("range", "").strip().replace(" ", ""))
    if not found or found[0] == "bytes=-" or headers.get("if-range", etag).strip() != etag:
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise NotSatisfiable()
    return start, end


def known(headers: Mapping[str, str], etag: str) -> bool:
    """True if the client has exactly these bytes."""
    given = headers.get("if-none-match", "")
    return given.strip() == "*" or etag in [each.strip().removeprefix("W/") for each in given.split(",")]
