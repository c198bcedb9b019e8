"""What law reads of others' events: only these fields."""
from shared.readers import ReviewCleared, ReviewQuarantined, ReviewReferred, ReviewRefused

__all__ = ["ReviewCleared", "ReviewQuarantined", "ReviewReferred", "ReviewRefused"]
