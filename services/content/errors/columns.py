"""The faults of sites, columns and filings, one code each."""
from shared.errors import Fault, Kind


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
