"""What the fuzzers are told on the command line."""
import pytest


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    """What everything random is drawn from."""
    return int(request.config.getoption("--seed"))


@pytest.fixture(scope="session")
def seconds(request: pytest.FixtureRequest) -> int:
    """For how long a fuzzer goes on; 0 = its few examples."""
    return int(request.config.getoption("--seconds"))
