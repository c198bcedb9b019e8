"""Feeds, sitemaps and the list of addresses: what they take and give."""
from marshmallow import fields, validate

from services.content.schemas.places import OfSite
from shared.schemas import Choice, Code, Line, View

ADDRESSES_MOST = 500
FORMS = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


class GetPublicFeed(OfSite):
    """Which feed."""

    format = Choice(FORMS, required=True)
    column = Line(80, load_default=None)
    unit = Code(load_default=None)


class GetPublicSitemapPage(OfSite):
    """Which page of a sitemap, from 1."""

    number = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000, error="须为 1–100000。"))


class ListPublicAddresses(OfSite):
    """A page of addresses."""

    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=ADDRESSES_MOST, error="须为 1–500。"))
    cursor = Line(2000, load_default=None, allow_none=True)


class PublicSite(View):
    """A site as the public sees it."""

    id = fields.String()
    name = fields.String()
    kind = fields.String()
    domain = fields.String()
    unit = fields.String()
    unit_name = fields.String()
    identification_code = fields.String()
    labels = fields.Dict(keys=fields.String(), values=fields.String())


class PublicAddress(View):
    """An address on a site, and what is there."""

    id = fields.String()
    path = fields.String()
    former_paths = fields.List(fields.String(), metadata={"description": "栏目归并之前的地址"})
    column = fields.String()
    columns = fields.List(fields.String(), metadata={"description": "本栏目，以及本网站同时展示它的栏目"})
    state = fields.String(metadata={"description": "public 或者 withdrawn"})
    mark = fields.String(metadata={"description": "页面有变化时，且仅在此时改变"})
    title = fields.String()
    published_at = fields.String()
    reason = fields.String(metadata={"description": "撤回的理由"})
    redirect = fields.String()
    withdrawn_at = fields.String(allow_none=True)
