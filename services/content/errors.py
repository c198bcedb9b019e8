"""The faults of content, one code each."""
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


class SiteNotFound(Fault):
    """No site has this code."""

    kind, code = Kind.NOT_FOUND, "content.site.not_found"
    text = "没有编号为 {id} 的网站。"
    article = "Art. 2 第二条"


class SiteExists(Fault):
    """The code, the domain or the identification code of a site is taken: one unit, one site, one domain."""

    kind, code = Kind.CONFLICT, "content.site.exists"
    text = "网站编号、域名或者网站标识码已被使用。"
    article = "Art. 2 第二条"


class ColumnNotFound(Fault):
    """No column has this id."""

    kind, code = Kind.NOT_FOUND, "content.column.not_found"
    text = "没有编号为 {id} 的栏目。"
    article = "Art. 9 第九条"


class ColumnExists(Fault):
    """The site has a column of this code already."""

    kind, code = Kind.CONFLICT, "content.column.exists"
    text = "该网站已有编号为 {id} 的栏目。"
    article = "Art. 9 第九条"


class ColumnClosed(Fault):
    """Items cannot be put into a column that was closed or merged."""

    kind, code = Kind.CONFLICT, "content.column.closed"
    text = "栏目“{column}”{state}，不能放入稿件。"
    article = "Art. 9 第九条"


class ColumnEnded(Fault):
    """A column that was closed or merged has come to its end: nothing more can be filed about it."""

    kind, code = Kind.CONFLICT, "content.column.ended"
    text = "栏目“{column}”{state}，不能再办理备案，也不能并入其他栏目。"
    article = "Art. 9 第九条"
    remedy = "如需重新开设，请以新的栏目编号申请备案。"


class FilingNotFound(Fault):
    """No filing has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "content.filing.not_found"
    text = "没有找到该备案。"


class InvalidFiling(Fault):
    """The filing lacks what its kind needs, or holds what it cannot use."""

    kind, code = Kind.INVALID, "content.filing.invalid"
    text = "备案事项不完整或者不成立。"
    article = "Art. 9 第九条"
    remedy = "请按 fields 中的说明改正。"


class FilingPending(Fault):
    """Another filing about the same column waits for its decision."""

    kind, code = Kind.CONFLICT, "content.filing.pending"
    text = "该栏目已有待审核的备案。"
    article = "Art. 9 第九条"
    remedy = "请等待审核结果，或者先撤回该备案。"


class FilingDecided(Fault):
    """The filing is not waiting for a decision any more."""

    kind, code = Kind.CONFLICT, "content.filing.decided"
    text = "该备案处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 9 第九条"


class OwnFiling(Fault):
    """Who proposed a filing does not decide it."""

    kind, code = Kind.FORBIDDEN, "content.filing.own"
    text = "本人提出的备案须由其他人员审核。"
    article = "Art. 9 第九条"
    remedy = "请由电子政务主管部门的其他人员办理。"


class SystemFiling(Fault):
    """The suite itself proposed it, after repeated breaches: it is decided, not withdrawn."""

    kind, code = Kind.CONFLICT, "content.filing.by_system"
    text = "系统因栏目屡次逾期提出的建议不能撤回。"
    article = "Art. 9 第九条"
    remedy = "请由电子政务主管部门决定关闭、归并或者不予采纳。"


class NoFilingOffice(Fault):
    """No e-government office is known that could decide."""

    kind, code = Kind.CONFLICT, "content.filing.no_office"
    text = "尚未登记电子政务主管部门，无法备案。"
    article = "Art. 9 第九条"
    remedy = "请先登记电子政务主管部门。"


class UnknownUnit(Fault):
    """Directory never told of this unit, or it is dissolved."""

    kind, code = Kind.INVALID, "content.unit.unknown"
    text = "单位 {unit} 不存在或者已撤销。"
    article = "Art. 3 第三条"
    remedy = "请核对单位编号；新设单位须先登记。"


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


class InvalidInterpretation(Fault):
    """What is said to be interpreted cannot be, or not by this article."""

    kind, code = Kind.INVALID, "content.interpretation.invalid"
    text = "不能作为该稿件的解读：{why}"
    article = "Art. 10 第十条"
    remedy = "请核对 interprets 所填的稿件编号和牵头起草单位。"


class InterpretationMissing(Fault):
    """A main policy document has neither an interpretation that could go public with it nor a waiver."""

    kind, code = Kind.CONFLICT, "content.interpretation.missing"
    text = "主要政策文件应当与解读材料同步发布，但没有{unit}可以发布的解读。{standing}"
    article = "Art. 10 第十条"
    remedy = "请由牵头起草单位的解读稿件通过审核和保密审查后一并发布，或者由审核人员说明理由批准暂缓解读。"


class InterpretationTooEarly(Fault):
    """An interpretation does not go public before what it interprets."""

    kind, code = Kind.CONFLICT, "content.interpretation.too_early"
    text = "所解读的文件尚未公开，解读不能先于文件发布。"
    article = "Art. 10 第十条"
    remedy = "请发布所解读的文件，本稿随之一并发布。"


class InterpretationUnready(Fault):
    """A text that was to go public in one act is no longer the one that was cleared; it stays behind, and its duty open."""

    kind, code = Kind.CONFLICT, "content.interpretation.unready"
    text = "解读稿件在发布过程中已被改动，未能一并发布。"
    article = "Art. 10 第十条"
    remedy = "请就现有文本重新提交审核和保密审查后发布。"


class WaiverNotNeeded(Fault):
    """Only a main policy document needs an interpretation, so only there can it be waived."""

    kind, code = Kind.CONFLICT, "content.waiver.not_needed"
    text = "该稿件不是主要政策文件，无须解读，也就无须暂缓。"
    article = "Art. 10 第十条"


class WaiverTooLate(Fault):
    """What is public already cannot be waived, nor can a waiver be undone that was used."""

    kind, code = Kind.CONFLICT, "content.waiver.too_late"
    text = "暂缓解读只能在发布之前批准或者收回。"
    article = "Art. 10 第十条"
    remedy = "已经发布的，请尽快发布解读。"


class NoWaiver(Fault):
    """There is no waiver to take back."""

    kind, code = Kind.CONFLICT, "content.waiver.not_granted"
    text = "该稿件没有批准过暂缓解读。"
    article = "Art. 10 第十条"


class UnknownMatter(Fault):
    """Disclosure never told of this matter, or it is another unit's."""

    kind, code = Kind.CONFLICT, "content.matter.unknown"
    text = "公开事项 {matter} 不存在，或者属于其他单位，或者登记的消息尚未到达。"
    article = "Art. 7 第七条"
    remedy = "请核对公开事项编号；刚刚登记的，请稍后再试。"
