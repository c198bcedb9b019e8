"""Refusals of the public search."""
from shared.errors import Fault, Kind


class NothingAsked(Fault):
    """There is no letter, digit or Chinese character in what is searched for."""

    kind, code = Kind.INVALID, "content.search.nothing_asked"
    text = "检索词中没有可以检索的文字。"
    remedy = "请输入 1 至 100 个字符的词语；须原样出现的语句请加引号。"


class InvalidSpan(Fault):
    """The first day lies behind the last."""

    kind, code = Kind.INVALID, "content.search.invalid_span"
    text = "起始日期晚于截止日期。"
    remedy = "请更正 from 和 to。"
