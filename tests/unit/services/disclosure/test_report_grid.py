"""The structure of the real forms: every row and column label in its place, and no cell missing or double."""
import pytest

from services.disclosure.model.report import tables
from services.disclosure.model.report_grid import Grid, grids
from tests.unit.services.disclosure.forms import form

TABLE_2_OF_2021 = """
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | | |
行政规范性文件 | | |
第二十条第（五）项
信息内容 | 本年处理决定数量
行政许可 |
第二十条第（六）项
信息内容 | 本年处理决定数量
行政处罚 |
行政强制 |
第二十条第（八）项
信息内容 | 本年收费金额（单位：万元）
行政事业性收费 |
"""
TABLE_2_OF_2019 = """
第二十条第（一）项
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | | |
规范性文件 | | |
第二十条第（五）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | | |
其他对外管理服务事项 | | |
第二十条第（六）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | | |
行政强制 | | |
第二十条第（八）项
信息内容 | 上一年项目数量 | 本年增/减
行政事业性收费 | |
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额
政府集中采购 | |
"""
NUMBERS = " | ".join("0" * 7)
HEAD = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况
自然人 | 法人或其他组织 | 总计
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
"""
ROWS = """
一、本年新收政府信息公开申请数量
二、上年结转政府信息公开申请数量
三、本年度办理结果 | （一）予以公开
（二）部分公开（区分处理的，只计这一情形，不计其他情形）
（三）不予公开 | 1.属于国家秘密
2.其他法律行政法规禁止公开
3.危及“三安全一稳定”
4.保护第三方合法权益
5.属于三类内部事务信息
6.属于四类过程性信息
7.属于行政执法案卷
8.属于行政查询事项
（四）无法提供 | 1.本机关不掌握相关政府信息
2.没有现成信息需要另行制作
3.补正后申请内容仍不明确
（五）不予处理 | 1.信访举报投诉类申请
2.重复申请
3.要求提供公开出版物
4.无正当理由大量反复申请
5.要求行政机关确认或重新出具已获取信息
"""
LAST_OF_2019 = """
（六）其他处理
（七）总计
四、结转下年度继续办理
"""
LAST_OF_2021 = """
（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
3.其他
（七）总计
四、结转下年度继续办理
"""
RESULTS = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
TABLE_4 = f"""
行政复议 | 行政诉讼
{RESULTS} | 未经复议直接起诉 | 复议后起诉
{RESULTS} | {RESULTS}
{" | ".join("0" * 15)}
"""


def drawn(grid: Grid) -> list[str]:
    """The cells that begin in each row, in order."""
    ordered = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    return [" | ".join(cell.text for cell in ordered if cell.row == row).strip() for row in range(grid.height)]


def lines(*texts: str) -> list[str]:
    """What a golden text says."""
    return [line.strip() for text in texts for line in text.strip().splitlines()]


def made(year: int) -> dict[str, Grid]:
    """The grids of an empty report."""
    return grids(form(year), tables([], year, form(year)))


@pytest.mark.parametrize(("year", "golden"), [(2021, TABLE_2_OF_2021), (2026, TABLE_2_OF_2021), (2020, TABLE_2_OF_2019)])
def test_table_2_is_that_of_the_real_form(year: int, golden: str) -> None:
    found = drawn(made(year)["proactive"])
    assert [line.replace(" ", "") for line in found] == [line.replace(" ", "") for line in lines(golden)]


@pytest.mark.parametrize(("year", "last"), [(2026, LAST_OF_2021), (2019, LAST_OF_2019)])
def test_table_3_is_that_of_the_real_form(year: int, last: str) -> None:
    golden = lines(HEAD) + [f"{line} | {NUMBERS}" for line in lines(ROWS, last)]
    assert drawn(made(year)["applications"]) == golden


def test_table_3_spans_what_the_real_form_spans() -> None:
    spans = {cell.text: (cell.height, cell.width) for cell in made(2026)["applications"].cells if cell.kind != "number"}
    assert spans["三、本年度办理结果"] == (22, 1) and spans["（三）不予公开"] == (8, 1) and spans["（五）不予处理"] == (5, 1)
    assert spans["申请人情况"] == (1, 7) and spans["法人或其他组织"] == (1, 5) and spans["自然人"] == (2, 1)
    assert spans["一、本年新收政府信息公开申请数量"] == (1, 3) and spans["（一）予以公开"] == (1, 2)


@pytest.mark.parametrize("year", [2019, 2026])
def test_table_4_is_that_of_the_real_form(year: int) -> None:
    assert drawn(made(year)["remedies"]) == lines(TABLE_4)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
@pytest.mark.parametrize("part", ["proactive", "applications", "remedies"])
def test_cells_fill_the_table_and_none_lies_on_another(year: int, part: str) -> None:
    grid = made(year)[part]
    places = [(cell.row + down, cell.column + right) for cell in grid.cells for down in range(cell.height)
              for right in range(cell.width)]
    assert sorted(places) == [(row, column) for row in range(grid.height) for column in range(len(grid.widths))]
