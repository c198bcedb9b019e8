"""The faults of what an article is tied to: interpretations and matters, one code each."""
from shared.errors import Fault, Kind


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
