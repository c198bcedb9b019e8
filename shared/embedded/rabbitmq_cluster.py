"""Three RabbitMQ nodes on this machine that are one cluster: of each queue that is kept, every node has a copy.

The nodes have loopback addresses of their own, so that all can use the same port for each other; nobody needs epmd.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import amqp

from shared.embedded.backend import Backend
from shared.embedded.errors import StackError
from shared.embedded.folders import make_private
from shared.embedded.handshake import are_one_cluster
from shared.embedded.ports import Ports
from shared.embedded.rabbitmq import RabbitMQ, Seat
from shared.embedded.secrets_file import load_or_make, random_password

NODES = 3


class RabbitMQCluster(Backend):
    """The cluster of `folder`, a subfolder for each node; `say` is told who answers."""

    title = "RabbitMQ"

    def __init__(self, folder: Path, env: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._folder, self._say = folder.absolute(), say
        self._ports = Ports(self._folder)
        self._nodes = [RabbitMQ(folder / f"rabbitmq-{number}", env, title=f"RabbitMQ {number}")
                       for number in range(1, NODES + 1)]
        self._waiting: list[RabbitMQ] = []
        self._silent: list[RabbitMQ] = []

    @property
    def servers(self) -> Sequence[RabbitMQ]:
        """The three nodes."""
        return self._nodes

    @property
    def url(self) -> str:
        """The URLs of all nodes, with `;` between."""
        return ";".join(node.url for node in self._nodes)

    def start(self) -> None:
        """Start the nodes; at the very first time the others wait until there is one that they can join."""
        make_private(self._folder)
        known = load_or_make(self._folder / "rabbitmq.json", _new_secrets)
        hosts = [f"127.0.0.{number}" for number in range(1, NODES + 1)]
        port = self._ports.take("distribution", hosts)
        peers = [f"{known['name']}@{host}" for host in hosts]
        for node, name in zip(self._nodes, peers, strict=True):
            identity = {"user": known["user"], "password": known["password"], "node": name}
            node.seat = Seat(identity, known["cookie"], port, peers)
        first_time = not any(node.has_data for node in self._nodes)
        self._waiting = self._nodes[1:] if first_time else []
        self._silent = list(self._nodes)
        for node in self._nodes[:1] if first_time else self._nodes:
            node.start()

    def ready(self) -> bool:
        """Whether all nodes let us in and are one cluster. Raises StackError when one has died."""
        for node in [node for node in self._silent if node not in self._waiting and node.ready()]:
            self._silent.remove(node)
            self._say(f"{node.title} of {NODES} answers")
        if self._waiting and self._nodes[0] not in self._silent:
            for node in self._waiting:
                node.start()
            self._waiting = []
        if self._silent:
            return False
        try:
            joined = are_one_cluster([node.url for node in self._nodes])
        except (OSError, amqp.AMQPError):
            return False
        if not joined:
            raise StackError(f"The RabbitMQ nodes in {self._folder} did not become one cluster: begin anew in another folder.")
        return True

    def stop(self) -> None:
        """End all nodes; give the port back that they shared."""
        super().stop()
        self._ports.release()


def _new_secrets() -> dict[str, str]:
    return {"user": "guanwang", "password": random_password(), "cookie": random_password(),
            "name": f"guanwang-{secrets.token_hex(4)}"}
