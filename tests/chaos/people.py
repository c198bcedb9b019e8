"""The people, the site and the column of all runs on one ground, made once through the gateway."""
import secrets

from shared.caller import EVERYWHERE
from shared.cli.api import Api, Refusal, sign_in
from shared.cli.demo.desk import OFFICE, SITE, UNIT, file_column, wait_until
from tests.chaos.load.__main__ import COLUMN
from tests.chaos.load.__main__ import SITE as CODE

PEOPLE = {"editor": ("editor", UNIT), "approver": ("approver", UNIT), "officer": ("secrecy_officer", UNIT),
          "publisher": ("publisher", UNIT), "stranger": ("editor", "433101"), "manager": ("column_manager", UNIT),
          "registrar": ("filing_officer", OFFICE), "auditor": ("auditor", EVERYWHERE)}


def settle_in(gateway: str, administrator: dict[str, str]) -> dict[str, list[str]]:
    """Everybody with login and password, and a column that is open."""
    chief = sign_in(gateway, administrator["login"], administrator["password"])
    people = {name: _account(chief, name, role, unit) for name, (role, unit) in PEOPLE.items()}
    manager, registrar = (sign_in(gateway, *people[name]) for name in ("manager", "registrar"))
    site, column = {**SITE, "code": CODE, "name": "混沌示例网站", "domain": "hd.example.gov.cn",
                    "identification_code": "4331000002"}, {
        "site": CODE, "code": COLUMN.partition(".")[2], "unit": UNIT, "name": "公告", "kind": "policy", "type": "工作动态",
        "description": "混沌示例", "keywords": ["公告"]}

    def opened() -> bool:
        try:
            manager.post("/v1/sites", key="chaos-site", **site)
            file_column(manager, registrar, column)
        except Refusal as refusal:
            if refusal.code in ("content.unit.unknown", "content.filing.no_office"):  # it has not heard of the units yet
                return False
            raise
        return True

    wait_until("the column is open", opened)
    return people


def _account(chief: Api, name: str, role: str, unit: str) -> list[str]:
    login, password = f"chaos-{name}-{secrets.token_hex(3)}", secrets.token_urlsafe(15)
    home = UNIT if unit == EVERYWHERE else unit
    account = chief.post("/v1/accounts", login=login, name="测试人员", unit=home, password=password, must_change=False)
    chief.post(f"/v1/accounts/{account['id']}/grants", version=account["version"], role=role, unit=unit)
    return [login, password]
