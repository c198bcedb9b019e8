"""Marks of classification: (text, what is found)."""
import pytest

from services.secrecy.detectors import classification_mark
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text


def found(original: str, format: str = "plain") -> list[Finding]:
    return list(classification_mark.make({}).scan(Text("body", original, format)))  # type: ignore[arg-type]


def slices(original: str, severity: Severity, format: str = "plain") -> list[str]:
    hits = sorted(found(original, format), key=lambda hit: hit.start)
    return [original[hit.start : hit.end] for hit in hits if hit.severity is severity]


@pytest.mark.parametrize(
    ("original", "mark"),
    [
        ("绝密★10年", "绝密★10年"),
        ("000001\n机密★10年\n特急\n某某州人民政府文件", "机密★10年"),
        ("秘密★6个月", "秘密★6个月"),
        ("绝密★长期", "绝密★长期"),
        ("机密★会议开始前", "机密★会议开始前"),
        ("机密★解密时间另行通知", "机密★解密"),
        ("机 密 ★ 10 年", "机 密 ★ 10 年"),
        ("秘密☆十年", "秘密☆十年"),
        ("机密*10年", "机密*10年"),
        ("（机密★10年）某项工作", "机密★10年"),
        ("密级：秘密★5年", "秘密★5年"),
        ("機密★１０年", "機密★１０年"),
        ("机\u200b密★10年", "机\u200b密★10年"),
        ("机-密★10年", "机-密★10年"),
        ("标题\n\n  绝密  \n正文", "绝密"),
        ("【机密】", "机密"),
        ("秘密 特急\n正文", "秘密"),
        ("000123 机密", "机密"),
        ("机密★\n正文", "机密"),
        ("一\n二\n三\n四\n五\n六\n七\n八\n九\n机密", "机密"),
    ],
)
def test_a_mark_by_its_form_is_high(original: str, mark: str) -> None:
    assert slices(original, Severity.HIGH) == [mark]
    assert slices(original, Severity.MEDIUM) == []


@pytest.mark.parametrize(
    ("original", "mark"),
    [
        ("<p>机<b>密</b>★10年</p>", "机<b>密</b>★10年"),
        ("<h1>机密</h1><p>正文</p>", "机密"),
        ("<p>&#26426;密★10年</p>", "&#26426;密★10年"),
        ('<img alt="秘密★长期">', "秘密★长期"),
        ("<tr><td>机密</td><td>特急</td></tr>", "机密"),
        ("<tr><td>机</td><td>密</td><td>★10年</td></tr>", "机</td><td>密</td><td>★10年"),
    ],
)
def test_a_mark_on_a_page_is_high(original: str, mark: str) -> None:
    assert slices(original, Severity.HIGH, "html") == [mark]


def test_a_mark_that_is_written_about_is_medium() -> None:
    assert slices("文件上标有机密★10年字样", Severity.MEDIUM) == ["机密★10年"]
    assert slices("文件上标有机密★10年字样", Severity.HIGH) == []


@pytest.mark.parametrize(
    "original",
    [
        "认真学习《中华人民共和国保守国家秘密法》",
        "保护商业秘密和个人隐私",
        "保证数据的机密性、完整性和可用性",
        "公开前应当进行保密审查",
        "州直机关举办保密培训，讲解绝密、机密、秘密三级的划分",
        "国家秘密分为绝密、机密、秘密三级",
        "绝密级国家秘密载体由两人以上同行携带",
        "一是机密，二是安全。",
        "十年后这个秘密被揭开",
        "商业秘密\n机密性\n保密",
        "**绝密** 档案公开前",
        "机密。★10年",
        "一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n机密",
        "★10年老店",
        "",
    ],
)
def test_writing_about_secrecy_is_not_reported(original: str) -> None:
    assert found(original) == []


@pytest.mark.parametrize(
    ("original", "evasion"),
    [("机密★10年", False), ("机 密 ★ 10 年", False), ("机密*10年", False), ("机.密★10年", True), ("機密★10年", True)],
)
def test_a_disguise_is_told_from_typesetting(original: str, evasion: bool) -> None:
    assert [hit.evasion for hit in found(original)] == [evasion]
