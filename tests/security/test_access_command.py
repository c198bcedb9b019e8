"""``guanwang access``: users for servers of one's own, tried at a real broker and database."""
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from shared.embedded.errors import StackError
from shared.embedded.handshake import amqp_answers, mongo_answers
from shared.embedded.stack import Endpoints


def guanwang(folder: Path, endpoints: Endpoints, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, as the operator of both servers."""
    environment = dict(os.environ) | {"RABBITMQ_URL": endpoints.rabbitmq_url, "MONGO_URL": endpoints.mongo_url,
                                      "GUANWANG_DATABASE_PREFIX": "access_test_", **more}
    return subprocess.run([sys.executable, "-m", "shared.cli.main", "access", *words, "--folder", str(folder)],
                          capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the passwords are kept."""
    yield tmp_path_factory.mktemp("access") / "kept"


def environment_of(folder: Path, endpoints: Endpoints, part: str) -> dict[str, str]:
    """What a part is started with."""
    printed = guanwang(folder, endpoints, "environment", part).stdout
    return dict(line.split("=", 1) for line in printed.splitlines())


def test_the_file_for_the_broker_holds_hashes_and_rights(folder: Path, endpoints: Endpoints, tmp_path: Path) -> None:
    done = guanwang(folder, endpoints, "definitions", str(out := tmp_path / "users.json"))
    assert done.returncode == 0, done.stderr
    assert out.stat().st_mode & 0o077 == (folder / "access.json").stat().st_mode & 0o077 == 0
    written, known = json.loads(out.read_text()), json.loads((folder / "access.json").read_text())
    assert {f"guanwang-{part}" for part in known} == {each["name"] for each in written["users"]} and "gateway" in known
    assert not [part for part, password in known.items() if password in out.read_text() + done.stdout + done.stderr]
    assert {each["user"] for each in written["permissions"]} == {each["user"] for each in written["topic_permissions"]}


def test_the_users_of_the_database_work_at_once_and_twice_is_no_harm(folder: Path, endpoints: Endpoints) -> None:
    for _ in range(2):
        done = guanwang(folder, endpoints, "make")
        assert done.returncode == 0, done.stderr
    told = environment_of(folder, endpoints, "content")
    assert json.loads((folder / "access.json").read_text())["content"] in told["MONGO_URL"], "passwords stay"
    assert told["GUANWANG_TOPOLOGY"] == "given" and mongo_answers(told["MONGO_URL"], 5)
    assert set(environment_of(folder, endpoints, "gateway")) == {"GUANWANG_TOPOLOGY", "RABBITMQ_URL"}
    with pytest.raises(StackError):  # the broker was not told yet
        amqp_answers(told["RABBITMQ_URL"], 5)


def test_passwords_may_be_given_and_are_then_kept_nowhere(folder: Path, endpoints: Endpoints, tmp_path: Path) -> None:
    parts = list(json.loads((folder / "access.json").read_text()))
    given = " ".join(f"{each}=given-{each}" for each in parts)
    done = guanwang(tmp_path / "none", endpoints, "environment", "content", GUANWANG_PASSWORDS=given)
    assert "given-content@" in done.stdout and "given-law" not in done.stdout and not (tmp_path / "none").exists()
    refused = guanwang(folder, endpoints, "make", GUANWANG_PASSWORDS=given.replace("law=given-law", "law="))
    assert refused.returncode == 1 and "no password for law;" in refused.stderr and "given-" not in refused.stderr


def test_a_management_port_that_is_none_or_refuses_is_said_in_one_sentence(folder: Path, endpoints: Endpoints) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with mounted(_Refusing) as refusing:
        told = {f"http://127.0.0.1:{port}": "ConnectError", refusing: "answers 401"}
        for url, said in told.items():
            done = guanwang(folder, endpoints, "make", "--management", url)
            assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr, done.stderr


class _Refusing(BaseHTTPRequestHandler):
    """A management port to which the user of RABBITMQ_URL is no administrator."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_error(401)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def mounted(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The URL of a server that answers so."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_is_missing_is_said_in_one_sentence(folder: Path, endpoints: Endpoints) -> None:
    began = time.monotonic()
    for done in (guanwang(folder, endpoints, "environment", "nothing"), guanwang(folder, Endpoints("", ""), "make")):
        assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.count("\n") < 12
    assert time.monotonic() - began < 60
