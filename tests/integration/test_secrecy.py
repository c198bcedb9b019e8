"""Secrecy's store on a real mongod (see ``programs/secrecy_cases.py``)."""
import pytest

from shared.embedded.stack import Endpoints
from tests.integration.programs import runner

PROGRAM = "secrecy_cases"


@pytest.fixture(scope="module")
def outcomes(endpoints: Endpoints) -> dict[str, str]:
    """What became of each case."""
    return runner.outcomes(PROGRAM, RABBITMQ_URL=endpoints.rabbitmq_url, MONGO_URL=endpoints.mongo_url)


@pytest.mark.parametrize("case", runner.cases(PROGRAM))
def test_the_store(case: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[case], outcomes[case]
