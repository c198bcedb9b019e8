"""A file in a form (``multipart/form-data``), as browsers send it: the one part is taken out as it comes, and held nowhere."""
import re
from collections.abc import AsyncIterator

from falcon.asgi.multipart import MultipartForm
from falcon.asgi.reader import BufferedReader
from falcon.errors import MediaMalformedError
from falcon.media.multipart import MultipartParseOptions

from gateway.problems import Refused

FORM_BYTES = 65_536
"""How much a form may be larger than the file in it."""
_PIECE_BYTES = 262_144
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
    reader, parts = BufferedReader(body, _PIECE_BYTES), 0
    try:
        async for part in MultipartForm(reader, boundary, None, MultipartParseOptions()):
            parts += 1
            if parts > 1:
                break
            async for piece in part.stream:
                yield piece
    except MediaMalformedError:
        raise Refused(400, "表单不完整。") from None
    if not parts:
        raise Refused(400, "表单中没有文件。")
    if parts > 1 or (await reader.read(FORM_BYTES)).strip(b"\r\n"):
        raise Refused(400, "一次只能上传一个文件，表单中不得有其他内容。")
