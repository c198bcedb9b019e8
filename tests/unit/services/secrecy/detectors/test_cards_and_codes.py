"""Bank cards, credit codes, passports, officers' cards: (text, what is found), all numbers invented or of public bodies."""
import random

import pytest

from services.secrecy.detectors import bank_card, credit_code, officer_card, passport
from shared.plugins.detectors import Detector
from tests.bench.detection_corpus import credit_code as invented
from tests.unit.services.secrecy.detectors.cases import found

CARD = "6222021903001122336"
OTHER = "4000056655665556"
ORGAN = "11441700007280420Y"
PERSONAL = invented(random.Random(3), "92")


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        (f"银行卡号：{CARD}", [(CARD, "high")]),
        (f"卡号 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", [(
            f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", "high")]),
        (f"{CARD}（工资卡）", [(CARD, "high")]),
        (f"信用卡{OTHER}", [(OTHER, "high")]),
        (f"张三 账号：{CARD}", [(CARD, "medium")]),
        (f"张三 {CARD}", [(CARD, "medium")]),
        (f"户名：州财政局，开户行：农行，账号：{CARD}", [(CARD, "low")]),
        (f"{OTHER}", []),
        (f"订单编号：{CARD}", []),
        (f"卡号：{CARD[:-1]}5", []),
        (f"卡号：{CARD}1", []),
        (f"卡号：A{CARD}", []),
    ],
)
def test_a_bank_card(original: str, hits: list[tuple[str, str]]) -> None:
    assert found(bank_card.make({}), original) == hits


@pytest.mark.parametrize(
    "code", [ORGAN, "11341702486344515H", "11433100006510001A", "1143310000651001X2", "114331000065100282"]
)
def test_the_code_of_a_body_is_worth_knowing_at_most(code: str) -> None:
    assert found(credit_code.make({}), f"州民政局统一社会信用代码{code}，") == [(code, "low")]


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        (f"经营者：张三，统一社会信用代码{ORGAN}", [(ORGAN, "medium")]),
        (PERSONAL, [(PERSONAL, "medium")]),
        (PERSONAL.lower(), [(PERSONAL.lower(), "medium")]),
        (f"{PERSONAL[:8]}-{PERSONAL[8:17]}-{PERSONAL[17]}", [(f"{PERSONAL[:8]}-{PERSONAL[8:17]}-{PERSONAL[17]}", "medium")]),
        ("11441700007280420X", []),
        (f"{ORGAN}7", []),
        (f"A{ORGAN}", []),
    ],
)
def test_a_credit_code(original: str, hits: list[tuple[str, str]]) -> None:
    assert found(credit_code.make({}), original) == hits


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("护照号码E12345678", [("E12345678", "medium")]),
        ("护照：ea1234567", [("ea1234567", "medium")]),
        ("G12345678（因私护照）", [("G12345678", "medium")]),
        ("旧护照145678901", [("145678901", "medium")]),
        ("E12345678", []),
        ("护照E1234567", []),
        ("护照XE12345678", []),
        ("办理护照，咨询电话0743-8123456", []),
        ("护照费用120元，E照通2018年12月", []),
    ],
)
def test_a_passport(original: str, hits: list[tuple[str, str]]) -> None:
    assert found(passport.make({}), original) == hits


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("军官证：军字第12345678号", [("军字第12345678号", "medium")]),
        ("持士兵证，证号123456789", [("123456789", "medium")]),
        ("警官证号码 ０１２３４５", [("０１２３４５", "medium")]),
        ("军官证（海字第123456号）、军官证空字第654321号", [("海字第123456号", "medium"), ("空字第654321号", "medium")]),
        ("建字第12345678号", []),
        ("凭军官证、身份证免费参观", []),
        ("军官证办理，2018年11月14日起施行", []),
        ("军官证。建字第12345678号", []),
        ("军官证12345元", []),
        ("军官证123456人", []),
    ],
)
def test_an_officers_card(original: str, hits: list[tuple[str, str]]) -> None:
    assert found(officer_card.make({}), original) == hits


@pytest.mark.parametrize("detector", [bank_card.make({}), credit_code.make({}), passport.make({}), officer_card.make({})])
def test_nothing_is_found_in_nothing(detector: Detector) -> None:
    assert found(detector, "") == []
