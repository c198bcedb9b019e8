"""The suite on three RabbitMQ nodes and three mongods: slow to start and heavy, so only with ``--cluster``."""
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without ``--cluster`` nothing here is run."""
    return None if collection_path == HERE or config.getoption("--cluster") else True
