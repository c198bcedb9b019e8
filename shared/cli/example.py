"""The example units and people (DOMAIN part 2 §8), loaded through the gateway like anybody's; all of them fictitious."""
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import yaml

from shared.cli.api import Api, sign_in


def units() -> list[dict[str, Any]]:
    """The example's units, parents before children, as ``data/example_units.yaml`` has them."""
    text = resources.files(__package__).joinpath("data/example_units.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["units"]
    return found


def load(url: str, credentials: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Register the units that are missing; returns how many. Loading twice changes nothing."""
    administrator = sign_in(url, credentials["login"], credentials["password"])
    count = sum(_register(administrator, unit) for unit in units())
    if count:
        say(f"{count} example units loaded")
    return count


def _register(administrator: Api, unit: Mapping[str, Any]) -> bool:
    raise NotImplementedError
