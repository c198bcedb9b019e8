"""Reading an event off the wire, with suspicion: what does not fit is told apart from what failed."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from shared.events import Received, matches, short_type
from shared.runtime.handling import Unreadable


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
        return received, schema.load(body["data"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from None
    except ValidationError as error:
        raise Unreadable(f"data do not fit: {error.messages}") from None
