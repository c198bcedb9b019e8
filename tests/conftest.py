"""Fixtures of all tests: a broker and a database from the environment, or a private embedded stack for the whole run."""
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.embedded.stack import Endpoints, Stack
from tests.journeys.conftest import Suite, running


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--compose`` runs the journeys against docker compose, ``--cluster`` the tests on three servers of each kind.

    ``--slow`` runs what takes long too; ``--seed`` is what the fuzzers draw from, ``--seconds`` for how long they go on.
    """
    parser.addoption("--compose", action="store_true", help="run the journeys against docker compose")
    parser.addoption("--cluster", action="store_true", help="run the tests on three RabbitMQ nodes and three mongods")
    parser.addoption("--slow", action="store_true", help="run what takes minutes as well (make pitfalls, make pressure)")
    parser.addoption("--seed", type=int, default=1, help="what the fuzzers draw from (make fuzz SEED=…)")
    parser.addoption("--seconds", type=int, default=0, help="for how long each fuzzer goes on (make fuzz SECONDS=…)")


for size in ("COLUMNS", "LINES"):  # readline sets them in processes without a terminal, and then a test's own count no more
    os.environ.pop(size, None)
os.environ.setdefault("GUANWANG_SETTLE_SECONDS", "0")
"""Who kills a broker in the first seconds of its queues sets it: else each fresh broker would cost two seconds."""

APART = ("pitfalls", "pressure")
"""Folders that take minutes each: they run when they are named (make pitfalls, make pressure), or with ``--slow``."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the folders that run apart."""
    here = Path(__file__).parent
    apart = collection_path.parent == here and collection_path.name in APART
    asked = (config.invocation_params.dir / str(argument).partition("::")[0] for argument in config.args)
    named = any(collection_path in (each.resolve(), *each.resolve().parents) for each in asked)
    return True if apart and not named and not config.getoption("--slow") else None


def pytest_configure(config: pytest.Config) -> None:
    """``slow`` marks what runs with ``--slow`` only."""
    config.addinivalue_line("markers", "slow: takes minutes; runs with --slow only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow, unless it was asked for."""
    if not config.getoption("--slow"):
        for each in items:
            if each.get_closest_marker("slow"):
                each.add_marker(pytest.mark.skip(reason="slow: run it with --slow"))


@pytest.fixture(scope="session")
def endpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoints]:
    """URLs of a real RabbitMQ and a real mongod."""
    rabbitmq, mongo = os.environ.get("RABBITMQ_URL"), os.environ.get("MONGO_URL")
    with Stack(tmp_path_factory.mktemp("stack"), print, rabbitmq, mongo, env=dict(os.environ)) as stack:
        yield stack.endpoints


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """The whole suite in a folder of its own."""
    with running(tmp_path_factory.mktemp("suite"), dict(os.environ)) as suite:
        yield suite


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parent.parent
