"""What disclosure reads of others' events: only these fields."""
from marshmallow import fields

from shared import readers
from shared.readers import NoticeImported
from shared.schemas import Reader

__all__ = ["ArticleMoved", "ArticlePublished", "ArticleWithdrawn", "ArticleWithheld", "NoticeImported", "PostChanged",
           "MatterFulfilled", "ReportApproved", "UnitChanged"]


class UnitChanged(readers.UnitChanged):
    """The same, and what the rule ``disclosure.matter_sources`` may name besides."""

    valid_from = fields.String(allow_none=True, load_default=None)
    change = fields.String(load_default="")


class PostChanged(Reader):
    """directory.post.appointed.v1 and directory.post.ended.v1; the rule may name each field."""

    unit = fields.String(required=True)
    kind = fields.String(load_default="")
    starts_on = fields.String(allow_none=True, load_default=None)
    ends_on = fields.String(allow_none=True, load_default=None)


class ArticlePublished(Reader):
    """content.article.published.v1"""

    article_id = fields.String(required=True)
    unit = fields.String(required=True)
    site = fields.String(required=True)
    column = fields.String(required=True)
    path = fields.String(required=True)
    index_number = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    subject = fields.String(required=True)
    made_on = fields.Date(allow_none=True, load_default=None)
    first_published_at = fields.AwareDateTime(required=True)
    published_at = fields.AwareDateTime(required=True)
    unit_name = fields.String(load_default="")
    column_type = fields.String(load_default="")
    summary = fields.String(load_default="")
    document_number = fields.String(load_default="")
    effective_on = fields.Date(allow_none=True, load_default=None)
    expires_on = fields.Date(allow_none=True, load_default=None)
    validity = fields.String(load_default="in_force")
    matters = fields.List(fields.String(), load_default=list)


class ArticleWithdrawn(Reader):
    """content.article.withdrawn.v1"""

    article_id = fields.String(required=True)
    mode = fields.String(required=True)
    reason = fields.String(load_default="")
    redirect = fields.String(load_default="")
    withdrawn_at = fields.AwareDateTime(required=True)


class ArticleWithheld(Reader):
    """content.article.withheld.v1"""

    article_id = fields.String(required=True)
    unit = fields.String(required=True)
    kind = fields.String(load_default="")
    subject = fields.String(load_default="")
    column_type = fields.String(load_default="")
    reason = fields.String(required=True)
    re_examine_on = fields.Date(required=True)


class ArticleMoved(Reader):
    """content.article.moved.v1"""

    article_id = fields.String(required=True)
    column = fields.String(required=True)
    path = fields.String(required=True)
    column_type = fields.String(load_default="")


class ReportApproved(Reader):
    """disclosure.report.approved.v1: our own; an approved report becomes a matter."""

    report_id = fields.String(required=True)
    unit = fields.String(required=True)
    title = fields.String(required=True)
    matter_id = fields.String(required=True)
    basis = fields.String(required=True)
    approved_on = fields.Date(required=True)


class MatterFulfilled(Reader):
    """disclosure.matter.fulfilled.v1: our own; a matter may have been a report."""

    matter_id = fields.String(required=True)
    article_id = fields.String(required=True)
    published_at = fields.AwareDateTime(required=True)
