"""Settings: everything that differs from one installation to the next; the only reader of the environment.

``GUANWANG_SETTINGS`` names a YAML file; single values come from the environment and win. A secret may stand in a file:
``RABBITMQ_URL_FILE=/run/secrets/…`` is read where ``RABBITMQ_URL`` is not set.
"""
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from shared.addresses import AddressError, split

DECLARE, GIVEN = "declare", "given"
SETTLE_SECONDS = 2.0
"""How old a queue must be before anything can come into it. RabbitMQ keeps the names of new quorum queues in memory for up
to a second: a node that is killed meanwhile, alone, finds them empty again, whatever it had confirmed."""
SECRET_LEAST = 32
"""Characters of the secret key, at least."""


class SettingsError(Exception):
    """A setting is missing or wrong; one sentence that says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """One process's settings. Ports are TCP ports, 0 = any free one; times are seconds."""

    rabbitmq_url: str = field(default="", repr=False)
    topology: str = DECLARE
    """``given``: the operator declares queues and exchanges that last, and each process has a broker user of its own."""
    settle_seconds: float = SETTLE_SECONDS
    mongo_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    """Encrypts signing keys and personal data at rest and keys digests; 32 characters at least. Lost, so are the data."""
    passwords: str = field(default="", repr=False)
    """For ``guanwang access``: the password of each part's user, as ``part=password`` with spaces between; made if empty."""
    folder: Path = Path(".guanwang")
    """Where the embedded stack and the running processes keep their files."""
    database_prefix: str = "guanwang_"
    health_host: str = "127.0.0.1"
    health_port: int = 0
    blob_host: str = "127.0.0.1"
    """Where a service that stores files listens for gateways; of 0.0.0.0 the machine's own address is what they are told."""
    blob_port: int = 0
    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8080
    max_workers: int = 64
    call_seconds: float = 10.0
    """Deadline of a call that names none."""
    cors_origins: str = ""
    """Origins whose scripts may use the gateway from a browser, with commas between; none if empty."""
    body_bytes: int = 4_000_000
    """Largest JSON body that the gateway takes."""
    shelf_bytes: int = 1_000_000_000
    """How much a gateway process keeps of files on its local disk, so that it need not fetch them each time."""
    shelf_folder: str = ""
    """Where; ``<folder>/shelf`` if empty."""
    connections_most: int = 4_000
    """Connections of one gateway process; fewer where the system gives it fewer descriptors."""
    head_seconds: float = 10.0
    """How long a client may take to send a request's head."""
    idle_seconds: float = 75.0
    """How long a connection is kept between two requests: longer than a proxy before the gateway keeps it."""
    client_rate: int = 500
    """Bytes a second that a client must take or send, on the average, while the gateway waits for it."""
    client_seconds: float = 20.0
    """For how long a client may fall behind that."""
    bodies_bytes: int = 256_000_000
    """JSON bodies that one gateway process holds at a time, in all."""
    calls_most: int = 3_000
    """Calls that wait for services in one gateway process."""
    service_calls_most: int = 1_000
    """Of these, for one service; half as many for one operation."""
    service_bytes: int = 64_000_000
    """What the calls that wait for one service may hold."""
    uploads_most: int = 32
    downloads_most: int = 256
    streams_most: int = 500
    """Files brought, files given and streams of events at a time in one gateway process."""
    drain_seconds: float = 2.0
    """How long a gateway that is told to stop goes on taking requests, not ready any more: until a balancer has noticed."""
    log_level: str = "INFO"
    sweep_seconds: float = 1.0
    """How often a service looks for duties that are due."""
    stuck_seconds: float = 60.0
    """How long something that should get on may not, before ``guanwang_stuck`` says so."""
    law_packs: str = "national,xiangxi-2018"
    """The rule packs that bind this installation, lowest first, with commas between."""
    law_folder: str = ""
    """A folder of rule packs beside those that are installed; none if empty."""
    quarantine: str = "manual"
    """``automatic``: a text with the mark of a state secret is quarantined at once; ``manual``: by an officer (Art. 12)."""
    backup_passphrase: str = ""
    """Seals and opens backups; see docs/backup.md."""
    plugins: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """Group (``services``, ``detectors``) → plugin → ``{"state": "on|trial|off", parameter: value}``."""

    def plugin_settings(self, group: str) -> Mapping[str, Mapping[str, Any]]:
        """The settings of one plugin group, e.g. ``guanwang.detectors``; raises ``SettingsError`` for a wrong shape."""
        name = group.removeprefix("guanwang.")
        found = self.plugins.get(name) if isinstance(self.plugins, Mapping) else self.plugins
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            raise SettingsError(f"the setting plugins.{name} must be names of plugins and their settings")
        return found

    def secret(self) -> str:
        """The secret key; raises ``SettingsError`` when it is missing or too short to protect anything."""
        if len(self.secret_key) < SECRET_LEAST:
            raise SettingsError(f"GUANWANG_SECRET_KEY must have {SECRET_LEAST} characters at least; set it to random text, "
                                "e.g. from “openssl rand -hex 32”, the same for all processes, and keep it")
        return self.secret_key

    def database(self, service: str) -> str:
        """The name of a service's own database."""
        return self.database_prefix + service


_VARIABLES = {
    "rabbitmq_url": "RABBITMQ_URL",
    "mongo_url": "MONGO_URL",
    **{name: f"GUANWANG_{name.upper()}" for name in (
        "secret_key", "passwords", "topology", "settle_seconds", "folder", "database_prefix", "health_host", "health_port",
        "blob_host", "blob_port", "gateway_host", "gateway_port", "cors_origins", "max_workers", "call_seconds", "body_bytes",
        "shelf_bytes", "shelf_folder", "connections_most", "head_seconds", "idle_seconds", "client_rate", "client_seconds",
        "bodies_bytes", "calls_most", "service_calls_most", "service_bytes", "uploads_most", "downloads_most", "streams_most",
        "drain_seconds", "log_level", "sweep_seconds", "stuck_seconds", "law_packs", "law_folder", "quarantine",
        "backup_passphrase")},
}


def environment() -> dict[str, str]:
    """A copy of the environment, for children."""
    return dict(os.environ)


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Settings from the file, the environment and ``overrides``, each winning over the one before.

    Raises ``SettingsError`` for a file that cannot be read, an unknown name or a value of the wrong type.
    """
    env = os.environ if environ is None else environ
    values = _from_file(env.get("GUANWANG_SETTINGS", ""))
    for name, variable in _VARIABLES.items():
        if (value := _variable(env, variable)) is not None:
            values[name] = value
    values.update({key: value for key, value in overrides.items() if value is not None})
    settings = Settings(**{name: _typed(name, value) for name, value in values.items()})
    if settings.topology not in (DECLARE, GIVEN):
        raise SettingsError(f"GUANWANG_TOPOLOGY must be {DECLARE} or {GIVEN}, not “{settings.topology}”")
    try:
        if settings.rabbitmq_url:
            split(settings.rabbitmq_url)
    except AddressError as error:
        raise SettingsError(str(error)) from None
    return settings


def _from_file(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        values = yaml.safe_load(Path(path).read_text("utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from None
    if not isinstance(values, dict):
        raise SettingsError(f"the settings file {path} must hold names and values")
    if unknown := sorted(set(values) - set(Settings.__dataclass_fields__)):
        raise SettingsError(f"the settings file {path} has the unknown setting “{unknown[0]}”")
    return values


def _variable(env: Mapping[str, str], name: str) -> str | None:
    if name in env:
        return env[name]
    if file := env.get(f"{name}_FILE"):
        try:
            return Path(file).read_text("utf-8").strip()
        except OSError as error:
            raise SettingsError(f"{name}_FILE cannot be read: {error}") from None
    return None


def _typed(name: str, value: Any) -> Any:
    wanted = type(Settings.__dataclass_fields__[name].default)
    if name == "plugins" or isinstance(value, wanted):
        return value
    try:
        if isinstance(value, list | dict):
            raise TypeError
        return Path(value) if name == "folder" else wanted(value)
    except (TypeError, ValueError):
        raise SettingsError(f"the setting {name} must be a {wanted.__name__}, not “{value}”") from None
