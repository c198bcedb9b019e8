"""8. Everything live under a changed dictionary, against the bare scanner over the same texts."""
import asyncio
import json
import statistics
import sys

from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "re-examination"
SLOWER_MOST = 3.0
ROUNDS_MOST = 3


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Seconds of a run over all live articles, run : bare scanner; 100,000 terms, articles of eight kilobytes."""
    theatre.stage.service("secrecy")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "tests.bench.reexamining", str(min(options.rounds, ROUNDS_MOST)),
        str(options.live), stdout=asyncio.subprocess.PIPE, env=theatre.stage.environment)
    try:
        said, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"the process that changes the dictionary ended with {child.returncode}")
    found = json.loads(said.splitlines()[-1])
    middle = {name: statistics.median(each[name] for each in found) for name in found[0]}
    return [figure(NAME, f"{options.live:,} live articles of 8 KB, to the bare scanner's time",
                   [each["run"] / each["bare"] for each in found], at_most=SLOWER_MOST,
                   detail=f"{middle['run']:.1f} s; {middle['bare']:.1f} s")]
