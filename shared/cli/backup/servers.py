"""Where a backup is read from, or put back to: servers that are named, those of the running suite, or ones started for it."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from shared.cli.console import say
from shared.cli.located import located
from shared.embedded.errors import StackError
from shared.embedded.folders import FolderLock
from shared.embedded.stack import CLUSTER, Stack
from shared.runtime import settings as configuration
from shared.runtime.backup.errors import BackupError
from shared.runtime.settings import Settings

KEY, ADMINISTRATOR = "secret.key", "administrator.json"
SECRETS = (KEY, ADMINISTRATOR)
"""Files of a stack's folder without which its data cannot be read, or nobody could sign in."""


@dataclass(frozen=True)
class Servers:
    """Settings whose URLs answer, and whether a suite works with them from this folder right now."""

    settings: Settings
    running: bool


@contextmanager
def servers(settings: Settings, *, make: bool = False, cluster: bool = False) -> Iterator[Servers]:
    """The servers of the environment, of the suite that runs from the settings' folder, or, if none does, of its data.

    What is made anew is a ``cluster`` or not; what is there is what it is. Raises ``BackupError`` when there are no data,
    unless they are to be made.
    """
    folder = settings.folder
    if settings.rabbitmq_url and settings.mongo_url:
        yield Servers(settings, running=False)
    elif _is_held(folder):
        yield Servers(located(folder), running=True)
    elif not make and not settings.mongo_url and not has_data(folder):
        raise BackupError(f"there are no data in {folder}: name the folder of the stack by --folder")
    else:
        say(f"nothing runs from {folder}: its servers are started for this")
        with Stack(folder, say, settings.rabbitmq_url or None, settings.mongo_url or None,
                   env=configuration.environment(), cluster=cluster or (folder / CLUSTER).is_dir()) as stack:
            ends = stack.endpoints
            yield Servers(replace(settings, rabbitmq_url=ends.rabbitmq_url, mongo_url=ends.mongo_url), running=False)


def has_data(folder: Path) -> bool:
    """True if a database was ever started from the folder, by itself or as a cluster."""
    return any((folder / name).is_dir() for name in ("mongod", CLUSTER))


def secrets(settings: Settings) -> dict[str, bytes]:
    """The secret key and the first administrator's password, as far as they are known here."""
    found = {name: path.read_bytes() for name in SECRETS if (path := settings.folder / name).is_file()}
    return found | ({KEY: settings.secret_key.encode()} if settings.secret_key else {})


def _is_held(folder: Path) -> bool:
    if not (folder / "lock").exists():
        return False
    lock = FolderLock(folder)
    try:
        lock.take()
    except StackError:
        return True
    lock.release()
    return False
