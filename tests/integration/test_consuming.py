"""Consumers that stop early (see ``programs/consuming_cases.py``)."""
import pytest

from shared.embedded.stack import Endpoints
from tests.integration.programs import runner

PROGRAM = "consuming_cases"


@pytest.fixture(scope="module")
def outcomes(endpoints: Endpoints) -> dict[str, str]:
    """What became of each case."""
    return runner.outcomes(PROGRAM, RABBITMQ_URL=endpoints.rabbitmq_url, MONGO_URL=endpoints.mongo_url)


@pytest.mark.parametrize("case", runner.cases(PROGRAM))
def test_a_consumer(case: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[case], outcomes[case]
