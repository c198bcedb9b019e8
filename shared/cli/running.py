"""``guanwang run``: services in the foreground, one process each."""
import os
import signal
import sys
import threading
from typing import Annotated

import typer

from shared.cli.console import say
from shared.embedded.supervisor import Supervisor
from shared.runtime import settings as configuration

SERVICE_MODULE = "shared.runtime.process"


def service_argv(service: str) -> list[str]:
    """The command line of one service process."""
    return [sys.executable, "-m", SERVICE_MODULE, service]


def service_environment() -> dict[str, str]:
    """What a service process needs besides the settings: eventlet's own resolver breaks under load."""
    return configuration.environment() | {"EVENTLET_NO_GREENDNS": "yes", "PYTHONUNBUFFERED": "1"}


def run(services: Annotated[list[str], typer.Argument(metavar="SERVICE…", help="Names as in “guanwang services”.")]) -> None:
    """Run services in the foreground, against RABBITMQ_URL and MONGO_URL. Start the same one as often as you need it.

    One service logs to standard error. Several log to <folder>/logs, and one that dies is started again.
    """
    if len(services) == 1:
        os.execve(  # noqa: S606 - our own interpreter, no shell
            sys.executable, service_argv(services[0]), service_environment())
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    folder = configuration.load().folder
    supervisor = Supervisor(say)
    for service in dict.fromkeys(services):
        supervisor.add(service, service_argv(service), service_environment(), folder / "logs" / f"{service}.log")
    supervisor.start()
    say(f"{', '.join(dict.fromkeys(services))} run; logs are in {folder / 'logs'}; Ctrl-C stops them")
    supervisor.run_until(stop)
    supervisor.stop()
