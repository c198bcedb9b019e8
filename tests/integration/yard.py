"""The parking service in processes of its own, beside the tiny service whose events it keeps."""
import uuid
from pathlib import Path
from typing import Any

import yaml

from shared.runtime import client
from tests.integration.tiny import Replica, Tiny
from tests.support import wait_until

PARKING = "guanwang.parking"


class Yard:
    """One or more processes over a database of their own; with ``mongo`` and ``rabbitmq`` other ways there."""

    def __init__(self, tiny: Tiny, folder: Path, *, mongo: str, rabbitmq: str = "", **settings: float) -> None:
        self.tiny, self._folder, self.prefix = tiny, folder, f"t_{uuid.uuid4().hex[:8]}_"
        file = folder / "settings.yaml"
        file.write_text(yaml.safe_dump({"plugins": {"services": {"parking": settings}}}))
        self._environ = {"RABBITMQ_URL": rabbitmq or tiny.url, "MONGO_URL": mongo, "GUANWANG_SETTINGS": str(file),
                         "GUANWANG_DATABASE_PREFIX": self.prefix, "GUANWANG_SWEEP_SECONDS": "0.2",
                         "GUANWANG_STUCK_SECONDS": "2", "GUANWANG_SECRET_KEY": "s" * 32, "GUANWANG_LOG_LEVEL": "WARNING"}
        self.database = tiny.client[f"{self.prefix}parking"]
        self.replicas: list[Replica] = []

    def start(self) -> Replica:
        """One more process, ready to work."""
        replica = Replica(self._folder / f"parking{len(self.replicas)}", self._environ, "shared.runtime.process", "parking")
        self.replicas.append(replica)
        replica.wait_until_ready()
        return replica

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        for replica in self.replicas:
            replica.end()
        self.tiny.client.drop_database(self.database.name)

    def ask(self, operation: str, **fields: Any) -> Any:
        """What an operation answers."""
        return client.call(self.tiny.url, f"parking.{operation}", **fields)

    def send(self, body: bytes, *, queue: str = "", id_: str = "", headers: dict[str, Any] | None = None, **properties: str
             ) -> None:
        """Park whatever this is."""
        message = self.tiny.channel.prepare_message(body, headers=headers, content_type=properties.get("content_type"),
                                                    content_encoding=properties.get("content_encoding"),
                                                    properties={"delivery_mode": 2, "message_id": id_})
        self.tiny.channel.basic_publish(message, exchange=PARKING, routing_key=queue or self.tiny.queue)

    def found(self, state: str | None = "parked", **which: Any) -> list[dict[str, Any]]:
        """What is there."""
        items: list[dict[str, Any]] = self.ask("list_parked_events", **{"limit": 100, "state": state} | which)["items"]
        return items

    def wait_for(self, message_id: str, state: str = "parked", seconds: float = 15) -> dict[str, Any]:
        """The whole event with this message id, once it is in this state."""
        def look() -> Any:
            return next((each for each in self.found(state) if each["message_id"] == message_id), None)

        found = wait_until(look, seconds, 0.1, f"{message_id} is {state}")
        event: dict[str, Any] = self.ask("get_parked_event", event_id=found["id"])
        return event

    def decide(self, step: str, event: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Retry or drop one."""
        answer: dict[str, Any] = self.ask(f"{step}_parked_event", event_id=event["id"], version=event["version"], **more)
        return answer

    def curse(self) -> None:
        """From now on cursed events fail."""
        self.tiny.database["curses"].insert_one({})

    def lift(self) -> None:
        """The cause is gone."""
        self.tiny.database["curses"].delete_many({})

