"""The first administrator: made by a command, with a password that nobody knew before."""
import json
import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from shared.cli.console import out
from shared.cli.located import located
from shared.errors import Fault, Kind
from shared.runtime import client
from shared.runtime.settings import Settings, SettingsError

FILE = "administrator.json"


def administrator(
    login: Annotated[str, typer.Argument(help="Name to sign in with.")] = "admin",
    name: Annotated[str, typer.Option(help="Name of the person.")] = "系统管理员",
    folder: Annotated[Path | None, typer.Option(help="Folder of the running stack; default .guanwang")] = None,
) -> None:
    """Make the first administrator and print the password, once. Refused when there is one already."""
    password = secrets.token_urlsafe(18)
    try:
        client.call(located(folder).rabbitmq_url, "directory.create_first_administrator", login=login, name=name,
                    password=password)
    except Fault as fault:
        raise SettingsError(f"{fault} ({fault.code})") from None
    out.print(f"login     {login}\npassword  {password}")


def ensure(settings: Settings) -> dict[str, Any]:
    """The credentials of the administrator that ``up`` made at its first start: ``{"login", "password"}``, or ``{}``.

    They lie in the folder of the stack, readable only by whoever started it.
    """
    path = settings.folder / FILE
    if not path.exists():
        credentials = {"login": "admin", "password": secrets.token_urlsafe(18)}
        path.touch(mode=0o600)
        path.write_text(json.dumps(credentials))
    credentials = json.loads(path.read_text())
    try:
        client.call(settings.rabbitmq_url, "directory.create_first_administrator", name="系统管理员", **credentials)
    except Fault as fault:
        if fault.kind is not Kind.CONFLICT:  # a conflict: there is one already
            raise SettingsError(f"the first administrator could not be made: {fault} ({fault.code})") from None
    return credentials
