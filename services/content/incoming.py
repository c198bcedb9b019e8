"""What content reads of others' events: only these fields."""
from marshmallow import fields

from shared.readers import (
    NoticeImported,
    RecallLifted,
    RecallOpened,
    RecallUpheld,
    ReviewCleared,
    ReviewQuarantined,
    ReviewReferred,
    ReviewRefused,
    UnitChanged,
)
from shared.schemas import Reader

__all__ = [
    "ArticleMoved", "ArticlePlaced", "ArticlePublished", "ArticleQuarantined", "ArticleWithdrawn", "DisplayChanged",
    "FileExamined", "FileRemoved", "FileStored", "FilingAccepted", "MatterRegistered", "NoticeImported", "RecallLifted",
    "RecallOpened", "RecallUpheld", "ReviewCleared", "ReviewQuarantined", "ReviewReferred", "ReviewRefused", "UnitChanged",
]


class ArticlePublished(Reader):
    """content.article.published.v1: our own, for what follows from it."""

    article_id = fields.String(required=True)
    edition = fields.Integer(required=True)
    column = fields.String(required=True)
    published_at = fields.AwareDateTime(required=True)
    interprets = fields.String(allow_none=True, load_default=None)


class FilingAccepted(Reader):
    """content.filing.accepted.v1: our own, in case that nobody was left to carry it out."""

    filing_id = fields.String(required=True)


class MatterRegistered(Reader):
    """disclosure.matter.registered.v1"""

    matter_id = fields.String(required=True)
    unit = fields.String(required=True)
    class_name = fields.String(required=True)


class DisplayChanged(Reader):
    """content.display.changed.v1: our own"""

    subject = fields.String(required=True)


class ArticlePlaced(Reader):
    """content.article.placed.v1: our own"""

    article_id = fields.String(required=True)


class ArticleWithdrawn(Reader):
    """content.article.withdrawn.v1: our own"""

    article_id = fields.String(required=True)


class FileStored(Reader):
    """files.file.stored.v1"""

    file = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)


class FileRemoved(Reader):
    """files.file.removed.v1"""

    file = fields.String(required=True)


class FileExamined(Reader):
    """files.file.examined.v1"""

    file = fields.String(required=True)
    outcome = fields.String(required=True)


class ArticleMoved(Reader):
    """content.article.moved.v1: our own"""

    article_id = fields.String(required=True)


class ArticleQuarantined(Reader):
    """content.article.quarantined.v1: our own, for the copies outside the article"""

    article_id = fields.String(required=True)
    digest = fields.String(required=True)
