"""The stage of each module."""
from collections.abc import Iterator

import pytest

from shared.embedded.stack import Endpoints
from tests.pitfalls.stage import Stage


@pytest.fixture(scope="module")
def stage(request: pytest.FixtureRequest, endpoints: Endpoints, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where the module's scenarios are played."""
    made = Stage(request.module, endpoints, tmp_path_factory.mktemp("stage"), request.config.getoption("--slow"))
    yield made
    made.close()
