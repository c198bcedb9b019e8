"""Tolerant readers of the events that several services listen to: only the fields that they use."""
from marshmallow import fields

from shared.schemas import Reader


class UnitChanged(Reader):
    """directory.unit.registered.v1 and directory.unit.changed.v1"""

    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(load_default="")
    parent = fields.String(allow_none=True, load_default=None)
    dissolved_on = fields.Date(allow_none=True, load_default=None)
    successors = fields.List(fields.String(), load_default=list)


class _SpecialDay(Reader):
    day = fields.Date(required=True)
    off = fields.Boolean(required=True)
    name = fields.String(required=True)


class NoticeImported(Reader):
    """law.notice.imported.v1"""

    notice = fields.String(required=True)
    year = fields.Integer(required=True)
    title = fields.String(required=True)
    issued_on = fields.Date(required=True)
    whole = fields.Boolean(required=True)
    days = fields.List(fields.Nested(_SpecialDay), required=True)


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


class ReviewReferred(Reader):
    """secrecy.review.unclear.v1 and secrecy.review.clarified.v1"""

    service = fields.String(required=True)
    subject = fields.String(required=True)
    digest = fields.String(required=True)


class ReviewQuarantined(ReviewReferred):
    """secrecy.review.quarantined.v1"""

    review_id = fields.String(required=True)
    circumstances = fields.List(fields.String(), load_default=list)


class RecallOpened(ReviewReferred):
    """secrecy.recall.opened.v1"""

    recall_id = fields.String(required=True)


class RecallUpheld(RecallOpened):
    """secrecy.recall.upheld.v1"""

    officer = fields.String(required=True)
    reason = fields.String(required=True)


class RecallLifted(RecallOpened):
    """secrecy.recall.lifted.v1"""

    clearance = fields.String(required=True)
    officer = fields.String(required=True)
    dictionary = fields.String(required=True)
    rules = fields.String(required=True)


class DisplayChanged(Reader):
    """<service>.display.changed.v1, the same from every service that publishes."""

    unit = fields.String(required=True)
    subject = fields.String(required=True)
    digest = fields.String(required=True)
    fetch = fields.String(required=True)
