"""The faults of articles and their editions, one code each."""
from shared.errors import Fault, Kind


class InvalidMetadata(Fault):
    """Title, body or metadata do not fit together."""

    kind, code = Kind.INVALID, "content.item.invalid"
    text = "稿件要素不完整或者不符合要求。"
    article = "Art. 4 第四条"
    remedy = "请按 fields 中的说明改正。"


class UnsafeMarkup(Fault):
    """The body holds scripts or other active content."""

    kind, code = Kind.INVALID, "content.item.unsafe_markup"
    text = "正文含有脚本等活动内容，未予保存。"
    article = "Art. 12 第十二条"
    remedy = "请删除脚本、嵌入框架、事件属性后重新提交。"


class ArticleNotFound(Fault):
    """No article has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "content.article.not_found"
    text = "没有找到该稿件。"


class PageNotFound(Fault):
    """Nothing public is here."""

    kind, code = Kind.NOT_FOUND, "content.page.not_found"
    text = "页面不存在。"


class PageWithdrawn(Fault):
    """It was public and was withdrawn; ``reason``, ``withdrawn_at`` and ``redirect`` are public."""

    kind, code = Kind.NOT_FOUND, "content.page.withdrawn"
    text = "该信息已撤回：{reason}"
    article = "Art. 5 第五条"


class EditionNotFound(Fault):
    """The article has no edition with this number."""

    kind, code = Kind.NOT_FOUND, "content.edition.not_found"
    text = "该稿件没有第 {edition} 版。"


class IllegalTransition(Fault):
    """The edition is not in a state from which this step can be taken."""

    kind, code = Kind.CONFLICT, "content.edition.illegal_transition"
    text = "稿件处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 4 第四条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class SamePerson(Fault):
    """Author, approver and clearing officer are three different people."""

    kind, code = Kind.FORBIDDEN, "content.edition.same_person"
    text = "您已参与本稿的{other}，不能再进行{step}。"
    article = "Art. 4 第四条"
    remedy = "请由其他人员办理。"


class StaleApproval(Fault):
    """The approval or clearance is missing, or was given for another text than this."""

    kind, code = Kind.CONFLICT, "content.edition.not_cleared"
    text = "缺少针对现有文本的{what}，未经审核的信息不得上网发布。"
    article = "Art. 4 第四条"
    remedy = "请就现有文本重新提交审核和保密审查。"


class NumberTaken(Fault):
    """The index number or the address is in use already: two sites' templates make the same one."""

    kind, code = Kind.CONFLICT, "content.article.number_taken"
    text = "索引号或者网页地址已被使用。"
    remedy = "请检查网站的索引号模板，其中应当含有机构代码。"


class NotDisclosable(Fault):
    """Only what is proactively disclosed goes online."""

    kind, code = Kind.CONFLICT, "content.article.not_disclosable"
    text = "公开属性不是“主动公开”的信息不得上网发布。"
    article = "Art. 4 第四条"


class NoWorkingEdition(Fault):
    """Nothing is being worked on."""

    kind, code = Kind.CONFLICT, "content.article.no_working_edition"
    text = "该稿件没有正在编辑的版本。"
    remedy = "如需修改已发布的内容，请先新建修订版。"


class WorkUnderWay(Fault):
    """There is a working edition already."""

    kind, code = Kind.CONFLICT, "content.article.work_under_way"
    text = "该稿件已有正在编辑的版本。"
    remedy = "请在该版本上继续，或者先将其作废。"


class NotPublic(Fault):
    """It is not public, so it cannot be withdrawn."""

    kind, code = Kind.CONFLICT, "content.article.not_public"
    text = "该稿件没有对外公开的版本。"


class ClaimedByOther(Fault):
    """Another reviewer has it in hand."""

    kind, code = Kind.CONFLICT, "content.article.claimed"
    text = "该稿件正由其他审核人员办理。"
    remedy = "认领于 {until} 到期，或者请认领人释放。"


class ReviewTextGone(Fault):
    """The text that was to be reviewed is no longer the present one."""

    kind, code = Kind.NOT_FOUND, "content.review_text.gone"
    text = "待审文本已变更。"


class MadeInFuture(Fault):
    """The day on which the information is said to have been made has not come yet."""

    kind, code = Kind.CONFLICT, "content.item.made_in_future"
    text = "生成日期 {made_on} 晚于今日，不得倒填或者预填日期。"
    article = "Art. 8 第八条"
    remedy = "请更正生成日期。"


class RedatedWithoutReason(Fault):
    """The date of something that was public already is changed, and nobody says why."""

    kind, code = Kind.CONFLICT, "content.item.redated_without_reason"
    text = "生成日期由 {before} 改为 {after}，已公开信息的日期不得随意改动。"
    article = "Art. 8 第八条"
    remedy = "确需更正的，请在发布时填写 redating_reason 说明理由。"


class RedatingUnfounded(Fault):
    """A reason for changing the date, but the date is not changed."""

    kind, code = Kind.INVALID, "content.item.redating_unfounded"
    text = "生成日期没有改动，不需要说明更正理由。"
    article = "Art. 8 第八条"


class TextQuarantined(Fault):
    """The text was removed as a suspected state secret; digest and circumstances are all that is left of it."""

    kind, code = Kind.CONFLICT, "content.edition.quarantined"
    text = "该版文本因疑似涉及国家秘密已被隔离清除，不再提供。"
    article = "Art. 12 第十二条"
    remedy = "请向本单位保密审查人员了解情况；需要公开其他内容的，请新建稿件。"
