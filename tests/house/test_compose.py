"""What can be said of docker-compose.yml by reading it; needs no container engine."""
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.access import accounts, rights
from shared.access.rights import GATEWAY
from shared.runtime.settings import GIVEN
from tests.house import suite

SECRET = ("_URL", "_KEY", "_PASS", "_PASSWORD", "_PASSWORDS")
OPERATOR = "access"
GATEWAYS = {"gateway-1", "gateway-2"}
SERVICES = yaml.safe_load((suite.ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
OURS: dict[str, dict[str, Any]] = {name: each for name, each in SERVICES.items() if "build" in each}


def test_every_service_of_the_suite_has_its_container() -> None:
    run = {name: each["command"][1] for name, each in OURS.items() if each["command"][0] == "run"}
    assert run == {name: name for name in suite.MANIFESTS}


@pytest.mark.parametrize("part", [*suite.MANIFESTS, GATEWAY])
def test_every_service_has_users_of_its_own_which_the_operator_makes(part: str) -> None:
    password = f"${{{part.upper()}_PASSWORD}}"
    at_broker = f"amqp://{accounts.user(part)}:{password}@rabbitmq:5672/guanwang"
    at_database = f"mongodb://{accounts.user(part)}:{password}@mongo:27017/?authSource=admin"
    for container in GATEWAYS if part == GATEWAY else {part}:
        told = SERVICES[container]["environment"]
        assert (told["RABBITMQ_URL"], told["GUANWANG_TOPOLOGY"]) == (at_broker, GIVEN)
        assert told.get("MONGO_URL") == (at_database if part != GATEWAY else None)
        assert SERVICES[container]["depends_on"] == {
            OPERATOR: {"condition": "service_completed_successfully"},
            "rabbitmq": {"condition": "service_healthy"}, "mongo": {"condition": "service_healthy"}}
    made = accounts.given(_without_remarks(SERVICES[OPERATOR]["environment"]["GUANWANG_PASSWORDS"]),
                          rights.of_all(list(suite.MANIFESTS.values())))
    assert made[part] == password


def _without_remarks(text: str) -> str:
    return re.sub(r":\?[^}]+", "", text)


def test_no_password_is_written_down_and_the_operators_is_told_to_nobody_else() -> None:
    secret = [(container, value) for container, each in SERVICES.items() for name, value in each["environment"].items()
              if name.endswith(SECRET)]
    assert len(secret) > 20
    assert all("${" in value and ":-" not in value for _, value in secret)
    assert {container for container, value in secret if re.search(r"\{(RABBITMQ|MONGO)_PASSWORD", value)} == {
        OPERATOR, "rabbitmq", "mongo"}
    assert not [container for container, value in secret if container != OPERATOR and "guanwang:" in value]


def test_every_password_is_made_once_for_its_owner_only_and_none_is_the_same(tmp_path: Path) -> None:
    path, command = tmp_path / ".env", ["make", "compose-env", f"ENV_FILE={tmp_path / '.env'}"]
    subprocess.run(command, cwd=suite.ROOT, check=True, capture_output=True)
    text = path.read_text()
    made = dict(line.split("=") for line in text.splitlines())
    assert set(made) == set(re.findall(r"\$\{(\w+_(?:PASSWORD|KEY))\b", (suite.ROOT / "docker-compose.yml").read_text("utf-8")))
    assert len(set(made.values())) == len(made) and all(re.fullmatch("[0-9a-f]{48}", each) for each in made.values())
    assert path.stat().st_mode & 0o077 == 0
    path.write_text(text.replace(lost := f"LAW_PASSWORD={made['LAW_PASSWORD']}\n", ""))
    subprocess.run(command, cwd=suite.ROOT, check=True, capture_output=True)
    assert path.read_text().startswith(text.replace(lost, "")) and path.read_text() != text
    assert {line.partition("=")[0] for line in path.read_text().splitlines()} == set(made)


def test_only_gateways_can_be_reached_from_outside() -> None:
    assert {name for name, each in SERVICES.items() if "ports" in each} == GATEWAYS
    assert all(each["networks"] == ["inside"] for name, each in SERVICES.items() if name not in GATEWAYS)


def test_every_container_tells_when_it_is_ready_and_comes_back_by_itself_but_the_operator() -> None:
    for name, each in SERVICES.items():
        assert (name == OPERATOR) != ("healthcheck" in each and each.get("restart") == "unless-stopped"), name


def test_our_containers_can_write_nothing_and_gain_no_rights() -> None:
    for each in OURS.values():
        assert each["read_only"] and each["cap_drop"] == ["ALL"] and "no-new-privileges:true" in each["security_opt"]
