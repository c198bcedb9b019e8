"""Proactive disclosure through HTTP: from a matter to its publication, imports that survive kills, the catalogue."""
import base64
import csv
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from shared.clock import legal_day, now
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until
from tests.unit.services.disclosure.test_sheets import workbook

UNIT = "433100"
STAGES = ["open", "near", "due", "overdue"]
GROUND = {"ground": "coordination", "explanation": "需会同三个部门核实数据。"}


@pytest.fixture(scope="module")
def officer(suite: Suite) -> Api:
    """Registers matters."""
    return person(suite, "disclosure_officer")


@pytest.fixture(scope="module")
def head(suite: Suite) -> Api:
    """Decides on extensions and exemptions."""
    return person(suite, "disclosure_head")


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """Who writes and publishes."""
    return open_desk(administrator(suite), suite.gateways[0])


def matter(officer: Api, title: str, *, ago: int = 0, unit: str = UNIT, **fields: Any) -> dict[str, Any]:
    """A matter of some days ago; disclosure hears of a new unit a moment after directory told it."""
    day = legal_day(now()) - timedelta(days=ago)
    taken = {"unit": unit, "title": title, "classes": ["other"], "happened_on": day.isoformat()}
    made: dict[str, Any] = known(lambda: officer.post("/v1/matters", **(taken | fields)))
    return made


def known(make: Callable[[], Any]) -> Any:
    """As soon as the unit is known."""
    def attempt() -> Any:
        try:
            return make()
        except Refusal as refusal:
            if refusal.code != "disclosure.unit.unknown":
                raise
            return None
    return wait_until(attempt, what="disclosure knows the unit")


def step(api: Api, found: dict[str, Any], path: str, **body: Any) -> dict[str, Any]:
    """A step of a matter, as it was seen."""
    done: dict[str, Any] = api.post(f"/v1/matters/{found['id']}/{path}", version=found["version"], **body)
    return done


def refused(code: str, make: Callable[[], Any]) -> Refusal:
    """The refusal with this code."""
    with pytest.raises(Refusal) as told:
        make()
    assert told.value.code == code, told.value.problem
    return told.value


def published(desk: Desk, title: str, **item: Any) -> dict[str, Any]:
    """An article that went through the gate."""
    return through_the_gate(desk, approved(desk, desk.editor.post("/v1/articles", column=desk.column, title=title,
                                                                  body="<p>内容。</p>", **item)))


def approved(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    """An article as the editors approved it."""
    for api, path in ((desk.editor, "submission"), (desk.approver, "approval")):
        article = api.post(f"/v1/articles/{article['id']}/{path}", version=article["version"])
    return article


def through_the_gate(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    """An approved article, cleared and published."""
    wanted = (article["id"], article["current"]["digest"])
    review = wait_until(lambda: next((each for each in desk.officer.get("/v1/reviews", state="open", limit=100)["items"]
                                      if (each["subject"], each["digest"]) == wanted), None), what="the review opens")
    desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    article = wait_until(lambda: (found := desk.editor.get(f"/v1/articles/{article['id']}"))["status"] == "cleared" and found,
                         what="content hears of the clearance")
    done: dict[str, Any] = desk.publisher.post(f"/v1/articles/{article['id']}/publication", version=article["version"])
    return done


def test_the_stages_follow_the_days_and_each_is_in_the_account(officer: Api) -> None:
    found = [matter(officer, f"阶段 {ago}", ago=ago) for ago in range(25)]
    stages = [STAGES.index(each["duty"]["stage"]) for each in found]
    assert stages == sorted(stages) and {0, 1, 3} <= set(stages)
    account = officer.get(f"/v1/matters/{found[0]['id']}/account")
    assert sum(day["counted"] for day in account["days"]) == 5 and account["days"][-1]["day"] == account["due_on"]


def test_a_matter_is_met_in_time_or_late_by_the_item_that_carries_it(suite: Suite, officer: Api, desk: Desk) -> None:
    fresh, old = matter(officer, "今天的事项"), matter(officer, "很久以前的事项", ago=40)
    refused("disclosure.matter.not_published", lambda: step(officer, fresh, "fulfilment", article_id="none"))
    article = published(desk, "今天的事项的公开", made_on=legal_day(now()).isoformat(), summary="概述")
    entry = wait_until(lambda: _entry(suite, article["index_number"]).status_code == 200
                       and _entry(suite, article["index_number"]).json(), what="the catalogue has it")
    assert (entry["title"], entry["summary"]) == ("今天的事项的公开", "概述")
    assert (entry["validity_label"], entry["part"]) == ("有效", "content")
    met, late = (step(officer, each, "fulfilment", article_id=article["id"]) for each in (fresh, old))
    assert (met["state"], met["duty"]["met_late"], met["fulfilment"]["path"]) == ("fulfilled", False, article["path"])
    assert late["duty"]["met_late"] and late["duty"]["late_days"] > 10

    def own() -> dict[str, Any]:
        found, = [each for each in _matters(officer, title="今天的事项的公开") if each["origin"] == "item"]
        return found

    wait_until(lambda: own()["state"] == "superseded", what="the item counts as the matter that it was linked to, not twice")
    assert own()["superseded_by"] in (fresh["id"], old["id"]) and not own()["duty"]["met_late"]

    def catalogue() -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{suite.gateways[1]}/v1/public/catalogue", params={"q": "今天的事项"}).json()
        return found

    listed = catalogue()
    assert [each["article_id"] for each in listed["items"]] == [article["id"]]
    assert {"code": "content", "label": "法定主动公开内容", "count": 1} in listed["parts"]
    desk.publisher.post(f"/v1/articles/{article['id']}/withdrawal", version=article["version"], reason="内容有误。",
                        mode="gone")
    gone = wait_until(lambda: (answer := _entry(suite, article["index_number"])).status_code == 404 and answer,
                      what="the withdrawal is told at every gateway")
    assert gone.json()["code"] == "disclosure.entry.withdrawn" and "内容有误" in gone.text
    wait_until(lambda: not catalogue()["items"], what="it left the list")


def _entry(suite: Suite, number: str) -> httpx.Response:
    return httpx.get(f"{suite.gateways[0]}/v1/public/catalogue/entry", params={"index_number": number})


def _matters(api: Api, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/v1/matters", limit=100, **query)["items"]
    return found


def test_more_time_is_granted_before_the_limit_and_not_after(officer: Api, head: Api) -> None:
    found, late = matter(officer, "需要延长的事项"), matter(officer, "来不及延长的事项", ago=40)
    longer = step(head, found, "extension", **GROUND)
    assert longer["duty"]["due_on"] > found["duty"]["due_on"] and longer["duty"]["clock"]["extension"]["total"]["amount"] == 10
    refused("law.clock.not_extendable", lambda: step(head, longer, "extension", **GROUND))
    refused("law.clock.extension_too_late", lambda: step(head, late, "extension", **GROUND))
    refused("disclosure.matter.invalid_ground", lambda: step(head, late, "extension", ground="x", explanation="没有理由"))
    refused("frame.caller.forbidden", lambda: step(officer, late, "extension", **GROUND))


def test_a_matter_is_withheld_examined_again_and_opened(officer: Api, head: Api) -> None:
    found = matter(officer, "涉及商业秘密的事项")
    refused("disclosure.matter.invalid_exemption", lambda: step(head, found, "exemption", reason="x", explanation="不想公开"))
    found = step(head, found, "exemption", reason="trade_secret", explanation="涉及报价。")
    assert (found["state"], found["duty"]["kind"]) == ("exempted", "disclosure.withheld_review")
    found = step(head, found, "re-examination", outcome="still_withheld", explanation="没有变化。",
                 re_examine_on=(legal_day(now()) + timedelta(days=30)).isoformat())
    found = step(head, found, "re-examination", outcome="now_open", explanation="已经同意公开。")
    assert (found["state"], found["exemption"], len(found["reexaminations"])) == ("open", None, 2)
    history = [each["action"] for each in officer.get(f"/v1/matters/{found['id']}/history")["items"]]
    assert history == ["registered", "exempted", "withheld_again", "reopened"]


def test_a_withheld_article_has_to_be_looked_at_again_until_it_is_published(officer: Api, desk: Desk) -> None:
    by = (legal_day(now()) + timedelta(days=90)).isoformat()
    article = desk.editor.post("/v1/articles", column=desk.column, title="尚未定稿的方案", body="<p>内容。</p>", kind="notice",
                               attribute="withheld", withholding_reason="process", re_examine_on=by)
    article = approved(desk, article)

    def own() -> list[dict[str, Any]]:
        return _matters(officer, title=article["id"])

    found, = wait_until(own, what="the withheld article is a matter")
    assert (found["state"], found["origin"], found["origin_ref"]) == ("exempted", "item", article["id"])
    duty = found["duty"]
    assert (duty["kind"], duty["due_on"], duty["stage"]) == ("disclosure.withheld_review", by, "open")
    assert found["exemption"]["reason"] == "process" and "方案" not in str(found)
    article = desk.editor.patch(f"/v1/articles/{article['id']}", version=article["version"], attribute="proactive",
                                withholding_reason="", made_on=legal_day(now()).isoformat())
    article = through_the_gate(desk, approved(desk, article))
    met, = wait_until(lambda: own()[0]["state"] == "fulfilled" and own(), what="the publication meets it")
    assert met["fulfilment"]["article_id"] == article["id"] and not _matters(officer, title="尚未定稿的方案")


@pytest.mark.parametrize(("changes", "code"), [
    ({"happened_on": "2099-01-01"}, "law.clock.start_in_future"), ({"happened_on": "1998-01-01"}, "law.rule.missing"),
    ({"happened_on": "0001-01-01"}, "law.rule.missing"), ({"happened_on": "2026-02-30"}, "frame.input.invalid"),
    ({"classes": ["gossip"]}, "disclosure.matter.unknown_class"), ({"classes": []}, "frame.input.invalid"),
    ({"unit": "433101"}, "frame.caller.forbidden"), ({"title": "a\x00b"}, "frame.input.invalid"),
    ({"basis": "heard"}, "frame.input.invalid"), ({"colour": "red"}, "frame.input.invalid")])
def test_a_bad_matter_is_refused(officer: Api, changes: dict[str, Any], code: str) -> None:
    told = refused(code, lambda: matter(officer, **({"title": "不好的事项"} | changes)))
    assert told.problem["title"]


def test_the_same_matter_twice_and_a_unit_that_nobody_knows(suite: Suite, officer: Api) -> None:
    matter(officer, "只登记一次的事项")
    refused("disclosure.matter.exists", lambda: matter(officer, "只登记一次的 事项"))
    everywhere = person(suite, "disclosure_officer", scope="*")
    refused("disclosure.unit.unknown", lambda: everywhere.post("/v1/matters", unit="nobody", title="一", classes=["other"],
                                                               happened_on="2026-11-20"))


def test_a_dissolved_units_matters_pass_to_its_successor_and_its_changes_are_matters(suite: Suite) -> None:
    chief, code = administrator(suite), f"T{os.urandom(3).hex()}"
    today = legal_day(now())
    for each in (f"{code}A", f"{code}B"):
        unit = chief.post("/v1/units", code=each, name=f"测试单位{each}", short_name=each, kind="department", parent=UNIT,
                          valid_from=(today - timedelta(days=400)).isoformat())
        unit = chief.post(f"/v1/units/{each}/posts", version=unit["version"], kind="leader", holder="张示例", title="局长",
                          **{"from": today.isoformat()})
    officer = person(suite, "disclosure_officer", scope="*")
    found = matter(officer, "撤销之前的事项", unit=f"{code}A")
    mine = wait_until(lambda: [each for each in _matters(officer, unit=f"{code}A") if each["origin"] == "event"],
                      what="the leader's appointment is a matter")
    assert [each["classes"] for each in mine] == [["leadership", "appointments"]]
    unit = chief.get(f"/v1/units/{code}A")
    chief.post(f"/v1/units/{code}A/dissolution", version=unit["version"], on=today.isoformat(), successors=[f"{code}B"])
    passed = wait_until(lambda: (seen := officer.get(f"/v1/matters/{found['id']}"))["responsible"] == f"{code}B" and seen,
                        what="the successor has it")
    assert (passed["unit"], passed["duty"]["unit"]) == (f"{code}A", f"{code}B")
    told = refused("disclosure.unit.dissolved", lambda: matter(officer, "撤销之后的事项", unit=f"{code}A"))
    assert f"{code}B" in str(told.problem)
    refused("disclosure.unit.dissolved", lambda: officer.post("/v1/matter-imports", unit=f"{code}A", format="csv", name="x.csv",
                                                              content="名称,信息类别,日期\n一,other,2026-11-20\n"))


def lines(count: int) -> list[str]:
    """Rows of every kind, every tenth of them bad; 10 000 of them with one mistake of each kind per hundred."""
    bad = [",通知公告,2026-11-20", f"{'长' * 201},通知公告,2026-11-20", "一,小道消息,2026-11-20", "一,通知公告,2026-02-30",
           "一,通知公告,昨天", "一,通知公告,2099-01-01", "一,通知公告,1998-01-01", "一,通知公告",
           "一,通知公告,2026-11-20,多,余,,x", "导入事项 1,通知公告,2026-11-02"]
    return [bad[number // 10 % 10] if number % 10 == 0 else f"导入事项{number},通知公告,2026-11-{number % 20 + 1:02d}"
            for number in range(count)]


def test_ten_thousand_rows_are_imported_while_the_service_is_killed_and_none_twice(suite: Suite, officer: Api) -> None:
    text = "名称,信息类别,日期\n" + "\n".join(lines(10_000)) + "\n"
    begun = officer.post("/v1/matter-imports", unit=UNIT, format="csv", name="一万行.csv",
                         content_base64=base64.b64encode(text.encode("gb18030")).decode())
    assert begun["state"] == "reading"

    def look() -> dict[str, Any]:
        found: dict[str, Any] = officer.get(f"/v1/matter-imports/{begun['id']}")
        return found

    killed: list[int] = []
    while len(killed) < 3 and look()["state"] in ("reading", "working"):
        seen = look()["done"]
        wait_until(lambda: look()["done"] > seen or look()["state"] == "done", timeout=60, what="it goes on")  # noqa: B023
        pid = wait_until(lambda: suite.pid("disclosure") not in killed and suite.pid("disclosure"), what="it was started again")
        killed.append(pid)
        os.kill(pid, signal.SIGKILL)
    found = wait_until(lambda: (now_ := look())["state"] == "done" and now_, timeout=120, what="the import is done")
    assert killed and (found["rows"], found["registered"], found["refused"], found["done"]) == (10_000, 9_000, 1_000, 10_000)
    assert found["counts"] == {"registered": 9_000, "refused": 900, "repeated": 100} and found["encoding"] == "gb18030"
    report = officer.file(f"/v1/matter-imports/{begun['id']}/report").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(report)))
    assert len(rows) == 1_001 and [int(row[0]) for row in rows[1:]] == list(range(2, 10_002, 10))
    page = officer.get(f"/v1/matter-imports/{begun['id']}/rows", outcome="refused", limit=100)
    assert page["next"] and page["items"][2]["problems"][0]["column"] == "信息类别"
    refused("disclosure.import.over", lambda: officer.post(f"/v1/matter-imports/{begun['id']}/cancellation"))


def test_the_command_imports_a_workbook_prints_bad_rows_and_can_be_repeated(suite: Suite, tmp_path: Path) -> None:
    chief = administrator(suite)
    login, password = f"import-{os.urandom(4).hex()}", "correct horse battery staple"
    account = chief.post("/v1/accounts", login=login, name="测试人员", unit=UNIT, password=password, must_change=False)
    chief.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role="disclosure_officer", unit=UNIT)
    file = tmp_path / "事项.xlsx"
    file.write_bytes(workbook(["名称", "信息类别", "日期", "备注"], ["工作簿中的事项", "通知公告", date(2026, 11, 20)],
                              ["=1+1", "通知公告", 46346]))
    command = [sys.executable, "-m", "shared.cli.main", "matters", "import", str(file), "--unit", UNIT, "--url",
               suite.gateways[0], "--login", login, "--password", password, "--report", str(tmp_path / "report.csv")]
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                              env=dict(os.environ) | {"COLUMNS": "200"})
        assert done.returncode == 1 and "公式" in done.stdout and "备注" in done.stderr, done.stdout + done.stderr
        assert "1 registered, 1 not" in done.stderr
    assert (tmp_path / "report.csv").read_text("utf-8").count("\n") == 2
    assert len([each for each in chief_imports(suite) if each["name"] == "事项.xlsx"]) == 1


def chief_imports(suite: Suite) -> list[dict[str, Any]]:
    """All imports that an auditor sees."""
    found: list[dict[str, Any]] = person(suite, "auditor").get("/v1/matter-imports", limit=100)["items"]
    return found


@pytest.mark.parametrize(("body", "code"), [
    ({"format": "csv", "content": "名称,日期\n一,2026-11-20\n"}, "disclosure.import.invalid_sheet"),
    ({"format": "xlsx", "content_base64": "UEsDBA=="}, "disclosure.import.invalid_sheet"),
    ({"format": "ods", "content": "x"}, "frame.input.invalid"), ({"format": "csv"}, "disclosure.import.invalid_sheet"),
    ({"format": "csv", "content_base64": "///"}, "disclosure.import.invalid_sheet")])
def test_a_file_that_is_none_is_refused_at_once(officer: Api, body: dict[str, str], code: str) -> None:
    refused(code, lambda: officer.post("/v1/matter-imports", unit=UNIT, name="x", **body))
