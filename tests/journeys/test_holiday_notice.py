"""A notice of holidays from the desk of who keeps the rules to every citizen's due date, through HTTP (Art. 7 第七条)."""
import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.cli.api import Api, Refusal, sign_in
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

NOTICE = {"name": "2031.yaml", "text": """\
title: 国务院办公厅关于2031年部分节假日安排的通知
number: 国办发明电〔2030〕1号
issued_on: 2030-11-04
year: 2031
off:
  - {name: 元旦, from: 2031-01-01}
  - {name: 劳动节, from: 2031-05-01, to: 2031-05-05}
work:
  - {date: 2031-04-27, name: 劳动节}
"""}
"""Made up, for a year that no other test looks at."""


@pytest.fixture(scope="module")
def keeper(suite: Suite) -> Api:
    """Who keeps the rules for everybody."""
    chief, login, password = administrator(suite), f"keeper-{secrets.token_hex(6)}", secrets.token_urlsafe(15)
    account = chief.post("/v1/accounts", login=login, name="规则管理员", unit="433100", password=password, must_change=False)
    chief.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role="rule_keeper", unit="*")
    return sign_in(suite.gateways[0], login, password)


def due(url: str, start: str = "2031-04-30") -> dict[str, Any]:
    """When five working days are over, as anybody may ask."""
    found: dict[str, Any] = Api(url).get("/v1/public/due-dates", start=start, term="5 workdays")
    return found


def refusal(asked: Any) -> Refusal:
    """How a request is refused."""
    with pytest.raises(Refusal) as refused:
        asked()
    return refused.value


def test_a_notice_moves_due_dates_at_every_gateway(suite: Suite, keeper: Api) -> None:
    gateways = [suite.gateways[0], suite.gateways[-1]]
    before = [due(url) for url in gateways]  # from now on it lies in their caches
    assert {(each["due_on"], each["provisional"]) for each in before} == {("2031-05-09", True)}
    assert "2031年放假安排尚未公布" in before[0]["sentences"][-1]

    key = secrets.token_hex(8)
    notice = keeper.post("/v1/holiday-notices", key=key, **NOTICE)
    assert (notice["id"], notice["year"], notice["whole"], len(notice["days"])) == ("2031", 2031, True, 7)
    assert keeper.post("/v1/holiday-notices", key=key, **NOTICE) == notice, "the same request gets the same answer"

    for url in gateways:
        after = wait_until(lambda url=url: (found := due(url))["due_on"] != "2031-05-09" and found, what="the due date moves")
        assert (after["due_on"], after["provisional"]) == ("2031-05-12", False)
        assert after["sentences"][1] == "其间不计入：2031年5月1日至5月5日（劳动节）。"
        days = Api(url).get("/v1/public/calendar", **{"from": "2031-04-27", "to": "2031-05-01"})["days"]
        assert [each["kind"] for each in days] == ["worked", "workday", "workday", "workday", "holiday"]
        assert days[0]["source"] == "国务院办公厅关于2031年部分节假日安排的通知（国办发明电〔2030〕1号）"


def test_it_is_listed_with_its_file_and_not_taken_twice(suite: Suite, keeper: Api) -> None:
    assert "2031" in [each["id"] for each in keeper.get("/v1/holiday-notices")["items"]]
    assert keeper.get("/v1/holiday-notices/2031")["text"] == NOTICE["text"]
    assert refusal(lambda: keeper.post("/v1/holiday-notices", **NOTICE)).code == "law.notice.exists"


def test_what_is_wrong_with_a_file_is_named_by_field(suite: Suite, keeper: Api) -> None:
    empty = '{"year": 2033, "papers": [], "days": []}'
    refused = refusal(lambda: keeper.post("/v1/holiday-notices", name="2033.json", text=empty))
    assert refused.code == "law.notice.invalid" and list(refused.problem["errors"]) == ["days"]
    assert refusal(lambda: person(suite, "editor").post("/v1/holiday-notices", **NOTICE)).code == "frame.caller.forbidden"
    assert refusal(lambda: person(suite, "rule_keeper").post("/v1/holiday-notices", **NOTICE)).code == "frame.caller.forbidden"


def command(suite: Suite, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """``guanwang calendar`` against the running suite."""
    return subprocess.run([sys.executable, "-m", "shared.cli.main", "calendar", *arguments, "--folder", str(suite.folder)],
                          input=given, capture_output=True, text=True, timeout=60, check=False)


def test_an_operator_looks_at_a_notice_and_takes_it_in(suite: Suite, tmp_path: Path) -> None:
    file = tmp_path / "2032.yaml"
    file.write_text(NOTICE["text"].replace("2031", "2032").replace("2032-04-27", "2032-04-25"))
    asked = command(suite, "import", str(file), given="n\n")
    assert asked.returncode == 1 and "2032-05-03" in asked.stdout and "放假" in asked.stdout, asked.stderr
    assert "2032" not in command(suite, "notices").stdout
    assert command(suite, "import", str(file), "--yes").returncode == 0
    assert due(suite.gateways[0], "2032-04-30")["provisional"] is False
    rows = [json.loads(line) for line in command(suite, "notices", "--json").stdout.splitlines()]
    assert {"2032"} <= {row["id"] for row in rows} and "国办发明电" in rows[-1]["title"]
    again = command(suite, "import", str(file), "--yes")
    assert again.returncode == 1 and "2032年的放假安排已经公布" in again.stderr and "law.notice.invalid" in again.stderr
