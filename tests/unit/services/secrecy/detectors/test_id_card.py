"""Citizen numbers: (text, what is found), all numbers synthetic."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.secrecy.detectors import id_card
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text

ID = "433101199001011234"
OLD = "433101900101123"


def found(original: str, format: str = "plain") -> list[Finding]:
    return list(id_card.make({}).scan(Text("body", original, format)))  # type: ignore[arg-type]


def slices(original: str, format: str = "plain") -> list[str]:
    return [original[finding.start : finding.end] for finding in found(original, format)]


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        (ID, [ID]),
        ("433123198506150022", ["433123198506150022"]),
        ("433127200002290043", ["433127200002290043"]),
        ("11010519491231002X", ["11010519491231002X"]),
        ("11010519491231002x，", ["11010519491231002x"]),
        (f"张某，身份证号{ID}，住某村", [ID]),
        (f"ID{ID}", [ID]),
        (f"{ID} 433123198506150022", [ID, "433123198506150022"]),
        (f"13800138000 {ID}", [ID]),
        (f"(1){ID}", [ID]),
        (f"①{ID}", [ID]),
        ("４３３１０１１９９００１０１１２３４", ["４３３１０１１９９００１０１１２３４"]),
        ("号码433101-19900101-1234。", ["433101-19900101-1234"]),
        ("433101 1990 0101 1234", ["433101 1990 0101 1234"]),
        ("4 3 3 1 0 1 1 9 9 0 0 1 0 1 1 2 3 4", ["4 3 3 1 0 1 1 9 9 0 0 1 0 1 1 2 3 4"]),
        (f"13800138000 {ID[:6]} {ID[6:14]} {ID[14:]}", [f"{ID[:6]} {ID[6:14]} {ID[14:]}"]),
        ("(1) 43-3101199-00101-1234", ["43-3101199-00101-1234"]),
        ("433101\u200b19900101\u200d1234", ["433101\u200b19900101\u200d1234"]),
        ("④③③①⓪①①⑨⑨⓪⓪①⓪①①②③④", ["④③③①⓪①①⑨⑨⓪⓪①⓪①①②③④"]),
        ("1101051949123100２Ⅹ", ["1101051949123100２Ⅹ"]),
        ("433101😀19900101★1234", ["433101😀19900101★1234"]),
        ("身份证号：433101900101123", [OLD]),
        ("433101900101123（身份证）", [OLD]),
        ("姓名张三，男，433101900101123", [OLD]),
        ("四三三一〇一一九九〇〇一〇一一二三四", ["四三三一〇一一九九〇〇一〇一一二三四"]),
        ("肆叁叁壹零壹壹玖玖零零壹零壹壹贰叁肆", ["肆叁叁壹零壹壹玖玖零零壹零壹壹贰叁肆"]),
        ("四三三一○一1990○一○一一二三四", ["四三三一○一1990○一○一一二三四"]),
        ("433101\n199001011234", ["433101\n199001011234"]),
        ("433101\t1990\t01011234", ["433101\t1990\t01011234"]),
    ],
)
def test_a_number_is_found_where_it_stands_however_it_is_written(original: str, hits: list[str]) -> None:
    assert slices(original) == hits


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("4331<b>01</b>199001011234", ["4331<b>01</b>199001011234"]),
        ("<p>&#52;331011990&nbsp;01011234</p>", ["&#52;331011990&nbsp;01011234"]),
        ("<span>433101</span><em title='x>y'>19900101</em>1234", ["433101</span><em title='x>y'>19900101</em>1234"]),
        ("433101<!-- -->199001011234", ["433101<!-- -->199001011234"]),
        (f'<img alt="{ID}">', [ID]),
        (f"<!-- {ID} -->", [ID]),
        ("<td>433101</td><td>199001011234</td>", ["433101</td><td>199001011234"]),
        ("433101<br>199001011234", ["433101<br>199001011234"]),
        ("<li>433101</li>\n<li>19900101</li>\n<li>1234</li>", ["433101</li>\n<li>19900101</li>\n<li>1234"]),
        ("<td>7</td><td>433101</td><td>199001011234</td>", []),
        ("<li>7</li><li>433101</li><li>19900101</li><li>1234</li>", []),
        ('<i title="433101">199001011234</i>', []),
    ],
)
def test_a_page_is_read_as_its_readers_read_it(original: str, hits: list[str]) -> None:
    assert slices(original, "html") == hits


@pytest.mark.parametrize(
    "original",
    [
        "433101199001011235",  # wrong checksum
        "433101199002301239",  # 30 February
        "433101199013011239",  # month 13
        "033101199001011234",
        f"6{ID}",
        f"{ID}5",
        f"{ID}ab",
        "7\n433101\n199001011234",  # a column of numbers
        "433101\n\n\n\n\n199001011234",
        "433101，199001011234",
        "433101、19900101、1234",
        "433101；19900101；1234",
        "433101。199001011234",
        "114331000065100282",  # unified social credit code, digits only
        "11441700007280420Y",
        "6222021380013800013",
        "13800138000",
        "433101********1234",
        "2000 | 43 | 310119 | 900 | 101 | 1234",  # a row of a table whose cells happen to make one
        "0.4% 33101 1990 01011 234",
        OLD,  # nobody calls it an identity number
        f"身份证{'，' * 40}{OLD}",
        "身份证号：433101901301123",
        f"身份证号：1{OLD}",
        "",
    ],
)
def test_a_near_miss_is_not_reported(original: str) -> None:
    assert found(original) == []


def test_a_checksum_is_certain_and_an_old_number_is_for_a_person_to_judge() -> None:
    assert [(hit.severity, hit.confidence) for hit in found(ID)] == [(Severity.HIGH, 1.0)]
    assert [hit.severity for hit in found(f"身份证{OLD}")] == [Severity.MEDIUM]


@pytest.mark.parametrize(
    ("original", "evasion"),
    [(ID, False), ("11010519491231002x", False), ("433101 199001011234", True), ("４33101199001011234", True)],
)
def test_a_disguise_is_told_from_the_plain_form(original: str, evasion: bool) -> None:
    assert [hit.evasion for hit in found(original)] == [evasion]


def test_the_reason_does_not_repeat_the_number() -> None:
    assert not any(char.isdigit() for hit in found(ID) for char in hit.reason)


NUMBERS = st.sampled_from([ID, "433123198506150022", "433127200002290043", "11010519491231002X"])
CALM = st.text(st.sampled_from("湘西州公开张三的电话。，；、：！？\n（）“” -*·"), max_size=30)
DECOYS = st.sampled_from(["", "2024年", "13800138000，", "433101\n", "共120元；", "1990、", "4331，0119\n"])
INSERTED = st.text(st.sampled_from(" \t-.*|_/·—★【】\u200b\u200d\ufeff\u2060"), max_size=3)
SHAPES = ("0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⁰¹²³⁴⁵⁶⁷⁸⁹")
TAGS = st.sampled_from(["", "", "<b>", "</b>", "<span title='x>1'>", "<!-- 9 -->", "&nbsp;", "&#8203;", "</a>"])


@st.composite
def disguised(draw: st.DrawFn, *, in_html: bool = False) -> str:
    """A number of which every digit may have another shape and be followed by anything that may be inserted."""
    characters = []
    for char in draw(NUMBERS):
        shape = draw(st.sampled_from(SHAPES))[int(char)] if char.isdigit() else draw(st.sampled_from("XxＸⅩ"))
        if in_html and draw(st.booleans()):
            shape = f"&#{ord(shape)};"
        characters += [shape, draw(TAGS if in_html else INSERTED)]
    return "".join(characters[:-1])


@settings(deadline=None)  # the first look-up builds the tables
@given(CALM, DECOYS, disguised(), DECOYS, CALM)
def test_a_planted_number_is_found_exactly_in_any_disguise(
    before: str, decoy_before: str, planted: str, decoy_after: str, after: str
) -> None:
    head = f"{before}{decoy_before}："
    spans = [(hit.start, hit.end) for hit in found(f"{head}{planted}。{decoy_after}{after}")]
    assert spans == [(len(head), len(head) + len(planted))]


@settings(deadline=None)  # the first look-up builds the tables
@given(CALM, disguised(in_html=True), CALM)
def test_a_planted_number_is_found_exactly_in_a_page(before: str, planted: str, after: str) -> None:
    head = f"<p>{before}："
    spans = [(hit.start, hit.end) for hit in found(f"{head}{planted}。{after}</p>", "html")]
    assert spans == [(len(head), len(head) + len(planted))]
