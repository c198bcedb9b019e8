"""What law reads of others' events: only these fields."""
from shared.readers import (
    RecallLifted,
    RecallOpened,
    RecallUpheld,
    ReviewCleared,
    ReviewQuarantined,
    ReviewReferred,
    ReviewRefused,
)

__all__ = ["RecallLifted", "RecallOpened", "RecallUpheld", "ReviewCleared", "ReviewQuarantined", "ReviewReferred",
           "ReviewRefused"]
