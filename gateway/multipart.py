"""A file in a form (``multipart/form-data``), as browsers send it: the one part is taken out as it comes, and held nowhere."""
import re
from collections.abc import AsyncIterator

from gateway.problems import Refused

FORM_BYTES = 65_536
"""How much a form may be larger than the file in it."""
_HEADERS_MOST = 16_384
_BOUNDARY = re.compile(r"multipart/form-data\s*;(?:.*;)?\s*boundary=(?:\"([^\"]{1,70})\"|([^\s;\"]{1,70}))", re.IGNORECASE)


def boundary_of(content_type: str) -> bytes | None:
    """What separates the parts of a form; ``None`` for a body that is none. Raises ``Refused``."""
    if not content_type.lower().startswith("multipart/"):
        return None
    found = _BOUNDARY.match(content_type)
    if found is None:
        raise Refused(400, "multipart/form-data 须注明 boundary。")
    return (found[1] or found[2]).encode("latin-1")


async def file_of(body: AsyncIterator[bytes], boundary: bytes) -> AsyncIterator[bytes]:
    """The content of the only part of a form, in pieces; raises ``Refused`` for what is no form with one part."""
    mark, held = b"\r\n--" + boundary, b"\r\n"
    async for piece in body:
        held += piece
        if b"\r\n\r\n" in held or len(held) > _HEADERS_MOST:
            break
    head, found, rest = held.partition(b"\r\n\r\n")
    if not found or not head.startswith(mark + b"\r\n"):
        raise Refused(400, "表单中没有文件。")
    held = b""
    async for piece in _more(rest, body):
        held += piece
        at = held.find(mark)
        if at >= 0:
            yield held[:at]
            held = held[at + len(mark):]
            break
        if len(held) > len(mark):
            yield held[:-len(mark)]
            held = held[-len(mark):]
    else:
        raise Refused(400, "表单不完整。")
    async for piece in body:
        held += piece
        if len(held) > FORM_BYTES:
            break
    if held.rstrip(b"\r\n") != b"--":
        raise Refused(400, "一次只能上传一个文件，表单中不得有其他内容。")


async def _more(first: bytes, body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in body:
        yield piece
