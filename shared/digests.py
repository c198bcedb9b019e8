"""Digests of content: one canonical form, so that equal content has an equal digest everywhere."""
import hashlib
from typing import Any

import orjson


def canonical(value: Any) -> bytes:
    """``value`` as JSON with sorted keys; dates and times in ISO form, UTC times with an explicit offset, bytes in hex."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS, default=_hex)


def digest(value: Any) -> str:
    """The SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _hex(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")
