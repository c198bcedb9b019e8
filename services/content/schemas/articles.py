"""Articles: what their operations take."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.attachment import MOST, ROLES
from services.content.model.edition import LABELS
from services.content.schemas.placing import placements
from shared.file_name import NAME_MOST
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version

BODY_MOST = 1_000_000
"""Characters of an article's body."""
MATTERS_MOST = 20
"""Matters to disclose that one article carries."""


class _Attachment(Input):
    file = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="应为文件内容的 SHA-256。"),
                         metadata={"description": "SHA-256 of the bytes: the file's id"})
    name = Line(NAME_MOST, required=True, metadata={"description": "读者看到和保存的文件名"})
    role = Choice(ROLES, load_default="attachment")
    caption = Line(200, least=0, load_default="")


class CorrectionFields(Input):
    """What was wrong, and what is right."""

    wrong = Text(500, least=2, required=True, metadata={"description": "原来有什么错误"})
    right = Text(500, least=2, required=True, metadata={"description": "更正为什么"})


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
    main_policy = fields.Boolean(metadata={"description": "标记为主要政策文件，须与解读同步发布"})
    attachments = fields.List(fields.Nested(_Attachment), validate=validate.Length(max=MOST, error=f"最多 {MOST} 个。"),
                              metadata={"description": "附件、封面和图集"})
    lead_unit = Code(metadata={"description": "牵头起草单位，缺省为本单位"})
    interprets = Id(allow_none=True, metadata={"description": "所解读稿件的编号"})
    matters = fields.List(Id(), validate=validate.Length(max=MATTERS_MOST, error=f"最多 {MATTERS_MOST} 个。"),
                          metadata={"description": "所公开事项的编号"})
    placements = placements()


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
    correction = fields.Nested(CorrectionFields, allow_none=True, metadata={"description": "更正说明，随版本一并审核并公开"})


class CorrectArticle(_Change, CorrectionFields):
    """A public note with a new edition of what is public."""


class SubmitArticle(_Change):
    """Nothing but the article and its version."""


class PublishArticle(_Change):
    """A publication; who changes a date that was public already says why."""

    redating_reason = Text(1000, load_default="", metadata={"description": "更改已公开的生成日期的理由"})


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
    status = Choice([*LABELS, "archived", "recalled"], load_default=None)
    author = Id(load_default=None, metadata={"description": "Account that wrote on the newest edition"})
    kind = Choice(vocabulary.DOCUMENT_KINDS, load_default=None)
    title = Line(100, load_default=None, metadata={"description": "Words that the title contains"})
    sort = Choice(("changed_at", "-changed_at", "created_at", "-created_at", "title", "-title"), load_default="-changed_at")


class GetReviewText(Input):
    """Which text: only the one with exactly this digest is given."""

    subject = Id(required=True)
    digest = Line(64, required=True)
