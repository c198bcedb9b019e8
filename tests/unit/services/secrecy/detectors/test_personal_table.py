"""Tables of people: (heads, rows, how severe), all invented."""
import pytest

from services.secrecy.detectors import personal_table
from shared.plugins.text import Text
from tests.unit.services.secrecy.detectors.cases import found

ID = "433101199001011234"


@pytest.mark.parametrize(
    ("heads", "row", "severity"),
    [
        ("序号\t姓名\t身份证号", f"1\t张三\t{ID}", "high"),
        ("姓名\t残疾等级", "张三\t二级", "high"),
        ("姓名,病种,金额", "张三,肺结核,500", "high"),
        ("姓名，银行卡号", "张三，6222021903001122336", "high"),
        ("| 姓名 | 身份证号 |", f"| 张三 | {ID} |", "high"),
        ("序号 姓名 身份证号", f"1 张三 {ID}", "high"),
        ("户主姓名\t家庭住址", "张三\t乾州街道", "medium"),
        ("姓名\t联系电话", "张三\t13800138000", "medium"),
        ("姓名\t单位\t电话", "张三\t州财政局\t13800138000", "low"),
        ("姓名\t单位\t身份证号", f"张三\t州财政局\t{ID}", "high"),
        ("姓名\t单位\t职务", "张三\t州财政局\t科长", None),
        ("单位\t姓名\t办公电话", "州财政局\t张三\t0743-8123456", None),
        ("姓名\t身份证号", "张三\t4331**********1234", None),
        ("姓名\t身份证号", f"张*\t{ID}", None),
        ("姓名\t身份证号\t病种", "张三\t4331**********1234\t肺结核", "high"),
        ("姓名\t身份证号", "\t", None),
        ("名称\t身份证号", f"张三\t{ID}", None),
        ("姓名为必填项，身份证号也是", "请填写", None),
    ],
)
def test_heads_and_rows_say_how_severe_a_table_is(heads: str, row: str, severity: str | None) -> None:
    hits = found(personal_table.make({}), f"公示\n{heads}\n{row}\n\n正文")
    assert [each for _, each in hits] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("<table><tr><th>姓名</th><th>病种</th></tr><tr><td>张三</td><td>肺结核</td></tr></table>", "姓名</th><th>病种"),
        ("<TABLE><TR><TD><p>姓 名</p></TD><TD><b>病种</b></TD></TR>\n<TR><TD>张三</TD><TD>肺结核</TD></TR></TABLE>",
         "<p>姓 名</p></TD><TD><b>病种</b>"),
        ("<table><tr><td>姓名</td><td>病种</td></tr></table><p>张三 肺结核</p>", None),
        ("<p>姓名 病种 性别</p><p>张三 肺结核 男</p>", None),
    ],
)
def test_a_table_of_a_page(page: str, place: str | None) -> None:
    assert found(personal_table.make({}), page, "html") == ([(place, "high")] if place else [])


def test_the_reason_names_heads_and_rows_and_quotes_nothing() -> None:
    rows = "\n".join(f"{number}\t张{number}三\t{ID}\t138" for number in "一二三四")
    (hit,) = personal_table.make({}).scan(Text("body", f"序号\t姓 名\t身份證號碼\t手机\n{rows}", "table"))
    assert hit.reason == "表格在姓名之外列有身份证件号、电话，有4行未作遮盖，公开前应当去标识化"


def test_two_tables_are_two_findings() -> None:
    table = f"姓名\t身份证号\n张三\t{ID}\n"
    assert len(found(personal_table.make({}), f"{table}\n正文\n{table}")) == 2
