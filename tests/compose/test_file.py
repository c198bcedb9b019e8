"""What can be said of docker-compose.yml by reading it; needs no container engine."""
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

SECRET = ("_URL", "_KEY", "_PASS", "_PASSWORD")


@pytest.fixture
def services(root: Path) -> dict[str, dict[str, Any]]:
    """The containers of the file, by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((root / "docker-compose.yml").read_text("utf-8"))["services"]
    return found


@pytest.fixture
def ours(services: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Those that are made of our image."""
    return {name: each for name, each in services.items() if "build" in each}


def test_every_service_of_the_suite_has_its_container(root: Path, ours: dict[str, dict[str, Any]]) -> None:
    registered = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["guanwang.services"]
    run = {name: each["command"][1] for name, each in ours.items() if each["command"][0] == "run"}
    assert run == {name: name for name in registered}


def test_no_password_is_written_down(services: dict[str, dict[str, Any]]) -> None:
    secret = [value for each in services.values() for name, value in each["environment"].items()
              if name.endswith(SECRET)]
    assert len(secret) >= 5
    assert all("${" in value and ":-" not in value for value in secret)


def test_only_gateways_can_be_reached_from_outside(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, each in services.items() if "ports" in each} == {"gateway-1", "gateway-2"}
    assert all(each["networks"] == ["inside"] for name, each in services.items() if not name.startswith("gateway-"))


def test_every_container_tells_when_it_is_ready_and_comes_back_by_itself(services: dict[str, dict[str, Any]]) -> None:
    for each in services.values():
        assert each["healthcheck"]["test"] and each["restart"] == "unless-stopped"


def test_our_containers_can_write_nothing_and_gain_no_rights(ours: dict[str, dict[str, Any]]) -> None:
    for each in ours.values():
        assert each["read_only"] and each["cap_drop"] == ["ALL"] and "no-new-privileges:true" in each["security_opt"]
