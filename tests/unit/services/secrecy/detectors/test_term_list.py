"""Terms of a dictionary: (text, what is found)."""
from pathlib import Path

import pytest

from services.secrecy.detectors import term_list
from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text

DICTIONARY = """\
version: "3"
terms:
  - {term: 甲号工程, severity: high, reason: 虚构的代号}
  - {term: 甲号工程二期, severity: medium, reason: 虚构的文件}
  - {term: 联络密语, severity: low, reason: 虚构的用语}
  - {term: ASR, severity: medium, reason: 虚构的缩写}
  - {term: X-23 计划, severity: high, reason: 虚构的型号}
allow: [甲号工程馆, 州联络密语研究会]
"""


@pytest.fixture
def detector(tmp_path: Path) -> Detector:
    path = tmp_path / "terms.yaml"
    path.write_text(DICTIONARY, "utf-8")
    return term_list.make({"dictionary": str(path)})


def scan(detector: Detector, original: str, format: str = "plain") -> list[tuple[str, Finding]]:
    hits = detector.scan(Text("body", original, format))  # type: ignore[arg-type]
    return [(original[hit.start : hit.end], hit) for hit in hits]


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("推进甲号工程建设", ["甲号工程"]),
        ("甲号工程，甲号工程", ["甲号工程", "甲号工程"]),
        ("甲号工程二期", ["甲号工程二期"]),
        ("甲-号*工 程", ["甲-号*工 程"]),
        ("甲\u200b号\ufeff工程", ["甲\u200b号\ufeff工程"]),
        ("甲號工程", ["甲號工程"]),
        ("甲（号）工程。", ["甲（号）工程"]),
        ("使用asr系统", ["asr"]),
        ("ＡＳＲ", ["ＡＳＲ"]),
        ("x－２３计划", ["x－２３计划"]),
        ("X-23 计划", ["X-23 计划"]),
        ("甲号工程馆与甲号工程", ["甲号工程"]),
    ],
)
def test_a_term_is_found_where_it_stands(detector: Detector, original: str, hits: list[str]) -> None:
    assert [hit for hit, _ in scan(detector, original)] == hits


@pytest.mark.parametrize(
    "original",
    [
        "甲号工程馆",
        "甲號-工程 馆",
        "州联络密语研究会",
        "甲号\n工程",
        "甲号，工程",
        "甲号。工程",
        "was red",
        "ASRS",
        "甲工程",
        "",
    ],
)
def test_a_near_miss_is_not_reported(detector: Detector, original: str) -> None:
    assert scan(detector, original) == []


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("甲号<b>工程</b>", ["甲号<b>工程"]),
        ("甲号&#24037;程", ["甲号&#24037;程"]),
        ('<img alt="甲号工程">', ["甲号工程"]),
        ("<p>甲号</p><p>工程</p>", []),
    ],
)
def test_a_page_is_read_as_its_readers_read_it(detector: Detector, original: str, hits: list[str]) -> None:
    assert [hit for hit, _ in scan(detector, original, "html")] == hits


@pytest.mark.parametrize(
    ("original", "evasion", "confidence"),
    [
        ("甲号工程", False, 1.0),
        ("asr", False, 1.0),
        ("X-23 计划", False, 1.0),
        ("甲號工程", True, 1.0),
        ("甲 号 工 程", True, 0.6),
        ("甲\u200b号工程", True, 1.0),
    ],
)
def test_a_disguise_is_told_and_inserted_signs_are_less_certain(
    detector: Detector, original: str, evasion: bool, confidence: float
) -> None:
    assert [(hit.evasion, hit.confidence) for _, hit in scan(detector, original)] == [(evasion, confidence)]


def test_severity_and_reason_are_those_of_the_term(detector: Detector) -> None:
    [(_, hit)] = scan(detector, "联络密语")
    assert (hit.severity, hit.reason, hit.kind) == (Severity.LOW, "虚构的用语", "term")


def test_the_version_of_the_dictionary_can_be_asked(detector: Detector) -> None:
    assert detector.dictionary_version == "3"  # type: ignore[attr-defined]


def test_the_shipped_dictionary_is_an_invented_example() -> None:
    shipped = term_list.make({})
    assert shipped.dictionary_version.startswith("example")  # type: ignore[attr-defined]
    assert len(scan(shipped, "示例甲号工程")) == 1
    assert scan(shipped, "示例甲号工程纪念馆") == []


def test_an_empty_dictionary_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text('version: "0"', "utf-8")
    assert scan(term_list.make({"dictionary": path}), "甲号工程") == []


@pytest.mark.parametrize("path", ["", 7, None])
def test_a_setting_that_is_no_path_is_refused(path: object) -> None:
    with pytest.raises(ValueError, match="dictionary"):
        term_list.make({"dictionary": path})
