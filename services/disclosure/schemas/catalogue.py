"""The public catalogue: what the public asks for and gets."""
from marshmallow import fields

from services.disclosure.model.public_item import VALIDITIES
from shared.schemas import Choice, Code, Input, Line, Page, View


class ListCatalogue(Page):
    """Filters; all that are given must hold. Days are of 生成日期, both included."""

    unit = Code(load_default=None)
    part = Code(load_default=None, metadata={"description": "guide, rules, content, reports"})
    kind = Code(load_default=None, metadata={"description": "公文种类"})
    subject = Code(load_default=None, metadata={"description": "主题分类"})
    validity = Choice(VALIDITIES, load_default=None)
    from_ = fields.Date(load_default=None, data_key="from")
    to = fields.Date(load_default=None)
    q = Line(100, load_default=None, metadata={"description": "in title, summary or document number"})


class GetCatalogueEntry(Input):
    """By its index number (索引号)."""

    index_number = Line(80, required=True)


class CatalogueEntryView(View):
    """An entry of the catalogue; ``validity`` is the mark of today."""

    article_id = fields.String()
    index_number = fields.String()
    title = fields.String()
    summary = fields.String()
    made_on = fields.Date(allow_none=True)
    unit = fields.String()
    unit_name = fields.String()
    document_number = fields.String()
    kind = fields.String()
    subject = fields.String()
    part = fields.String()
    part_label = fields.String()
    validity = fields.String()
    validity_label = fields.String()
    effective_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    site = fields.String()
    column = fields.String()
    path = fields.String()
    first_published_at = fields.DateTime()
    published_at = fields.DateTime()
    index_number_clashes = fields.Boolean()


class CataloguePartView(View):
    """A part of the catalogue and how many entries it has."""

    code = fields.String()
    label = fields.String()
    count = fields.Integer()


class CataloguePageView(View):
    """A page of entries."""

    items = fields.List(fields.Nested(CatalogueEntryView))
    next = fields.String(allow_none=True)
    parts = fields.List(fields.Nested(CataloguePartView))
