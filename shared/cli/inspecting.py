"""``guanwang services``, ``plugins`` and ``events tail``: looking at what is installed and what happens."""
import fnmatch
import json
import urllib.request
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from shared.cli.console import out
from shared.cli.located import located
from shared.clock import BEIJING
from shared.events import short_type
from shared.plugins.discovery import GROUPS, SERVICES, PluginError, discover, manifests
from shared.runtime import settings as configuration
from shared.runtime import tailing

Folder = Annotated[Path | None, typer.Option(help="Folder of the running stack; default .guanwang")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]

events = typer.Typer(no_args_is_help=True, help="Look at events.")


def services(folder: Folder = None, as_json: AsJson = False) -> None:
    """List the installed services, and the health of those that run from this folder."""
    settings = configuration.load(folder=folder)
    rows = []
    for manifest in manifests(settings.plugin_settings(SERVICES)):
        running = _running(settings.folder, manifest.name)
        rows.append({"name": manifest.name, "title": manifest.title, "version": manifest.version,
                     "articles": list(manifest.articles), "handles": list(manifest.handles), "processes": running})
    if as_json:
        for row in rows:
            out.print_json(json.dumps(row, ensure_ascii=False), indent=None)
        return
    table = Table("Service", "Name", "Version", "Articles", "Processes", box=None, pad_edge=False)
    for row in rows:
        health = "\n".join(f"{each['pid']} {each['state']}" for each in row["processes"]) or "[dim]not running here[/dim]"
        table.add_row(row["name"], row["title"], row["version"], "\n".join(row["articles"]), health)
    out.print(table)


def plugins(as_json: AsJson = False) -> None:
    """List every installed plugin with its kind, state and the distribution that ships it."""
    settings = configuration.load()
    rows = []
    for group in GROUPS:
        try:
            found = discover(group, settings.plugin_settings(group))
            rows += [(group, each.name, each.state.value, each.distribution) for each in found]
        except PluginError as error:
            rows += [(group, each.name, f"[red]{error}[/red]", each.dist.name if each.dist else "")
                     for each in entry_points(group=group)]
    if as_json:
        for row in rows:
            out.print_json(json.dumps(dict(zip(("group", "name", "state", "distribution"), row, strict=True))), indent=None)
        return
    table = Table("Kind", "Name", "State", "Distribution", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    out.print(table)


@events.command("tail")
def tail(
    pattern: Annotated[str, typer.Option("--type", help="Only types like this, e.g. 'content.*' or '*.published.v1'.")] = "*",
    unit: Annotated[str | None, typer.Option(help="Only events of this unit.")] = None,
    since: Annotated[str, typer.Option(help="next (from now on), first (all that is kept), or a span such as 1h.")] = "next",
    count: Annotated[int, typer.Option(help="Stop after so many; 0 = never.", min=0)] = 0,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show events as they happen, until Ctrl-C."""
    shown = 0
    try:
        for event in tailing.events(located(folder).rabbitmq_url, since=since):
            if not fnmatch.fnmatch(short_type(event["type"]), pattern) or (unit and event.get("unit") != unit):
                continue
            _show(event, as_json)
            shown += 1
            if shown == count:
                return
    except KeyboardInterrupt:
        return


def _show(event: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(event, ensure_ascii=False))
        return
    time = datetime.fromisoformat(event["time"]).astimezone(BEIJING)
    out.print(f"[dim]{time:%H:%M:%S.%f}[/dim] [bold]{short_type(event['type'])}[/bold] {event.get('unit', '')} "
              f"[dim]{event['subject']} v{event.get('sequence', '?')} {event.get('correlationid', '')}[/dim]", soft_wrap=True)


def _running(folder: Path, service: str) -> list[dict[str, Any]]:
    found = []
    for note in sorted((folder / "run").glob(f"{service}.*.health")):
        where = json.loads(note.read_text())
        pid = int(note.name.split(".")[1])
        try:
            with urllib.request.urlopen(f"http://{where['host']}:{where['port']}/readyz", timeout=3) as answer:
                state = "ready" if answer.status == 200 else "not ready"
        except urllib.error.HTTPError as error:
            state = "; ".join(json.loads(error.read())["problems"])
        except OSError:
            continue  # a note that a killed process left behind
        found.append({"pid": pid, "state": state, "health": f"http://{where['host']}:{where['port']}"})
    return found
