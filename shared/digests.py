"""Digests of content: one canonical form, so that equal content has an equal digest everywhere."""
import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import orjson

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical(value: Any) -> bytes:
    """``value`` as JSON with sorted keys; dates and times in ISO form, UTC times with an explicit offset, bytes in hex.

    A dataclass is as its fields, sorted as well: a digest must not change when somebody puts them into another order.
    """
    return orjson.dumps(value, option=_OPTIONS, default=_plain)


def digest(value: Any) -> str:
    """The SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
