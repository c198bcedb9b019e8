"""The store on a real mongod (see ``programs/store_cases.py``), and the services' use of it (``programs/*_cases.py``)."""
import pytest

from shared.embedded.stack import Endpoints
from tests.integration.programs import runner

PROGRAMS = ("store_cases", "probing_cases", "content_cases", "column_cases", "desk_cases", "disclosure_cases", "vault_cases",
            "report_cases", "files_cases", "isolation_cases", "search_cases", "extraction_cases")


@pytest.fixture(scope="module")
def outcomes(endpoints: Endpoints) -> dict[str, str]:
    """What became of each case."""
    urls = {"RABBITMQ_URL": endpoints.rabbitmq_url, "MONGO_URL": endpoints.mongo_url}
    return {case: outcome for program in PROGRAMS for case, outcome in runner.outcomes(program, **urls).items()}


@pytest.mark.parametrize("case", [case for program in PROGRAMS for case in runner.cases(program)])
def test_the_store(case: str, outcomes: dict[str, str]) -> None:
    assert not outcomes[case], outcomes[case]
