"""``guanwang up``: the whole suite on this machine."""
import http.client
import itertools
import secrets
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from shared.access.rights import GATEWAY
from shared.addresses import rotated
from shared.cli import administrator, example, located
from shared.cli.console import err, out, say
from shared.cli.running import service_argv, service_environment
from shared.cli.users import Users
from shared.embedded.folders import make_private
from shared.embedded.ports import Ports
from shared.embedded.stack import Stack
from shared.embedded.supervisor import Supervisor
from shared.plugins.discovery import GROUPS, SERVICES, discover, manifests
from shared.runtime import settings as configuration
from shared.runtime.law import law
from shared.runtime.settings import Settings, SettingsError

READY_SECONDS = 60.0
PORTS_TRIED = 200


@dataclass(frozen=True)
class Part:
    """One process of the suite."""

    name: str
    argv: list[str]
    env: dict[str, str]
    port: int
    """Where it answers ``/readyz``."""


def up(
    port: Annotated[int | None, typer.Option(help="Port of the first gateway; default 8080, or the next free one.")] = None,
    gateways: Annotated[int, typer.Option(help="Gateway processes, on ports one after the other.", min=1, max=16)] = 2,
    scale: Annotated[list[str] | None, typer.Option(help="SERVICE=N processes of a service; may be repeated.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where data and logs are kept; default .guanwang")] = None,
    cluster: Annotated[bool, typer.Option("--cluster", help="Three nodes of RabbitMQ and three members of MongoDB.")] = False,
    with_example: Annotated[bool, typer.Option("--example/--no-example", help="Load the example units and people.")] = True,
) -> None:
    """Start everything: RabbitMQ and MongoDB (unless RABBITMQ_URL and MONGO_URL name others), all services, the gateways.

    Ctrl-C stops everything; the next start finds its data. What dies is started again, broker and database too.
    """
    settings = configuration.load(folder=folder)
    own = make_private(settings.folder)
    settings = replace(settings, folder=own, secret_key=settings.secret_key or _secret(own))
    replicas = _replicas(settings, scale or [])
    reserved = Ports(settings.folder)  # from now on, so that nobody else who is starting takes them too
    ports = _ports(settings, port, gateways, reserved)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stack = Stack(settings.folder, say, settings.rabbitmq_url or None, settings.mongo_url or None,
                  env=configuration.environment(), cluster=cluster)
    users = Users(settings, manifests(settings.plugin_settings(SERVICES)), stack)
    with stack:
        endpoints = stack.endpoints
        settings = replace(settings, rabbitmq_url=endpoints.rabbitmq_url, mongo_url=endpoints.mongo_url)
        users.make(settings)
        supervisor = Supervisor(say, settings.folder)
        try:
            parts = _parts(settings, replicas, ports, reserved, users)
            for part in parts:
                supervisor.add(part.name, part.argv, part.env, settings.folder / "logs" / f"{part.name}.log")
            supervisor.start()
            if _wait_ready(supervisor, stack, parts, stop):
                urls = [f"http://{settings.gateway_host}:{each}" for each in ports]
                located.write(settings.folder, rabbitmq_url=settings.rabbitmq_url, mongo_url=settings.mongo_url, gateways=urls)
                _introduce(settings, urls, with_example)
                _watch(supervisor, stack, stop)
        finally:
            located.forget(settings.folder)
            say("stopping")
            supervisor.stop()
    say("stopped; the data are kept")


def _watch(supervisor: Supervisor, stack: Stack, stop: threading.Event) -> None:
    while not stop.is_set():
        supervisor.tick()
        stack.tick()
        time.sleep(0.1)


def _parts(settings: Settings, replicas: dict[str, int], ports: Sequence[int], reserved: Ports, users: Users) -> list[Part]:
    common = service_environment() | {"GUANWANG_FOLDER": str(settings.folder)}
    parts: list[Part] = []

    def own(part: str) -> dict[str, str]:  # each begins with another broker, if there are several
        return users.environment(replace(settings, rabbitmq_url=rotated(settings.rabbitmq_url, len(parts))), part, common)

    for service, count in replicas.items():
        for number in range(1, count + 1):
            name = service if count == 1 else f"{service}-{number}"
            free = reserved.take(name, (settings.health_host,))
            parts.append(Part(name, service_argv(service), own(service) | {"GUANWANG_HEALTH_PORT": str(free)}, free))
    command = [sys.executable, "-m", "shared.cli.main", "gateway"]
    for number, each in enumerate(ports, 1):
        name = "gateway" if len(ports) == 1 else f"gateway-{number}"
        parts.append(Part(name, [*command, "--port", str(each)], own(GATEWAY), each))
    return parts


def _wait_ready(supervisor: Supervisor, stack: Stack, parts: Sequence[Part], stop: threading.Event) -> bool:
    """True when all answer that they are ready; shows who is waited for."""
    began, waiting = time.monotonic(), list(parts)
    with err.status("starting") as status:
        while waiting and not stop.is_set():
            supervisor.tick()
            stack.tick()
            waiting = [part for part in waiting if not _is_ready(part.port)]
            names = ", ".join(part.name for part in waiting)
            status.update(f"waiting for {names} … {time.monotonic() - began:.0f} s")
            if time.monotonic() - began > READY_SECONDS:
                raise SettingsError(f"{names} did not get ready within {READY_SECONDS:.0f} s: read the logs in "
                                    f"{parts[0].env['GUANWANG_FOLDER']}/logs")
            time.sleep(0.05)
    say(f"{len(parts)} processes are ready after {time.monotonic() - began:.1f} s")
    return not stop.is_set()


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _introduce(settings: Settings, urls: Sequence[str], with_example: bool) -> None:
    credentials = administrator.ensure(settings)
    if with_example:
        example.load(urls[0], credentials, say)
    out.print(f"\n[bold]官网 Guanwang runs.[/bold]  Ctrl-C stops it.\n\n"
              f"  API and documents  {urls[0]}/docs\n  Gateways           {'  '.join(urls)}\n"
              f"  Administrator      {settings.folder / administrator.FILE} (name and password)\n"
              f"  Logs               {settings.folder / 'logs'}\n\n  Try                guanwang demo\n", soft_wrap=True)


def _secret(folder: Path) -> str:
    path = folder / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def _replicas(settings: Settings, scale: Sequence[str]) -> dict[str, int]:
    for group in GROUPS:  # what cannot be used is said now, not by each process in its log
        discover(group, settings.plugin_settings(group))
    law(settings)
    replicas = {each.name: 1 for each in manifests(settings.plugin_settings(SERVICES))}
    for wish in scale:
        service, _, count = wish.partition("=")
        if service not in replicas or not count.isdigit() or not 1 <= int(count) <= 64:
            raise SettingsError(f"--scale {wish}: say SERVICE=N with N from 1 to 64; services are {', '.join(replicas)}")
        replicas[service] = int(count)
    return replicas


def _ports(settings: Settings, wanted: int | None, count: int, reserved: Ports) -> list[int]:
    """Ports for the gateways: exactly those that were asked for, or the first free ones from the usual one on."""
    first = wanted or settings.gateway_port
    tried = range(first, first + (count if wanted else PORTS_TRIED))
    free = list(itertools.islice((each for each in tried if reserved.keep(each, (settings.gateway_host,))), count))
    if len(free) < count:
        taken = next((each for each in range(first, first + count) if each not in free), first)
        raise SettingsError(f"port {taken} is in use: stop what listens there, or choose another with --port")
    if free[0] != first:
        say(f"port {first} is in use, the gateway takes {free[0]}")
    return free
