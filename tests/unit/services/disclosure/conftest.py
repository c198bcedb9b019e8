"""Fixtures of disclosure's unit tests."""
import pytest

from tests.unit.services.disclosure.county import County


@pytest.fixture
def county() -> County:
    """A prefecture in memory."""
    return County()
