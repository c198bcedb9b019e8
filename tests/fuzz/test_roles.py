"""Whatever the OpenAPI document allows, and much that it does not, by whomever: no server error, no answer but as described."""
from pathlib import Path

import pytest

from tests.fuzz.roles import WHO, ask
from tests.journeys.conftest import Suite
from tests.security.access import NOBODY


def test_each_operation_as_a_role_that_may(suite: Suite, token_file: Path, seed: int) -> None:
    done = ask(suite.gateways[0], token_file, seed=seed, examples=2, phases="examples,coverage,fuzzing")
    assert done.returncode == 0, f"seed {seed}\n" + done.stdout[-6000:] + done.stderr[-2000:]


def test_each_operation_as_nobody(suite: Suite, token_file: Path, seed: int) -> None:
    done = ask(suite.gateways[0], token_file, seed=seed, examples=1, phases="fuzzing", role=NOBODY)
    assert done.returncode == 0, f"seed {seed}\n" + done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize("role", WHO)
def test_all_operations_as_every_role(suite: Suite, token_file: Path, seed: int, role: str) -> None:
    done = ask(suite.gateways[0], token_file, seed=seed, examples=8, phases="examples,coverage,fuzzing", role=role,
               seconds=1800)
    assert done.returncode == 0, f"seed {seed}\n" + done.stdout[-6000:] + done.stderr[-2000:]
