"""What content's operations take and give."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.edition import LABELS
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version, View

BODY_MOST = 1_000_000
"""Characters of an article's body."""


class _Item(Input):
    summary = Text(1500, metadata={"description": "内容概述"})
    source = Line(100, least=0, metadata={"description": "来源 ContentSource"})
    author = Line(100, least=0)
    keywords = fields.List(Line(40), validate=validate.Length(max=20, error="最多 20 个。"))
    kind = Choice(vocabulary.DOCUMENT_KINDS, metadata={"description": "公文种类"})
    document_number = Line(60, least=0, metadata={"description": "发文字号"})
    subject = Choice(vocabulary.SUBJECTS, metadata={"description": "主题分类"})
    attribute = Choice(vocabulary.ATTRIBUTES, metadata={"description": "公开属性"})
    withholding_reason = Choice([*vocabulary.WITHHOLDING_REASONS, ""], metadata={"description": "不予公开理由"})
    re_examine_on = fields.Date(allow_none=True, metadata={"description": "重新审查日期"})
    made_on = fields.Date(allow_none=True, metadata={"description": "生成日期"})
    effective_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    validity = Choice(vocabulary.VALIDITIES, metadata={"description": "有效性"})


class DraftArticle(_Item):
    """A new article."""

    column = Line(80, required=True, metadata={"description": "栏目编号 <site>.<code>"})
    title = Line(200, required=True)
    body = Text(BODY_MOST, required=True, metadata={"description": "HTML"})


class _Change(Input):
    article_id = Id(required=True)
    version = Version()


class EditArticle(_Item, _Change):
    """Changes to the working edition; what is left out stays as it is."""

    title = Line(200)
    body = Text(BODY_MOST)


class SubmitArticle(_Change):
    """Nothing but the article and its version."""


class ApproveArticle(_Change):
    """An approval; an emergency's review goes first."""

    urgency = Choice(("normal", "emergency"), load_default="normal")


class WithReason(_Change):
    """A step that must be explained."""

    reason = Text(1000, least=2, required=True)


class WithdrawArticle(WithReason):
    """The reason is shown to the public."""

    mode = Choice(("gone", "redirect", "archive"), load_default="gone")
    redirect = fields.URL(schemes={"http", "https"}, relative=False, load_default="")


class CommentArticle(Input):
    """A remark; it needs no version, remarks do not collide."""

    article_id = Id(required=True)
    text = Text(2000, least=1, required=True)


class GetArticle(Input):
    """Which article."""

    article_id = Id(required=True)


class GetEdition(GetArticle):
    """Which edition."""

    edition = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000))


class GetEditionDiff(GetArticle):
    """Which two editions."""

    before = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000))
    after = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000))


class ListArticles(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    site = Code(load_default=None)
    column = Line(80, load_default=None)
    status = Choice([*LABELS, "archived"], load_default=None)
    author = Id(load_default=None, metadata={"description": "Account that wrote on the newest edition"})
    kind = Choice(vocabulary.DOCUMENT_KINDS, load_default=None)
    title = Line(100, load_default=None, metadata={"description": "Words that the title contains"})
    sort = Choice(("changed_at", "-changed_at", "created_at", "-created_at", "title", "-title"), load_default="-changed_at")


class RegisterSite(Input):
    """A new site."""

    code = Code(20, required=True)
    unit = Code(required=True)
    name = Line(100, required=True)
    kind = Choice(vocabulary.SITE_KINDS, required=True)
    domain = Line(100, required=True, validate=validate.Regexp(r"^([a-z0-9-]+\.)+[a-z]{2,}\Z", error="域名格式不正确。"))
    identification_code = Line(10, required=True, validate=validate.Regexp(
        r"^[0-9A-Za-z]{2}\d{8}\Z", error="网站标识码为 10 位。"))
    organisation_code = Line(9, required=True, validate=validate.Regexp(
        r"^[0-9A-Z]{8}[0-9X]\Z", error="机构代码为 9 位。"))
    index_template = Line(100, load_default="{organisation}/{year}-{serial:05d}", validate=validate.Regexp(
        r"^(?=.*\{year\})(?=.*\{serial(:0\dd)?\})(?:[^{}]|\{organisation\}|\{year\}|\{serial(?::0\dd)?\})*\Z",
        error="须含 {year} 和 {serial}。"))


class OpenColumn(Input):
    """A new column."""

    site = Code(20, required=True)
    code = Code(20, required=True)
    unit = Code(required=True)
    name = Line(50, required=True)
    kind = Choice(vocabulary.COLUMN_KINDS, required=True)
    type = Choice(vocabulary.COLUMN_TYPES, required=True)
    description = Line(500, required=True)
    keywords = fields.List(Line(40), load_default=list, validate=validate.Length(max=20))


class Nothing(Input):
    """No input."""


class OfSite(Input):
    """Which site."""

    site = Code(20, required=True)


class GetPublicPage(OfSite):
    """An address on a site."""

    path = Line(300, required=True)


class ListPublicArticles(Page):
    """Newest first."""

    site = Code(20, required=True)
    column = Line(80, load_default=None)


class GetReviewText(Input):
    """Which text: only the one with exactly this digest is given."""

    subject = Id(required=True)
    digest = Line(64, required=True)


# -- views


class SiteView(View):
    """A site."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    domain = fields.String()
    identification_code = fields.String()
    organisation_code = fields.String()
    index_template = fields.String()
    registered_at = fields.DateTime()


class ColumnView(View):
    """A column."""

    id = fields.String()
    version = fields.Integer()
    site = fields.String()
    code = fields.String()
    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    type = fields.String()
    description = fields.String()
    keywords = fields.List(fields.String())
    state = fields.String()
    opened_at = fields.DateTime()


class ApprovalView(View):
    """An editorial approval."""

    by = fields.String()
    at = fields.DateTime()
    digest = fields.String()


class ClearanceView(ApprovalView):
    """A secrecy clearance (保密审查结论)."""

    id = fields.String()
    dictionary = fields.String()
    rules = fields.String()


class ReturnView(View):
    """Why an edition was given back."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()
    stage = fields.String()


class EditionSummary(View):
    """An edition without its text."""

    number = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda edition: LABELS[edition.state])
    title = fields.Function(lambda edition: edition.item.title if edition.item else None)
    digest = fields.String()
    authors = fields.List(fields.String())
    created_at = fields.DateTime()
    submitted_by = fields.String()
    submitted_at = fields.DateTime(allow_none=True)
    approval = fields.Nested(ApprovalView, allow_none=True)
    clearance = fields.Nested(ClearanceView, allow_none=True)
    returned = fields.Nested(ReturnView, allow_none=True)
    published_at = fields.DateTime(allow_none=True)
    published_by = fields.String()


class ItemView(View):
    """The text and its metadata."""

    title = fields.String()
    body = fields.String()
    summary = fields.String()
    source = fields.String()
    author = fields.String()
    keywords = fields.List(fields.String())
    kind = fields.String()
    document_number = fields.String()
    subject = fields.String()
    attribute = fields.String()
    withholding_reason = fields.String()
    re_examine_on = fields.Date(allow_none=True)
    made_on = fields.Date(allow_none=True)
    effective_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    validity = fields.String()


class EditionView(EditionSummary):
    """An edition with its text."""

    item = fields.Nested(ItemView, allow_none=True)


class ClaimView(View):
    """Who has it in hand, until when."""

    by = fields.String()
    until = fields.DateTime()


class CommentView(View):
    """A remark."""

    by = fields.String()
    at = fields.DateTime()
    edition = fields.Integer()
    text = fields.String()


class WithdrawalView(View):
    """Why it is no longer shown."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()
    mode = fields.String()
    redirect = fields.String()


class ArticleView(View):
    """An article without its text: what every change answers."""

    id = fields.String()
    version = fields.Integer()
    status = fields.String()
    unit = fields.String()
    site = fields.String()
    column = fields.String()
    created_by = fields.String()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    live = fields.Integer(allow_none=True)
    index_number = fields.String()
    path = fields.String()
    published_at = fields.DateTime(allow_none=True)
    withdrawal = fields.Nested(WithdrawalView, allow_none=True)
    claim = fields.Nested(ClaimView, allow_none=True)
    current = fields.Nested(EditionSummary)


class ArticleDetail(ArticleView):
    """An article with its newest text, all editions and all remarks."""

    current = fields.Nested(EditionView)
    editions = fields.List(fields.Nested(EditionSummary))
    comments = fields.List(fields.Nested(CommentView))


class HistoryEntryView(View):
    """One entry of the hash-chained record."""

    sequence = fields.Integer()
    at = fields.String()
    action = fields.String()
    by = fields.String()
    authority = fields.String()
    details = fields.Dict()
    correlation = fields.String()
    state = fields.String()
    previous = fields.String()
    hash = fields.String()


class EditionDiffView(View):
    """What changed between two editions."""

    article_id = fields.String()
    before = fields.Integer()
    after = fields.Integer()
    fields_ = fields.Dict(attribute="fields", data_key="fields")
    body = fields.List(fields.String())


class PublicEntry(View):
    """A public article in a list."""

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    path = fields.String()
    column = fields.String()
    index_number = fields.String()
    document_number = fields.String()
    validity = fields.String()
    published_at = fields.String()


class PublicArticle(PublicEntry):
    """A public article with the page labels (网页标签) of 国办发〔2017〕47号."""

    site = fields.String()
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
    labels = fields.Dict(keys=fields.String(), values=fields.String())
