"""Mobile telephone numbers (手机号码): personal information unless an office has made the number its own.

The form is loose (``1[3-9]`` and nine digits), since lists of prefixes age; the neighbourhood decides instead.
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors import settings
from services.secrecy.detectors.grouping import apart, are_usual, grouping, is_hidden, stands_apart
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_LENGTH = 11
_FORM = re.compile("1[3-9][0-9]{9}")
_CALLED = re.compile("(?:tel|phone|mobile)$")
"""May touch the number."""
_ABROAD = (re.compile("861[3-9][0-9]{9}"), 2, "+"), (re.compile("00861[3-9][0-9]{9}"), 4, "")
"""With the country's code: form, its length, what must stand before it."""
_COUNTRY = re.compile("(?<![0-9])(?:00)?86[ -]$")
_INTRODUCED = re.compile("电话|手机|联系|号码|微信|短信|tel|phone|mobile")
_ITEM = re.compile(" *[0-9]{1,3}[.]")
"""Number of an item at the beginning of its line, which looks like the whole part of a decimal."""
_AMOUNT_BEFORE = re.compile("[0-9][.]$|[$¥£€] ?$")
_AMOUNT_AFTER = re.compile("[.][0-9]| ?(?:[元万亿吨米度%‰]|千[克瓦米]|平方|立方|公[斤里顷])")
_NEAR = 40
"""How far around a number the line is looked at."""
_GROUPS = frozenset({(3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (1,) * _LENGTH})
"""How people group the digits; other groups are columns of a table, years or a number with thousands set apart."""
_BEFORE_IT, _AFTER_IT = re.compile("1[3-9][0-9]([ -])?[0-9]{4}([ -])?[0-9]{4}[ -]$"), re.compile("[ -]1[3-9][0-9]")
"""Another number of the same kind in a list."""


@dataclass(frozen=True)
class Mobile:
    """Finds mobile numbers, also grouped, spaced or disguised ones; a person says whether the number may stay."""

    code = "mobile"
    version = 2
    label = "手机号码"
    reference = "《中华人民共和国个人信息保护法》第三十四条"

    offices: frozenset[str]
    """Numbers that an office has made its own."""

    def scan(self, text: Text) -> Iterable[Finding]:
        """The span is that of the eleven digits, without the country code."""
        for number in apart(each for each in _candidates(text) if _is_number(each) and _is_grouped(each)):
            if number.value not in self.offices:
                yield Finding(*number.span, Severity.MEDIUM, "mobile",
                              "疑似手机号码，请核对是否为公开的办公电话；个人号码应当删除或者遮盖", 0.8, number.is_disguised)


def _candidates(text: Text) -> Iterator[Number]:
    """Numbers of eleven digits, those with a country's code without it."""
    yield from text.numbers.of(_LENGTH, form=_FORM)
    for form, length, sign in _ABROAD:
        for number in text.numbers.of(_LENGTH + length, form=form):
            if number.before(1).endswith(sign):
                yield number.without(length)


def _is_number(number: Number) -> bool:
    """Whether these eleven digits are neither a piece of a longer number or word, nor an amount."""
    before = number.before(_NEAR).rpartition("\n")[2]
    if (number.letter_before and not _CALLED.search(before)) or number.letter_after:
        return False
    is_fraction = _AMOUNT_BEFORE.search(before) and not _ITEM.fullmatch(before)
    return not (is_fraction or _AMOUNT_AFTER.match(number.after(_NEAR)))


def _is_grouped(number: Number) -> bool:
    """Whether what stands between the digits is nothing, a usual grouping, or there to hide the number."""
    if number.is_plain or is_hidden(number):
        return True
    before = number.before(_NEAR)
    if are_usual(number.gaps, _GROUPS):
        is_list = bool(_BEFORE_IT.search(before) or _AFTER_IT.match(number.after(_NEAR)))
        return is_list or bool(_COUNTRY.search(before)) or stands_apart(number)
    over_cells = any("\t" in gap or "\n" in gap for gap in number.gaps)
    is_form = grouping(number.gaps) == (1,) * _LENGTH
    return over_cells and stands_apart(number) and (is_form or bool(_INTRODUCED.search(before)))


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point. ``offices``: mobile numbers of offices, which are no finding."""
    return Mobile(settings.numbers(params, "offices"))
