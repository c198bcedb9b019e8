"""8. The newest 20 of 50,000 public articles with these words, each read back before it is answered; in the service."""
import asyncio
import json
import sys

from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "public-search"
ARTICLES = 50_000
P99_MOST = 20.0
BOUND = ("common", "two words", "rare", "filtered")
"""Kinds of questions that the target is for; the others need texts to be compared."""


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Milliseconds at the 99th percentile of each kind of question; in one child process, as the service does it."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "tests.bench.searching", str(ARTICLES), str(options.rounds),
        stdout=asyncio.subprocess.PIPE, env=theatre.stage.environment)
    try:
        said, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"the searching process ended with {child.returncode}")
    found = json.loads(said)
    sizes = found["sizes"]
    figures = [figure(NAME, f"p99, {kind}", each["p99"], unit="ms", at_most=P99_MOST if kind in BOUND else None,
                      detail=f"p50 {each['p50']:.1f} ms; {each['hits']:.0f} hits a page; e.g. {each['example']}")
               for kind, each in found["kinds"].items()]
    return [*figures, figure(NAME, f"index of {ARTICLES:,} articles, {found['characters']:,} characters", [sizes["index"]],
                             unit="MB", detail=f"entries {sizes['data']:.0f} MB, on disk {sizes['disk']:.0f} MB; "
                             f"built in {found['seconds']:.0f} s; texts from {found['corpus']}")]
