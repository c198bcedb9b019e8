"""Articles: what their operations give."""
from marshmallow import fields

from services.content.model.edition import LABELS
from services.content.schemas.placing import PlacementView
from shared.schemas import DutyView, View


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


class ConfirmationView(ApprovalView):
    """A second person's word on a forced approval."""


class ForcedView(View):
    """A forced approval (应急审核); without a confirmation it is provisional."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()
    skipped = fields.List(fields.String())
    confirmation = fields.Nested(ConfirmationView, allow_none=True)


class FailureView(View):
    """Why the gate did not open at the set time."""

    at = fields.DateTime()
    code = fields.String()
    text = fields.String()


class ScheduleView(View):
    """When an edition goes public by itself."""

    by = fields.String()
    at = fields.DateTime()
    publish_at = fields.DateTime()
    redating_reason = fields.String()
    failure = fields.Nested(FailureView, allow_none=True)


class ReturnView(View):
    """Why an edition was given back."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()
    stage = fields.String()
    step = fields.String()


class TiesView(View):
    """What an edition is tied to."""

    main_policy = fields.Boolean()
    lead_unit = fields.String()
    interprets = fields.String(allow_none=True)
    matters = fields.List(fields.String())
    placements = fields.List(fields.String())
    related = fields.List(fields.String())
    related_back = fields.Boolean()


class LinkView(View):
    """Another article as a public page names it."""

    id = fields.String()
    title = fields.String()
    site = fields.String()
    path = fields.String()


class WaiverView(View):
    """Why a policy may go public without its interpretation."""

    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class ActView(View):
    """What still goes public with the policy: id → digest."""

    by = fields.String()
    at = fields.DateTime()
    texts = fields.Dict(keys=fields.String(), values=fields.String())


class QuarantinedView(View):
    """Why the text of an edition is gone."""

    review = fields.String()
    at = fields.DateTime()
    circumstances = fields.List(fields.String())
    removed_at = fields.DateTime(allow_none=True)


class EditionSummary(View):
    """An edition without its text."""

    number = fields.Integer()
    state = fields.String()
    state_label = fields.Function(lambda edition: LABELS[edition.state])
    title = fields.Function(lambda edition: edition.item.title if edition.item else None)
    digest = fields.String()
    ties = fields.Nested(TiesView)
    authors = fields.List(fields.String())
    created_at = fields.DateTime()
    submitted_by = fields.String()
    submitted_at = fields.DateTime(allow_none=True)
    steps = fields.List(fields.String())
    due_step = fields.String(allow_none=True)
    urgency = fields.String()
    earlier = fields.Dict(keys=fields.String(), values=fields.Nested(ApprovalView))
    approval = fields.Nested(ApprovalView, allow_none=True)
    forced = fields.Nested(ForcedView, allow_none=True)
    provisional = fields.Boolean()
    clearance = fields.Nested(ClearanceView, allow_none=True)
    returned = fields.Nested(ReturnView, allow_none=True)
    schedule = fields.Nested(ScheduleView, allow_none=True)
    published_at = fields.DateTime(allow_none=True)
    published_by = fields.String()
    quarantine = fields.Nested(QuarantinedView, allow_none=True)


class AttachmentView(View):
    """A file that belongs to an item."""

    file = fields.String()
    name = fields.String()
    role = fields.String()
    caption = fields.String()


class CorrectionView(View):
    """What was wrong, and what is right."""

    wrong = fields.String()
    right = fields.String()


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
    attachments = fields.List(fields.Nested(AttachmentView))
    correction = fields.Nested(CorrectionView, allow_none=True)
    masking = fields.String()


class EditionView(EditionSummary):
    """An edition with its text."""

    item = fields.Nested(ItemView, allow_none=True)


class ClaimView(View):
    """Who has it in hand, until when."""

    by = fields.String()
    until = fields.DateTime()
    step = fields.String()


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
    unclear = fields.Boolean(attribute="is_unclear", metadata={"description": "送审: 主管部门或者保密行政管理部门正在确定"})
    unit = fields.String()
    site = fields.String()
    column = fields.String()
    created_by = fields.String()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    live = fields.Integer(allow_none=True)
    provisional = fields.Function(lambda article: article.provisional is not None,
                                  metadata={"description": "有版本经应急审核，尚待第二人确认"})
    index_number = fields.String()
    path = fields.String()
    published_at = fields.DateTime(allow_none=True)
    withdrawal = fields.Nested(WithdrawalView, allow_none=True)
    claim = fields.Nested(ClaimView, allow_none=True)
    main_policy = fields.Boolean(metadata={"description": "作为主要政策文件公开过"})
    lead_unit = fields.String()
    waiver = fields.Nested(WaiverView, allow_none=True)
    act = fields.Nested(ActView, allow_none=True)
    interpreted = fields.Nested(LinkView, allow_none=True)
    interpretations = fields.List(fields.Nested(LinkView))
    placements = fields.List(fields.Nested(PlacementView))
    related = fields.List(fields.Nested(LinkView))
    template = fields.String()
    warnings = fields.List(fields.String(), metadata={"description": "最近一次发布时发现的问题，例如失效的站内链接"})
    current = fields.Nested(EditionSummary)


class FileFactsView(View):
    """What is known of a file."""

    size = fields.Integer()
    media_type = fields.String()


class ArticleDetail(ArticleView):
    """An article with its newest text, all editions and all remarks."""

    current = fields.Nested(EditionView)
    editions = fields.List(fields.Nested(EditionSummary))
    comments = fields.List(fields.Nested(CommentView))
    duties = fields.List(fields.Nested(DutyView))
    file_facts = fields.Dict(keys=fields.String(), values=fields.Nested(FileFactsView),
                             metadata={"description": "附件（SHA-256）的大小和类型"})


class EditionDiffView(View):
    """What changed between two editions."""

    article_id = fields.String()
    before = fields.Integer()
    after = fields.Integer()
    fields_ = fields.Dict(attribute="fields", data_key="fields")
    body = fields.List(fields.String())


class SuggestionView(LinkView):
    """A public article that may be related, and why."""

    similarity = fields.Float()
    shared_keywords = fields.List(fields.String())
    same_subject = fields.Boolean()
    score = fields.Float()


class TemplateView(View):
    """What an item of one sort must have, and how its body begins."""

    code = fields.String()
    label = fields.String()
    kind = fields.String()
    required = fields.Dict(keys=fields.String(), values=fields.String())
    outline = fields.String()
