"""The faults of disclosure, one code each."""
from shared.errors import Fault, Kind


class MatterNotFound(Fault):
    """No matter has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "disclosure.matter.not_found"
    text = "没有找到该公开事项。"


class MatterExists(Fault):
    """The same unit has registered the same matter of the same day already."""

    kind, code = Kind.CONFLICT, "disclosure.matter.exists"
    text = "该单位已登记过同一日期的同一事项。"
    article = "Art. 7 第七条"
    remedy = "请查看已登记的事项；确为另一事项的，请在名称中加以区别。"


class UnknownClass(Fault):
    """No rule pack knows a class of matters of this name."""

    kind, code = Kind.INVALID, "disclosure.matter.unknown_class"
    text = "规则包中没有信息类别 {class_name}。"
    article = "Art. 7 第七条"
    remedy = "可用的类别：{known}。"


class UnknownUnit(Fault):
    """Directory never told of this unit."""

    kind, code = Kind.INVALID, "disclosure.unit.unknown"
    text = "单位 {unit} 不存在。"
    article = "Art. 3 第三条"
    remedy = "请核对单位编号；新设单位须先登记。"


class UnitDissolved(Fault):
    """The unit is no more; its successors answer for its matters."""

    kind, code = Kind.CONFLICT, "disclosure.unit.dissolved"
    text = "单位 {unit} 已于 {on} 撤销。"
    article = "Art. 3 第三条"
    remedy = "请由承继单位登记：{successors}。"


class IllegalTransition(Fault):
    """The matter is not in a state from which this step can be taken."""

    kind, code = Kind.CONFLICT, "disclosure.matter.illegal_transition"
    text = "该事项处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 7 第七条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class InvalidExemption(Fault):
    """An exemption lacks its ground, or its day of re-examination."""

    kind, code = Kind.INVALID, "disclosure.matter.invalid_exemption"
    text = "不予公开须有法定理由和重新审查的日期。"
    article = "Art. 4 第四条"
    remedy = "请按 fields 中的说明改正。"


class SupersededByItself(Fault):
    """A matter cannot stand for itself, nor for the one that stands for it."""

    kind, code = Kind.INVALID, "disclosure.matter.superseded_by_itself"
    text = "事项不能由其自身、也不能由已被它替代的事项替代。"
    article = "Art. 7 第七条"
    remedy = "请核对替代事项的编号。"


class InvalidGround(Fault):
    """An extension names a ground that the rule packs do not have."""

    kind, code = Kind.INVALID, "disclosure.matter.invalid_ground"
    text = "规则包中没有延长事由 {ground}。"
    article = "Art. 7 第七条"
    remedy = "可用的事由：{known}。"


class PublishedBefore(Fault):
    """The item was public before the matter came about, and was not revised since: it cannot carry it."""

    kind, code = Kind.CONFLICT, "disclosure.matter.published_before"
    text = "稿件 {article_id} 在该事项发生（{happened_on}）之前已经公开，此后没有更新。"
    article = "Art. 7 第七条"
    remedy = "请发布载有该事项的稿件或者修订版。"


class ImportNotFound(Fault):
    """No import has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "disclosure.import.not_found"
    text = "没有找到该次导入。"


class ImportOver(Fault):
    """Nothing can be changed of an import that has come to its end."""

    kind, code = Kind.CONFLICT, "disclosure.import.over"
    text = "该次导入{state}，不能再变更。"
    remedy = "需要补充登记的，请另行导入。"


class InvalidSheet(Fault):
    """The file is no table of matters: unreadable, too large, or without the columns that there must be."""

    kind, code = Kind.INVALID, "disclosure.import.invalid_sheet"
    text = "不能导入该文件：{why}"
    article = "Art. 7 第七条"
    remedy = "请以模板（/v1/matter-imports/template）为准，改正后重新提交。"


class EntryNotFound(Fault):
    """The catalogue never had this index number."""

    kind, code = Kind.NOT_FOUND, "disclosure.entry.not_found"
    text = "信息公开目录中没有索引号 {index_number}。"


class EntryWithdrawn(Fault):
    """What had this index number was withdrawn; ``reason``, ``withdrawn_at`` and ``redirect`` are public."""

    kind, code = Kind.NOT_FOUND, "disclosure.entry.withdrawn"
    text = "索引号 {index_number} 的信息已撤回：{reason}"
    article = "Art. 5 第五条"


class NotPublished(Fault):
    """Only something that is public can meet a duty to disclose."""

    kind, code = Kind.CONFLICT, "disclosure.matter.not_published"
    text = "稿件 {article_id} 没有对外公开，或者属于其他单位。"
    article = "Art. 7 第七条"
    remedy = "请先发布该稿件，再登记为公开。"
