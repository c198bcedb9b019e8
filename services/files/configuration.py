"""The settings of this service (``plugins.services.files``): what is taken, how much, and how long it is kept."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.files.extraction import Limits
from services.files.model import DEFAULT_ALLOWED
from shared.runtime.settings import SettingsError


@dataclass(frozen=True)
class Configuration:
    """See the manifest."""

    largest_bytes: int = 200_000_000
    allowed: tuple[str, ...] = DEFAULT_ALLOWED
    keep_days: float = 30
    thumbnail_pixels: int = 60_000_000
    extraction: Limits = field(default_factory=Limits)


def configured(given: Mapping[str, Any]) -> Configuration:
    """The configuration; raises ``SettingsError`` for a name that is none, or a value of the wrong kind."""
    values = {name: value for name, value in given.items() if name != "state"}
    for name, value in values.items():
        if name not in Configuration.__dataclass_fields__:
            raise SettingsError(f"plugins.services.files has the unknown setting “{name}”")
        if name == "allowed":
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise SettingsError("plugins.services.files.allowed must be a list of media types")
            values[name] = tuple(value)
        elif name == "extraction":
            values[name] = _limits(value)
        elif isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise SettingsError(f"plugins.services.files.{name} must be a number above 0")
    return Configuration(**values)


def _limits(given: Any) -> Limits:
    """How much of a file is read; raises ``SettingsError``."""
    if not isinstance(given, Mapping):
        raise SettingsError("plugins.services.files.extraction must be names of limits and numbers")
    try:
        return Limits.of(dict(given))
    except ValueError as error:
        raise SettingsError(f"plugins.services.files.extraction: {error}") from None
