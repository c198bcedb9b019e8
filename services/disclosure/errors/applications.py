"""The faults of disclosure on application, one code each (政府信息公开条例第二十九至四十五条)."""
from shared.errors import Fault, Kind


class ApplicationNotFound(Fault):
    """No application has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "disclosure.application.not_found"
    text = "没有找到该申请。"


class WrongCode(Fault):
    """No application has this receipt with this query code; which of the two is wrong is not told."""

    kind, code = Kind.NOT_FOUND, "disclosure.application.wrong_code"
    text = "回执号或者查询码不正确。"
    article = "Art. 11 第十一条"
    remedy = "请核对接收回执上的回执号和查询码；连续出错将暂停查询。"


class CodeLocked(Fault):
    """Too many wrong codes for this receipt; nobody may try for a while."""

    kind, code = Kind.TOO_MANY, "disclosure.application.code_locked"
    text = "查询码连续出错，请 {retry_after} 秒后再试。"
    remedy = "遗失查询码的，请持有效证件到受理单位查询。"


class ApplicationTransition(Fault):
    """The application is not in a state from which this step can be taken."""

    kind, code = Kind.CONFLICT, "disclosure.application.illegal_transition"
    text = "该申请处于“{state}”状态，不能执行该操作（{step}）。"
    article = "Art. 11 第十一条"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class InvalidApplicant(Fault):
    """The fields of the applicant do not fit its kind."""

    kind, code = Kind.INVALID, "disclosure.application.invalid_applicant"
    text = "申请人信息不符合要求。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明改正；公民填写姓名和证件，法人和其他组织填写名称、统一社会信用代码和联系人。"


class InvalidRequest(Fault):
    """What is asked, or how it came in, is not said as the law asks."""

    kind, code = Kind.INVALID, "disclosure.application.invalid_request"
    text = "申请内容不符合要求。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明改正。"


class PersonalDataShown(Fault):
    """A text that is kept or told openly holds the applicant's or a consulted party's personal data."""

    kind, code = Kind.INVALID, "disclosure.application.personal_data_shown"
    text = "文字中含有申请人或者被征求意见人的个人信息。"
    article = "Art. 11 第十一条"
    remedy = "请删去姓名、证件号码、电话、地址等；文书会自动填入收件人。"


class AlreadyConfirmed(Fault):
    """This side has confirmed already; the other one has not."""

    kind, code = Kind.CONFLICT, "disclosure.application.already_confirmed"
    text = "已经确认过，正等待另一方确认。"


class CorrectedBefore(Fault):
    """A correction may be asked for once only."""

    kind, code = Kind.CONFLICT, "disclosure.application.corrected_before"
    text = "补正只能一次性告知，该申请已经告知过。"
    article = "Art. 11 第十一条"
    remedy = "补正后仍不明确的，按“补正后申请内容仍不明确”答复。"


class CorrectionTooLate(Fault):
    """The time to ask for a correction is over."""

    kind, code = Kind.CONFLICT, "disclosure.application.correction_too_late"
    text = "告知补正的期限已于 {due} 届满。"
    article = "Art. 11 第十一条"
    remedy = "请受理后办理。"


class TermOver(Fault):
    """The term of the applicant or of the consulted party is over."""

    kind, code = Kind.CONFLICT, "disclosure.application.term_over"
    text = "期限已于 {due} 届满。"


class TermNotOver(Fault):
    """Nobody is taken to have given up before the term is over."""

    kind, code = Kind.CONFLICT, "disclosure.application.term_not_over"
    text = "期限至 {due} 才届满。"


class UnknownGround(Fault):
    """No rule pack knows this ground, channel, level or category."""

    kind, code = Kind.INVALID, "disclosure.application.unknown_code"
    text = "规则包中没有 {value}。"
    remedy = "可用的代码：{known}。"


class ConsultationNotFound(Fault):
    """There is no open consultation with this id."""

    kind, code = Kind.NOT_FOUND, "disclosure.application.consultation_not_found"
    text = "没有这一项征求意见，或者已经答复。"


class ReasonNeeded(Fault):
    """A refusal must say why."""

    kind, code = Kind.INVALID, "disclosure.application.reason_needed"
    text = "不同意公开的，应当说明合理理由。"
    article = "Art. 11 第十一条"


class NothingToOverride(Fault):
    """Only a third party's refusal can be outweighed by public interest, once."""

    kind, code = Kind.CONFLICT, "disclosure.application.nothing_to_override"
    text = "没有可以公共利益为由决定公开的第三方意见。"
    article = "Art. 11 第十一条"


class RefusalStands(Fault):
    """Somebody who was consulted refused, with a reason, and nothing outweighs it."""

    kind, code = Kind.CONFLICT, "disclosure.application.refusal_stands"
    text = "{party}不同意公开，不能全部公开。"
    article = "Art. 11 第十一条"
    remedy = "请不予公开、部分公开，或者由负责人认定不公开会对公共利益造成重大影响并书面告知第三方。"


class FeeTwice(Fault):
    """A fee is asked for, and accepted, once."""

    kind, code = Kind.CONFLICT, "disclosure.application.fee_twice"
    text = "该申请已经办理过收费。"


class NothingToPay(Fault):
    """The scheme asks for nothing for so few."""

    kind, code = Kind.CONFLICT, "disclosure.application.nothing_to_pay"
    text = "按收费标准无需缴费。"


class FeeTooLate(Fault):
    """The time to ask for a fee is over."""

    kind, code = Kind.CONFLICT, "disclosure.application.fee_too_late"
    text = "发出收费通知的期限已于 {due} 届满。"
    remedy = "请不收费办理。"


class UnknownOutcome(Fault):
    """No rule pack has a row of this code."""

    kind, code = Kind.INVALID, "disclosure.application.unknown_outcome"
    text = "规则包中没有办理结果 {outcome}。"
    article = "Art. 11 第十一条"
    remedy = "可用的结果：{known}。"


class OutcomeUnfit(Fault):
    """The outcome does not fit what happened, or lacks what it needs."""

    kind, code = Kind.INVALID, "disclosure.application.outcome_unfit"
    text = "办理结果 {outcome} 与案情或者所附内容不符。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明改正。"


class InvalidMasks(Fault):
    """A masked span lies outside the text, is empty or overlaps another one."""

    kind, code = Kind.INVALID, "disclosure.application.invalid_masks"
    text = "遮盖范围有误。"
    article = "Art. 11 第十一条"
    remedy = "请按 fields 中的说明改正。"


class SamePerson(Fault):
    """Whoever drafted the answer cannot review it."""

    kind, code = Kind.FORBIDDEN, "disclosure.application.same_person"
    text = "答复须由起草人以外的人员审核。"
    article = "Art. 11 第十一条"
    remedy = "请由另一名负责人审核。"


class RatedBefore(Fault):
    """An application is rated once."""

    kind, code = Kind.CONFLICT, "disclosure.application.rated_before"
    text = "已经评价过。"


class RemedyNotFound(Fault):
    """There is no such reconsideration or suit."""

    kind, code = Kind.NOT_FOUND, "disclosure.application.remedy_not_found"
    text = "没有这一件行政复议或者行政诉讼。"


class RemedyUnfit(Fault):
    """The remedy is concluded already, its dates do not fit, or nothing was decided that it could be against."""

    kind, code = Kind.CONFLICT, "disclosure.application.remedy_unfit"
    text = "行政复议或者行政诉讼的登记与案情不符：须在办结之后，日期须依次，且只能有一个结果。"


class NotErasable(Fault):
    """The retention of the personal data is not over."""

    kind, code = Kind.CONFLICT, "disclosure.application.not_erasable"
    text = "个人信息的保存期限尚未届满。"
