"""The users that ``guanwang up`` makes at its own broker and database, and what each process is told of them."""
from collections.abc import Mapping, Sequence

from shared.access import broker, database, rights
from shared.access.accounts import passwords, url_of
from shared.access.rights import GATEWAY
from shared.embedded.stack import Stack
from shared.plugins.manifest import Manifest
from shared.runtime import topology
from shared.runtime.broker import connected
from shared.runtime.settings import DECLARE, GIVEN, Settings

_SECRETS = ("RABBITMQ_URL", "MONGO_URL", "GUANWANG_SECRET_KEY", "GUANWANG_PASSWORDS", "GUANWANG_BACKUP_PASSPHRASE")


class Users:
    """Made before the stack starts, which it tells of the broker's users; a server that was given by URL gets none."""

    def __init__(self, settings: Settings, manifests: Sequence[Manifest], stack: Stack) -> None:
        self._manifests, self._rights = manifests, rights.of_all(manifests)
        self._passwords = passwords(settings.folder, self._rights)
        self._at_broker, self._at_database = stack.rabbitmq is not None, stack.mongod is not None
        given = broker.definitions(self._rights, self._passwords)
        for server in stack.rabbitmq.servers if stack.rabbitmq else ():
            server.definitions = lambda user, password: broker.with_operator(given, user, password)

    def make(self, settings: Settings) -> None:
        """What the operator makes when broker and database answer: queues and exchanges that last, and users."""
        if self._at_broker:
            with connected(settings.rabbitmq_url) as connection:
                topology.declare_when_ready(connection, self._manifests, settle=settings.settle_seconds)
        if self._at_database:
            databases = {each.name: settings.database(each.name) for each in self._manifests}
            database.make_users(settings.mongo_url, databases, self._passwords)

    def environment(self, settings: Settings, part: str, common: Mapping[str, str]) -> dict[str, str]:
        """``common`` with the secrets that ``part`` needs, and no others."""
        own = {name: value for name, value in common.items() if name.removesuffix("_FILE") not in _SECRETS}
        own["RABBITMQ_URL"] = url_of(settings.rabbitmq_url, part, self._passwords) if self._at_broker else settings.rabbitmq_url
        own["GUANWANG_TOPOLOGY"] = GIVEN if self._at_broker else DECLARE
        if part == GATEWAY:
            return own
        url = url_of(settings.mongo_url, part, self._passwords) if self._at_database else settings.mongo_url
        return own | {"MONGO_URL": url, "GUANWANG_SECRET_KEY": settings.secret_key}
