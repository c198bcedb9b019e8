"""What law reads of others' events: only these fields."""
from shared.readers import ReviewCleared, ReviewRefused

__all__ = ["ReviewCleared", "ReviewRefused"]
