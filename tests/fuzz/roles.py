"""Schemathesis over every operation, as the roles that there are."""
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shared.caller import EVERYWHERE, ROLES
from tests.journeys.conftest import Suite
from tests.journeys.people import person
from tests.security.access import NO_ROLE, NOBODY, endpoints, rule

CHECKS = ("not_a_server_error,content_type_conformance,status_code_conformance,response_schema_conformance,"
          "refusals_are_explained,who_may_not_is_refused")
WHO = (NOBODY, NO_ROLE, *ROLES)
ENDLESS = "/v1/public/events"
"""A stream: it never ends."""


def tokens(suite: Suite) -> dict[str, str]:
    """Who → an access token; every role is held everywhere, so that only the role decides."""
    with ThreadPoolExecutor(4) as hands:
        people = hands.map(lambda role: person(suite, *([] if role == NO_ROLE else [role]), scope=EVERYWHERE), WHO[1:])
        held = {who: api._http.headers["authorization"].removeprefix("Bearer ")
                for who, api in zip(WHO[1:], people, strict=True)}
    return {NOBODY: "", **held}


def allowed() -> dict[str, list[str]]:
    """Operation → who may ask it, by its route. What the gateway does itself is open to all and not listed."""
    return {name: [who for who, told in rule(route).items() if told == "yes" and who in WHO]
            for name, route in endpoints().items() if route is not None}


def ask(url: str, token_file: Path, *, seed: int, examples: int, phases: str, role: str = "",
        seconds: float = 400) -> subprocess.CompletedProcess[str]:
    """One run of schemathesis: as ``role``, or each operation as a role that may."""
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.fuzz.hooks", "FUZZ_TOKENS": str(token_file), "FUZZ_ROLE": role,
                                "FUZZ_SEED": str(seed), "FUZZ_ALLOWED": json.dumps(allowed())}
    return subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/v1/openapi.json", "--checks", CHECKS,
         "--max-examples", str(examples), "--workers", "2", "--seed", str(seed), "--exclude-path", ENDLESS,
         "--phases", phases, "--request-timeout", "20", "--suppress-health-check", "all"],
        env=environment, capture_output=True, text=True, timeout=seconds, check=False)
