"""Ready bytes: a public answer, JSON as a rule, that nobody needs to parse or build again on its way out."""
from dataclasses import dataclass
from typing import Any

JSON = "application/json"


@dataclass(frozen=True)
class Ready:
    """A document in UTF-8 and the tags under which gateways keep it; an event that names a tag makes it stale.

    What is no JSON says what it is, as its route announces it in ``media_types``.
    """

    json: bytes
    tags: tuple[str, ...]
    media_type: str = JSON

    def to_wire(self) -> dict[str, Any]:
        """As a JSON-able dict for the way to the gateway."""
        wire: dict[str, Any] = {"json": self.json.decode(), "tags": list(self.tags)}
        return wire if self.media_type == JSON else wire | {"media_type": self.media_type}
