"""Keeps a set of processes running: restarts what dies, ends all together, leaves nothing behind."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from shared.embedded.child import Child, ChildStatus
from shared.embedded.folders import make_private
from shared.embedded.keeper import Keeper

ROUND_SECONDS = 0.1
STOP_SECONDS = 30.0


class Supervisor:
    """Works in the calling thread, which must live as long as the children: the kernel kills them when it ends.

    `say` gets one line for each event. With `folder`, the file `<folder>/run/<name>.json` has the process number of
    each running child. Signals are the caller's affair: set the event of `run_until` from the handler.
    """

    def __init__(self, say: Callable[[str], None], folder: Path | None = None) -> None:
        self._say = say
        self._run_folder = make_private(folder / "run") if folder else None
        self._children: dict[str, Child] = {}
        self._keeper = Keeper()

    def add(self, name: str, argv: Sequence[str], env: Mapping[str, str], log_path: Path) -> None:
        """Have `argv` run as child `name` from the next `start` on; its output goes to `log_path`.

        The log is moved to `<log>.1` at a start of the child when it has more than 10 MB.
        Raises ValueError when the name is taken.
        """
        if name in self._children:
            raise ValueError(f"there is a child {name} already")
        run_file = self._run_folder / f"{name}.json" if self._run_folder else None
        self._children[name] = Child(name, tuple(argv), dict(env), log_path, run_file)

    def start(self) -> None:
        """Start every child that does not run."""
        for child in self._children.values():
            if child.state == "stopped":
                self._start(child)

    def run_until(self, stop_event: threading.Event) -> None:
        """Watch over the children until `stop_event` is set (a signal handler may set it); does not stop them."""
        # Not `stop_event.wait`: a handler that sets the event while this same thread waits on it can lock up.
        while not stop_event.is_set():
            self.tick()
            time.sleep(ROUND_SECONDS)

    def tick(self) -> None:
        """One round: notice who has ended, start again who is due. For callers with a loop of their own."""
        for child in self._children.values():
            if child.has_ended():
                self._put_off(child, child.ending())
            elif child.state == "waiting" and time.monotonic() >= child.due and not child.held:
                self._start(child)

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """Ask all children to end (SIGTERM), kill after `timeout` seconds what has not; returns when all are gone."""
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + timeout
        while self._running() and time.monotonic() < deadline:
            time.sleep(0.02)
        for child in self._running():
            self._say(f"{child.name} did not stop within {timeout:g} s and was killed")
        for child in self._children.values():
            with self._forgetting(child):
                child.clear_up()
        self._keeper.close()

    def status(self) -> list[ChildStatus]:
        """The state of every child, in the order of `add`."""
        return [child.status() for child in self._children.values()]

    def _running(self) -> list[Child]:
        return [child for child in self._children.values() if child.process and child.process.poll() is None]

    def _start(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:
            self._put_off(child, f"cannot be started: {error.strerror}")
        else:
            self._keeper.watch(child.process.pid)

    def _put_off(self, child: Child, ending: str) -> None:
        with self._forgetting(child):
            wait = child.put_off()
        self._say(f"{child.name} stopped ({ending}), restarting in {wait:g} s")

    @contextmanager
    def _forgetting(self, child: Child) -> Iterator[None]:
        """Within, the child's group is cleared up; afterwards its number may become a stranger's."""
        group = child.process.pid if child.process else None
        yield
        if group:
            self._keeper.forget(group)
