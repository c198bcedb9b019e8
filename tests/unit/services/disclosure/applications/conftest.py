"""Fixtures of the desk for applications."""
import pytest

from tests.unit.services.disclosure.applications.town import Town


@pytest.fixture
def town() -> Town:
    """A unit on Monday, 2 March 2026."""
    return Town()
