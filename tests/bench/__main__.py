"""``python -m tests.bench``: measures this machine against the targets. Figures, not assertions: it always ends with 0."""
import argparse
import asyncio
import logging
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from rich.console import Console

from tests.bench import (
    cached_read,
    draft_submission,
    duty_sweep,
    event_relay,
    file_transfer,
    law_clock,
    public_search,
    reexamination,
    report,
    scanner,
    uncached_read,
    visibility,
)
from tests.bench.figures import Figure
from tests.bench.options import Options
from tests.bench.stage import Stage
from tests.bench.theatre import theatre

BENCHMARKS = {each.NAME: each for each in (
    cached_read, uncached_read, draft_submission, visibility, event_relay, law_clock, duty_sweep, file_transfer, public_search,
    reexamination, scanner)}
progress = Console(stderr=True, highlight=False)


def main() -> None:
    """Run what the command line names, and report."""
    arguments = _arguments()
    options = Options(rounds=arguments.rounds, seconds=arguments.seconds, lone_seconds=arguments.seconds / 2)
    names = arguments.benchmark or list(BENCHMARKS)
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)  # tells of every call that nobody is there to take
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures, failures = list[Figure](), list[str]()
    with tempfile.TemporaryDirectory(prefix="guanwang-bench-") as folder:
        try:
            with Stage(Path(folder), _say) as stage:
                asyncio.run(_measure(stage, names, options, figures, failures))
        except KeyboardInterrupt:
            failures.append("interrupted")
        except Exception as error:
            failures.append(f"the stage: {type(error).__name__}: {error}")
    report.show(Console(highlight=False), figures, failures, options)
    if arguments.json:
        report.write(arguments.json, figures, failures, options)


async def _measure(stage: Stage, names: list[str], options: Options, figures: list[Figure], failures: list[str]) -> None:
    async with theatre(stage) as set_:
        for name in names:
            _say(f"measuring {name}")
            try:
                figures += await BENCHMARKS[name].run(set_, options)
            except Exception as error:
                failures.append(f"{name}: {type(error).__name__}: {error}")
                progress.print(traceback.format_exc(), markup=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benchmark", nargs="*", choices=[*BENCHMARKS, []], metavar="BENCHMARK",
                        help=f"all if none is named: {', '.join(BENCHMARKS)}")
    parser.add_argument("--rounds", type=int, default=Options.rounds, help="paired rounds of each (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=Options.seconds, help="length of one round (default %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE as well")
    return parser.parse_args()


def _say(text: str) -> None:
    progress.print(f"[dim]·[/dim] {text}")


if __name__ == "__main__":
    main()
