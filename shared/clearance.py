"""The one gate to the public (Art. 4 第四条), as every service that publishes keeps it."""
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Clearance:
    """A secrecy clearance (保密审查结论) for exactly one digest, with the dictionary and rules that it was given under."""

    id: str
    by: str
    at: datetime
    digest: str
    dictionary: str
    rules: str
