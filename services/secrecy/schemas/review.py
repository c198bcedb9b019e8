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


class FalsePositive(Input):
    """A finding that is held for a false positive (误报), and why."""

    finding = Id(required=True, metadata={"description": "Id of the finding"})
    reason = Text(500, least=2, required=True, metadata={"description": "为何属于误报"})
