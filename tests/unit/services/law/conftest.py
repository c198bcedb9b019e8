"""Fixtures of law's unit tests."""
import pytest

from tests.unit.services.law.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Law in memory."""
    return Desk()
