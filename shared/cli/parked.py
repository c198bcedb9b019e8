"""``guanwang parked``: events that nobody could handle, and what to do with them."""
import json
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from shared.cli.console import out, say
from shared.cli.inspecting import AsJson, Folder
from shared.cli.located import located
from shared.clock import BEIJING
from shared.runtime import parking
from shared.runtime.settings import SettingsError

parked = typer.Typer(no_args_is_help=True, help="Events that could not be handled: look, try again, or drop.")

Ids = Annotated[list[str], typer.Argument(help="Ids as listed, or “all”.")]


@parked.command("list")
def list_(folder: Folder = None, as_json: AsJson = False) -> None:
    """List what is parked, oldest first."""
    rows = parking.listed(located(folder).rabbitmq_url)
    if as_json:
        for row in rows:
            typer.echo(json.dumps({key: value for key, value in vars(row).items() if key != "body"}, ensure_ascii=False))
        return
    if not rows:
        say("nothing is parked")
        return
    table = Table("Id", "Queue", "Type", "Happened", "Tries", "Why", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.id, row.queue, row.type, _local(row.time), str(row.attempts), row.error)
    out.print(table)


@parked.command("show")
def show(id_: Annotated[str, typer.Argument(metavar="ID", help="Id as listed.")], folder: Folder = None) -> None:
    """Show one parked event whole."""
    for row in parking.listed(located(folder).rabbitmq_url):
        if row.id == id_:
            out.print(f"queue  {row.queue}\ntries  {row.attempts}\nwhy    {row.error}\n", soft_wrap=True)
            out.print_json(json.dumps(row.body, ensure_ascii=False))
            return
    raise SettingsError(f"nothing parked has the id {id_}")


@parked.command("retry")
def retry(ids: Ids, folder: Folder = None) -> None:
    """Put events back into the queue that they came from."""
    url = located(folder).rabbitmq_url
    done = parking.retry(url, _chosen(url, ids))
    say(f"{len(done)} put back")


@parked.command("drop")
def drop(ids: Ids, reason: Annotated[str, typer.Option(help="Why; it is printed with what was dropped.")],
         folder: Folder = None) -> None:
    """Take events out for good; prints them whole, so that nothing is lost unseen."""
    url = located(folder).rabbitmq_url
    for row in parking.drop(url, _chosen(url, ids)):
        typer.echo(json.dumps({"dropped": vars(row), "reason": reason}, ensure_ascii=False))


def _chosen(url: str, ids: list[str]) -> set[str]:
    known = {row.id for row in parking.listed(url)}
    if ids == ["all"]:
        return known
    if unknown := sorted(set(ids) - known):
        raise SettingsError(f"nothing parked has the id {unknown[0]}")
    return set(ids)


def _local(time: str) -> str:
    try:
        return f"{datetime.fromisoformat(time).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return time
