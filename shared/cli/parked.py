"""``guanwang parked``: events that nobody could handle, and what to do with them; as an operator, over HTTP."""
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from shared.cli import located
from shared.cli.administrator import FILE
from shared.cli.api import Api, sign_in
from shared.cli.console import err, out, say
from shared.cli.inspecting import AsJson, Folder
from shared.clock import BEIJING, now
from shared.runtime import settings as configuration
from shared.runtime.settings import SettingsError

LOOK_SECONDS = 0.3
ALL = "all"
ID_LENGTH = 36
_SPANS = {"m": "minutes", "h": "hours", "d": "days"}

parked = typer.Typer(no_args_is_help=True, help="Events that could not be handled: look, try again, or drop.")

Ids = Annotated[list[str], typer.Argument(metavar="ID… | all", help="Ids as listed, or their beginnings; “all”: whatever the "
                                          "options take.")]
Queue = Annotated[str, typer.Option(help="Only of this queue, e.g. content.on_review_cleared.")]
Type = Annotated[str, typer.Option("--type", help="Only events of this type, e.g. secrecy.review.cleared.v1.")]
Unit = Annotated[str, typer.Option(help="Only events of this unit.")]
Text = Annotated[str, typer.Option("--reason-has", help="Only where the reason has this text.")]
Since = Annotated[str, typer.Option(help="Only what was parked since then: 2026-11-25T08:00:00+08:00, or a span: 30m, 2h, 7d.")]
Url = Annotated[str, typer.Option(help="A gateway; default: the first of the running stack.")]
Login = Annotated[str, typer.Option(help="Somebody with the role operator; default: the stack's administrator.")]
Password = Annotated[str, typer.Option(envvar="GUANWANG_PASSWORD", help="Asked for if --login is given without it.")]
Most = Annotated[int, typer.Option(min=1, max=10_000, help="With “all”: so many at the most.")]


@parked.command("list")
def list_(
    state: Annotated[str, typer.Option(help="parked, retrying, returned or dropped; “all” for any.")] = "parked",
    queue: Queue = "", type_: Type = "", unit: Unit = "", text: Text = "", since: Since = "",
    sort: Annotated[str, typer.Option(help="waiting_since or parked_at; “-” before it: newest first.")] = "waiting_since",
    limit: Annotated[int, typer.Option(min=0, help="So many at the most; 0 = all.")] = 100,
    url: Url = "", login: Login = "", password: Password = "", folder: Folder = None, as_json: AsJson = False,
) -> None:
    """List what is parked, oldest first."""
    api = _api(folder, url, login, password)
    which = _filter(queue, type_, unit, text, since)
    rows = list(_pages(api, limit, state=None if state == ALL else state, sort=sort, **which))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    if not rows:
        say("nothing is parked")
        return
    table = Table("Id", "State", "Queue", "Type", "Unit", "Parked", "Tries", "Why", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row["id"][:8], row["state_label"], *map(escape, (row["queue"], row["type"] or "?", row["unit"])),
                      _local(row["waiting_since"]), str(row["tries"]), escape(row["why"]))
    out.print(table)


@parked.command("show")
def show(id_: Annotated[str, typer.Argument(metavar="ID", help="Id as listed, or its beginning.")], url: Url = "",
         login: Login = "", password: Password = "", folder: Folder = None, as_json: AsJson = False) -> None:
    """Show one parked event whole: why, its trace, what was decided, and what was sent."""
    api = _api(folder, url, login, password)
    event = api.get(f"/v1/parking/events/{_whole(api, [id_])[0]}")
    if as_json:
        typer.echo(json.dumps(event, ensure_ascii=False))
        return
    facts = [("id", event["id"]), ("state", f"{event['state_label']} ({event['state']})"), ("queue", event["queue"]),
             ("type", event["type"]), ("subject", event["subject"]), ("unit", event["unit"]),
             ("happened", _local(event["happened_at"])), ("correlation", event["correlation"]),
             ("causation", event["causation"]), ("traceparent", event["traceparent"]),
             ("decided", f"{_local(event['decided_at'])} {event['decided_by']} {event['decision_reason']}".strip())]
    for name, value in facts:
        if value:
            out.print(f"{name:<12}{escape(value)}", soft_wrap=True)
    for reason in event["reasons"]:
        out.print(f"{'why':<12}{_local(reason['at'])}  {reason['tries']} tries  {escape(reason['kind'])}: "
                  f"{escape(reason['message'])}  [dim]{escape(reason['place'])}[/dim]", soft_wrap=True)
    if event["event"] is None:
        out.print(f"\n{event['size']} bytes of {escape(event['content_type'] or 'unknown type')}, base64:\n{event['base64']}",
                  soft_wrap=True)
    else:
        out.print_json(json.dumps(event["event"], ensure_ascii=False))


@parked.command("count")
def count(
    state: Annotated[str, typer.Option(help="parked, retrying, returned or dropped; “all” for any.")] = "parked",
    queue: Queue = "", type_: Type = "", unit: Unit = "", text: Text = "", since: Since = "",
    url: Url = "", login: Login = "", password: Password = "", folder: Folder = None, as_json: AsJson = False,
) -> None:
    """Count what is parked, by queue and type."""
    api = _api(folder, url, login, password)
    found = api.get("/v1/parking/counts", state=None if state == ALL else state, **_filter(queue, type_, unit, text, since))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("Events", "State", "Queue", "Type", "Oldest", box=None, pad_edge=False)
    for group in found["groups"]:
        table.add_row(str(group["count"]), group["state_label"], escape(group["queue"]), escape(group["type"] or "?"),
                      _local(group["oldest"]))
    if found["groups"]:
        out.print(table)
    say(f"{found['total']} events")


@parked.command("retry")
def retry(ids: Ids, queue: Queue = "", type_: Type = "", unit: Unit = "", text: Text = "", since: Since = "", most: Most = 1000,
          url: Url = "", login: Login = "", password: Password = "", folder: Folder = None, as_json: AsJson = False) -> None:
    """Put events back into the queue that they came from; each has all its tries once more."""
    api = _api(folder, url, login, password)
    _decide(api, "retry", "retries", ids, _filter(queue, type_, unit, text, since), most, as_json)


@parked.command("drop")
def drop(ids: Ids, reason: Annotated[str, typer.Option(help="Why; it stays on record with the event.")], queue: Queue = "",
         type_: Type = "", unit: Unit = "", text: Text = "", since: Since = "", most: Most = 1000, url: Url = "",
         login: Login = "", password: Password = "", folder: Folder = None, as_json: AsJson = False) -> None:
    """Give events up, for a reason; they stay listed as dropped."""
    api = _api(folder, url, login, password)
    _decide(api, "drop", "drops", ids, _filter(queue, type_, unit, text, since), most, as_json, reason=reason)


def _decide(api: Api, step: str, batches: str, ids: Sequence[str], which: dict[str, Any], most: int, as_json: bool,
            **more: str) -> None:
    done = "put back" if step == "retry" else "dropped"
    if list(ids) == [ALL]:
        batch = _watched(api, api.post(f"/v1/parking/{batches}", most=most, everything=not which, **which, **more))
        if as_json:
            typer.echo(json.dumps(batch, ensure_ascii=False))
        skipped = f", {batch['skipped']} were decided by somebody else" if batch["skipped"] else ""
        say(f"{batch['done']} {done}{skipped}")
        return
    if which:
        raise SettingsError("name ids, or “all” with options that say which")
    for id_ in _whole(api, ids):
        version = api.get(f"/v1/parking/events/{id_}")["version"]
        event = api.post(f"/v1/parking/events/{id_}/{step}", version=version, **more)
        if as_json:
            typer.echo(json.dumps(event, ensure_ascii=False))
    say(f"{len(ids)} {done}")


def _watched(api: Api, batch: dict[str, Any]) -> dict[str, Any]:
    """Follow it to its end."""
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err, transient=True) as bar:
        task = bar.add_task(batch["action"], total=batch["total"], completed=batch["done"])
        while batch["state"] == "running":
            time.sleep(LOOK_SECONDS)
            batch = api.get(f"/v1/parking/batches/{batch['id']}")
            bar.update(task, completed=batch["done"])
    return batch


def _api(folder: Any, url: str, login: str, password: str) -> Api:
    """An operator at a gateway: the one that was named, or the administrator of the running stack."""
    settings = configuration.load(folder=folder)
    url = url or located.gateways(settings)[0]
    if login:
        return sign_in(url, login, password or typer.prompt("Password", hide_input=True))
    try:
        credentials = json.loads((settings.folder / FILE).read_text())
    except (OSError, ValueError):
        raise SettingsError(f"{settings.folder} has no {FILE}: say --login") from None
    return sign_in(url, **credentials)


def _pages(api: Api, limit: int, **query: Any) -> Iterator[dict[str, Any]]:
    cursor, given = None, 0
    while True:
        page = api.get("/v1/parking/events", limit=min(100, limit - given) if limit else 100, cursor=cursor, **query)
        yield from page["items"]
        given, cursor = given + len(page["items"]), page["next"]
        if cursor is None or given == limit:
            return


def _whole(api: Api, ids: Sequence[str]) -> list[str]:
    """Whole ids for those that were given by their beginning; raises ``SettingsError``."""
    found = []
    for id_ in ids:
        fitting = [row["id"] for row in _pages(api, 2, id=id_)] if len(id_) < ID_LENGTH else [id_]
        if len(fitting) != 1:
            raise SettingsError(f"{'more than one event has' if fitting else 'no event has'} an id that begins {id_}")
        found += fitting
    return found


def _filter(queue: str, type_: str, unit: str, text: str, since: str) -> dict[str, Any]:
    given = {"queue": queue, "type": type_, "unit": unit, "text": text, "since": _moment(since) if since else ""}
    return {name: value for name, value in given.items() if value}


def _moment(since: str) -> str:
    """When that was, in ISO form; raises ``SettingsError``."""
    try:
        if since[-1] in _SPANS:
            return (now() - timedelta(**{_SPANS[since[-1]]: float(since[:-1])})).isoformat()
        moment = datetime.fromisoformat(since)
        return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise SettingsError(f"--since {since}: say a moment such as 2026-11-25T08:00, or a span such as 30m, 2h, 7d") from None


def _local(time_: str | None) -> str:
    return f"{datetime.fromisoformat(time_).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}" if time_ else ""
