"""Fixtures of the tests of secrecy."""
import pytest

from tests.unit.services.secrecy.suite import Suite


@pytest.fixture
def suite() -> Suite:
    """Secrecy before anybody asked anything."""
    return Suite()
