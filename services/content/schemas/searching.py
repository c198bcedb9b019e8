"""The public search: what it takes and gives."""
from marshmallow import fields

from services.content import vocabulary
from services.content.schemas.public import PublicEntry
from shared.schemas import Choice, Code, Input, Line, Page, View

QUESTION_MOST = 100
"""Characters of a question."""


class SearchPublicArticles(Page):
    """Words that must all be there; “quoted” ones as they stand."""

    q = Line(QUESTION_MOST, required=True, metadata={"description": "检索词；加引号的须原样出现"})
    site = Code(20, load_default=None)
    unit = Code(load_default=None)
    column = Line(80, load_default=None)
    kind = Choice(vocabulary.DOCUMENT_KINDS, load_default=None, metadata={"description": "公文种类"})
    subject = Choice(vocabulary.SUBJECTS, load_default=None, metadata={"description": "主题分类"})
    validity = Choice(vocabulary.VALIDITIES, load_default=None, metadata={"description": "有效性"})
    since = fields.Date(data_key="from", load_default=None, metadata={"description": "首次公开之日，自此日起"})
    until = fields.Date(data_key="to", load_default=None, metadata={"description": "首次公开之日，至此日止"})
    within = Choice(("title", "all"), data_key="in", load_default="all", metadata={"description": "只检索标题，或者全部"})
    sort = Choice(("newest", "relevance"), load_default="newest", metadata={"description": "relevance：标题相符的在前"})
    facets = fields.Boolean(load_default=False, metadata={"description": "按栏目和公文种类计数"})


class SearchPublicWords(Input):
    """The beginning of a word or title."""

    prefix = Line(30, required=True)
    site = Code(20, load_default=None)


class HighlightsView(View):
    """HTML that is safe to be put into a page: text, and ``<mark>`` around what was asked for."""

    title = fields.String()
    fragments = fields.List(fields.String())


class PublicHit(PublicEntry):
    """A hit."""

    site = fields.String()
    unit = fields.String()
    kind = fields.String()
    subject = fields.String()
    highlights = fields.Nested(HighlightsView)


class TotalView(View):
    """How many there are, counted up to a thousand, or to a hundred where entries must be read for it."""

    count = fields.Integer()
    more = fields.Boolean()
    label = fields.String()


class FacetView(View):
    """How many of the newest 300."""

    value = fields.String()
    count = fields.Integer()


class FacetsView(View):
    """Counts by column and kind."""

    column = fields.List(fields.Nested(FacetView))
    kind = fields.List(fields.Nested(FacetView))


class PublicHits(View):
    """A page of hits."""

    items = fields.List(fields.Nested(PublicHit))
    next = fields.String(allow_none=True)
    complete = fields.Boolean(metadata={"description": "false：未能在规定时间内检索完毕，请增加检索词或者限定范围"})
    total = fields.Nested(TotalView)
    facets = fields.Nested(FacetsView)


class SuggestedTitle(View):
    """A public article."""

    id = fields.String()
    title = fields.String()
    marked = fields.String()
    site = fields.String()
    path = fields.String()


class SuggestedWord(View):
    """A word, and in how many of the titles that were looked at it stands."""

    word = fields.String()
    count = fields.Integer()


class Suggestions(View):
    """What somebody may want to ask for."""

    titles = fields.List(fields.Nested(SuggestedTitle))
    words = fields.List(fields.Nested(SuggestedWord))
