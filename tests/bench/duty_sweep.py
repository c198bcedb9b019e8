"""7. Finding 1,000 due duties among a million open ones, against the same among ten thousand."""
import asyncio
import json
import statistics
import sys

from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "duty-sweep"
MANY, FEW = 1_000_000, 10_000
SLOWER_MOST = 3.0


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Seconds of a sweep, many : few; in one child process, on eventlet as in a service."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "tests.bench.sweeping", str(options.rounds), str(MANY), str(FEW),
        stdout=asyncio.subprocess.PIPE, env=theatre.stage.environment)
    try:
        said, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"the sweep's process ended with {child.returncode}")
    found = json.loads(said)
    middle = {size: statistics.median(each[str(size)] for each in found) for size in (MANY, FEW)}
    return [figure(NAME, f"1,000 due among {MANY:,} open, to among {FEW:,}",
                   [each[str(MANY)] / each[str(FEW)] for each in found], at_most=SLOWER_MOST,
                   detail=f"{middle[MANY]:.2f} s; {middle[FEW]:.2f} s")]
