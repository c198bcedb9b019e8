"""The ground of a chaos run: servers that can be hurt, cables to them, ``guanwang up`` behind the cables; or a cluster."""
import json
import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from shared.embedded.rabbitmq import RabbitMQ
from shared.embedded.server import Server
from shared.embedded.stack import Stack
from tests.cable import Cable
from tests.chaos.schedule import BROKER, DATABASE
from tests.support import wait_until

INSIDE = Path(__file__).parent / "inside"
CALL_SECONDS = 4
"""Deadline of a call in a suite under chaos, so that a short pause goes past it."""
WATERMARK = 536_870_912


@dataclass(frozen=True)
class Note:
    """What the load and the checker need to know of the ground; ``broker`` and ``database`` lead past the cables."""

    gateways: list[str]
    broker: str
    database: str
    administrator: dict[str, str]
    people: dict[str, list[str]]
    """Person → login and password."""

    def write(self, path: Path) -> None:
        """For other processes."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False))

    @classmethod
    def read(cls, path: Path) -> "Note":
        """What ``write`` wrote."""
        return cls(**json.loads(path.read_text()))


class Ground:
    """All of it, and what can be done to it. To be used from the thread that made it: servers die with that."""

    def __init__(self, folder: Path, stack: Stack) -> None:
        self.folder, self.stack = folder, stack
        self.will = folder / "will"
        self.will.mkdir(exist_ok=True)
        self.servers: dict[str, Server] = {
            server.name: server for each in (stack.rabbitmq, stack.mongod) if each for server in each.servers}
        """By name: rabbitmq and mongod, or rabbitmq-1 to mongod-3."""
        self.cluster = len(self.servers) > 2
        addresses = stack.endpoints
        # A client of a cluster learns the members' own addresses from the members: no cable would hold it.
        self.cables = {} if self.cluster else {BROKER: Cable(addresses.rabbitmq_url), DATABASE: Cable(addresses.mongo_url)}
        self._paused: set[int] = set()
        self._suite: subprocess.Popen[bytes] | None = None

    # -- the suite

    def start_suite(self) -> None:
        """``guanwang up`` behind the cables; returns when it is up."""
        urls = {"RABBITMQ_URL": self.cables[BROKER].url if self.cables else self.stack.endpoints.rabbitmq_url,
                "MONGO_URL": self.cables[DATABASE].url if self.cables else self.stack.endpoints.mongo_url}
        path = os.pathsep.join([str(INSIDE), str(INSIDE.parents[2])])
        env = dict(os.environ) | urls | {"PYTHONPATH": path, "GUANWANG_CHAOS": str(self.will),
                                         "GUANWANG_CALL_SECONDS": str(CALL_SECONDS)}
        output = self.folder / "up.out"
        self._suite = subprocess.Popen([sys.executable, "-m", "shared.cli.main", "up", "--folder", str(self.folder / "suite")],
                                       env=env, stdout=output.open("wb"), stderr=subprocess.STDOUT)

        def started() -> bool:
            assert self._suite and self._suite.poll() is None, output.read_text()
            return "guanwang demo" in output.read_text()

        wait_until(started, timeout=120, what="the suite is up")

    def stop_suite(self) -> int:
        """Ctrl-C; the exit code."""
        assert self._suite
        self._suite.send_signal(signal.SIGINT)
        return self._suite.wait(60)

    @property
    def suite_lives(self) -> bool:
        """Whether ``guanwang up`` itself runs."""
        return self._suite is not None and self._suite.poll() is None

    @property
    def gateways(self) -> list[str]:
        """Addresses."""
        found: list[str] = json.loads((self.folder / "suite" / "stack.json").read_text())["gateways"]
        return found

    @property
    def administrator(self) -> dict[str, str]:
        """Login and password."""
        found: dict[str, str] = json.loads((self.folder / "suite" / "administrator.json").read_text())
        return found

    def pid(self, part: str) -> int:
        """The process of a part of the suite, 0 while there is none."""
        with suppress(OSError, ValueError):
            return int(json.loads((self.folder / "suite" / "run" / f"{part}.json").read_text())["pid"])
        return 0

    # -- to processes of the suite

    def kill(self, part: str) -> None:
        """SIGKILL."""
        self._send(self.pid(part), signal.SIGKILL)

    def pause(self, part: str) -> int:
        """SIGSTOP; returns whom to ``resume``."""
        pid = self.servers[part].pid if part in self.servers else self.pid(part)
        self._send(pid or 0, signal.SIGSTOP)
        self._paused.add(pid or 0)
        return pid or 0

    def resume(self, pid: int) -> None:
        """SIGCONT, if it is still there."""
        self._send(pid, signal.SIGCONT)
        self._paused.discard(pid)

    def let_clock_jump(self, where: str, seconds: float) -> None:
        """The clock of a service, or ``everywhere``, is wrong by so much from now on; 0 = right."""
        (self.will / f"{where}.clock").write_bytes(struct.pack("<d", seconds))

    def let_handlers_raise(self, service: str, share: float) -> None:
        """This share of the events that a service handles fails, before or after it did its work."""
        (self.will / f"{service}.raise").write_bytes(struct.pack("<d", share))

    # -- to the servers

    def kill_server(self, name: str) -> None:
        """SIGKILL to the broker or the database."""
        self.servers[name].kill()

    def stop_server(self, name: str) -> None:
        """In order, as an operator would."""
        self.servers[name].stop()

    def start_server(self, name: str) -> None:
        """Bring it back and return at once."""
        if self.servers[name].pid is None:
            self.servers[name].start()

    def server_answers(self, name: str) -> bool:
        """Whether it lets us in."""
        return self.servers[name].pid is not None and self.servers[name].ready()

    def block_broker(self, blocked: bool) -> None:
        """The memory alarm: the broker reads from no publisher any more."""
        self._tell_broker("vm_memory_monitor, set_vm_memory_high_watermark, "
                          f"[{{absolute, {1_000_000 if blocked else WATERMARK}}}]")

    def messages(self) -> dict[str, int]:
        """How many messages each quorum queue has, those that a consumer holds included; asked of the queue itself."""
        told = self._tell_broker(
            "erlang, apply, [fun() -> [begin {ok, {_, N}, _} = ra:local_query(amqqueue:get_pid(Q), "
            "fun rabbit_fifo:query_messages_total/1), {element(4, amqqueue:get_name(Q)), N} end "
            "|| Q <- rabbit_amqqueue:list(<<\"/\">>), amqqueue:get_type(Q) =:= rabbit_quorum_queue] end, []]")
        return {name: int(count) for name, count in re.findall(r'\{<<"([^"]+)">>,(\d+)\}', told)}

    def heal(self) -> None:
        """Everything is as it should be, or about to be."""
        for pid in list(self._paused):
            self.resume(pid)
        for file in self.will.iterdir():
            file.unlink()
        for cable in self.cables.values():
            cable.mend()
        for name in self.servers:
            self.start_server(name)

    def close(self) -> None:
        """Stop the suite and cut the cables."""
        self.heal()
        if self.suite_lives:
            self.stop_suite()
        for cable in self.cables.values():
            cable.close()

    def _tell_broker(self, call: str) -> str:
        home = self.folder / "stack" / ("cluster/rabbitmq-1" if self.cluster else BROKER)
        seat = self.servers[home.name].seat if isinstance(self.servers[home.name], RabbitMQ) else None
        node = seat.identity["node"] if seat else json.loads((home / "identity.json").read_text())["node"]
        port = seat.port if seat else json.loads((home / "ports.json").read_text())["distribution"]
        names = ["-name", f"chaos{os.getpid()}@127.0.0.1"] if seat else ["-sname", f"chaos{os.getpid()}@localhost"]
        cookie = (home / "home" / ".erlang.cookie").read_text()
        # rabbitmqctl would look for epmd, which nobody has here; and it takes two seconds where this takes a sixth of one.
        return subprocess.run(["erl", "-noinput", "-hidden", *names, "-dist_listen", "false",
                               "-start_epmd", "false", "-erl_epmd_port", str(port), "-setcookie", cookie, "-eval",
                               f"io:format(\"~p\", [rpc:call('{node}', {call})]), halt()."], check=False, timeout=20,
                              capture_output=True, text=True,
                              env={"HOME": str(home / "home"), "PATH": os.environ.get("PATH", "")}).stdout

    @staticmethod
    def _send(pid: int, number: int) -> None:
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@contextmanager
def ground(folder: Path, say, *, cluster: bool = False) -> Iterator[Ground]:  # type: ignore[no-untyped-def]
    """Servers, cables and suite, all up; everything stopped at the end."""
    with Stack(folder / "stack", say, env=dict(os.environ), cluster=cluster) as stack:
        made = Ground(folder, stack)
        try:
            began = time.monotonic()
            made.start_suite()
            say(f"the suite is up after {time.monotonic() - began:.1f} s")
            yield made
        finally:
            made.close()
