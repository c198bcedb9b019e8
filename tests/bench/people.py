"""The people of the benchmarks: the first administrator of the directory, and those who write through HTTP."""
import secrets

from shared.caller import EVERYWHERE, SYSTEM, Caller
from tests.bench.article import UNIT
from tests.bench.bus import Bus


async def administrator(bus: Bus) -> Caller:
    """The first administrator, made as soon as the directory answers."""
    account = await bus.first_call("directory.create_first_administrator", SYSTEM, login="bench.administrator",
                                   name="示例管理员", password=secrets.token_urlsafe(16))
    return Caller(id=account["id"], grants={"administrator": (EVERYWHERE,)})


async def register_unit(bus: Bus, chief: Caller) -> None:
    """The unit that everything belongs to; content hears of it by event."""
    await bus.call("directory.register_unit", chief, code=UNIT, name="示例州人民政府", kind="oversight")
    await bus.call("directory.register_unit", chief, code=f"{UNIT}E01", name="示例州电子政务办", kind="e_government",
                   parent=UNIT)


async def token(bus: Bus, chief: Caller, role: str) -> str:
    """An access token of somebody new with ``role`` for the unit."""
    login, password = f"bench.{role}", secrets.token_urlsafe(16)
    account = await bus.call("directory.create_account", chief, login=login, name="示例人员", unit=UNIT, password=password,
                             must_change=False)
    await bus.call("directory.grant_role", chief, account_id=account["id"], version=account["version"], role=role, unit=UNIT)
    session = await bus.call("directory.sign_in", SYSTEM, login=login, password=password)
    return str(session["access_token"])
