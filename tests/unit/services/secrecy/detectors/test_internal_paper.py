"""Marks of internal papers: (text, what is found)."""
import pytest

from services.secrecy.detectors import internal_paper
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text


def found(original: str, format: str = "plain") -> list[Finding]:
    return list(internal_paper.make({}).scan(Text("body", original, format)))  # type: ignore[arg-type]


def slices(original: str) -> list[str]:
    return [original[hit.start : hit.end] for hit in found(original)]


@pytest.mark.parametrize(
    ("original", "marks"),
    [
        ("内部资料", ["内部资料"]),
        ("本资料为内部资料，注意保存。", ["内部资料", "注意保存"]),
        ("（内部文件）", ["内部文件"]),
        ("仅限内部使用", ["内部使用"]),
        ("此件不得外传", ["不得外传"]),
        ("会后收回", ["会后收回"]),
        ("请传阅后退回办公室", ["传阅后退回"]),
        ("仅供州领导参阅。", ["仅供州领导参阅"]),
        ("工作秘密", ["工作秘密"]),
        ("通知（工作秘密）", ["工作秘密"]),
        ("本件不得公开。", ["不得公开"]),
        ("内*部*资*料", ["内*部*资*料"]),
        ("內部資料", ["內部資料"]),
        ("内\u200b部资料", ["内\u200b部资料"]),
        ("内部 资料", ["内部 资料"]),
        ("阅后退回", ["阅后退回"]),
        ("仅供本单位干部参阅", ["仅供本单位干部参阅"]),
        ("密级\t内部资料\t份数", ["内部资料"]),
    ],
)
def test_a_mark_of_an_internal_paper_is_medium(original: str, marks: list[str]) -> None:
    assert slices(original) == marks
    assert {hit.severity for hit in found(original)} == {Severity.MEDIUM}
    assert not any(mark in hit.reason for hit in found(original) for mark in marks)


@pytest.mark.parametrize(
    "original",
    [
        "严禁泄露国家秘密、工作秘密、商业秘密",
        "行政机关不得公开。",
        "因泄露内部资料被处分",
        "限于军队内部使用。",
        "请妥善保存，注意安全",
        "标有“会后收回”字样的文件应当清退",
        "未经批准擅自复制、不得外传的文件",
        "应当按照规定会后收回",
        "登记造册，妥善保管。",
        "工作秘密管理办法",
        "仅供参考",
        "公司内部文件管理制度",
        "",
    ],
)
def test_writing_about_papers_is_not_reported(original: str) -> None:
    assert found(original) == []


@pytest.mark.parametrize(
    ("original", "evasion"), [("内部资料", False), ("内部 资料", False), ("内*部资料", True), ("內部資料", True)]
)
def test_a_disguise_is_told_from_typesetting(original: str, evasion: bool) -> None:
    assert [hit.evasion for hit in found(original)] == [evasion]
