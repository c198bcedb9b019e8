"""What a message of the parking queue says: where it came from, why it is here, and of what it speaks. Reads anything.

Whoever parks a message puts the reason into its headers; the broker, which parks what was given out too often, leaves its own
mark there. Nothing of it is believed further than it can be shown, and everything has a bound.
"""
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import orjson

from shared.arrived import ROUND, Arrived
from shared.events import short_type

TEXT_MOST, HEADERS_MOST = 500, 30
_IDS = uuid.UUID("a3a1f0c2-7c0e-4b43-8a7e-5a1a5fd5d0c1")
_BROKERS = {"delivery_limit": "the broker gave it out too often without an answer: whoever reads it dies of it",
            "rejected": "it was rejected", "maxlen": "its queue was full", "expired": "it waited too long"}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an event was parked; times UTC."""

    at: datetime
    kind: str
    """The class of what was raised; ``QueueGone`` or ``Unknown`` where nothing was; the broker's word where that gave up."""
    message: str = ""
    place: str = ""
    """Where in the program it was raised, if that was told."""
    tries: int = 1
    """How often it was tried until then, since it was put into its queue."""
    round: int = 0
    """How often it had been put back."""
    by_broker: bool = False
    """True if the broker took it away from its reader, as after too many deliveries (``delivery_limit``)."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A message, read as far as possible."""

    id: str
    queue: str
    message_id: str
    type: str
    """Without the root; empty if the message says none."""
    subject: str
    unit: str
    happened_at: datetime | None
    correlation: str
    causation: str
    traceparent: str
    reason: Reason
    content_type: str
    body: bytes
    headers: list[tuple[str, str]] = field(default_factory=list)


def facts_of(message: Arrived, *, at: datetime) -> Facts:
    """Everything that can be told of a message.

    Its id follows from queue, message id and bytes: what comes twice is the same, what only says so is not.
    """
    mark = hashlib.sha256(message.body).hexdigest()
    event = _event(message.body)
    return Facts(
        id=str(uuid.uuid5(_IDS, f"{message.routing_key}\n{message.message_id}\n{mark}")), queue=_line(message.routing_key),
        message_id=_line(message.message_id or event.get("id")), type=short_type(_line(event.get("type"))),
        subject=_line(event.get("subject")), unit=_line(event.get("unit")), happened_at=_time(event.get("time")),
        correlation=_line(event.get("correlationid")), causation=_line(event.get("causationid")),
        traceparent=_line(event.get("traceparent")), reason=reason_of(message, at=at), body=message.body,
        content_type=_line(message.content_type),
        headers=[(_line(name), _line(value)) for name, value in islice(message.headers.items(), HEADERS_MOST)])


def reason_of(message: Arrived, *, at: datetime) -> Reason:
    """Why it is here: what its handler said, unless the broker gave up on it after that."""
    headers, told = message.headers, {"at": at, "round": _number(message.headers.get(ROUND))}
    tries = _number(headers.get("x-attempts"))
    if deed := _of_broker(headers.get("x-death"), message.routing_key):
        why, count = deed
        return Reason(kind=why, message=_BROKERS.get(why, "the broker took it out of its queue"), by_broker=True,
                      tries=tries + max(count, 1), **told)
    kind, colon, text = _line(headers.get("x-error")).partition(": ")
    if not kind:
        return Reason(kind="Unknown", message="nobody said why", tries=tries + 1, **told)
    named = kind.isidentifier()
    return Reason(kind=kind if named else "Unknown", message=text if named else f"{kind}{colon}{text}",
                  place=_line(headers.get("x-place")), tries=tries + 1, **told)


def readable(body: bytes) -> Any:
    """The JSON in it, if it is some that can be shown again; else ``None``."""
    try:
        value = orjson.loads(body)
        orjson.dumps(value)
    except (ValueError, TypeError, RecursionError):
        return None
    return value


def _event(body: bytes) -> Mapping[str, Any]:
    value = readable(body)
    return value if isinstance(value, dict) else {}


def _of_broker(deaths: Any, queue: str) -> tuple[str, int] | None:
    """The reason and count of the newest death, if that was in the consumer's own queue; waiting in a tier is none."""
    newest = deaths[0] if isinstance(deaths, list) and deaths else None
    if not isinstance(newest, Mapping) or newest.get("queue") != queue or not newest.get("reason"):
        return None
    return _line(newest["reason"]), _number(newest.get("count"))


def _line(value: Any) -> str:
    """A value as one bounded line that can be stored."""
    if value is None:
        return ""
    text = str(value)[:4 * TEXT_MOST].encode("utf-8", "replace").decode()
    return "".join(each if each.isprintable() else " " for each in text)[:TEXT_MOST]


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else 0


def _time(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
