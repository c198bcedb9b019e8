"""``guanwang matters``: matters to disclose, many at a time, from a file (Art. 7 第七条)."""
import base64
import hashlib
import secrets
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from shared.cli.api import Api, sign_in
from shared.cli.console import err, out, say

matters = typer.Typer(no_args_is_help=True, help="Matters to disclose: import a file of them.")

Url = Annotated[str, typer.Option(help="A gateway.")]
Login = Annotated[str, typer.Option(help="Somebody with the role disclosure_officer for the unit.")]
Password = Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for if it is not given.")]
LOOK_SECONDS = 0.3
OVER = ("done", "cancelled", "failed")


@matters.command("template")
def template(url: Url = "http://127.0.0.1:8080", login: Login = "admin", password: Password = "") -> None:
    """Print an empty CSV table with the columns that an import takes."""
    typer.echo(sign_in(url, login, password).file("/v1/matter-imports/template"), nl=False)


@matters.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or xlsx.")],
    unit: Annotated[str, typer.Option(help="Code of the unit that answers for them.")],
    url: Url = "http://127.0.0.1:8080",
    login: Login = "admin",
    password: Password = "",
    dry_run: Annotated[bool, typer.Option(help="Only check, register nothing.")] = False,
    again: Annotated[bool, typer.Option(help="Begin anew, also if this very file was imported before.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write the rows that were refused to this CSV file.")] = None,
) -> None:
    """Import a file; the same command again takes up where it was left. Exit code 1 if a row was refused."""
    api = sign_in(url, login, password)
    found = _watched(api, _begun(api, file, unit, dry_run=dry_run, again=again))
    if found["unknown_columns"]:
        say(f"columns that nothing is known of were left out: {', '.join(found['unknown_columns'])}")
    done = "could be registered" if dry_run else "registered"
    say(f"{found['state_label']}: {found['rows']} rows, {found['registered']} {done}, {found['refused']} not")
    if found["problem"]:
        say(found["problem"])
    if found["refused"]:
        _tell(api, found["id"])
    if report:
        report.write_bytes(api.file(f"/v1/matter-imports/{found['id']}/report"))
    if found["refused"] or found["state"] != "done":
        raise typer.Exit(1)


def _begun(api: Api, file: Path, unit: str, *, dry_run: bool, again: bool) -> dict[str, Any]:
    """The import of this file: the same file for the same unit has the same key, so it is begun once."""
    raw = file.read_bytes()
    mark = hashlib.sha256(raw + f"\0{unit}\0{dry_run}\0{file.name}".encode()).hexdigest()
    made: dict[str, Any] = api.post(
        "/v1/matter-imports", key=f"import-{secrets.token_hex(16) if again else mark}", unit=unit, name=file.name,
        dry_run=dry_run, format="xlsx" if file.suffix.lower() == ".xlsx" else "csv",
        content_base64=base64.b64encode(raw).decode())
    return made


def _watched(api: Api, found: dict[str, Any]) -> dict[str, Any]:
    """Follow it to its end."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err)
    with bar:
        task = bar.add_task(found["name"], total=None)
        while True:
            found = api.get(f"/v1/matter-imports/{found['id']}")
            bar.update(task, total=found["rows"] or None, completed=found["done"])
            if found["state"] in OVER:
                return found
            time.sleep(LOOK_SECONDS)


def _tell(api: Api, import_id: str) -> None:
    """Print the rows that did not become matters."""
    table = Table("行", "结果", "列", "说明", "原文", box=None, pad_edge=False)
    cursor = None
    while True:
        page = api.get(f"/v1/matter-imports/{import_id}/rows", limit=100, cursor=cursor)
        for row in page["items"]:
            if row["outcome"] not in ("registered", "acceptable", "waiting"):
                for problem in row["problems"]:
                    table.add_row(str(row["line"]), row["outcome_label"], problem["column"], problem["text"],
                                  " | ".join(row["given"])[:80])
        if (cursor := page["next"]) is None:
            break
    out.print(table)
