"""Fixtures of directory's unit tests."""
import pytest

from tests.unit.services.directory.office import Office


@pytest.fixture
def office() -> Office:
    """A prefecture in memory."""
    return Office()
