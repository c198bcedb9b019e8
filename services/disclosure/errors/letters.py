"""The faults of letters, one code each."""
from shared.errors import Fault, Kind


class LetterNotFound(Fault):
    """The application has no such letter, or it is not for the one who asks."""

    kind, code = Kind.NOT_FOUND, "disclosure.letter.not_found"
    text = "没有找到该文书。"


class LetterErased(Fault):
    """The retention is over: to whom the letter went was erased, so it cannot be written again."""

    kind, code = Kind.CONFLICT, "disclosure.letter.erased"
    text = "申请人的个人信息已按规定删除，该文书不能再次生成。"
    article = "Art. 11 第十一条"
    remedy = "请查阅归档的文书。"
