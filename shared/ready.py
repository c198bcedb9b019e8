"""Ready bytes: a public answer as JSON that nobody needs to parse or build again on its way out."""
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ready:
    """A JSON document and the tags under which gateways keep it; an event that names a tag makes it stale."""

    json: bytes
    tags: tuple[str, ...]

    def to_wire(self) -> dict[str, Any]:
        """As a JSON-able dict for the way to the gateway."""
        return {"json": self.json.decode(), "tags": list(self.tags)}
