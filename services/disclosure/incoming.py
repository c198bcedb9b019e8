"""What disclosure reads of others' events: only these fields."""
from marshmallow import fields

from shared.readers import NoticeImported, UnitChanged
from shared.schemas import Reader

__all__ = ["ArticlePublished", "ArticleWithdrawn", "NoticeImported", "UnitChanged"]


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
    matters = fields.List(fields.String(), load_default=list)


class ArticleWithdrawn(Reader):
    """content.article.withdrawn.v1"""

    article_id = fields.String(required=True)
    mode = fields.String(required=True)
