"""``guanwang gateway``."""
from typing import Annotated

import typer

from gateway import server
from shared.runtime import logs
from shared.runtime import settings as configuration


def gateway(port: Annotated[int | None, typer.Option(help="Port to listen on; default GUANWANG_GATEWAY_PORT or 8080.")] = None,
            host: Annotated[str | None, typer.Option(help="Address to listen on; default 127.0.0.1.")] = None) -> None:
    """Run one gateway process in the foreground, against RABBITMQ_URL. Start more on other ports to share the load."""
    settings = configuration.load(gateway_port=port, gateway_host=host)
    if not settings.rabbitmq_url:
        raise configuration.SettingsError("RABBITMQ_URL must be set to run a gateway by itself")
    logs.configure("gateway", settings.log_level)
    server.run(settings)
