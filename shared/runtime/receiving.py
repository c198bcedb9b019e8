"""Reading an event off the wire, with suspicion: what does not fit is told apart from what failed.

The broker holds each service to its own routing keys, so the key is what can be believed; everything that the event says of
itself must agree with it and with the rest. docs/pitfalls.md says what becomes of each kind of bad event.
"""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from shared.events import BYTES_MOST, CONTENT_TYPE, EXCHANGE, Received, disagreement, matches, short_type

RETURNED = ""
"""The exchange by which events come back from where they waited; what came by it was looked at before."""


class Unreadable(Exception):
    """The event can never be handled: malformed, of an unknown version, not what it says, or its data do not fit."""


def expect_road(body: Any, *, exchange: str, routing_key: str, content_type: str, size: int) -> None:
    """Raises ``Unreadable`` unless the event came as the relay sends it: by our exchange, under the key that it names."""
    if exchange not in (EXCHANGE, RETURNED):
        raise Unreadable(f"it came by the exchange “{exchange}”, where none of our events comes from")
    if content_type != CONTENT_TYPE:
        raise Unreadable(f"its content type is “{content_type}”")
    if size > BYTES_MOST:
        raise Unreadable(f"it has {size} bytes, and an event has {BYTES_MOST} at most")
    if exchange == EXCHANGE and isinstance(body, dict) and body.get("routingkey") != routing_key:
        raise Unreadable(f"it came under the key “{routing_key}” and says “{body.get('routingkey')}”")


def read(body: Any, event_type: str, schema: Any) -> tuple[Received, Mapping[str, Any]]:
    """The event's description and the fields that ``schema`` reads; raises ``Unreadable``."""
    if not isinstance(body, dict) or body.get("specversion") != "1.0":
        raise Unreadable("not a CloudEvent of version 1.0")
    actual = short_type(str(body.get("type")))
    if not matches(actual, event_type):
        raise Unreadable(f"type {body.get('type')} is not {event_type}")
    try:
        received = Received(id=str(body["id"]), type=actual, time=datetime.fromisoformat(body["time"]),
                            subject=str(body["subject"]), sequence=int(body.get("sequence", 0)),
                            correlation=str(body.get("correlationid", "")))
        fields = schema.load(body["data"])
        if wrong := disagreement(body):
            raise Unreadable(wrong)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from None
    except ValidationError as error:
        raise Unreadable(f"data do not fit: {error.messages}") from None
    return received, fields
