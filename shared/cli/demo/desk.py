"""The desk of the demo: the people of the prefecture's office, its site and column, each made through the gateway."""
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.cli.api import Api, Refusal, sign_in

UNIT, OFFICE = "433100", "433100E01"
SITE = {"code": "xxz", "unit": UNIT, "name": "湘西示例门户网站", "kind": "portal", "domain": "www.xxz.example.gov.cn",
        "identification_code": "4331000001", "organisation_code": "000000000"}
COLUMN = {"site": "xxz", "code": "zcwj", "unit": UNIT, "name": "政策文件", "kind": "policy", "type": "政策文件",
          "description": "州人民政府及其办公室文件", "keywords": ["政策", "文件"]}
PEOPLE = {"editor": ("信息采编 张示例", "editor", UNIT), "approver": ("编辑审核 李示例", "approver", UNIT),
          "officer": ("保密审查 王示例", "secrecy_officer", UNIT), "publisher": ("信息发布 赵示例", "publisher", UNIT),
          "manager": ("栏目管理 钱示例", "column_manager", UNIT), "registrar": ("栏目备案 孙示例", "filing_officer", OFFICE)}


@dataclass(frozen=True)
class Desk:
    """Everybody signed in, and the column to write in."""

    editor: Api
    approver: Api
    officer: Api
    publisher: Api
    manager: Api
    registrar: Api
    column: str
    accounts: dict[str, str]
    """Person → account id."""


def open_desk(administrator: Api, url: str) -> Desk:
    """Make accounts for the demo with passwords of the moment, and the site and column if they are not there yet."""
    run = secrets.token_hex(3)
    people, accounts = {}, {}
    for person, (name, role, unit) in PEOPLE.items():
        login, password = f"demo-{person}-{run}", secrets.token_urlsafe(15)
        account = administrator.post("/v1/accounts", login=login, name=name, unit=unit, password=password, must_change=False)
        accounts[person] = account["id"]
        administrator.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role=role, unit=unit)
        people[person] = sign_in(url, login, password)
    _once(lambda: people["manager"].post("/v1/sites", **SITE))
    _once(lambda: file_column(people["manager"], people["registrar"], COLUMN))
    return Desk(**people, column=f"{COLUMN['site']}.{COLUMN['code']}", accounts=accounts)


def file_column(manager: Api, registrar: Api, column: dict[str, Any]) -> dict[str, Any]:
    """Propose to open a column and accept it (Art. 9 第九条); a proposal that somebody left behind is accepted too."""
    plan = {name: value for name, value in column.items() if name != "site"}
    waiting = manager.get("/v1/filings", column=f"{column['site']}.{column['code']}", kind="open", state="proposed")["items"]
    filing = waiting[0] if waiting else manager.post("/v1/filings", kind="open", site=column["site"], plan=plan,
                                                     reason="集中公开同类信息。")
    accepted: dict[str, Any] = registrar.post(f"/v1/filings/{filing['id']}/acceptance", version=filing["version"])
    return accepted


def wait_until(what: str, look: Callable[[], Any], seconds: float = 30) -> Any:
    """The first true answer of ``look``; ``TimeoutError`` naming ``what``."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:g} s: {what}")
        time.sleep(0.02)
    return answer


def _once(make: Callable[[], Any]) -> None:
    """Make something unless it exists; content hears of a new unit a moment after directory told it."""

    def attempt() -> bool:
        try:
            make()
        except Refusal as refusal:
            if refusal.code in ("content.unit.unknown", "content.filing.no_office"):
                return False
            if refusal.status != 409:
                raise
        return True

    wait_until("content knows the unit", attempt)
