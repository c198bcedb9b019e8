"""Numbers of bank cards (银行卡号): a financial account, sensitive personal information (《个人信息保护法》第二十八条).

One in ten numbers passes the checksum, so a number without the Chinese prefix 62 counts only where it is called a card
or an account; that of a unit, which tenders and deposits name, is none of a person.
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.secrecy.detectors.grouping import apart, is_meant, luhn
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.numbers import Number
from shared.plugins.text import Text

_LENGTHS = (19, 16, 18, 17)
_FORM = re.compile("[2-9][0-9]{15,18}")
_UNION_PAY = "62"
_GROUPS = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (4, 4, 4, 7), (6, 10), (6, 12), (6, 13),
                     (4, 12), (4, 15), (8, 8)})
_CARD = re.compile("卡号|银行卡|储蓄卡|信用卡|借记卡|一卡通|社保卡|存折|工资卡|惠农卡")
_ACCOUNT = re.compile("账[号户]|帐[号户]|开户|户名|收款")
_UNIT = re.compile("公司|单位|财政|国库|专户|中心|对公|保证金|委员会|[局厅院校社]|基本户")
_OTHER = re.compile("编号|编码|代码|单号|订单|流水|条形|批次|项目|合同|发票|信用代码|身份证")
_BEFORE, _AFTER = 40, 12


@dataclass(frozen=True)
class BankCard:
    """Finds card numbers by prefix and checksum; what stands around them says whose they are."""

    code = "bank_card"
    version = 1
    label = "银行卡号"
    reference = "《中华人民共和国个人信息保护法》第二十八条；ISO/IEC 7812-1"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Called a card: high. An account that is not a unit's, or the prefix alone: medium. A unit's: low."""
        for number in apart(each for each in text.numbers.of(*_LENGTHS, form=_FORM) if luhn(each.value) and _is_one(each)):
            yield from _judged(number)


def _is_one(number: Number) -> bool:
    return not (number.letter_before or number.letter_after) and is_meant(number, _GROUPS)


def _judged(number: Number) -> Iterable[Finding]:
    before, after = number.before(_BEFORE), number.after(_AFTER)
    is_ours, line = number.value.startswith(_UNION_PAY), before.rpartition("\n")[2]
    is_card = _CARD.search(before) or _CARD.search(after)
    if is_card and (is_ours or not _OTHER.search(line)):
        severity, confidence = Severity.HIGH, 0.95 if is_ours else 0.8
    elif _ACCOUNT.search(before):
        severity, confidence = (Severity.LOW, 0.4) if _UNIT.search(before) else (Severity.MEDIUM, 0.7)
    elif is_ours and not _OTHER.search(line):
        severity, confidence = Severity.MEDIUM, 0.6
    else:
        return
    reason = {Severity.HIGH: "疑似银行卡号（校验位正确），公开前应当删除或者遮盖",
              Severity.MEDIUM: "疑似银行卡号或者个人账号（校验位正确），请人工核对",
              Severity.LOW: "疑似单位账号，请核对是否需要公开"}[severity]
    yield Finding(*number.span, severity, "bank_card", reason, confidence, number.is_disguised)


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return BankCard()
