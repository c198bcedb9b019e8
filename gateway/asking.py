"""What a request says of itself besides what it asks for: its id, and its idempotency key."""
import re
import uuid

from gateway.cache import Scope, own_request_id
from gateway.problems import Refused

_HIDDEN = re.compile(rb"%(?:2f|5c|00)", re.IGNORECASE)
_KEY = re.compile(r"[\x21-\x7e]{1,200}\Z")


def request_id_of(scope: Scope) -> bytes:
    """The client's request id, or a new one."""
    own = own_request_id(scope["headers"])
    return own[0][1] if own else uuid.uuid4().hex.encode()


def unfit(scope: Scope) -> int:
    """The status by which a request is refused that others on the way here may have read in another way, or 0.

    A path must be written as it is meant: whoever guards some addresses in front of a gateway compares text. One host, and no
    coding of the body but ``chunked`` (RFC 9112 §3.2, §6.1). And a version that is spoken here: the parser lets 0.9 pass.
    """
    if scope["http_version"] not in ("1.1", "1.0"):
        return 400
    path: bytes = scope["raw_path"]
    if path.startswith(b"//") or b"\\" in path or (b"%" in path and _HIDDEN.search(path)):
        return 404
    hosts = 0
    for name, value in scope["headers"]:
        if name == b"host":
            hosts += 1
        elif name == b"transfer-encoding" and value.strip().lower() != b"chunked":
            return 400
    return 0 if hosts == 1 or scope["http_version"] == "1.0" else 400


def key_of(header: str | None) -> str | None:
    """The idempotency key of a write, if it has one; raises ``Refused`` for what cannot be one."""
    if header is not None and not _KEY.match(header):
        raise Refused(400, "Idempotency-Key 须为 1–200 个可见 ASCII 字符。")
    return header
