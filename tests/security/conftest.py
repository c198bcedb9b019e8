"""Everybody, once for all tests of this folder."""
import pytest

from shared.cli.api import Api
from tests.journeys.conftest import Suite
from tests.security.crowd import crowd


@pytest.fixture(scope="session")
def everybody(suite: Suite) -> dict[str, Api]:
    """Who may come → signed in at the first gateway."""
    return crowd(suite)
