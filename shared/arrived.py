"""A message as it lay in a queue: for whoever takes everything that is there, also what nobody can read. Pure."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROUND = "guanwang-round"
"""The header by which a message that is put back into its queue says how often that was done; failing keeps it."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """One message. Nothing of it was looked at: names may be empty, headers of any kind."""

    message_id: str
    routing_key: str
    body: bytes
    content_type: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)
