"""Finds plugins by entry point; built-ins are registered like a stranger's and have no privilege."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from shared.plugins.manifest import Manifest

SERVICES = "guanwang.services"
DETECTORS = "guanwang.detectors"
COMMANDS = "guanwang.commands"
PACKS = "guanwang.packs"
GROUPS = (SERVICES, DETECTORS, COMMANDS, PACKS)


class State(StrEnum):
    """Whether a plugin takes part."""

    ON = "on"
    TRIAL = "trial"
    """Runs and records, never blocks (detectors)."""
    OFF = "off"


class PluginError(Exception):
    """A plugin cannot be used: one sentence with the distribution that ships it and what to do."""


@dataclass(frozen=True)
class Plugin:
    """One entry point, loaded or switched off."""

    group: str
    name: str
    distribution: str
    state: State
    loaded: Any = None
    params: Mapping[str, Any] = field(default_factory=dict)


def discover(group: str, settings: Mapping[str, Mapping[str, Any]] | None = None,
             points: Iterable[EntryPoint] | None = None) -> list[Plugin]:
    """All plugins of ``group`` in order of name; ``settings`` maps a name to ``{"state": …, parameter: value, …}``.

    Raises ``PluginError`` for a plugin that fails to load, two of one name, a setting for a plugin that is not
    installed, or a state that does not exist. A plugin that is switched off is listed but not loaded.
    """
    chosen = dict(settings or {})
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=group) if points is None else points:
        if point.name in found:
            raise PluginError(f"two plugins of {group} are called “{point.name}”: {_distribution(found[point.name])} "
                              f"and {_distribution(point)}; uninstall one")
        found[point.name] = point
    if unknown := sorted(set(chosen) - set(found)):
        raise PluginError(f"settings name the {group} plugin “{unknown[0]}”, which is not installed; "
                          f"installed are {', '.join(sorted(found)) or 'none'}")
    return [_plugin(group, found[name], chosen.get(name, {})) for name in sorted(found)]


def manifests(settings: Mapping[str, Mapping[str, Any]] | None = None) -> list[Manifest]:
    """The manifests of all services that are switched on."""
    return [plugin.loaded for plugin in discover(SERVICES, settings) if plugin.state is not State.OFF]


def _plugin(group: str, point: EntryPoint, settings: Mapping[str, Any]) -> Plugin:
    if not isinstance(settings, Mapping):
        raise PluginError(f"the settings of the {group} plugin “{point.name}” must be names and values, e.g. state: off")
    params = {key: value for key, value in settings.items() if key != "state"}
    wish = settings.get("state", "on")
    try:
        # YAML reads a bare on or off as true or false.
        state = State({True: "on", False: "off"}[wish] if isinstance(wish, bool) else str(wish))
    except ValueError:
        raise PluginError(f"the {group} plugin “{point.name}” has state “{wish}”; use on, trial or off") from None
    loaded = None if state is State.OFF else _load(group, point)
    return Plugin(group, point.name, _distribution(point), state, loaded, params)


def _load(group: str, point: EntryPoint) -> Any:
    try:
        loaded = point.load()
    except Exception as error:
        raise PluginError(f"the {group} plugin “{point.name}” of {_distribution(point)} does not load: "
                          f"{type(error).__name__}: {error}; mend it or switch it off in the settings") from error
    if group == SERVICES and getattr(loaded, "name", None) != point.name:
        raise PluginError(f"the service plugin “{point.name}” of {_distribution(point)} calls itself "
                          f"“{getattr(loaded, 'name', None)}”; both names must be equal")
    return loaded


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
