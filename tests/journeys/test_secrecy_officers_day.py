"""The secrecy officer's day is true: the page runs from its first line to its last, and prints what it says."""
import os
import re
import subprocess
from pathlib import Path

from shared.cli.api import Api
from tests.journeys.conftest import Suite
from tests.journeys.people import person
from tests.support import wait_until

PAGE = (Path(__file__).parents[2] / "docs" / "secrecy-officers-day.md").read_text("utf-8")
UNIT, MARK = "433125", "===="
TEXTS = ["项目编号为433101199001011234和433123198506150022。", "领取人证件 433101199001011234。", "点位清单见附件。",
         "数据由吉首市汇总。", "演习安排另行通知。"]


def token(who: Api) -> str:
    """The access token of somebody signed in."""
    return str(who._http.headers["authorization"]).removeprefix("Bearer ")


def test_the_page_runs_and_prints_what_it_says(suite: Suite) -> None:
    keeper = person(suite, "rule_keeper", unit=UNIT, scope="*")
    officer, authority = person(suite, "secrecy_officer", unit=UNIT), person(suite, "secrecy_authority", unit=UNIT)
    for number, text in enumerate(TEXTS, 1):
        keeper.post("/v1/rulings", article=7, office="示例县人民政府办公室", text=text)
        wait_until(lambda number=number: len(officer.get("/v1/reviews", mine="true")["items"]) == number,  # type: ignore[misc]
                   what="the review opens")
    blocks = re.findall(r"```(sh|text)\n(.*?)```", PAGE, re.DOTALL)
    script = f"echo '{MARK}'\n".join(f"{text}" for kind, text in blocks if kind == "sh")
    done = subprocess.run(["bash", "-uo", "pipefail", "-c", script], capture_output=True, text=True, timeout=240, check=False,
                          env=dict(os.environ) | {"SUITE": suite.gateways[0], "OFFICER": token(officer),
                                                  "AUTHORITY": token(authority),
                                                  "THEIRS": token(person(suite, "secrecy_officer", unit="433101"))})
    (first, *printed), wanted = done.stdout.split(f"{MARK}\n"), [text for kind, text in blocks if kind == "text"]
    assert not first and printed == wanted, done.stderr
