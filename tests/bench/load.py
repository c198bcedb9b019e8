"""The load generator: a process of its own, so that its CPU time is nobody's; plan on standard input, outcome on output."""
import asyncio
import json
import sys
from dataclasses import asdict

import uvloop

from tests.bench.client import carry_out
from tests.bench.plan import Outcome, Plan


class LoadError(Exception):
    """A load could not be carried out."""


async def put(plan: Plan) -> Outcome:
    """Carry out ``plan`` in a child process. Raises ``LoadError`` when the child fails or nothing was answered as expected."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.load", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    try:
        said, _ = await child.communicate(plan.to_json().encode())
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"the load generator ended with {child.returncode}")
    outcome = Outcome(**json.loads(said))
    if outcome.failed or not outcome.done:
        raise LoadError(f"{outcome.failed} of {outcome.failed + outcome.done} requests for {plan.method} "
                        f"{plan.paths[0]} were not answered with {plan.expect}")
    return outcome


if __name__ == "__main__":
    carried = uvloop.run(carry_out(Plan(**json.load(sys.stdin))))
    # With PYTHONUNBUFFERED, print would take a short write to the pipe for a whole one.
    with open(sys.stdout.fileno(), "w", closefd=False) as out:
        json.dump(asdict(carried), out)
