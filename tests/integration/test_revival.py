"""A broker or database of ours that dies comes back by itself, in its place and with its data; what cannot, says why."""
import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pymongo
import pytest
from pymongo import WriteConcern

from shared.embedded import revival
from shared.embedded.errors import StackError
from shared.embedded.handshake import amqp_answers, mongo_answers
from shared.embedded.mongod import Mongod, find_mongod
from shared.embedded.revival import Revival
from shared.embedded.server import Server
from shared.embedded.stack import Stack
from tests.support import wait_until

FAILING = "#!/bin/sh\necho 'a worn disk' >&2\nexit 14\n"


class Kept:
    """A stack and all that it said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder, list[str]()
        self.stack = Stack(folder, self.said.append)

    def ticked_until(self, text: str, timeout: float = 60) -> str:
        """Work until a line with ``text`` was said; return it."""
        def said() -> str | None:
            self.stack.tick()
            return next((line for line in self.said if text in line), None)

        return wait_until(said, timeout, what=f"“{text}” in {self.said}")

    def noted_pid(self, name: str) -> int:
        """The process number that other tools are told."""
        return int(json.loads((self.folder / "run" / f"{name}.json").read_text())["pid"])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A stack of this module's own."""
    made = Kept(tmp_path_factory.mktemp("kept"))
    with made.stack:
        yield made


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Mongod]:
    """A database that answers; whatever becomes of it, it is gone at the end."""
    made = Mongod(tmp_path / "mongod")
    made.start()
    wait_until(made.ready, what="the database")
    yield made
    made.kill()


def test_both_come_back_where_they_were_and_with_what_they_had(kept: Kept) -> None:
    first = kept.stack.endpoints
    with pymongo.MongoClient(first.mongo_url) as client:
        client.get_database("town", write_concern=WriteConcern("majority", j=True)).people.insert_one({"_id": "wang"})
    before = {name: kept.noted_pid(name) for name in ("rabbitmq", "mongod")}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    assert "(signal SIGKILL), restarting in 0.5 s" in kept.ticked_until("RabbitMQ stopped")
    kept.ticked_until("MongoDB answers again after ")
    kept.ticked_until("RabbitMQ answers again after ")
    assert kept.stack.endpoints == first
    assert amqp_answers(first.rabbitmq_url, timeout=5) and mongo_answers(first.mongo_url, timeout=5)
    with pymongo.MongoClient(first.mongo_url) as client:
        assert client.town.people.find_one() == {"_id": "wang"}
    for name, pid in before.items():
        assert kept.noted_pid(name) != pid
    assert json.loads((kept.folder / "run" / "mongod.json").read_text())["restarts"] == 1


def test_a_paused_server_is_not_dead(kept: Kept) -> None:
    pid, lines = kept.noted_pid("mongod"), len(kept.said)
    os.kill(pid, signal.SIGSTOP)
    try:
        for _ in range(20):
            kept.stack.tick()
    finally:
        os.kill(pid, signal.SIGCONT)
    assert kept.noted_pid(name="mongod") == pid and len(kept.said) == lines


def hopeless(server: Server, folder: Path, meanwhile: Callable[[], object] = lambda: None) -> tuple[str, list[str]]:
    """What is said at the end of a server that is killed and cannot come back, and on the way there."""
    said: list[str] = []
    folder.joinpath("run").mkdir()
    kept = Revival(server, said.append, folder / "run")
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: server.ending, what="its end")
    meanwhile()

    def ended() -> str:
        try:
            kept.tick()
        except StackError as error:
            return str(error)
        return ""

    return wait_until(ended, 30, what="the end"), said


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three tries instead of six."""
    monkeypatch.setattr(revival, "TRIES", 3)


def test_a_server_that_fails_at_each_start_is_given_up(tmp_path: Path, impatient: None) -> None:
    program = tmp_path / "mongod.sh"
    program.write_text(f'#!/bin/sh\nexec {find_mongod({})} "$@"\n')
    program.chmod(0o755)
    database = Mongod(tmp_path / "mongod", binary=program)
    database.start()
    wait_until(database.ready, what="the database")
    program.write_text(FAILING)
    sentence, said = hopeless(database, tmp_path)
    assert sentence == "MongoDB stopped (exit code 14); it last wrote: a worn disk It was started 3 times and never answered."
    assert [line.partition("restarting in ")[2] for line in said] == ["0.5 s", "1 s", "2 s"]


def test_a_port_that_a_stranger_keeps_ends_it(database: Mongod, tmp_path: Path, impatient: None) -> None:
    port = pymongo.uri_parser.parse_uri(database.url)["nodelist"][0][1]
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sentence, said = hopeless(database, tmp_path, lambda: (stranger.bind(("127.0.0.1", port)), stranger.listen()))
    assert f"Port {port} of 127.0.0.1 is held by another program" in sentence
    assert "its port is taken" in said[-1]


def test_a_folder_that_is_gone_is_not_replaced_by_an_empty_one(database: Mongod, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "mongod" / "data", ignore_errors=True)
    sentence, _ = hopeless(database, tmp_path)
    assert "its data in" in sentence and "are gone" in sentence
    assert not (tmp_path / "mongod" / "data").exists()


def test_a_program_that_is_gone_is_missed_at_once(tmp_path: Path) -> None:
    program = tmp_path / "mongod.sh"
    program.write_text(f'#!/bin/sh\nexec {find_mongod({})} "$@"\n')
    program.chmod(0o755)
    database = Mongod(tmp_path / "mongod", binary=program)
    database.start()
    wait_until(database.ready, what="the database")
    program.unlink()
    sentence, said = hopeless(database, tmp_path)
    assert "MongoDB is not installed" in sentence and len(said) == 1
