"""The law of this installation: the rule packs that the settings name."""
from collections.abc import Mapping
from pathlib import Path

from shared.law import loading
from shared.law.problems import PackError
from shared.law.rules import Law
from shared.plugins.discovery import PACKS
from shared.runtime.settings import Settings, SettingsError


def law(settings: Settings) -> Law:
    """The stack that ``law_packs`` names; raises ``SettingsError`` for one that is unknown, broken or out of place."""
    if settings.plugin_settings(PACKS):
        raise SettingsError("rule packs have no plugin settings: name those that bind in law_packs instead")
    try:
        return loading.load(names(settings), folders(settings))
    except PackError as error:
        raise SettingsError(f"GUANWANG_LAW_PACKS is “{settings.law_packs}”: {error}") from None


def places(settings: Settings) -> Mapping[str, loading.Place]:
    """Every pack that the settings could name; raises ``SettingsError``."""
    try:
        return loading.installed(folders(settings))
    except PackError as error:
        raise SettingsError(str(error)) from None


def names(settings: Settings) -> list[str]:
    """The names of the packs, lowest first."""
    return [name for each in settings.law_packs.split(",") if (name := each.strip())]


def folders(settings: Settings) -> list[Path]:
    """Where packs lie besides those that are installed."""
    return [Path(settings.law_folder)] if settings.law_folder else []
