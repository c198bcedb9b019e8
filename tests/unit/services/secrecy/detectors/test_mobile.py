"""Mobile numbers: (text, what is found), all numbers invented."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.secrecy.detectors import mobile
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text

NUMBER = "13800138000"


def found(original: str, format: str = "plain") -> list[Finding]:
    return list(mobile.make({}).scan(Text("body", original, format)))  # type: ignore[arg-type]


def slices(original: str, format: str = "plain") -> list[str]:
    return [original[finding.start : finding.end] for finding in found(original, format)]


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        (NUMBER, [NUMBER]),
        ("联系人张某，电话19212345678。", ["19212345678"]),
        (f"tel{NUMBER}", [NUMBER]),
        (f"+86{NUMBER}", [NUMBER]),
        (f"0086{NUMBER}", [NUMBER]),
        (f"+86 {NUMBER}", [NUMBER]),
        (f"86-{NUMBER}", [NUMBER]),
        (f"{NUMBER} 13900139000", [NUMBER, "13900139000"]),
        (f"{NUMBER}，13900139000\n13700137000", [NUMBER, "13900139000", "13700137000"]),
        (f"{NUMBER}/13900139000", [NUMBER, "13900139000"]),
        (f"①{NUMBER}；②13900139000", [NUMBER, "13900139000"]),
        (f"1.{NUMBER}", [NUMBER]),
        (f"{NUMBER}①", [NUMBER]),
        ("138 0013 8000", ["138 0013 8000"]),
        ("138-0013-8000", ["138-0013-8000"]),
        ("138 0013 8000 139 0013 9000", ["138 0013 8000", "139 0013 9000"]),
        ("+86-138-0013-8000", ["138-0013-8000"]),
        ("１３８００１３８０００", ["１３８００１３８０００"]),
        ("1 3 8 0 0 1 3 8 0 0 0", ["1 3 8 0 0 1 3 8 0 0 0"]),
        ("1380\u200b0138\u200b000", ["1380\u200b0138\u200b000"]),
        ("13*8001★38😀000", ["13*8001★38😀000"]),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", ["①③⑧⓪⓪①③⑧⓪⓪⓪"]),
    ],
)
def test_a_mobile_number_is_found_without_its_country_code(original: str, hits: list[str]) -> None:
    assert slices(original) == hits


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ('<a href="tel:13800138000">电话</a>', [NUMBER]),
        ("<b>138</b>0013<i>8000</i>", ["138</b>0013<i>8000"]),
        ("138&#48;0138000", ["138&#48;0138000"]),
        ("<p>13800138000<sup>1</sup></p>", [NUMBER]),
        ("<td>138</td><td>0013</td><td>8000</td>", []),
        ("138<br>00138000", []),
    ],
)
def test_a_page_is_read_as_its_readers_read_it(original: str, hits: list[str]) -> None:
    assert slices(original, "html") == hits


@pytest.mark.parametrize(
    "original",
    [
        "12800138000",
        "1380013800",
        f"{NUMBER}0",
        f"2{NUMBER}",
        f"10086{NUMBER}",
        "433101199001011234",
        "6222021380013800013",
        "a13800138000",
        "13800138000b",
        "138****8000",
        "138\n00138000",
        "138，0013，8000",
        "138、0013、8000",
        "13,800,138,000",
        "13 800 138 000",
        "1958 1962 123",
        "1949-1999-201",
        "192.168.10.101",
        "15.5℃/19.8℃ 12345",
        "135\t1234\t5678",
        "135 1234 5678 90 1234",
        "2024-135-1234-5678",
        "135 | 1234 | 5678",
        "1 3 8 0 0 1 3 8 0 0 0 1",
        "圆周率3.14159265358",
        "13800138000元",
        "13800138000.50",
        "￥13800138000",
        "13800138000 平方米",
        "",
    ],
)
def test_a_near_miss_is_not_reported(original: str) -> None:
    assert found(original) == []


@pytest.mark.parametrize(("original", "evasion"), [(NUMBER, False), ("138-0013-8000", True), ("1380013８000", True)])
def test_a_disguise_is_told_from_the_plain_form(original: str, evasion: bool) -> None:
    assert [(hit.evasion, hit.severity) for hit in found(original)] == [(evasion, Severity.MEDIUM)]


def test_the_reason_does_not_repeat_the_number() -> None:
    assert not any(char.isdigit() for hit in found(NUMBER) for char in hit.reason)


@settings(deadline=None)  # the first look-up builds the tables
@given(
    st.from_regex("1[3-9][0-9]{9}", fullmatch=True).filter(str.isascii),
    st.lists(st.text(st.sampled_from("*★_·\u200b\ufeff"), max_size=2), min_size=10, max_size=10),
)
def test_a_number_is_found_exactly_between_any_hiding_signs(number: str, signs: list[str]) -> None:
    planted = number[0] + "".join(sign + digit for sign, digit in zip(signs, number[1:], strict=True))
    assert slices(f"电话：{planted}。") == [planted]
