"""CPU time of processes, from /proc: the one figure that stays true on a machine that others use too."""
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

_TICK_MICROSECONDS = 1e6 / os.sysconf("SC_CLK_TCK")


def spent(watched: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """CPU microseconds (user and system) that the processes of each name have spent since they were started."""
    return {name: sum(_of(pid) for pid in pids) for name, pids in watched.items()}


def _of(pid: int) -> float:
    # The name in the second field may hold spaces and brackets; what follows its last bracket never does.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_MICROSECONDS
