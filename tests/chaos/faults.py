"""Carrying out a schedule: each fault begins and ends at its time, in the one thread that the servers belong to."""
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.chaos.ground import Ground
from tests.chaos.schedule import Fault

RAISING_SHARE = 0.3


@dataclass
class Done:
    """A fault that happened: when it began and when it was over (``time.monotonic``)."""

    fault: Fault
    began: float
    ended: float = 0.0


def carry_out(ground: Ground, schedule: Sequence[Fault], seconds: float) -> list[Done]:
    """Do what stands in ``schedule`` within ``seconds`` from now, then heal everything."""
    start = time.monotonic()
    waiting, going, done = list(schedule), list[tuple[float, Done, Callable[[], None]]](), list[Done]()
    while time.monotonic() < start + seconds or going:
        passed = time.monotonic() - start
        while waiting and waiting[0].at <= passed:
            fault = waiting.pop(0)
            entry = Done(fault, time.monotonic())
            going.append((fault.until, entry, _begin(ground, fault)))
            done.append(entry)
        for each in [each for each in going if each[0] <= passed]:
            going.remove(each)
            each[2]()
            each[1].ended = time.monotonic()
        time.sleep(0.02)
    ground.heal()
    return done


def _begin(ground: Ground, fault: Fault) -> Callable[[], None]:
    """Let it happen; what is returned ends it."""
    target = fault.target
    verb, _, whom = fault.kind.partition("_")
    if verb in ("kill", "stop") and whom in ("broker", "database"):
        (ground.kill_server if verb == "kill" else ground.stop_server)(target)
        return lambda: ground.start_server(target)
    if verb in ("cut", "mute"):
        cable = ground.cables[target]
        (cable.cut if verb == "cut" else cable.freeze)()
        return cable.mend
    if verb == "kill":
        ground.kill(target)
        return lambda: None
    if verb == "pause":
        pid = ground.pause(target)
        return lambda: ground.resume(pid)
    if verb == "block":
        ground.block_broker(True)
        return lambda: ground.block_broker(False)
    if verb == "handlers":
        ground.let_handlers_raise(target, RAISING_SHARE)
        return lambda: ground.let_handlers_raise(target, 0)
    ground.let_clock_jump(target, fault.amount)
    return lambda: ground.let_clock_jump(target, 0)
