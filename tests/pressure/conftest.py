"""One place for all tests of this folder that need a whole suite."""
from collections.abc import Iterator

import pytest

from shared.cli.demo.desk import Desk, open_desk
from tests.journeys.people import administrator
from tests.pressure.ground import NARROW, Place, place


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A suite with two processes of what is asked most, two gateways and narrow bounds."""
    with place(tmp_path_factory.mktemp("pressure"), "--scale", "content=2", "--scale", "files=2", **NARROW) as made:
        yield made


@pytest.fixture(scope="module")
def desk(ground: Place) -> Desk:
    """Everybody whom an article needs; a session of theirs lasts a quarter of an hour, and all of this folder longer."""
    return open_desk(administrator(ground.suite), ground.gateways[0])
