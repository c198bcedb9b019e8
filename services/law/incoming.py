"""What law reads of others' events: only these fields."""
from marshmallow import fields

from shared.schemas import Reader


class ReviewCleared(Reader):
    """secrecy.review.cleared.v1"""

    service = fields.String(required=True)
    subject = fields.String(required=True)
    digest = fields.String(required=True)
    clearance = fields.String(required=True)
    officer = fields.String(required=True)
    dictionary = fields.String(required=True)
    rules = fields.String(required=True)


class ReviewRefused(Reader):
    """secrecy.review.refused.v1 and secrecy.review.returned.v1"""

    service = fields.String(required=True)
    subject = fields.String(required=True)
    digest = fields.String(required=True)
    officer = fields.String(required=True)
    reason = fields.String(required=True)
