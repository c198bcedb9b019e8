"""A private RabbitMQ broker in one folder, without plugins and without epmd."""

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from shared.embedded.errors import StackError
from shared.embedded.folders import make_private
from shared.embedded.handshake import amqp_answers, listens
from shared.embedded.rabbitmq_home import MISSING, find_server, link_lean_home
from shared.embedded.rabbitmq_settings import environment, settings
from shared.embedded.secrets_file import load_or_make, random_password, write_private
from shared.embedded.server import Server
from shared.embedded.stillborn import is_stillborn


@dataclass(frozen=True)
class Seat:
    """A node's place in a cluster."""

    identity: Mapping[str, str]
    """User and password of the cluster, and the name of this node."""
    cookie: str
    port: int
    """Where all nodes listen for each other, each at its own address."""
    peers: Sequence[str]
    """The names of all nodes."""


class RabbitMQ(Server):
    """The broker of `folder`; `env` gives the PATH to search, `binary` its start script instead.

    Who gives it a `seat` before its start makes it a node of a cluster.
    """

    def __init__(self, folder: Path, env: Mapping[str, str] = MappingProxyType({}), binary: Path | None = None,
                 title: str = "RabbitMQ") -> None:
        self.title = title
        super().__init__(folder, "rabbit.log")
        self._env = env
        self._binary = binary
        self._port = 0
        self.definitions: Callable[[str, str], str] | None = None
        """Further users, as the text of a file that holds the one of this name and password too."""
        self._identity: Mapping[str, str] = {}
        self.seat: Seat | None = None

    @property
    def url(self) -> str:
        """`amqp://` with user, password and port; known once started."""
        who = self._identity
        return f"amqp://{who['user']}:{who['password']}@127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Start the broker and return at once. Raises StackError when it is missing or one runs on the folder."""
        program = self._binary or find_server(self._env)
        if not program.exists():
            raise StackError(MISSING)
        make_private(self._folder)
        self._process.refuse_second()
        if self.seat is None and is_stillborn(self._folder / "data"):
            shutil.rmtree(self._folder / "data")
        self._port, seat = self._ports.take("amqp"), self.seat
        self._identity = seat.identity if seat else load_or_make(self._folder / "identity.json", _new_identity)
        _make_cookie(self._folder / "home", seat.cookie if seat else random_password())
        distribution_port = seat.port if seat else self._ports.take("distribution")
        write_private(self._folder / "rabbitmq.conf",
                      settings(self._folder, self._port, self._identity, seat.peers if seat else ()) + self._load_definitions())
        scripts = link_lean_home(program, self._folder / "installation")
        env = environment(self._folder, self._identity["node"], distribution_port, scripts, self._env)
        self._process.start([str(program)], env)

    def _load_definitions(self) -> str:
        if self.definitions is None:
            return ""
        path = self._folder / "definitions.json"
        write_private(path, self.definitions(self._identity["user"], self._identity["password"]))
        return f"load_definitions = {path}\n"

    def answers(self, timeout: float) -> bool:
        """Whether the broker lets us in within `timeout` seconds."""
        return listens("127.0.0.1", self._port) and amqp_answers(self.url, timeout)


def _make_cookie(home: Path, secret: str) -> None:
    """Erlang's shared secret; Erlang would make a weaker one by itself, and insists on mode 0400."""
    cookie = home / ".erlang.cookie"
    if not cookie.exists():
        home.mkdir(exist_ok=True)
        write_private(cookie, secret)
        cookie.chmod(0o400)


def _new_identity() -> dict[str, str]:
    # RabbitMQ files its data under the node's name, so the name is kept with the folder and survives a move of it.
    return {"user": "guanwang", "password": random_password(), "node": f"guanwang-{secrets.token_hex(4)}@localhost"}
