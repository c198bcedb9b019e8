"""What a request says of itself besides what it asks for: its id, and its idempotency key."""
import re
import uuid

from gateway.cache import Scope, own_request_id
from gateway.problems import Refused

_KEY = re.compile(r"[\x21-\x7e]{1,200}\Z")


def request_id_of(scope: Scope) -> bytes:
    """The client's request id, or a new one."""
    own = own_request_id(scope["headers"])
    return own[0][1] if own else uuid.uuid4().hex.encode()


def key_of(header: str | None) -> str | None:
    """The idempotency key of a write, if it has one; raises ``Refused`` for what cannot be one."""
    if header is not None and not _KEY.match(header):
        raise Refused(400, "Idempotency-Key 须为 1–200 个可见 ASCII 字符。")
    return header
