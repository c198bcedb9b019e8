"""The supervisor with real processes: it restarts what dies, drains at the end, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from shared.embedded import logs, pidfile
from shared.embedded.backoff import Backoff
from shared.embedded.supervisor import Supervisor
from tests.support import wait_until

ROOT = Path(__file__).parents[2]
SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]
CRASHER = [sys.executable, "-c", "raise SystemExit(1)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True)\n"
    "while True: signal.pause()",
]
# Has a worker of its own, as a web server has; drains on SIGTERM and would tell of a Ctrl-C that reached it.
DRAINER = [
    sys.executable,
    "-c",
    """
import signal, subprocess, sys
worker = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
def drain(*_):
    worker.kill(); worker.wait(); print("drained", flush=True); sys.exit(0)
signal.signal(signal.SIGTERM, drain)
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
print("ready", flush=True)
while True: signal.pause()
""",
]
HOLDER = """
import json, signal, sys, threading
from pathlib import Path
from shared.embedded.supervisor import Supervisor
folder, argv = Path(sys.argv[1]), json.loads(sys.argv[2])
stop = threading.Event()
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: stop.set())
supervisor = Supervisor(print, folder)
for name in ("content", "secrecy"):
    supervisor.add(name, argv, {}, folder / f"{name}.log")
supervisor.start()
supervisor.run_until(stop)
supervisor.stop()
"""


class Watched:
    """A supervisor and all that it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.supervisor = Supervisor(self.said.append, folder)

    def add(self, name: str, argv: list[str]) -> Path:
        log = self.folder / f"{name}.log"
        self.supervisor.add(name, argv, {}, log)
        return log

    def ticked_until(self, text: str) -> str:
        """Work until a line that has `text` was said; return it."""

        def said() -> str | None:
            self.supervisor.tick()
            return next((line for line in self.said if text in line), None)

        return wait_until(said, interval=0.02, what=f"the line {text!r}; said: {self.said}")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    it = Watched(tmp_path)
    yield it
    it.supervisor.stop(timeout=0)


def log_has(log: Path, text: str) -> bool:
    return log.exists() and text in log.read_text()


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if pidfile.started_at(pid) is not None]


def test_children_run_and_other_tools_find_them(watched: Watched) -> None:
    watched.add("content", SLEEPER)
    watched.supervisor.start()
    (status,) = watched.supervisor.status()
    assert (status.name, status.state, status.restarts) == ("content", "running", 0)
    run_file = watched.folder / "run" / "content.json"
    assert json.loads(run_file.read_text())["pid"] == status.pid
    watched.supervisor.stop()
    (status,) = watched.supervisor.status()
    assert (status.pid, status.state) == (None, "stopped")
    assert not run_file.exists()
    assert watched.said == []


def test_a_name_is_given_once(watched: Watched) -> None:
    watched.add("content", SLEEPER)
    with pytest.raises(ValueError, match="a child content already"):
        watched.add("content", SLEEPER)


def test_a_child_that_dies_is_restarted_later_each_time(watched: Watched) -> None:
    watched.add("content", CRASHER)
    watched.supervisor.start()
    watched.ticked_until("restarting in 0.5 s")
    assert watched.supervisor.status()[0].state == "waiting"
    watched.ticked_until("restarting in 1 s")
    assert watched.said == [
        "content stopped (exit code 1), restarting in 0.5 s",
        "content stopped (exit code 1), restarting in 1 s",
    ]


def test_a_killed_child_comes_back_and_the_others_do_not_notice(watched: Watched) -> None:
    watched.add("content", SLEEPER)
    watched.add("secrecy", SLEEPER)
    watched.supervisor.start()
    victim, other = (status.pid for status in watched.supervisor.status())
    os.kill(victim, signal.SIGKILL)
    watched.ticked_until("content stopped (signal SIGKILL), restarting in 0.5 s")

    def back() -> bool:
        watched.supervisor.tick()
        return watched.supervisor.status()[0].state == "running"

    wait_until(back, what="restart")
    restarted, untouched = watched.supervisor.status()
    assert restarted.restarts == 1 and restarted.pid != victim
    assert untouched.restarts == 0 and untouched.pid == other


def test_what_a_dead_child_leaves_behind_is_cleared_up(watched: Watched) -> None:
    log = watched.add("gateway", DRAINER)
    watched.supervisor.start()
    wait_until(lambda: log_has(log, "ready"), what="gateway with its worker")
    gateway = psutil.Process(watched.supervisor.status()[0].pid)
    (worker,) = gateway.children()
    gateway.kill()
    watched.ticked_until("gateway stopped (signal SIGKILL)")
    wait_until(lambda: not alive([worker.pid]), timeout=5, what="end of the orphaned worker")


def test_a_program_that_cannot_be_run_is_tried_again(watched: Watched) -> None:
    watched.add("content", ["/nonexistent/program"])
    watched.supervisor.start()
    assert watched.said == ["content stopped (cannot be started: No such file or directory), restarting in 0.5 s"]


def test_a_deaf_child_is_killed_after_the_time_given(watched: Watched) -> None:
    log = watched.add("deaf", STUBBORN)
    watched.supervisor.start()
    wait_until(lambda: log_has(log, "deaf"), what="child that ignores SIGTERM")
    pid = watched.supervisor.status()[0].pid
    watched.supervisor.stop(timeout=0.2)
    assert watched.said == ["deaf did not stop within 0.2 s and was killed"]
    assert not alive([pid])


def test_it_runs_until_the_event_is_set(watched: Watched) -> None:
    watched.add("content", SLEEPER)
    watched.supervisor.start()
    stop = threading.Event()
    stop.set()
    watched.supervisor.run_until(stop)
    assert watched.supervisor.status()[0].state == "running"


def hold(folder: Path, argv: list[str]) -> tuple[subprocess.Popen[str], list[int]]:
    """A supervisor in a process of its own, and every process below it once its children are ready."""
    command = [sys.executable, "-c", HOLDER, str(folder), json.dumps(argv)]
    holder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0)
    for name in ("content", "secrecy"):
        wait_until(lambda log=folder / f"{name}.log": log_has(log, "ready"), what=f"{name} ready")
    return holder, [process.pid for process in psutil.Process(holder.pid).children(recursive=True)]


def test_nothing_survives_a_killed_supervisor(tmp_path: Path) -> None:
    holder, below = hold(tmp_path, DRAINER)
    assert len(below) == 5  # two children, a worker of each, the keeper
    holder.kill()
    wait_until(lambda: not alive(below), timeout=5, what="end of all children")
    holder.communicate(timeout=5)


def test_nothing_survives_when_the_keeper_is_killed_too(tmp_path: Path) -> None:
    holder, below = hold(tmp_path, DRAINER)
    direct = [process.pid for process in psutil.Process(holder.pid).children()]
    holder.send_signal(signal.SIGSTOP)
    for pid in set(direct) - {json.loads(file.read_text())["pid"] for file in (tmp_path / "run").iterdir()}:
        os.kill(pid, signal.SIGKILL)
    holder.kill()
    wait_until(lambda: not alive(direct), timeout=5, what="end of the direct children")
    for pid in alive(below):  # the workers: a keeper that is killed in the same moment cannot help them
        os.kill(pid, signal.SIGKILL)
    holder.communicate(timeout=5)


def test_control_c_drains_the_children_instead_of_hitting_them(tmp_path: Path) -> None:
    holder, below = hold(tmp_path, DRAINER)
    os.killpg(holder.pid, signal.SIGINT)  # what Ctrl-C in a terminal sends
    output, _ = holder.communicate(timeout=10)
    assert holder.returncode == 0 and output == ""
    assert not alive(below)
    for name in ("content", "secrecy"):
        assert (tmp_path / f"{name}.log").read_text() == "ready\ndrained\n"


def test_waits_double_to_thirty_seconds_and_begin_anew_after_a_steady_minute() -> None:
    backoff = Backoff()
    assert [backoff.next_wait(lived=1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert backoff.next_wait(lived=60) == 0.5


def test_a_big_log_is_moved_away_at_start(tmp_path: Path) -> None:
    log = tmp_path / "content.log"
    log.write_text("0123456789")
    logs.open_log(log, limit=10).close()
    assert log.read_text() == "0123456789"
    logs.open_log(log, limit=9).close()
    assert log.read_text() == "" and (tmp_path / "content.log.1").read_text() == "0123456789"
