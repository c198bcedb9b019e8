"""A document as an HTTP answer: its bytes under its own name, to be saved and never to be shown in place."""
from typing import Any
from urllib.parse import quote

import falcon.asgi

from shared.document import Document
from shared.errors import Internal
from shared.plugins.manifest import Route

_ATTR_CHARS = "!#$&+-.^_`|~"
"""What RFC 5987 lets stand unescaped besides letters and digits."""


def give(response: falcon.asgi.Response, answer: Any, route: Route) -> None:
    """Make the document that a service answered the answer; raises ``Internal`` for one that the route did not announce."""
    document = Document.from_wire(answer)
    if document.media_type not in route.media_types:
        raise Internal(operation=route.operation)
    response.content_type = document.media_type
    response.data = document.content
    response.set_header("content-disposition", disposition(document.name))


def disposition(name: str, *, inline: bool = False) -> str:
    """``Content-Disposition`` for a file of this name (RFC 6266): in UTF-8, and in ASCII for whoever reads only that."""
    plain = name if name.isascii() else f"document{_extension(name)}"
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS)}"


def _extension(name: str) -> str:
    _, dot, extension = name.rpartition(".")
    return f".{extension}" if dot and extension.isascii() and extension.isalnum() else ""
