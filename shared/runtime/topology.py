"""The exchanges and queues of the suite, declared by whoever comes first, so that services may start in any order.

Every consumer queue exists before the first event is sent: an event is never lost because its reader was not yet up.
Where services have users of their own (``Settings.topology``), the operator has declared all of it before they start, and
they only look whether theirs is there; what does not last, each makes itself.
"""
import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from amqp.exceptions import NotFound
from kombu import Exchange, Queue

from shared import calls
from shared.events import EXCHANGE, queue_name
from shared.plugins.manifest import Manifest
from shared.runtime.settings import GIVEN, SETTLE_SECONDS

EVENTS = Exchange(EXCHANGE, "topic", durable=True)
PARKING = Exchange("guanwang.parking", "topic", durable=True)
PARKED = "guanwang.parked"
"""The queue of messages that nobody could handle; their routing key is the queue that they came from."""
STREAM = "guanwang.stream"
"""Keeps every event for a while: replay, ``guanwang events tail``, and a route for events that nobody consumes yet."""

RETRY_SECONDS = (1, 5, 30)
"""The tiers that a failed event waits in, one after the other, before it is parked."""
OUTAGE_SECONDS = 5
"""The tier in which an event waits, as often as needed, while the database or another service is down."""
READY_SECONDS = 60.0
"""How long a broker that lets us in may take until it has its stream at hand."""
DELIVERY_LIMIT = 20
"""A message that was delivered so often without an answer kills its reader, and is parked by the broker."""

_QUORUM = {"x-queue-type": "quorum"}
_SAFE_DEAD_LETTERS = {"x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish"}


def retry_exchange(seconds: float) -> str:
    """The exchange of one retry tier: by topic, so that a user can be held to the names of its own queues."""
    return f"guanwang.retries.{seconds:g}s"


def retry_queue(seconds: float) -> str:
    """The queue of one retry tier."""
    return f"guanwang.retry.{seconds:g}s"


def consumer_queue(service: str, event_type: str) -> Queue:
    """The durable queue in which ``service`` receives ``event_type``, whatever the unit."""
    name = queue_name(service, event_type)
    arguments: dict[str, Any] = {**_QUORUM, **_SAFE_DEAD_LETTERS, "x-delivery-limit": DELIVERY_LIMIT,
                                 "x-dead-letter-exchange": PARKING.name, "x-dead-letter-routing-key": name}
    return Queue(name, exchange=EVENTS, routing_key=f"{event_type}.#", durable=True, queue_arguments=arguments)


def shared_queue(name: str) -> Queue:
    """A queue that belongs to no service: the one of parked messages."""
    if name != PARKED:
        raise ValueError(f"there is no shared queue {name}")
    return Queue(PARKED, PARKING, "#", durable=True, queue_arguments=_QUORUM)


def lasting_queues(manifests: Iterable[Manifest]) -> Iterator[Queue]:
    """All queues that last, with what they are bound to."""
    yield shared_queue(PARKED)
    yield Queue(STREAM, EVENTS, "#", durable=True, queue_arguments={
        "x-queue-type": "stream", "x-max-age": "7D", "x-max-length-bytes": 2_000_000_000,
        "x-stream-max-segment-size-bytes": 20_000_000})
    for seconds in RETRY_SECONDS:
        tier = Exchange(retry_exchange(seconds), "topic", durable=True)
        yield Queue(retry_queue(seconds), tier, "#", durable=True, queue_arguments={
            **_QUORUM, **_SAFE_DEAD_LETTERS, "x-message-ttl": int(seconds * 1000), "x-dead-letter-exchange": ""})
    for manifest in manifests:
        for event_type in manifest.handles:
            yield consumer_queue(manifest.name, event_type)


def declare(channel: Any, manifests: Iterable[Manifest], settle: float = SETTLE_SECONDS) -> None:
    """Declare everything on ``channel``; safe to repeat and to run side by side.

    New queues are bound when they have been there for ``settle`` seconds; an exchange of no other use is the sign of that.
    """
    queues = list(lasting_queues(manifests))
    settled = Exchange(_sign(queues), "topic", durable=True)
    if not _is_there(channel.connection, settled.name):
        for queue in queues:
            queue(channel).queue_declare()
        time.sleep(settle)
    Exchange(calls.EXCHANGE, "topic", durable=True)(channel).declare()
    for queue in queues:
        queue(channel).declare()
    settled(channel).declare()


def _sign(queues: Iterable[Queue]) -> str:
    names = " ".join(sorted(queue.name for queue in queues))
    return f"guanwang.settled.{hashlib.sha256(names.encode()).hexdigest()[:12]}"


def _is_there(connection: Any, exchange: str) -> bool:
    try:
        with connection.channel() as asking:  # a refusal closes the channel
            asking.exchange_declare(exchange, "topic", passive=True)
    except NotFound:
        return False
    return True


def declare_when_ready(connection: Any, manifests: Iterable[Manifest], seconds: float = READY_SECONDS,
                       settle: float = SETTLE_SECONDS) -> None:
    """The same on a channel of its own, where a broker that has just started lets us in before it has its stream at hand.

    Raises amqp's ``NotFound`` if that lasts longer than ``seconds``.
    """
    found, end = list(manifests), time.monotonic() + seconds
    while True:
        try:
            with connection.channel() as channel:
                return declare(channel, found, settle)
        except NotFound:
            if time.monotonic() > end:
                raise
        time.sleep(0.2)


def expect(channel: Any, manifest: Manifest) -> None:
    """Raise amqp's ``NotFound`` unless the queues are there in which a service receives events."""
    for event_type in manifest.handles:
        channel.queue_declare(queue_name(manifest.name, event_type), passive=True)


def declare_unless_given(channel: Any, config: Mapping[str, Any]) -> None:
    """Declare everything, where that is not the operator's."""
    if not given(config):
        settings = config.get("SETTINGS")
        declare(channel, config["MANIFESTS"], settings.settle_seconds if settings else SETTLE_SECONDS)


def prepare(channel: Any, config: Mapping[str, Any], service: str) -> None:
    """Declare everything, or see that what ``service`` reads is there, as the settings say."""
    declare_unless_given(channel, config)
    if given(config):
        for manifest in config["MANIFESTS"]:
            if manifest.name == service:
                expect(channel, manifest)


def given(config: Mapping[str, Any]) -> bool:
    """True where the operator declares what lasts."""
    settings = config.get("SETTINGS")
    return settings is not None and settings.topology == GIVEN


def attempts(headers: Mapping[str, Any]) -> int:
    """How often a message has failed so far; 0 if somebody else wrote nonsense there."""
    found = headers.get("x-attempts", 0)
    return found if isinstance(found, int) else 0
