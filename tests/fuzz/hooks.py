"""What schemathesis is told by us: who asks which operation, and what else every answer must be.

Loaded by ``SCHEMATHESIS_HOOKS`` in schemathesis' own process; ``FUZZ_TOKENS`` names a file with a token for each role, and
``FUZZ_ROLE`` who asks everything. Without it each operation is asked by one role that may, another with every seed.
"""
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import schemathesis

TOKENS = json.loads(Path(os.environ["FUZZ_TOKENS"]).read_text())
"""Role → token; ``nobody`` has an empty one."""
ALLOWED = json.loads(os.environ["FUZZ_ALLOWED"])
"""Operation, e.g. ``GET /v1/units`` → the roles that may ask it."""
ROLE, SEED = os.environ.get("FUZZ_ROLE", ""), os.environ["FUZZ_SEED"]


def asking(operation: str) -> str:
    """Who asks an operation: the same with the same seed."""
    allowed = ALLOWED.get(operation) or sorted(TOKENS)
    number = int.from_bytes(hashlib.sha256(f"{SEED} {operation}".encode()).digest()[:4])
    return ROLE or allowed[number % len(allowed)]


@schemathesis.auth(cache_by_key=lambda case, context: context.operation.label)
class Token:
    """The bearer token of whoever asks."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        """It lasts longer than a run."""
        return TOKENS[asking(context.operation.label)]

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        """Nobody sends none."""
        case.headers = {**(case.headers or {}), **({"authorization": f"Bearer {data}"} if data else {})}


@schemathesis.check
def refusals_are_explained(context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Every refusal is problem+json with a code, a sentence and its status."""
    if response.status_code >= 400:
        problem: Any = json.loads(response.content)
        assert response.headers["content-type"][0].startswith("application/problem+json")
        assert problem["status"] == response.status_code and problem["code"].count(".") >= 1 and problem["title"]


@schemathesis.check
def who_may_not_is_refused(context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Whoever is not on the operation's list gets nothing of it, whatever was sent."""
    label = case.operation.label
    if label in ALLOWED and asking(label) not in ALLOWED[label]:
        assert response.status_code >= 400, f"{asking(label)} was let in"
