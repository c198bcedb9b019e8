"""Events: what a service tells the others, as CloudEvents 1.0 on one topic exchange.

An event class is a frozen dataclass of primitives. Its docstring is its documentation and its ``EXAMPLE`` the golden
form that every consumer's reader is tested against. It never carries bodies of text, personal data or a detected secret.
"""
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from shared.digests import canonical, digest

ROOT = "guanwang"
EXCHANGE = "guanwang.events"
BYTES_MOST = 1_000_000
"""Size of an event, at most: events carry ids, dates and what a reader needs to act, never bodies of text."""
CONTENT_TYPE = "application/cloudevents+json"
PUBLIC = "public"
"""Last word of the routing key of an event about something that the public can see."""

COLLECTION_HEADER = "collection"
"""The AMQP header that says in which collection the aggregate lies whose event it is; for nobody but a restore."""

_IDS = UUID("6f0d0d5e-54a5-4d6c-9d0b-5d4f6f4b6e01")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events; ``unit`` is the code of the unit that the event belongs to (Art. 5 第五条)."""

    TYPE: ClassVar[str] = ""
    """``<service>.<noun>.<past participle>.v<N>``; the root is put before it on the wire."""
    EXAMPLE: ClassVar[Mapping[str, Any]] = {}
    ABOUT_PUBLIC: ClassVar[bool] = False
    """True when everybody may know of it: it is then also routed to those who are bound to public events only."""

    unit: str

    def data(self) -> dict[str, Any]:
        """The event's own fields as JSON-able data."""
        return asdict(self)

    def cache_tags(self) -> tuple[str, ...]:
        """Names of the public answers that this event makes stale, e.g. ``article:…``; gateways drop them."""
        return ()

    @property
    def routing_key(self) -> str:
        """Type, unit, and ``public`` where everybody may know."""
        return f"{self.TYPE}.{self.unit}" + (f".{PUBLIC}" if self.ABOUT_PUBLIC else "")

    @classmethod
    def example(cls) -> "Event":
        """The golden instance."""
        return cls(**cls.EXAMPLE)

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of its data fields."""
        return tuple(each.name for each in fields(cls))


@dataclass(frozen=True)
class Received:
    """What a handler is told about an event besides its data."""

    id: str
    type: str
    time: datetime
    subject: str
    sequence: int
    correlation: str

    def derived_id(self, purpose: str) -> str:
        """An id that is the same each time this event is handled for ``purpose``; makes handlers idempotent."""
        return str(uuid5(_IDS, f"{self.id}/{purpose}"))


def event_id(event_type: str, subject: str, sequence: int, index: int, data: Mapping[str, Any]) -> str:
    """The id that follows from what an event says, so that no two events of one id say different things."""
    return str(uuid5(_IDS, f"{subject}/{sequence}/{index}/{event_type}/{digest(data)}"))


def envelope(event: Event, *, subject: str, sequence: int, index: int, time: datetime, correlation: str,
             causation: str = "", traceparent: str = "") -> dict[str, Any]:
    """The CloudEvent: ``sequence`` is the aggregate's version, ``index`` counts the events of one save from 0.

    Raises ``ValueError`` for one that is too large to be an event.
    """
    service, data = event.TYPE.split(".", 1)[0], event.data()
    if len(canonical(data)) > BYTES_MOST // 2:
        raise ValueError(f"{event.TYPE} of {subject} is larger than an event may be: let readers fetch what they need")
    wire = {
        "specversion": "1.0",
        "id": event_id(event.TYPE, subject, sequence, index, data),
        "type": f"{ROOT}.{event.TYPE}",
        "source": f"/services/{service}",
        "subject": subject,
        "time": time.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "correlationid": correlation,
        "sequence": str(sequence),
        "index": str(index),
        "unit": event.unit,
        "routingkey": event.routing_key,
        "data": data,
    }
    optional = {"causationid": causation, "traceparent": traceparent, "cachetags": " ".join(event.cache_tags())}
    return wire | {key: value for key, value in optional.items() if value}


def disagreement(event: Mapping[str, Any]) -> str:
    """What an event says of itself that does not agree with the rest of it; empty for a whole one.

    Raises ``KeyError``, ``TypeError``, ``ValueError`` or ``AttributeError`` for what is none of ours.
    """
    kind, unit, data = short_type(event["type"]), event["unit"], event["data"]
    if event["source"] != f"/services/{kind.partition('.')[0]}":
        return f"its source is {event['source']}, its type {kind}"
    if data.get("unit") != unit:
        return f"it belongs to the unit {unit}, its data to {data.get('unit')}"
    if event["routingkey"] not in (f"{kind}.{unit}", f"{kind}.{unit}.{PUBLIC}"):
        return f"its routing key is {event['routingkey']}, its type {kind}, its unit {unit}"
    if event["id"] != event_id(kind, event["subject"], int(event["sequence"]), int(event["index"]), data):
        return "its id is that of another event, or it was changed"
    return ""


def short_type(wire_type: str) -> str:
    """The type without its root: ``guanwang.content.article.published.v1`` → ``content.article.published.v1``."""
    return wire_type.removeprefix(f"{ROOT}.")


def matches(actual: str, event_type: str) -> bool:
    """True if ``actual`` is ``event_type``; a service ``*`` there stands for any: ``*.review.requested.v1``."""
    service, _, rest = event_type.partition(".")
    return actual == event_type or (service == "*" and actual.partition(".")[2] == rest)


def handler_name(event_type: str) -> str:
    """``secrecy.review.cleared.v1`` and ``*.review.cleared.v1`` → ``on_review_cleared``."""
    _, noun, participle, _ = event_type.split(".")
    return f"on_{noun}_{participle}"


def queue_name(service: str, event_type: str) -> str:
    """The durable queue in which a service receives an event type: ``content.on_review_cleared``.

    A later version of a type has a queue of its own (``….v2``), so both can be consumed side by side.
    """
    version = event_type.rsplit(".", 1)[1]
    return f"{service}.{handler_name(event_type)}" + ("" if version == "v1" else f".{version}")
