"""``guanwang restore`` and ``guanwang replay``."""
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from shared.cli.backup import PassphraseFile, passphrase, summary
from shared.cli.backup.holding import held
from shared.cli.backup.restoring import Done, Tell, reach, restore
from shared.cli.backup.servers import ADMINISTRATOR, KEY, Servers, has_data, secrets, servers
from shared.cli.console import err, out, say
from shared.cli.inspecting import Folder
from shared.cli.located import located
from shared.clock import BEIJING, now
from shared.embedded.secrets_file import write_private
from shared.plugins.discovery import SERVICES, manifests
from shared.plugins.manifest import Manifest
from shared.runtime import settings as configuration
from shared.runtime import tailing
from shared.runtime.backup import replaying
from shared.runtime.backup.archive import Archive, reading
from shared.runtime.backup.checking import check
from shared.runtime.backup.copying import SECRETS, databases
from shared.runtime.backup.errors import BackupError
from shared.runtime.database import connect
from shared.runtime.presence import processes
from shared.runtime.settings import Settings

SHOWN = 20
Service = Annotated[str, typer.Argument(metavar="SERVICE", help="Name as in “guanwang services”.")]
Force = Annotated[bool, typer.Option("--force", help="Although the stream of events does not reach back far enough.")]
SPANS = {"m": "minutes", "h": "hours", "d": "days"}


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    service: Annotated[str | None, typer.Option(help="Put back only the database of this service; others may run.")] = None,
    folder: Folder = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the data that are there.")] = False,
    force: Force = False,
    cluster: Annotated[bool, typer.Option("--cluster", help="Make the new folder one of “guanwang up --cluster”.")] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a backup back: all of it into a folder without data, or one service's database into a suite that goes on.

    Everything is checked before anything is replaced. What was written since the backup is lost: a report lists it.
    """
    settings = configuration.load(folder=folder)
    with err.status("opening") as status, reading(file, passphrase(settings, passphrase_file)) as archive:
        summary(archive.manifest)
        found = check(archive, status.update)
        if found.problems:
            raise BackupError(f"nothing was restored: {found.problems[0]}")
        installed = manifests(settings.plugin_settings(SERVICES))
        if service:
            done = _one(archive, service, settings, installed, replace, force, status.update)
        else:
            done = _whole(archive, settings, installed, replace, cluster, status.update)
    _tell(done)


def replay(
    service: Service,
    since: Annotated[str, typer.Option(help="How long ago, e.g. 90m, 12h or 3d, or a time such as 2026-11-25T08:00.")],
    folder: Folder = None,
    force: Force = False,
) -> None:
    """Bring a service the events again that it handles, from the stream of all events of the last 7 days.

    They come into its own queues and nobody else's. A repeat does no harm; what tells of a state of the service itself that a
    restore took away is left out.
    """
    settings = located(folder)
    installed = manifests(settings.plugin_settings(SERVICES))
    manifest = next((each for each in installed if each.name == service), None)
    if manifest is None:
        raise BackupError(f"there is no service “{service}”; there are {', '.join(each.name for each in installed)}")
    start = _moment(since)
    if not force:
        replaying.expect_reach(settings.rabbitmq_url, start, installed)
    client = connect(settings)
    own = replaying.Store(client[settings.database(service)])
    with err.status("reading the stream") as status:
        done = replaying.replay(
            settings.rabbitmq_url, [manifest], tailing.recorded(settings.rabbitmq_url, since=start, manifests=tuple(installed)),
            lambda _, each: each.service != service or own.holds(each), status.update)
    client.close()
    _tell(Done(replayed=done))


def _whole(archive: Archive, settings: Settings, installed: list[Manifest], replace: bool, cluster: bool, tell: Tell
           ) -> Done:
    if not replace and not settings.mongo_url and has_data(settings.folder):
        raise BackupError(f"there are data in {settings.folder}: choose an empty folder, or say --replace to replace them")
    _expect_key(archive, settings.secret_key)
    with servers(settings, make=True, cluster=cluster) as at:
        _expect_nothing_runs(at, installed)
        client = connect(at.settings)
        there = dict(databases(client, at.settings))
        if there and not replace:
            raise BackupError(f"the database server has data of {', '.join(there)}: say --replace to have them replaced")
        for name in set(there) - set(archive.manifest["services"]):
            client.drop_database(there[name].name)
        client.close()
        _write_secrets(archive, settings)
        return restore(archive, list(archive.manifest["services"]), at.settings, installed, alone=False, tell=tell)


def _one(archive: Archive, service: str, settings: Settings, installed: list[Manifest], replace: bool, force: bool, tell: Tell
         ) -> Done:
    if service not in archive.manifest["services"]:
        raise BackupError(f"the backup has no service “{service}”; it has {', '.join(archive.manifest['services'])}")
    if not replace:
        raise BackupError(f"the database of {service} would be replaced, and what was written since the backup be lost: say "
                          "--replace if that is meant")
    with servers(settings) as at:
        _expect_key(archive, secrets(at.settings).get(KEY, b"").decode())
        if not force:
            replaying.expect_reach(at.settings.rabbitmq_url, reach(archive), installed, archive.manifest["stream_began_with"])
        with held(service, at.settings.folder, at.settings.rabbitmq_url):
            return restore(archive, [service], at.settings, installed, alone=True, tell=tell)


def _expect_nothing_runs(at: Servers, installed: list[Manifest]) -> None:
    running = [each.name for each in installed if processes(at.settings.rabbitmq_url, each.name)]
    if at.running or running:
        raise BackupError(f"the suite runs ({', '.join(running) or 'it is just starting'}): stop it first, or put back one "
                          "service only by --service")


def _expect_key(archive: Archive, key: str) -> None:
    if key and key.strip() != archive.read(SECRETS + KEY).decode().strip():
        raise BackupError("the secret key is not the one of the backup, whose data could not be read with it: set "
                          "GUANWANG_SECRET_KEY to that one, or unset it")


def _write_secrets(archive: Archive, settings: Settings) -> None:
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (KEY, ADMINISTRATOR):
        if SECRETS + name in archive.parts:
            write_private(settings.folder / name, archive.read(SECRETS + name).decode())


def _moment(text: str) -> datetime:
    if text[-1:] in SPANS and text[:-1].isdigit():
        return now() - timedelta(**{SPANS[text[-1]]: int(text[:-1])})
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BackupError(f"--since {text}: say how long ago, e.g. 90m, 12h or 3d, or a time, e.g. 2026-11-25T08:00") from None
    return found if found.tzinfo else found.replace(tzinfo=BEIJING)


def _tell(done: Done) -> None:
    for queue, count in sorted(done.replayed.items()):
        out.print(f"  {queue:<44} {count:7,} events again")
    say(f"{sum(done.replayed.values()):,} events were brought again")
    told = [each for each in done.losses if each.told]
    for loss in told[:SHOWN]:
        about = loss.described()
        out.print(f"  lost: {loss.service}/{loss.collection}/{loss.subject} versions {loss.version + 1}–{loss.seen}, last "
                  f"{about['last_event']} at {about['last_at']}", markup=False, soft_wrap=True)
    if len(told) > SHOWN:
        out.print(f"  … and {len(told) - SHOWN} more")
    if done.report:
        say(f"{len(done.losses)} things had later versions than the backup, of {len(told)} others were told; all are listed in "
            f"{done.report}")
