"""Fixtures of files' unit tests."""
import pytest

from tests.unit.services.files.cabinet import Cabinet


@pytest.fixture
def cabinet() -> Cabinet:
    """Files in memory."""
    return Cabinet()
