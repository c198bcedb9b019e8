"""A broker and a database for one machine: private ones in one folder, or those that the operator names by URL."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, TracebackType

from shared.addresses import masked
from shared.embedded.backend import Backend
from shared.embedded.errors import StackError
from shared.embedded.folders import FolderLock, make_private
from shared.embedded.handshake import amqp_answers, mongo_answers
from shared.embedded.mongod import Mongod
from shared.embedded.rabbitmq import RabbitMQ
from shared.embedded.rabbitmq_cluster import RabbitMQCluster
from shared.embedded.replica_set import ReplicaSet
from shared.embedded.revival import Revival
from shared.embedded.server import Server

BOOT_SECONDS = 90.0
CLUSTER = "cluster"
PATIENCE_SECONDS = 15.0
PROGRESS_SECONDS = 3


@dataclass(frozen=True)
class Endpoints:
    """Where the broker and the database of a started stack answer; both URLs hold passwords."""

    rabbitmq_url: str = field(repr=False)
    mongo_url: str = field(repr=False)


class Stack:
    """Use as a context manager, or call `start` and `stop`, from a thread that lives as long as the stack should.

    `say` gets lines of progress. `env` supplies the PATH. A server given by URL is not started, only tried, for at
    most `patience` seconds. With `cluster`, three servers of each that is started here stand in for one another. One folder
    serves one stack at a time, and is a cluster's or not for ever.
    """

    def __init__(
        self,
        folder: Path,
        say: Callable[[str], None],
        rabbitmq_url: str | None = None,
        mongo_url: str | None = None,
        env: Mapping[str, str] = MappingProxyType({}),
        patience: float = PATIENCE_SECONDS,
        cluster: bool = False,
    ) -> None:
        self._folder = folder
        self._say = say
        self._given = Endpoints(rabbitmq_url or "", mongo_url or "")
        self._patience = patience
        self._lock: FolderLock | None = None
        self._revivals: list[Revival] = []
        self._cluster = cluster
        self.rabbitmq: RabbitMQ | RabbitMQCluster | None = None
        self.mongod: Mongod | ReplicaSet | None = None
        if not rabbitmq_url:
            self.rabbitmq = RabbitMQCluster(folder / CLUSTER, env, say) if cluster else RabbitMQ(folder / "rabbitmq", env)
        if not mongo_url:
            self.mongod = ReplicaSet(folder / CLUSTER, env, say) if cluster else Mongod(folder / "mongod", env)

    @property
    def endpoints(self) -> Endpoints:
        """The two URLs; known once started."""
        return Endpoints(
            rabbitmq_url=self.rabbitmq.url if self.rabbitmq else self._given.rabbitmq_url,
            mongo_url=self.mongod.url if self.mongod else self._given.mongo_url,
        )

    def start(self) -> Endpoints:
        """Start what was not given, both at once, and wait until both answer. Raises StackError; then nothing runs."""
        self._lock = FolderLock(make_private(self._folder))
        self._lock.take()
        try:
            self._refuse_other_kind()
            for backend in self._backends().values():
                backend.start()
            self._wait_for_all()
            run_folder = make_private(self._folder / "run")
            self._revivals = [Revival(server, self._say, run_folder) for server in self._servers()]
        except BaseException:
            self.stop()
            raise
        return self.endpoints

    def check(self) -> None:
        """Raises StackError that says why, if a server that was started here has ended by itself."""
        for server in self._servers():
            server.check()

    def tick(self) -> None:
        """One round: start again, in this thread, what was started here and has died. Raises StackError if that is hopeless."""
        for revival in self._revivals:
            revival.tick()

    def stop(self) -> None:
        """End what was started here, both at once; data stay. Harmless when nothing runs."""
        for revival in self._revivals:
            revival.close()
        self._revivals.clear()
        for server in self._servers():
            server.terminate()
        for backend in self._backends().values():
            backend.stop()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def _backends(self) -> dict[str, Backend]:
        return {backend.title: backend for backend in (self.rabbitmq, self.mongod) if backend}

    def _servers(self) -> list[Server]:
        return [server for backend in self._backends().values() for server in backend.servers]

    def _refuse_other_kind(self) -> None:
        """Data of one kind are of no use to the other, and an empty server in their place would look like a loss."""
        single = any((self._folder / name).exists() for name in ("rabbitmq", "mongod"))
        if self._cluster and single:
            raise StackError(f"{self._folder} was begun with a single RabbitMQ and MongoDB: start it without --cluster, "
                             "or choose another folder with --folder.")
        if self._backends() and not self._cluster and (self._folder / CLUSTER).exists():
            raise StackError(f"{self._folder} was begun as a cluster: start it with --cluster, "
                             "or choose another folder with --folder.")

    def _wait_for_all(self) -> None:
        given = self._given
        probes: dict[str, Callable[[], bool]] = {t: backend.ready for t, backend in self._backends().items()}
        if given.rabbitmq_url:
            probes["RabbitMQ"] = lambda: amqp_answers(given.rabbitmq_url, timeout=3)
        if given.mongo_url:
            probes["MongoDB"] = lambda: mongo_answers(given.mongo_url, timeout=3)
        began, told = time.monotonic(), 0
        while waiting := [title for title, answers in probes.items() if not answers()]:
            probes = {title: probes[title] for title in waiting}
            waited = time.monotonic() - began
            for title in waiting:
                self._give_up_after(title, waited)
            if waited >= told + PROGRESS_SECONDS:
                told = int(waited)
                self._say(f"waiting for {' and '.join(waiting)} … {told} s")
            time.sleep(0.05)

    def _give_up_after(self, title: str, waited: float) -> None:
        url = {"RabbitMQ": self._given.rabbitmq_url, "MongoDB": self._given.mongo_url}[title]
        variable = {"RabbitMQ": "RABBITMQ_URL", "MongoDB": "MONGO_URL"}[title]
        if url and waited > self._patience:
            raise StackError(
                f"{title} does not answer at {masked(url)}: start it there, or correct or unset {variable}."
            )
        patience = BOOT_SECONDS * 2 if self._cluster else BOOT_SECONDS
        if waited > patience:
            raise StackError(f"{title} did not answer within {patience:.0f} s: read the logs in {self._folder}.")
