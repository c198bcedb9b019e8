"""5. Events from the documents that they were saved in to a quorum queue, against publishing the same messages outright."""
import asyncio
import json
import statistics
import sys

from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "event-relay"
SHARE_LEAST = 0.5


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Events a second, relay : confirmed publishing; both in one child process, on eventlet as in a service."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "tests.bench.relaying", str(options.rounds), str(options.events),
        stdout=asyncio.subprocess.PIPE, env=theatre.stage.environment)
    try:
        said, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"the relay's process ended with {child.returncode}")
    found = json.loads(said)
    middle = {name: statistics.median(each[name] for each in found) for name in found[0]}
    return [
        figure(NAME, "rate, to bare confirmed publishing", [each["relay"] / each["bare"] for each in found],
               at_least=SHARE_LEAST, detail=f"{middle['relay']:.0f}/s; {middle['bare']:.0f}/s"),
        figure(NAME, "CPU of the sending process, to bare", [each["relay_cpu"] / each["bare_cpu"] for each in found],
               detail=f"{middle['relay_cpu']:.0f} µs; {middle['bare_cpu']:.0f} µs"),
    ]
