"""What a process of content has for all its calls: the prober of links, the vault, and the house's own settings."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pymongo.database import Database

from services.content.frequencies import Frequencies
from shared.plugins.discovery import SERVICES
from shared.runtime.probing import Prober
from shared.runtime.settings import Settings, SettingsError
from shared.runtime.vault import Vault


@dataclass
class Equipment:
    """Made once a process."""

    settings: Settings
    prober: Prober = field(default_factory=Prober)
    image_hosts: frozenset[str] = frozenset()
    """Hosts of images, besides the item's own files."""
    made: Vault | None = None
    frequencies: Frequencies = field(default_factory=Frequencies)

    def vault(self, database: Database[dict[str, Any]]) -> Vault:
        """The vault of the service's database, made when it is needed first."""
        if self.made is None:
            self.made = Vault(database, self.settings.secret())
        return self.made


def equip(settings: Settings) -> Equipment:
    """The equipment; raises ``SettingsError`` for a wrong setting of the service."""
    own = settings.plugin_settings(SERVICES).get("content", {})
    return Equipment(settings, Prober(_hosts(own, "link_hosts")), frozenset(_hosts(own, "image_hosts")))


def _hosts(own: Mapping[str, Any], name: str) -> list[str]:
    hosts = own.get(name, [])
    if not isinstance(hosts, list) or not all(isinstance(each, str) and each for each in hosts):
        raise SettingsError(f"plugins.services.content.{name} must be a list of hosts")
    return hosts
