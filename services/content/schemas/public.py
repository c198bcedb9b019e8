"""What the public asks for and gets."""
from marshmallow import fields

from services.content.schemas.columns import NoticeView
from services.content.schemas.places import OfSite
from services.content.schemas.views import LinkView
from shared.schemas import Code, Line, Page, View


class GetPublicPage(OfSite):
    """An address on a site."""

    path = Line(300, required=True)


class ListPublicArticles(Page):
    """Newest first."""

    site = Code(20, required=True)
    column = Line(80, load_default=None)


class PublicEntry(View):
    """A public article in a list."""

    id = fields.String()
    site = fields.String(metadata={"description": "所属网站；path 是它在该网站的地址"})
    title = fields.String()
    summary = fields.String()
    path = fields.String()
    column = fields.String()
    index_number = fields.String()
    document_number = fields.String()
    validity = fields.String()
    published_at = fields.String()


class PublicAttachment(View):
    """A file that belongs to a public article, and where it is read."""

    file = fields.String(metadata={"description": "SHA-256 of its bytes"})
    name = fields.String()
    role = fields.String()
    caption = fields.String()
    url = fields.String()
    size = fields.Integer(allow_none=True, metadata={"description": "字节数"})
    media_type = fields.String(allow_none=True)


class ListPublicCorrections(Page):
    """Of which site."""

    site = Code(20, required=True)


class PublicChange(View):
    """A later edition: a correction with its note, or a revision."""

    edition = fields.Integer()
    at = fields.String()
    kind = fields.String()
    kind_label = fields.String()
    wrong = fields.String(allow_none=True)
    right = fields.String(allow_none=True)


class PublicCorrections(View):
    """An article that was corrected, and its corrections, the newest first."""

    id = fields.String()
    site = fields.String()
    title = fields.String()
    path = fields.String()
    column = fields.String()
    unit = fields.Dict(keys=fields.String(), values=fields.String())
    canonical = fields.String()
    corrections = fields.List(fields.Nested(PublicChange))


class PublicPlacement(View):
    """A further column that shows an article, and its address on another site."""

    site = fields.String()
    column = fields.String()
    path = fields.String()


class PublicArticle(PublicEntry):
    """A public article with the page labels (网页标签) of 国办发〔2017〕47号."""

    unit = fields.Dict(keys=fields.String(), values=fields.String())
    edition = fields.Integer()
    digest = fields.String()
    body = fields.String()
    source = fields.String()
    author = fields.String()
    keywords = fields.List(fields.String())
    kind = fields.String()
    kind_label = fields.String()
    subject = fields.String()
    subject_label = fields.String()
    validity_label = fields.String()
    made_on = fields.String(allow_none=True)
    effective_on = fields.String(allow_none=True)
    expires_on = fields.String(allow_none=True)
    revised_at = fields.String()
    archived = fields.String(allow_none=True)
    interprets = fields.Nested(LinkView, allow_none=True)
    interpretations = fields.List(fields.Nested(LinkView))
    attachments = fields.List(fields.Nested(PublicAttachment))
    cover = fields.Nested(PublicAttachment, allow_none=True)
    gallery = fields.List(fields.Nested(PublicAttachment), metadata={"description": "图集，按编辑排定的顺序"})
    images = fields.List(fields.String(), metadata={"description": "正文中的图片地址"})
    related = fields.List(fields.Nested(LinkView), metadata={"description": "相关信息，仅列仍然公开的"})
    labels = fields.Dict(keys=fields.String(), values=fields.String())
    canonical = fields.String(metadata={"description": "唯一的规范地址"})
    placements = fields.List(fields.Nested(PublicPlacement), metadata={"description": "同时展示的其他栏目"})
    masking = fields.String(allow_none=True, metadata={"description": "脱敏说明：部分个人信息为何隐去"})
    changes = fields.List(fields.Nested(PublicChange), metadata={"description": "公开之后的更正和修订，最近的在前"})


class PublicPage(PublicArticle):
    """A public article by its address."""

    redirected_from = fields.String(metadata={"description": "仅在所给地址是栏目归并之前的旧地址时出现"})
    shown_at = fields.Nested(PublicPlacement, metadata={"description": "仅在经由其他网站的地址阅读时出现"})


class PublicList(View):
    """A page of public articles."""

    items = fields.List(fields.Nested(PublicEntry))
    next = fields.String(allow_none=True)
    notice = fields.Nested(NoticeView, metadata={"description": "仅在栏目已关闭或者已归并时出现"})
