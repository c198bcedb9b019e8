"""``guanwang access``: users with the least rights that work, at a broker and a database of your own."""
import json
from pathlib import Path
from typing import Annotated

import typer

from shared.access import broker, database, management, rights
from shared.access.accounts import given, passwords, url_of
from shared.access.rights import GATEWAY
from shared.cli.console import say
from shared.embedded.folders import make_private
from shared.embedded.secrets_file import write_private
from shared.plugins.discovery import SERVICES, manifests
from shared.runtime import settings as configuration
from shared.runtime import topology
from shared.runtime.broker import connected
from shared.runtime.settings import GIVEN, Settings, SettingsError

access = typer.Typer(no_args_is_help=True, help="Users of each service at your own broker and database.")
Folder = Annotated[Path | None, typer.Option(help="Where the passwords are kept; default .guanwang")]


@access.command("definitions")
def definitions(out: Annotated[Path, typer.Argument(help="File to write, readable by you only.")],
                vhost: Annotated[str, typer.Option(help="RabbitMQ's virtual host.")] = "/", folder: Folder = None) -> None:
    """Write the broker's users for “rabbitmqctl import_definitions FILE”; passwords are made, and stay the same later."""
    users = rights.of_all(manifests(_settings(folder).plugin_settings(SERVICES)))
    write_private(out, json.dumps(broker.definitions(users, _passwords(folder), vhost), indent=1))
    say(f"{len(users)} users written to {out}")


@access.command("make")
def make(port: Annotated[str, typer.Option("--management", help="RabbitMQ's management port, e.g. http://host:15672: the users "
                                           "of the broker are made too.")] = "", folder: Folder = None) -> None:
    """As the operator of RABBITMQ_URL and MONGO_URL: declare queues and exchanges, and make the users of the database.

    Twice does no harm: users that are there are brought up to their passwords and rights.
    """
    settings = _settings(folder)
    found, secrets = manifests(settings.plugin_settings(SERVICES)), _passwords(folder)
    if not settings.rabbitmq_url or not settings.mongo_url:
        raise SettingsError("RABBITMQ_URL and MONGO_URL must name the servers, with a user who may do everything there")
    with connected(settings.rabbitmq_url) as connection:
        topology.declare_when_ready(connection, found, settle=settings.settle_seconds)
    database.make_users(settings.mongo_url, {each.name: settings.database(each.name) for each in found}, secrets)
    if port:
        url = settings.rabbitmq_url
        management.take_in(port, url, broker.definitions(rights.of_all(found), secrets, management.vhost_of(url)))
    say(f"queues and exchanges are declared, the users of the database{' and of the broker' if port else ''} are made")


@access.command("environment")
def environment(part: Annotated[str, typer.Argument(help="A service as in “guanwang services”, or gateway.")],
                folder: Folder = None) -> None:
    """Print what one process gets into its environment instead of the operator's addresses; it holds passwords."""
    settings, known = _settings(folder), _passwords(folder)
    if not settings.rabbitmq_url or not settings.mongo_url:
        raise SettingsError("RABBITMQ_URL and MONGO_URL must name the servers; the user in them is put out for the part's own")
    if part not in known:
        raise SettingsError(f"there is no part “{part}”; there are {', '.join(known)}")
    typer.echo(f"GUANWANG_TOPOLOGY={GIVEN}\nRABBITMQ_URL={url_of(settings.rabbitmq_url, part, known)}")
    if part != GATEWAY:
        typer.echo(f"MONGO_URL={url_of(settings.mongo_url, part, known)}")


def _settings(folder: Path | None) -> Settings:
    return configuration.load(folder=folder)


def _passwords(folder: Path | None) -> dict[str, str]:
    """Those of the settings, or else those that are kept in the folder, made where there are none."""
    settings = _settings(folder)
    parts = rights.of_all(manifests(settings.plugin_settings(SERVICES)))
    return given(settings.passwords, parts) if settings.passwords else passwords(make_private(settings.folder), parts)
