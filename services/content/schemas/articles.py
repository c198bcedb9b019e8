"""Articles: what their operations take."""
from marshmallow import fields, validate

from services.content import vocabulary
from services.content.model.attachment import MOST, ROLES
from services.content.model.edition import LABELS, URGENCIES
from services.content.model.review_steps import STEPS
from services.content.schemas.placing import placements
from services.content.templates import TEMPLATES
from shared.file_name import NAME_MOST
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version

BODY_MOST = 1_000_000
"""Characters of an article's body."""
RELATED_MOST = 20
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
    related = fields.List(Id(), validate=validate.Length(max=RELATED_MOST, error=f"最多 {RELATED_MOST} 个。"),
                          metadata={"description": "相关稿件的编号；仅在其公开时显示"})
    related_back = fields.Boolean(metadata={"description": "本单位的相关稿件是否也反向链接本稿"})


class DraftArticle(_Item):
    """A new article."""

    column = Line(80, required=True, metadata={"description": "栏目编号 <site>.<code>"})
    title = Line(200, required=True)
    body = Text(BODY_MOST, required=True, metadata={"description": "HTML；使用模板且留空的，以模板的提纲开始"})
    template = Choice(["", *TEMPLATES], load_default="", metadata={"description": "起草所用的模板"})


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


class HandIn(_Change):
    """An edition for its review; what is urgent comes first everywhere."""

    urgency = Choice(URGENCIES, load_default="normal")


class ScheduleArticle(_Change):
    """When it is to go public, with an offset, e.g. ``2026-12-01T09:00:00+08:00``: in the future, within a year."""

    publish_at = fields.AwareDateTime(required=True, metadata={"description": "带时区的时间，例如 2026-12-01T09:00:00+08:00"})
    redating_reason = Text(1000, load_default="", metadata={"description": "更改已公开的生成日期的理由"})


class PublishArticle(_Change):
    """A publication; who changes a date that was public already says why."""

    redating_reason = Text(1000, load_default="", metadata={"description": "更改已公开的生成日期的理由"})


class ApproveArticle(_Change):
    """An approval; an emergency's review goes first."""

    urgency = Choice(URGENCIES, load_default="normal")


class MoveArticle(_Change):
    """Where to."""

    column = Line(80, required=True, metadata={"description": "栏目编号 <site>.<code>"})


class WithReason(_Change):
    """A step that must be explained."""

    reason = Text(1000, least=2, required=True)


class WithdrawArticle(WithReason):
    """The reason is shown to the public."""

    mode = Choice(("gone", "redirect", "archive"), load_default="gone")
    redirect = Line(1000, least=0, load_default="", validate=validate.Regexp(
        r"(?:|/(?!/)\S*|https?://[^\s/?#@]+(?:[/?#]\S*)?)\Z", error="须为 http、https 地址或者本站以 / 开头的地址。"),
        metadata={"description": "转向地址；本站信息可以只写以 / 开头的地址"})


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
    status = Choice([*LABELS, "scheduled", "archived", "recalled"], load_default=None)
    due_step = Choice(STEPS, load_default=None, metadata={"description": "待办理的审核环节"})
    provisional = fields.Boolean(load_default=None, metadata={"description": "应急审核尚待确认"})
    author = Id(load_default=None, metadata={"description": "Account that wrote on the newest edition"})
    kind = Choice(vocabulary.DOCUMENT_KINDS, load_default=None)
    title = Line(100, load_default=None, metadata={"description": "Words that the title contains"})
    sort = Choice(("changed_at", "-changed_at", "created_at", "-created_at", "title", "-title"), load_default="-changed_at")


class GetReviewText(Input):
    """Which text: only the one with exactly this digest is given."""

    subject = Id(required=True)
    digest = Line(64, required=True)
