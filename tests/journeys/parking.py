"""Parking something in a running suite, as a handler does that cannot go on."""
import secrets

from shared.runtime import broker
from shared.runtime.topology import PARKING
from tests.journeys.conftest import Suite


def park(suite: Suite, body: bytes, queue: str = "nobody.on_anything", error: str = "RuntimeError: poison") -> str:
    """A message that lies in the parking queue; its id."""
    id_ = f"parked-{secrets.token_hex(8)}"
    with broker.connected(suite.rabbitmq_url) as connection, connection.channel() as channel:
        message = channel.prepare_message(body, content_type="application/cloudevents+json", content_encoding="utf-8",
                                          headers={"x-attempts": 3, "x-error": error},
                                          properties={"delivery_mode": 2, "message_id": id_})
        channel.basic_publish(message, exchange=PARKING.name, routing_key=queue)
    return id_
