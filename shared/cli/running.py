"""``guanwang run``: services in the foreground, one process each."""
import os
import sys
from typing import Annotated

import typer

from shared.runtime import settings as configuration

SERVICE_MODULE = "shared.runtime.process"


def service_argv(service: str) -> list[str]:
    """The command line of one service process."""
    return [sys.executable, "-m", SERVICE_MODULE, service]


def service_environment() -> dict[str, str]:
    """What a service process needs besides the settings: eventlet's own resolver breaks under load."""
    return configuration.environment() | {"EVENTLET_NO_GREENDNS": "yes", "PYTHONUNBUFFERED": "1"}


def run(service: Annotated[str, typer.Argument(help="Name of the service, as in “guanwang services”.")]) -> None:
    """Run one service in the foreground, against RABBITMQ_URL and MONGO_URL. Start it as often as you need it."""
    os.execve(  # noqa: S606 - our own interpreter, no shell
        sys.executable, service_argv(service), service_environment())
