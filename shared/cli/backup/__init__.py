"""``guanwang backup``: everything that is stored as one file, while the suite runs or when it does not; and checking it."""
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from shared.cli.backup.servers import KEY, secrets, servers
from shared.cli.console import err, out, say
from shared.cli.inspecting import Folder
from shared.clock import BEIJING, now
from shared.plugins.discovery import SERVICES, manifests
from shared.runtime import settings as configuration
from shared.runtime.backup.archive import reading, writing
from shared.runtime.backup.checking import check
from shared.runtime.backup.copying import DATA, EVENTS, SECRETS, copy
from shared.runtime.backup.errors import BackupError
from shared.runtime.settings import Settings

PassphraseFile = Annotated[Path | None, typer.Option(
    help="A file with the passphrase that seals the archive; else GUANWANG_BACKUP_PASSPHRASE, else it is not sealed.")]


class _ToByDefault(TyperGroup):
    """``guanwang backup FILE`` is ``guanwang backup to FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["to", *args]
        return super().parse_args(ctx, args)


backup = typer.Typer(cls=_ToByDefault, no_args_is_help=True,
                     help="Write everything that is stored into one file, or check one.")


@backup.command("to")
def to(
    target: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="The new file, or the folder that gets one.")],
    folder: Folder = None,
    passphrase_file: PassphraseFile = None,
    with_events: Annotated[bool, typer.Option("--events/--no-events", help="Without events no broker is needed; what was "
                                              "under way between services is then not in the backup.")] = True,
) -> None:
    """Write a backup: all databases and files, events that are under way, the secret key. The suite may run meanwhile.

    Whoever has the file can read everything, unless it is sealed by a passphrase: keep it as you keep the data.
    """
    settings = configuration.load(folder=folder)
    path = target / f"guanwang-{now().astimezone(BEIJING):%Y%m%d-%H%M%S}.backup" if target.is_dir() else target
    sealed_by = passphrase(settings, passphrase_file)
    with err.status("starting") as status, writing(path, sealed_by) as file, servers(settings) as at:
        where = at.settings if with_events else _without_broker(at.settings)
        kept = secrets(settings)
        if KEY not in kept:
            raise BackupError("the secret key is not known here: set GUANWANG_SECRET_KEY, without it the data cannot be read")
        made = copy(file, where, manifests(settings.plugin_settings(SERVICES)), kept, status.update)
    summary(made)
    say(f"{path} has {path.stat().st_size / 1e6:,.1f} MB; “guanwang backup verify {path}” checks it")


@backup.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Check a backup: every byte of it, and the hash-chained history of everything in it. Needs no database.

    Exit code 1 when anything does not add up; each thing is named.
    """
    with err.status("opening") as status, reading(file, passphrase(configuration.load(), passphrase_file)) as archive:
        found = check(archive, status.update)
        summary(archive.manifest)
    for problem in found.problems:
        out.print(problem, style="red", markup=False, soft_wrap=True)
    say(f"{found.parts} parts with {found.documents:,} documents, {found.histories:,} histories with {found.entries:,} entries "
        f"checked; {len(found.problems)} problems found")
    if found.problems:
        raise typer.Exit(1)


def passphrase(settings: Settings, file: Path | None) -> str:
    """What seals the archive; empty if nothing does. Raises ``BackupError``."""
    if file is None:
        return settings.backup_passphrase
    try:
        found = file.read_text("utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"the passphrase file {file} cannot be read: {error}") from None
    if not found:
        raise BackupError(f"the passphrase file {file} is empty")
    return found


def _without_broker(settings: Settings) -> Settings:
    return replace(settings, rabbitmq_url="")


def summary(manifest: dict[str, Any]) -> None:
    """What is in a backup: a line a service."""
    began = datetime.fromisoformat(manifest["began_at"]).astimezone(BEIJING)
    out.print(f"backup of {began:%Y-%m-%d %H:%M:%S} (guanwang {manifest['suite']}, MongoDB {manifest['mongodb']})")
    for service, described in manifest["services"].items():
        parts = [manifest["parts"][f"{DATA}{service}/{name}.bson"] for name in described["collections"]]
        out.print(f"  {service:<12} {len(parts):3} collections  {sum(each['documents'] for each in parts):9,} documents  "
                  f"{sum(each['bytes'] for each in parts) / 1e6:10,.1f} MB")
    if manifest["events_since"]:
        since = datetime.fromisoformat(manifest["events_since"]).astimezone(BEIJING)
        out.print(f"  events       {manifest['parts'][EVENTS]['documents']:,} since {since:%Y-%m-%d %H:%M}")
    kept = [name.removeprefix(SECRETS) for name in manifest["parts"] if name.startswith(SECRETS)]
    out.print(f"  secrets      {', '.join(kept)}")
