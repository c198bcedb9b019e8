"""What law reads of others' events: only these fields."""
from shared.readers import RecallLifted, RecallOpened, RecallUpheld, ReviewCleared, ReviewRefused

__all__ = ["RecallLifted", "RecallOpened", "RecallUpheld", "ReviewCleared", "ReviewRefused"]
