"""``guanwang restart``: the processes of a running ``guanwang up`` anew, one after the other, so that nobody has to wait.

The supervisor in the process of ``guanwang up`` starts again what ends; so this only ends a process, in order, and waits for
its successor to be ready before it goes on to the next.
"""
import http.client
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from shared.cli import located
from shared.cli.console import err, say
from shared.runtime import settings as configuration
from shared.runtime.settings import Settings, SettingsError

GATEWAY = "gateway"
LOOK_SECONDS = 0.1


def restart(
    services: Annotated[list[str], typer.Argument(metavar="SERVICE…", help="Services, “gateway”, or single processes such "
                                                                           "as content-2.")],
    folder: Annotated[Path | None, typer.Option(help="Folder of the running stack; default .guanwang")] = None,
    patience: Annotated[float, typer.Option(help="Seconds that one process may take to end and be ready again.")] = 90.0,
) -> None:
    """Restart services of a running “guanwang up”, one process after the other; each must be ready before the next ends.

    Requests that are under way are finished. Calls wait in the broker while a service's only process is away.
    """
    settings = configuration.load(folder=folder)
    gateways = located.gateways(settings)
    running = _running(settings)
    parts = []
    for wish in services:
        found = [each for each in running if wish in (each, each.rpartition("-")[0])]
        if not found:
            raise SettingsError(f"nothing called {wish} runs from {settings.folder}; there are {', '.join(running)}")
        parts += [each for each in found if each not in parts]
    for number, part in enumerate(parts, 1):
        began = time.monotonic()
        _renew(settings, part, gateways, patience)
        say(f"{part} runs anew and is ready after {time.monotonic() - began:.1f} s ({number} of {len(parts)})")


def _renew(settings: Settings, part: str, gateways: list[str], patience: float) -> None:
    """End one process and wait for its successor; raises ``SettingsError`` when it does not come."""
    before, end = _pid(settings, part), time.monotonic() + patience
    with err.status(f"{part}: process {before} finishes what it is at") as status:
        os.kill(before, signal.SIGTERM)
        after = _awaited(lambda: (found := _pid(settings, part)) != before and found, end)
        status.update(f"{part}: process {after} starts")
        if not after or not _awaited(lambda: _is_ready(settings, part, gateways), end):
            raise SettingsError(f"{part} was not ready again within {patience:g} s, the others were left alone: read "
                                f"{settings.folder / 'logs' / part}.log")


def _awaited(condition: Callable[[], int | bool], end: float) -> int | bool:
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
    return found


def _running(settings: Settings) -> list[str]:
    return sorted(path.stem for path in (settings.folder / "run").glob("*.json"))


def _pid(settings: Settings, part: str) -> int:
    """The process of a part; 0 while there is none."""
    try:
        return int(json.loads((settings.folder / "run" / f"{part}.json").read_text())["pid"])
    except (OSError, ValueError, KeyError):
        return 0


def _is_ready(settings: Settings, part: str, gateways: list[str]) -> bool:
    name, _, number = part.rpartition("-")
    if GATEWAY in (name, part):
        address = urlsplit(gateways[int(number) - 1 if name else 0])
        where = (address.hostname, address.port)
    else:
        try:
            note = json.loads((settings.folder / "run" / f"{name or part}.{_pid(settings, part)}.health").read_text())
        except (OSError, ValueError):
            return False
        where = (note["host"], note["port"])
    connection = http.client.HTTPConnection(*where, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
