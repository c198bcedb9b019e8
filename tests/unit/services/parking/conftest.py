"""Fixtures of parking's unit tests."""
import pytest

from tests.unit.services.parking.yard import Yard


@pytest.fixture
def yard() -> Yard:
    """Parking in memory."""
    return Yard()
