"""The suite in containers: its image built, everything up on free ports with passwords of the moment, then gone again."""
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_docker.plugin import DockerComposeExecutor, Services

from shared.cli import example
from shared.embedded.ports import Ports
from tests.support import wait_until

IMAGE = "guanwang:compose-test"
SERVERS = {"RABBITMQ_URL": "BROKER_PORT", "MONGO_URL": "DATABASE_PORT"}
"""Where a server can be reached from outside."""
PORTS = ("GUANWANG_PORT_1", "GUANWANG_PORT_2", "MANAGEMENT_PORT", *SERVERS.values())
GATEWAYS = ("gateway-1", "gateway-2")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Everything here needs a container engine."""
    return True if collection_path.name.startswith("test_") and not config.getoption("--compose") else None


@dataclass(frozen=True)
class Containers:
    """The running suite."""

    compose: DockerComposeExecutor
    gateways: list[str]
    administrator: dict[str, str]
    settings: dict[str, str]
    """What ``.env`` holds."""

    def run(self, command: str) -> str:
        """What a compose command prints; raises with its output when it fails."""
        return str(self.compose.execute(command).decode())

    def ids(self, service: str = "") -> list[str]:
        """The containers of a service, or of all, also of those that have ended."""
        return re.findall(r"^[0-9a-f]{12,64}$", self.run(f"ps --all --quiet {service}"), re.MULTILINE)

    def told(self, service: str) -> dict[str, str]:
        """What the first container of a service is started with, but that servers are addressed from outside."""
        described = json.loads(docker("inspect", self.ids(service)[0]))[0]
        found = dict(each.split("=", 1) for each in described["Config"]["Env"])
        return found | {name: re.sub(r"@[a-z]+:\d+/", f"@127.0.0.1:{self.settings[port]}/", found[name])
                        for name, port in SERVERS.items() if name in found}

    def change(self, name: str, value: str) -> None:
        """Another value in ``.env``."""
        path = Path(self.settings["FILE"])
        path.write_text(re.sub(rf"^{name}=.*$", f"{name}={value}", path.read_text(), flags=re.MULTILINE))
        self.settings[name] = value

    def wait_until_ready(self) -> None:
        """Every container answers its health check, the operator has done its part; else all logs' last lines are shown."""
        operators = self.ids("access")
        containers = [each for each in self.ids() if each not in operators]
        assert containers and [exit_code(each) for each in operators] == [0]
        try:
            wait_until(lambda: all(state(each) == "running healthy" for each in containers), timeout=180, interval=0.5)
        except AssertionError:
            raise AssertionError(self.run("ps") + self.run("logs --no-color --tail 30")) from None


def docker(*arguments: str) -> str:
    """What a docker command prints on standard output."""
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def state(container: str) -> str:
    """State and health of a container, e.g. ``running healthy``."""
    return docker("inspect", "--format", "{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}", container)


def exit_code(container: str) -> int:
    """Of a container that has ended."""
    return int(docker("wait", container))


@pytest.fixture(scope="session")
def settings(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What ``.env`` holds: what ``make compose-env`` writes, and ports of our own."""
    folder = tmp_path_factory.mktemp("compose")
    subprocess.run(["make", "--directory", str(root), "compose-env", f"ENV_FILE={folder / '.env'}"], check=True)
    ports = Ports(folder)
    with (folder / ".env").open("a") as file:
        file.write(f"GUANWANG_IMAGE={IMAGE}\n")
        file.writelines(f"{each}={ports.take(each)}\n" for each in PORTS)
    lines = (folder / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines) | {"FILE": str(folder / ".env")}


@pytest.fixture(scope="session")
def compose_command() -> str:
    """Whichever compose is installed: the engine's sub-command, or the older program."""
    if shutil.which("docker") is None or subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        pytest.fail("no container engine answers: start Docker, and see that `docker info` works for you", pytrace=False)
    found = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    return "docker compose" if found.returncode == 0 else "docker-compose"


@pytest.fixture(scope="session")
def docker_compose_command(compose_command: str, settings: dict[str, str]) -> str:
    """pytest-docker: how to call compose."""
    return f"{compose_command} --env-file {settings['FILE']}"


@pytest.fixture(scope="session")
def docker_compose_file(root: Path) -> list[str]:
    """pytest-docker: the file that everybody uses, and one more port."""
    return [str(root / "docker-compose.yml"), str(Path(__file__).parent / "reachable.yml")]


@pytest.fixture(scope="session")
def docker_compose_project_name() -> str:
    """pytest-docker: two runs at once never meet."""
    return f"guanwang-test-{os.getpid()}"


@pytest.fixture(scope="session")
def docker_setup() -> str:
    """pytest-docker: nothing, for it would not clean up after a start that fails; ``containers`` starts."""
    return ""


@pytest.fixture(scope="session")
def docker_cleanup() -> str:
    """pytest-docker: leave nothing but the image."""
    return "down --volumes --remove-orphans --timeout 5"


@pytest.fixture(scope="session")
def containers(docker_compose_command: str, docker_compose_file: list[str], docker_compose_project_name: str,
               docker_services: Services, settings: dict[str, str]) -> Iterator[Containers]:
    """Everything up and ready, with an administrator and the example units."""
    compose = DockerComposeExecutor(docker_compose_command, docker_compose_file, docker_compose_project_name)
    compose.execute("up --build --detach")
    urls = [f"http://127.0.0.1:{docker_services.port_for(each, 8080)}" for each in GATEWAYS]
    administrator: dict[str, str] = {}
    suite = Containers(compose, urls, administrator, settings)
    suite.wait_until_ready()
    printed = suite.run("run --rm -T access administrator admin")
    administrator.update(re.findall(r"^(login|password)\s+(\S+)", printed, re.MULTILINE))
    example.load(urls[0], administrator, print)
    yield suite
