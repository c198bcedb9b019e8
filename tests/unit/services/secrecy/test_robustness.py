"""The whole scanner on anything: it never raises, its places lie in the text, and no text costs more than its length."""
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.secrecy.inspector import Inspector
from services.secrecy.ports import Part
from services.secrecy.scanner import scan
from shared.plugins.detectors import Severity
from shared.plugins.text import Text
from tests.bench.detection import detectors
from tests.unit.services.secrecy.suite import BUILT_IN, KEY

DETECTORS = detectors()
PIECES = st.sampled_from([
    "433101", "19900101", "1234", "13800138000", "0743", "8123456", "6222", "湘U", "E12345678", "身份证号：", "姓名", "护照",
    "军官证", "一三八", "○", "〇", "壹", "机密", "★", "10年", "内部资料", "仅供", "参阅", "张三，男，家住", "村3组", "①", "-",
    "*", " ", "\t", "\n", ",", "|", "<b>", "</td><td>", "<tr>", "<table>", "</table>", "<p>", "<!--", "-->", "&#49;", "&", "<",
    "\u200b", "\ud800", "字第"])
ANY = st.lists(PIECES | st.text(st.characters(exclude_categories=[]), max_size=5), max_size=30).map("".join)
BYTES = 1_000_000
MOST_SECONDS = 12.0
"""CPU time of the dearest of the texts below; a regular expression that explodes takes hours."""


@settings(deadline=None, max_examples=100)
@given(ANY, st.sampled_from(["plain", "html", "table"]))
def test_anything_is_scanned_to_its_end(original: str, format: str) -> None:
    text = Text("body", original, format)  # type: ignore[arg-type]
    for detector in DETECTORS:
        for found in detector.scan(text):
            assert 0 <= found.start < found.end <= len(original)
        located = scan([text], DETECTORS)
    edges = [edge for each in located for edge in (each.finding.start, each.finding.end)]
    assert edges == sorted(edges)


@pytest.mark.parametrize("format", ["plain", "html"])
@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1\n", "1\t", "138", "13800138000 ", "433101199001011234\n", "1*", "一", "○", "a", "a1", "e1 ", "湘u1",
     "湘u12345", "机密", "机密*", "★", "*密", "内部资料", "仅供内", "军官证1", "军官证字第",
     "姓名", "姓名\n", "姓名,", "姓名\t身份证号\n", "张三\t姓名\t身份证号\n", "张三,男,家住村1组", "路1号", "<td>1",
     "<tr><td>姓名<td>", "姓名<tr><td>", "<tr><td>姓名</td><td>身份证号</td></tr>", "&#", " ", "\n", "\u200b", "①",
     "甲号示例工程"],
)
def test_no_text_costs_more_than_its_length(piece: str, format: str) -> None:
    """A sixteenth of a megabyte of each, so that the suite stays fast; what is not linear shows there as well."""
    text = piece * (BYTES // 16 // len(piece.encode()))
    began = time.process_time()
    scan([Text("body", text, format)], DETECTORS)  # type: ignore[arg-type]
    assert time.process_time() - began < MOST_SECONDS / 8


def test_a_megabyte_of_everything() -> None:
    line = "张三，男，家住村1组 机密* 内部资料 军官证字第1 姓名,身份证号 1 3 8 湘U1 一二三 e1234\t5\n"
    text = line * (BYTES // len(line.encode()))
    began = time.process_time()
    scan([Text("body", text)], DETECTORS)
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize(("original", "code"), [
    ("身份证号433101199001011234", "id_card"), ("手机13800138000", "mobile"), ("家庭电话0743-8123456", "landline"),
    ("卡号6222021903001122336", "bank_card"), ("经营者 代码11441700007280420Y", "credit_code"), ("车牌湘U12345", "plate"),
    ("护照E12345678", "passport"), ("军官证军字第12345678号", "officer_card"), ("张三，男，家住乾州街道兔岩村3组", "address"),
    ("姓名,病种\n张三,肺结核", "personal_table"), ("机密★10年", "classification_mark"), ("（内部资料）", "internal_paper"),
    ("示例甲号工程", "term_list")])
def test_every_detector_can_be_tried_without_blocking(original: str, code: str) -> None:
    """State ``trial`` (Art. 12 第十二条): recorded beside the others, and never what stops a publication."""
    (tried,) = [each for each in BUILT_IN if each.code == code]
    alone = Inspector(on=[], trial=[tried], secret_key=KEY)
    (found,) = alone.scan([Part("body", original)])
    assert (found.detector, found.trial, found.blocks) == (code, True, False)
    decided = Inspector(on=[tried], secret_key=KEY).scan([Part("body", original)])
    assert [(each.detector, each.trial, each.blocks) for each in decided] == [(code, False, each.severity == Severity.HIGH)
                                                                             for each in decided]
    beside = Inspector(on=[each for each in BUILT_IN if each is not tried], trial=[tried], secret_key=KEY)
    assert (code, True) in [(each.detector, each.trial) for each in beside.scan([Part("body", original)])]
    assert beside.versions.rules != Inspector(on=BUILT_IN, secret_key=KEY).versions.rules
