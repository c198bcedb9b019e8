"""Parking's own settings, under ``plugins.services.parking``."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared.runtime.settings import SettingsError


@dataclass(frozen=True)
class Configuration:
    """What an installation may choose."""

    patience: timedelta = timedelta(seconds=60)
    """Longer than an event that fails again waits in all tiers of retries together."""
    alarm: timedelta = timedelta(minutes=15)
    """How long an event may wait for a decision before that is an alarm."""


def configured(given: Mapping[str, Any]) -> Configuration:
    """The configuration; raises ``SettingsError``."""
    chosen = {}
    for name, (field, unit) in {"patience_seconds": ("patience", "seconds"), "alarm_minutes": ("alarm", "minutes")}.items():
        if name in given:
            value = given[name]
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1_000_000:
                raise SettingsError(f"plugins.services.parking.{name} must be a positive number of {unit}, not “{value}”")
            chosen[field] = timedelta(**{unit: value})
    if unknown := sorted(set(given) - {"state", "patience_seconds", "alarm_minutes"}):
        raise SettingsError(f"plugins.services.parking has the unknown setting “{unknown[0]}”")
    return Configuration(**chosen)
