"""Which review: what almost every operation takes."""
from shared.schemas import Id, Input, Text, Version


class GetReview(Input):
    """Which review."""

    review_id = Id(required=True)


class ChangeReview(GetReview):
    """Nothing but the review and its version."""

    version = Version()


class WithReason(ChangeReview):
    """A decision that must be explained; the reason must not quote the text."""

    reason = Text(1000, least=2, required=True)
