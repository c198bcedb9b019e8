"""Three mongods on this machine that are one replica set: what a majority has on disk, no single one can lose."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pymongo
from pymongo import errors as mongo_errors

from shared.embedded.backend import Backend
from shared.embedded.folders import make_private
from shared.embedded.handshake import listens, mongo_answers
from shared.embedded.mongod import Mongod
from shared.embedded.secrets_file import load_or_make, random_password, write_private

MEMBERS = 3
NAME = "guanwang"
ELECTION_MILLISECONDS = 3000


class Member(Mongod):
    """One of them; the others know it by its port."""

    cache_gigabytes = 0.25
    lasting_port = True

    def __init__(self, folder: Path, env: Mapping[str, str], number: int) -> None:
        self.title = f"MongoDB {number}"
        super().__init__(folder, env)
        self.known: dict[str, str] = {}
        """User, password and key of the set."""

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """Its own address, also while it is not the primary."""
        return f"{super().url}&directConnection=true"

    def answers(self, timeout: float) -> bool:
        """Whether it lets us in within `timeout` seconds."""
        return listens("127.0.0.1", self._port) and mongo_answers(self.url, timeout)

    def hello(self) -> dict[str, object] | None:
        """What it says of itself to anybody; None when it does not answer."""
        if not listens("127.0.0.1", self._port):
            return None
        try:
            with self.client() as client:
                return client.admin.command("hello")
        except mongo_errors.PyMongoError:
            return None

    def client(self) -> pymongo.MongoClient:
        """A connection to it alone, without a user: enough for `hello`, and for a first start from this machine."""
        return pymongo.MongoClient("127.0.0.1", self._port, directConnection=True, serverSelectionTimeoutMS=3000)

    def _more_options(self) -> Sequence[str]:
        write_private(self._folder / "key", self.known["key"])
        # Its clients are ours and stop before it: it need not give them fifteen seconds to leave.
        return ("--replSet", NAME, "--keyFile", f"{self._folder}/key",
                "--setParameter", "shutdownTimeoutMillisForSignaledShutdown=500")

    def _new_admin(self) -> dict[str, str]:
        return {"user": self.known["user"], "password": self.known["password"]}


class ReplicaSet(Backend):
    """The replica set of `folder`, a subfolder for each member; `say` is told who answers."""

    title = "MongoDB"

    def __init__(self, folder: Path, env: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._folder, self._say = folder.absolute(), say
        self._members = [Member(folder / f"mongod-{number}", env, number) for number in range(1, MEMBERS + 1)]
        self._silent: list[Member] = []
        self._admin_made = False

    @property
    def servers(self) -> Sequence[Member]:
        """The three members."""
        return self._members

    @property
    def url(self) -> str:
        """All members and the name of the set: a client finds the primary, and the next one, by itself."""
        who = load_or_make(self._folder / "mongod.json", _new_secrets)
        places = ",".join(member.place for member in self._members)
        return f"mongodb://{who['user']}:{who['password']}@{places}/?authSource=admin&replicaSet={NAME}"

    def start(self) -> None:
        """Start the members and return at once."""
        make_private(self._folder)
        known = load_or_make(self._folder / "mongod.json", _new_secrets)
        self._silent = list(self._members)
        for member in self._members:
            member.known = known
            member.start()

    def ready(self) -> bool:
        """Whether all members answer and one of them is the primary; makes the set and our user at the first time."""
        for member in self._members:
            member.check()
        for member in [member for member in self._silent if member.hello()]:
            self._silent.remove(member)
            self._say(f"{member.title} of {MEMBERS} answers")
        if self._silent:
            return False
        said = [(member, member.hello() or {}) for member in self._members]
        if not any("setName" in hello for _, hello in said):
            self._make_set()
            return False
        primary = next((member for member, hello in said if hello.get("isWritablePrimary")), None)
        if primary is None:
            return False
        self._make_admin_once(primary)
        return mongo_answers(self.url, timeout=5)

    def _make_set(self) -> None:
        members = [{"_id": number, "host": member.place} for number, member in enumerate(self._members)]
        wanted = {"_id": NAME, "members": members, "settings": {"electionTimeoutMillis": ELECTION_MILLISECONDS}}
        with self._members[0].client() as client:
            client.admin.command("replSetInitiate", wanted)

    def _make_admin_once(self, primary: Member) -> None:
        """While MongoDB has no user at all, it lets a client of its own machine make the first one."""
        if self._admin_made:
            return
        who = load_or_make(self._folder / "mongod.json", _new_secrets)
        how = {"pwd": who["password"], "roles": ["root"], "writeConcern": {"w": "majority", "j": True}}
        with primary.client() as client:
            try:
                client.admin.command("createUser", who["user"], **how)
            except mongo_errors.OperationFailure:
                pass  # There is a user: ours from an earlier start, as the ping that follows will prove.
            except mongo_errors.ConnectionFailure:
                return
        self._admin_made = True


def _new_secrets() -> dict[str, str]:
    return {"user": "guanwang", "password": random_password(), "key": random_password()}
