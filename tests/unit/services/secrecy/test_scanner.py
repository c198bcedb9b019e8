"""The scan of an item: what survives of several detectors' findings, and what a failed one does."""
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.secrecy.scanner import DetectorFailed, Located, scan
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text
from tests.unit.services.secrecy.suite import BUILT_IN


@dataclass
class Fixed:
    """Reports what it was given."""

    findings: list[Finding] = field(default_factory=list)
    code: str = "fixed"
    version: int = 4
    label: str = "测试"
    reference: str = "测试"

    def scan(self, text: Text) -> Iterable[Finding]:
        yield from self.findings


class Broken(Fixed):
    """Fails in the middle of its work, quoting the text."""

    def scan(self, text: Text) -> Iterable[Finding]:
        yield Finding(0, 1, Severity.LOW, "x", "理由")
        raise RuntimeError(text.original)


def finding(start: int, end: int, severity: Severity = Severity.MEDIUM, confidence: float = 1.0) -> Finding:
    return Finding(start, end, severity, "x", "理由", confidence)


def spans(located: list[Located]) -> list[tuple[int, int]]:
    return [(hit.finding.start, hit.finding.end) for hit in located]


def test_findings_come_in_the_order_of_parts_and_text_with_line_and_column() -> None:
    detector = Fixed([finding(5, 6), finding(0, 1), finding(3, 4)])
    located = scan([Text("title", "一二\n三\n四五"), Text("body", "\n\n123456")], [detector])
    assert [(hit.part, hit.finding.start, hit.line, hit.column) for hit in located] == [
        ("title", 0, 1, 1),
        ("title", 3, 2, 1),
        ("title", 5, 3, 1),
        ("body", 0, 1, 1),
        ("body", 3, 3, 2),
        ("body", 5, 3, 4),
    ]
    assert {(hit.code, hit.version) for hit in located} == {("fixed", 4)}


@pytest.mark.parametrize(
    ("findings", "kept"),
    [
        ([finding(0, 9), finding(3, 5, Severity.HIGH)], [(3, 5)]),
        ([finding(0, 9, confidence=0.5), finding(3, 5)], [(3, 5)]),
        ([finding(3, 5), finding(0, 9)], [(0, 9)]),
        ([finding(0, 5), finding(5, 9)], [(0, 5), (5, 9)]),
        ([finding(0, 5), finding(4, 9, Severity.HIGH), finding(0, 3, Severity.LOW)], [(0, 3), (4, 9)]),
        ([finding(0, 5), finding(0, 5)], [(0, 5)]),
    ],
)
def test_of_overlapping_findings_the_weightiest_stays(findings: list[Finding], kept: list[tuple[int, int]]) -> None:
    assert spans(scan([Text("body", "0123456789")], [Fixed(findings)])) == kept


def test_at_equal_weight_the_earlier_detector_wins() -> None:
    located = scan([Text("body", "0123")], [Fixed([finding(0, 2)], "first"), Fixed([finding(0, 2)], "second")])
    assert [hit.code for hit in located] == ["first"]


@pytest.mark.parametrize(
    "original",
    [
        "433101199001011234",
        "433101 19900101123 4",
        "433101①⑨⑨⓪⓪①⓪①①②③4",
        "433101*1990*0101*1234",
        "4 3 3 1 0 1 1 9 9 0 0 1 0 1 1 2 3 4",
    ],
)
def test_a_mobile_number_inside_a_citizen_number_is_not_reported(original: str) -> None:
    located = scan([Text("body", original)], BUILT_IN)
    assert [(hit.code, *span) for hit, span in zip(located, spans(located), strict=True)] == [
        ("id_card", 0, len(original))
    ]


def test_a_mobile_and_a_citizen_number_side_by_side_are_both_reported() -> None:
    located = scan([Text("body", "13800138000 433101199001011234")], BUILT_IN)
    assert [hit.code for hit in located] == ["mobile", "id_card"]


def test_a_failed_detector_fails_the_scan_and_does_not_quote_the_text() -> None:
    with pytest.raises(DetectorFailed, match="broken.*body.*RuntimeError") as failure:
        scan([Text("body", "示例甲号工程")], [*BUILT_IN, Broken(code="broken")])
    assert "示例" not in str(failure.value)
    assert failure.value.__suppress_context__


@pytest.mark.parametrize("outside", [finding(-1, 1), finding(0, 0), finding(1, 0), finding(0, 3)])
def test_a_finding_outside_the_text_fails_the_scan(outside: Finding) -> None:
    with pytest.raises(DetectorFailed, match="outside"):
        scan([Text("body", "一二")], [Fixed([outside])])


def test_nothing_is_found_in_nothing() -> None:
    assert scan([], BUILT_IN) == []
    assert scan([Text("body", "")], BUILT_IN) == []
    assert scan([Text("body", "机密★10年")], []) == []


PIECES = st.sampled_from(
    ["433101", "19900101", "1234", "13800138000", "机密", "★", "10年", "<b>", "&#49;", "\n", "①", "-"]
)
ANY = st.lists(PIECES | st.text(st.characters(exclude_categories=[])), max_size=20).map("".join)


@settings(deadline=None)  # the first look-up builds the tables
@given(ANY, st.sampled_from(["plain", "html"]))
def test_a_scan_of_anything_ends_with_findings_apart_and_in_order(original: str, format: str) -> None:
    located = scan([Text("body", original, format)], BUILT_IN)  # type: ignore[arg-type]
    edges = [edge for span in spans(located) for edge in span]
    assert edges == sorted(edges)
    assert all(hit.line >= 1 and hit.column >= 1 for hit in located)
