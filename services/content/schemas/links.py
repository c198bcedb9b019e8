"""Links of public articles: what their operations take and give."""
from marshmallow import fields

from services.content.model.link_check import KINDS, REASONS
from shared.schemas import Code, Page, View


class ListBrokenLinks(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    site = Code(20, load_default=None)


class WatchedLinkView(View):
    """An address and what was found of it."""

    url = fields.String()
    kind = fields.String()
    kind_label = fields.Function(lambda link: KINDS[link.kind])
    checked_at = fields.DateTime(allow_none=True)
    reason = fields.String()
    reason_label = fields.Function(lambda link: REASONS.get(link.reason, ""))
    status = fields.Integer(allow_none=True)
    failures = fields.Integer()
    broken_since = fields.DateTime(allow_none=True)


class BrokenLinksView(View):
    """An article with the links that lead nowhere."""

    article_id = fields.String(attribute="id")
    unit = fields.String()
    site = fields.String()
    column = fields.String()
    path = fields.String()
    broken_since = fields.DateTime()
    links = fields.List(fields.Nested(WatchedLinkView), attribute="broken")


class ArticleLinksView(View):
    """An article with all its links."""

    article_id = fields.String(attribute="id")
    edition = fields.Integer()
    links = fields.List(fields.Nested(WatchedLinkView))
