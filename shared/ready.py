"""Ready bytes: a public answer as JSON that nobody needs to parse or build again on its way out."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class Ready:
    """A JSON document and the tags under which gateways keep it; an event that names a tag makes it stale."""

    json: bytes
    tags: tuple[str, ...]

    @classmethod
    def joined(cls, document: bytes, more: Mapping[str, Any], *, tags: tuple[str, ...]) -> "Ready":
        """``document``, a JSON object, with the members of ``more`` added."""
        comma = b"," if more and document != b"{}" else b""
        return cls(document[:-1] + comma + orjson.dumps(dict(more))[1:], tags)

    def to_wire(self) -> dict[str, Any]:
        """As a JSON-able dict for the way to the gateway."""
        return {"json": self.json.decode(), "tags": list(self.tags)}
