"""Putting one database back beside what others have seen of it (see ``programs/restoring_cases.py``)."""
import pytest

from shared.embedded.stack import Endpoints
from tests.integration.programs import runner

PROGRAM = "restoring_cases"


@pytest.fixture(scope="module")
def outcomes(endpoints: Endpoints) -> dict[str, str]:
    """What became of each case."""
    return runner.outcomes(PROGRAM, RABBITMQ_URL=endpoints.rabbitmq_url, MONGO_URL=endpoints.mongo_url)


@pytest.mark.parametrize("case", runner.cases(PROGRAM))
def test_restoring(case: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[case], outcomes[case]
