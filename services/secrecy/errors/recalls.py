"""The faults of recalls and re-examinations. None of them ever quotes a text."""
from shared.errors import Fault, Kind


class RecallNotFound(Fault):
    """No recall has this id."""

    kind, code = Kind.NOT_FOUND, "secrecy.recall.not_found"
    text = "没有找到该撤回复核。"


class IllegalRecallStep(Fault):
    """The recall is decided or superseded; a decision once made is final."""

    kind, code = Kind.CONFLICT, "secrecy.recall.illegal_transition"
    text = "撤回复核处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 12 第十二条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class ReexaminationNotFound(Fault):
    """No re-examination has this id."""

    kind, code = Kind.NOT_FOUND, "secrecy.reexamination.not_found"
    text = "没有找到该次复查。"


class ReexaminationOver(Fault):
    """It has come to its end, or a newer one has taken its place."""

    kind, code = Kind.CONFLICT, "secrecy.reexamination.over"
    text = "复查处于“{state}”状态，不能执行该操作（{step}）。"
    remedy = "如需重新复查，请另行发起。"


class ReexaminationUnderWay(Fault):
    """The same is being done already."""

    kind, code = Kind.CONFLICT, "secrecy.reexamination.under_way"
    text = "按现行词库和规则的复查（第 {number} 次）正在进行。"
    remedy = "请等待其完成。"


class NothingShown(Fault):
    """Secrecy was never told that this is shown."""

    kind, code = Kind.NOT_FOUND, "secrecy.shown.not_found"
    text = "没有找到该公开信息。"
