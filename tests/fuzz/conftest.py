"""A person for each role, once for all tests of this folder."""
import json
from pathlib import Path

import pytest

from tests.fuzz.roles import tokens
from tests.journeys.conftest import Suite


@pytest.fixture(scope="session")
def token_file(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Role → token, for schemathesis."""
    file = tmp_path_factory.mktemp("fuzz") / "tokens.json"
    file.touch(0o600)
    file.write_text(json.dumps(tokens(suite)))
    return file


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    """What everything random is drawn from."""
    return int(request.config.getoption("--seed"))


@pytest.fixture(scope="session")
def seconds(request: pytest.FixtureRequest) -> int:
    """For how long a fuzzer goes on; 0 = its few examples."""
    return int(request.config.getoption("--seconds"))
