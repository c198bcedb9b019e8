"""Imports of matters: every kind of bad row is named, each good row is registered once, whoever is killed in between."""
import base64
import codecs
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from services.disclosure import use_cases
from services.disclosure.errors import ImportOver, InvalidSheet, UnitDissolved
from services.disclosure.model import MatterImport
from services.disclosure.use_cases import import_reports, importing
from shared.errors import Forbidden
from tests.unit.services.disclosure.county import AUDITOR, OFFICER, STRANGER, SUCCESSOR, UNIT, County
from tests.unit.services.disclosure.test_sheets import workbook

HEADER = "名称,信息类别,日期,起算事由,文号"
GOOD = "关于示例的通知,通知公告,2026-11-20,形成,州政办发〔2026〕1号"


def started(county: County, *lines: str, header: str = HEADER, **fields: Any) -> MatterImport:
    """An import that was taken in."""
    taken = {"unit": UNIT, "format": "csv", "name": "事项.csv", "content": "\n".join([header, *lines]) + "\n",
             "content_base64": "", "dry_run": False, **fields}
    made: MatterImport = county.do(use_cases.import_matters, OFFICER, **taken)
    return made


def worked(county: County, found: MatterImport) -> MatterImport:
    """Worked off by the sweep."""
    for _ in range(100):
        if county.imports.get(found.id).over:
            return county.imports.get(found.id)
        use_cases.tend_import(county.ports, now=county.now, id_=found.id)
    raise AssertionError("the import never ends")


def rows(county: County, found: MatterImport, outcome: str | None = None) -> list[dict[str, Any]]:
    """The report."""
    page, _ = county.do(use_cases.list_matter_import_rows, AUDITOR, import_id=found.id, outcome=outcome, limit=100, cursor=None)
    return page


def test_a_good_row_becomes_a_matter(county: County) -> None:
    found = started(county, GOOD)
    assert (found.state, found.rows, found.encoding) == ("reading", 0, "utf-8") and not list(county.matters.find({}))
    found = worked(county, found)
    assert (found.state, found.rows, found.registered, found.refused) == ("done", 1, 1, 0)
    matter, = county.matters.find({})
    assert (matter.title, matter.classes, matter.happened_on) == ("关于示例的通知", ("notices",), date(2026, 11, 20))
    assert (matter.origin, matter.origin_ref, matter.registered_by) == ("import", found.id, OFFICER.id)
    assert rows(county, found)[0]["matter_id"] == matter.id and not county.files
    event, = county.imports.events
    assert event.data() == {"unit": UNIT, "import_id": found.id, "state": "done", "rows": 1, "registered": 1, "refused": 0}


BAD = {
    "no title": (",通知公告,2026-11-20", "title", "必填"),
    "title too long": (f"{'长' * 201},通知公告,2026-11-20", "title", "201"),
    "title of two lines": ('"一\n二",通知公告,2026-11-20', "title", "换行"),
    "control character": ("一\x07,通知公告,2026-11-20", "title", "控制字符"),
    "NUL": ("一\x00,通知公告,2026-11-20", "title", "控制字符"),
    "no class": ("一,,2026-11-20", "classes", "必填"),
    "unknown class": ("一,小道消息,2026-11-20", "classes", "小道消息"),
    "one of two classes unknown": ("一,通知公告、小道消息,2026-11-20", "classes", "小道消息"),
    "too many classes": ("一,notices;other;laws;plans;meetings;bodies,2026-11-20", "classes", "最多"),
    "no date": ("一,通知公告,", "happened_on", "必填"),
    "short row": ("一,通知公告", "happened_on", "必填"),
    "no such day": ("一,通知公告,2026-02-30", "happened_on", "没有"),
    "no date at all": ("一,通知公告,昨天", "happened_on", "昨天"),
    "two-digit year": ("一,通知公告,26-11-20", "happened_on", "26-11-20"),
    "mixed separators": ("一,通知公告,2026-11/20", "happened_on", "不是日期"),
    "day to come": ("一,通知公告,2026-11-24", "happened_on", "尚未到来"),
    "far future": ("一,通知公告,9999-12-31", "happened_on", "尚未到来"),
    "before all rules": ("一,通知公告,1998-01-01", "classes", "1998-01-01"),
    "class that the rules of then do not have": ("一,通知公告,2017-01-05", "classes", "通知公告"),
    "wrong basis": ("一,通知公告,2026-11-20,听说", "basis", "形成、变更、保存"),
    "number too long": (f"一,通知公告,2026-11-20,,{'号' * 61}", "document_number", "61"),
    "too many cells": ("一,通知公告,2026-11-20,,,多,余", "", "多出 2 个"),
    "unclosed quote": ('"一,通知公告,2026-11-20', "happened_on", "必填"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_row_is_named_with_its_line_field_and_text_and_the_others_go_on(county: County, kind: str) -> None:
    line, field, words = BAD[kind]
    found = worked(county, started(county, GOOD, line))
    assert (found.state, found.registered, found.refused) == ("done", 1, 1), rows(county, found)
    bad, = rows(county, found, "refused")
    assert bad["line"] == 3 and bad["outcome_label"] == "有误，未登记"
    problem = next(each for each in bad["problems"] if each["field"] == field)
    assert words in problem["text"] and (not field or problem["column"] in HEADER)
    given = line.strip('"').split(",")[0].split("\n")[0][:20]
    assert "".join(bad["given"]).startswith(given) or "一" in "".join(bad["given"])


def test_all_that_is_wrong_with_a_row_is_told_at_once(county: County) -> None:
    found = worked(county, started(county, ",小道消息,昨天,听说"))
    assert {each["field"] for each in rows(county, found)[0]["problems"]} == {"title", "classes", "happened_on", "basis"}


def test_rows_that_repeat_each_other_and_rows_that_are_known_are_told_apart(county: County) -> None:
    county.register(title="已有事项")
    found = worked(county, started(county, GOOD, "已有事项,通知公告,2026/11/20", "关于 示例的通知,通知公告,2026年11月20日",
                                   "又一,通知公告,2026.11.20"))
    assert [row["outcome"] for row in rows(county, found)] == ["registered", "known", "repeated", "registered"]
    assert found.counts == {"registered": 2, "known": 1, "repeated": 1} and found.refused == 2
    assert "第 2 行" in rows(county, found)[2]["problems"][-1]["text"]
    again = worked(county, started(county, GOOD))
    assert again.counts == {"known": 1}


@pytest.mark.parametrize(("written", "wanted"), [
    ("2026-11-20", 20), ("2026-1-5", 5), ("2026/11/20", 20), ("2026年11月20日", 20), ("2026.11.20", 20), ("20261120", 20),
    (" ２０２６-１１-２０ ", 20), ("2026-11-20 00:00:00", 20)])
def test_days_are_read_as_offices_write_them(county: County, written: str, wanted: int) -> None:
    found = worked(county, started(county, f"一,通知公告,{written}"))
    assert found.registered == 1, rows(county, found)
    assert next(county.matters.find({})).happened_on.day == wanted


def test_headers_may_be_chinese_or_english_in_any_order_and_unknown_ones_are_named(county: County) -> None:
    found = worked(county, started(county, "2026-11-20;x;notices；会议;一;y", header=" Date ;备注;class;ＴＩＴＬＥ;日期",
                                   content_base64=""))
    assert found.unknown_columns == ["备注", "日期"] and found.columns == ["Date", "class", "ＴＩＴＬＥ"]
    assert rows(county, found)[0]["problems"][0]["field"] == "classes"
    good = worked(county, started(county, "2026-11-20;notices、meetings;一", header="date;class;title"))
    assert good.registered == 1 and next(county.matters.find({})).classes == ("meetings", "notices")


def test_a_workbook_with_dates_serials_and_formulas(county: County) -> None:
    raw = workbook(["名称", "信息类别", "日期"], ["一", "通知公告", datetime(2026, 11, 20)], ["二", "通知公告", 46346], [],
                   ["三", "通知公告", "=TODAY()"], ["=A1", "通知公告", 12], [2026, "other", 46346.5])
    found = started(county, format="xlsx", content="", content_base64=base64.b64encode(raw).decode())
    found = worked(county, found)
    assert [(row["line"], row["outcome"]) for row in rows(county, found)] == [
        (2, "registered"), (3, "registered"), (5, "refused"), (6, "refused"), (7, "registered")]
    assert {each.happened_on for each in county.matters.find({})} == {date(2026, 11, 20)}
    problems = [(each["field"], each["text"]) for row in rows(county, found, "refused") for each in row["problems"]]
    assert problems[0][0] == "happened_on" and "公式" in problems[0][1] and problems[1][0] == "title"


def test_a_workbook_that_counts_its_days_from_1904(county: County) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (["名称", "信息类别", "日期"], ["一", "通知公告", 46346 - 1462]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = worked(county, started(county, format="xlsx", content="", content_base64=base64.b64encode(out.getvalue()).decode()))
    assert found.registered == 1 and next(county.matters.find({})).happened_on == date(2026, 11, 20)


def test_a_trial_run_registers_nothing(county: County) -> None:
    county.register(title="已有事项")
    found = worked(county, started(county, GOOD, "已有事项,通知公告,2026-11-20", "空,,", dry_run=True))
    assert [row["outcome"] for row in rows(county, found)] == ["acceptable", "known", "refused"]
    assert len(list(county.matters.find({}))) == 1
    assert county.imports.events[0].registered == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(("fields", "words"), [
    ({"header": "名称,日期"}, "信息类别"), ({"content": ""}, "content"), ({"format": "xlsx"}, "xlsx"),
    ({"content": "", "content_base64": "%%%"}, "Base64"), ({"format": "xlsx", "content": "", "content_base64": "eHh4"}, "xlsx"),
    ({"content": "x" * 3_000_000}, "字节"), ({"content_base64": "eHh4"}, "只填一项")])
def test_a_file_that_is_no_table_of_matters_is_refused_at_once(county: County, fields: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        started(county, GOOD, **fields)
    assert words in refused.value.sentence and not list(county.imports.find({}))


@pytest.mark.parametrize(("lines", "words"), [((), "只有表头"), (["", " "], "只有表头"), ([GOOD] * 10_001, "10000 行")])
def test_a_file_of_too_few_or_too_many_rows_fails_and_says_why(county: County, lines: list[str], words: str) -> None:
    found = worked(county, started(county, *lines))
    assert found.state == "failed" and words in found.problem and not list(county.matters.find({}))
    assert county.imports.events[0].state == "failed" and not county.files  # type: ignore[attr-defined]


def test_a_unit_that_is_dissolved_takes_no_import_and_one_under_way_stops(county: County) -> None:
    found = started(county, GOOD)
    use_cases.tend_import(county.ports, now=county.now, id_=found.id)
    county.unit(UNIT, type="directory.unit.changed.v1", dissolved_on=date(2026, 11, 1), successors=[SUCCESSOR])
    assert "撤销" in worked(county, found).problem
    with pytest.raises(UnitDissolved):
        started(county, GOOD)


def test_it_can_be_cancelled_and_what_was_registered_stays(county: County) -> None:
    lines = [f"事项{number},通知公告,2026-11-20" for number in range(importing.BATCH * importing.BATCHES_A_STEP + 10)]
    found = started(county, *lines)
    for _ in range(2):
        use_cases.tend_import(county.ports, now=county.now, id_=found.id)
    found = county.do(use_cases.cancel_matter_import, OFFICER, import_id=found.id)
    assert found.state == "cancelled" and found.registered == len(lines) - 10 == len(list(county.matters.find({})))
    use_cases.tend_import(county.ports, now=county.now, id_=found.id)
    assert county.imports.get(found.id).version == found.version
    with pytest.raises(ImportOver):
        county.do(use_cases.cancel_matter_import, OFFICER, import_id=found.id)


def test_only_the_units_own_people_see_and_do(county: County) -> None:
    found = started(county, GOOD)
    for use_case, fields in ((use_cases.get_matter_import, {}), (use_cases.cancel_matter_import, {}),
                             (use_cases.get_matter_import_report, {"all": True})):
        with pytest.raises(Forbidden):
            county.do(use_case, STRANGER, import_id=found.id, **fields)
    assert county.do(use_cases.list_matter_imports, STRANGER, unit=None, limit=9, cursor=None) == ([], None)
    assert len(county.do(use_cases.list_matter_imports, AUDITOR, unit=None, limit=9, cursor=None)[0]) == 1
    with pytest.raises(Forbidden):
        county.do(use_cases.import_matters, STRANGER, unit=UNIT, format="csv", name="x", content="x", content_base64="",
                  dry_run=False)


def test_the_report_as_csv_holds_what_went_wrong_and_no_formula(county: County) -> None:
    found = worked(county, started(county, GOOD, "=HYPERLINK(1),小道消息,2026-11-20"))
    report = county.do(use_cases.get_matter_import_report, OFFICER, import_id=found.id, all=False)
    assert (report.name, report.media_type) == (f"导入结果-{found.id}.csv", "text/csv; charset=utf-8")
    assert report.content.startswith(codecs.BOM_UTF8)  # else Excel takes it for GBK
    lines = report.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "行号,结果,列,说明,事项编号,原文" and len(lines) == 2
    assert lines[1].startswith("3,") and "'=HYPERLINK(1)" in lines[1] and "小道消息" in lines[1]
    everything = county.do(use_cases.get_matter_import_report, OFFICER, import_id=found.id, all=True).content.decode()
    assert len(everything.splitlines()) == 3


def test_a_report_that_is_too_long_for_one_file_says_where_it_ends(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    found = worked(county, started(county, *(f"坏行{number},没有这一类,2026-11-20" for number in range(60))))
    monkeypatch.setattr(import_reports, "MOST_BYTES", import_reports.MARGIN_BYTES + 3_000)
    report = county.do(use_cases.get_matter_import_report, OFFICER, import_id=found.id, all=False).content
    lines = report.decode("utf-8-sig").splitlines()
    kept = len(lines) - 2
    assert 0 < kept < 60 and f"其余 {60 - kept} 行" in lines[-1] and len(report) <= import_reports.MOST_BYTES


def test_the_template_can_be_filled_in_and_imported(county: County) -> None:
    template = county.do(use_cases.get_matter_import_template, OFFICER).content.decode()
    found = worked(county, started(county, content=template + GOOD))
    assert found.registered == 1 and not found.unknown_columns


class _Killed(Exception):
    """The process is gone."""


@settings(max_examples=60, deadline=None)
@given(kills=st.lists(st.integers(1, 30), max_size=12), data=st.data())
def test_whoever_is_killed_whenever_each_row_is_registered_once(kills: list[int], data: st.DataObject) -> None:
    """Every save may be the last thing that a process does: before it, or after it."""
    county = County()
    count = data.draw(st.integers(1, 12))
    lines = [f"事项{number},通知公告,2026-11-20" if number % 5 else "空,," for number in range(count)]
    found = started(county, *lines)
    left = iter(kills)
    countdown = [next(left, None)]

    def fragile(save: Any, after: bool) -> Any:
        def saved(*arguments: Any) -> Any:
            if countdown[0] is not None:
                countdown[0] -= 1
                if countdown[0] == 0:
                    countdown[0] = next(left, None)
                    if after:
                        save(*arguments)
                    raise _Killed
            return save(*arguments)
        return saved

    for each, name in ((county.matters, "save"), (county.imports, "save"), (county.rows, "put")):
        setattr(each, name, fragile(getattr(each, name), data.draw(st.booleans())))
    batch = importing.BATCH
    importing.BATCH = 3
    try:
        for _ in range(200):
            if county.imports.get(found.id).over:
                break
            try:
                use_cases.tend_import(county.ports, now=county.now, id_=found.id)
            except _Killed:
                continue
    finally:
        importing.BATCH = batch
    found = county.imports.get(found.id)
    good = sum(1 for line in lines if line != "空,,")
    assert (found.state, found.rows, found.registered, found.refused) == ("done", count, good, count - good)
    titles = sorted(line.split(",")[0] for line in lines if line != "空,,")
    assert sorted(each.title for each in county.matters.find({})) == titles
    assert county.told.count("matter.registered") == good
