"""Figures of many runs, as text and as JSON."""
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from tests.chaos.run import Result


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """All runs together; times in seconds."""
    writes: Counter[str] = sum((each.writes for each in results), Counter())
    recovery = defaultdict(list)
    for result in results:
        for kind, seconds in result.recovery:
            recovery[kind].append(seconds)
    return {
        "runs": len(results), "sound": sum(not each.flaws for each in results),
        "faults": sum(len(each.faults) for each in results), "by_kind": dict(Counter(
            fault.split()[1] for each in results for fault in each.faults).most_common()),
        "writes": sum(writes.values()), **{name: writes[name] for name in ("accepted", "refused", "unknown")},
        "reads": sum(each.reads for each in results), "sights": sum(each.sights for each in results),
        "events": sum(each.events for each in results), "told_again": sum(each.told_again for each in results),
        "lag_longest": round(max((each.lag for each in results), default=0), 2),
        "settled": _spread([each.settled for each in results]),
        "recovery": {kind: _spread(times) for kind, times in sorted(recovery.items())},
        "flaws": [f"seed {each.seed}: {flaw}" for each in results for flaw in each.flaws],
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    if not ordered:
        return {"n": 0}
    return {"n": len(ordered), "p50": round(statistics.median(ordered), 2),
            "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2), "longest": round(ordered[-1], 2)}


def line(result: Result) -> str:
    """One run in one line."""
    kinds = ", ".join(fault.split()[1] for fault in result.faults)
    verdict = "sound" if not result.flaws else f"{len(result.flaws)} FLAWS"
    writes = result.writes
    return (f"seed {result.seed:>4}  {verdict:8}  {writes['accepted']:>4} accepted, {writes['refused']:>3} refused, "
            f"{writes['unknown']} unknown  {result.sights:>4} sights, lag {result.lag:.2f} s  {result.events:>4} events "
            f"(+{result.told_again})  whole after {result.settled:.1f} s  [{kinds}]")
