"""§2 no. 11: a writer that is killed in the middle of a change."""
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pymongo
import pytest
from pymongo.errors import PyMongoError

from shared.embedded.mongod import find_mongod
from shared.embedded.ports import Ports
from tests.pitfalls.sides import OURS, PATIENCE, STOCK
from tests.support import wait_until

BLOCKED_SECONDS = 3


@pytest.fixture(scope="module")
def replica_set(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A replica set of one member, for only that has transactions; the embedded database is a standalone one on purpose."""
    folder = tmp_path_factory.mktemp("replicas")
    port = Ports(folder).take("mongodb")
    program = find_mongod({})
    server = subprocess.Popen([str(program), "--dbpath", str(folder), "--port", str(port), "--bind_ip", "127.0.0.1",
                               "--replSet", "r", "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25", "--quiet"],
                              stdout=subprocess.DEVNULL)
    try:
        with pymongo.MongoClient("127.0.0.1", port, directConnection=True) as client:
            wait_until(lambda: _initiated(client, port), PATIENCE, what="the replica set has its primary")
        yield f"mongodb://127.0.0.1:{port}/?replicaSet=r"
    finally:
        server.kill()
        server.wait()


def _initiated(client: "pymongo.MongoClient[dict[str, object]]", port: int) -> bool:
    try:
        if client.admin.command("hello").get("isWritablePrimary"):
            return True
        client.admin.command("replSetInitiate", {"_id": "r", "members": [{"_id": 0, "host": f"127.0.0.1:{port}"}]})
    except PyMongoError:
        pass
    return False


@pytest.mark.parametrize(("who", "blocked"), [(STOCK, True), (OURS, False)])
def test_a_writer_that_is_killed_in_the_middle(replica_set: str, root: Path, who: str, blocked: bool) -> None:
    """No. 11: its open transaction holds the document until it runs out, after a minute unless the operator says otherwise;
    a save of ours is one update of one document, and there is nothing that could stay open."""
    with pymongo.MongoClient(replica_set) as client:
        things = client[who]["things"]
        things.insert_one({"_id": "a", "version": 1, "count": 1, "label": "", "words": [], "history": [], "head": "0" * 64})
        killed = subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.pitfalls.programs.killed_writer", who,
                                 replica_set, who], cwd=root, timeout=60, capture_output=True, text=True)
        assert killed.returncode == -9, killed.stderr
        began = time.monotonic()
        try:
            with pymongo.timeout(BLOCKED_SECONDS):
                things.update_one({"_id": "a"}, {"$set": {"label": "of somebody else"}})
        except PyMongoError:
            assert time.monotonic() - began > BLOCKED_SECONDS - 0.5
        assert (things.find_one({"_id": "a"})["label"] == "") is blocked  # type: ignore[index]
        if who == OURS:
            assert things.find_one({"_id": "a"})["outbox"]  # type: ignore[index]
