"""``python -m tests.chaos``: hurt a suite by seed and prove that it kept its promises; exit code 1 if it did not."""
import argparse
import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.chaos.checker.check import stored_flaws
from tests.chaos.figures import figures, line
from tests.chaos.ground import ground
from tests.chaos.run import Runner
from tests.chaos.schedule import CLUSTER_KINDS, KINDS, schedule


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default 1); the same seed, the same faults")
    parser.add_argument("--runs", type=int, default=1, help="how many seeds, one after the other, on one suite (default 1)")
    parser.add_argument("--seconds", type=float, default=10, help="length of the load of a run (default 10)")
    parser.add_argument("--faults", default="", help=f"only these, with commas between: {', '.join(KINDS)}")
    parser.add_argument("--cluster", action="store_true", help="three RabbitMQ nodes and three mongods: one of each is hurt")
    parser.add_argument("--plan", action="store_true", help="print what would happen, and do nothing")
    parser.add_argument("--folder", type=Path, help="where journals, data and logs are kept; a temporary one if not named")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE as well")
    told = parser.parse_args()
    table = CLUSTER_KINDS if told.cluster else KINDS
    kinds = told.faults.split(",") if told.faults else tuple(table)
    if unknown := set(kinds) - set(table):
        parser.error(f"there is no fault {', '.join(sorted(unknown))}")
    seeds = range(told.seed, told.seed + told.runs)
    if told.plan:
        for seed in seeds:
            for fault in schedule(seed, told.seconds, kinds, cluster=told.cluster):
                print(f"seed {seed}  {fault.at:5.2f} s  {fault.kind} {fault.target} {fault.lasts:.2f} s {fault.amount or ''}")
        return 0
    folder = told.folder or Path(tempfile.mkdtemp(prefix="guanwang-chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    results = []
    with ground(folder.resolve(), _say, cluster=told.cluster) as made:
        runner = Runner(made)
        for seed in seeds:
            results.append(runner.run(seed, told.seconds, kinds))
            results[-1].evidence = None  # some megabytes each
            _say(line(results[-1]))
            for flaw in results[-1].flaws[:20]:
                _say(f"    {flaw}")
            _keep(told.json, figures(results))
            if not made.suite_lives:
                break
        stored = stored_flaws(made.stack.endpoints.mongo_url)
    found = figures(results) | {"stored_flaws": stored}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    _keep(told.json, found)
    broken = bool(stored) or any(each.flaws for each in results) or len(results) < told.runs
    if broken:
        _say(f"what happened is kept in {folder}")
    return int(broken)


def _keep(file: Path | None, found: Mapping[str, object]) -> None:
    if file:  # after each run: two hundred take an hour, and what interrupts them should not take their figures along
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
