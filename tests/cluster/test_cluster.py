"""``guanwang up --cluster``: whichever server is killed, the suite goes on in seconds and nothing that it answered is lost."""
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pymongo
import pytest

from shared.cli.api import Api
from shared.cli.demo.desk import SITE
from shared.cli.demo.story import Story
from shared.runtime import tailing
from tests.cluster import nodes
from tests.journeys.backups import guanwang
from tests.journeys.conftest import Suite, running
from tests.journeys.people import administrator
from tests.journeys.portal import portal, sentences
from tests.support import wait_until

BOOT_SECONDS = 240
BACK_SECONDS = 30
"""Within which a write is answered again after one server of each kind was killed; on a quiet machine it is a few."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cluster keeps its data, from one start to the next."""
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of its backup."""
    return tmp_path_factory.mktemp("archives") / "cluster.backup"


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Suite]:
    """The suite, running."""
    with running(folder, dict(os.environ), "--cluster", seconds=BOOT_SECONDS) as suite:
        yield suite


class Writer:
    """Writes without a pause and without patience, one after the other, and remembers what was answered."""

    def __init__(self, suite: Suite) -> None:
        self._http = [httpx.Client(base_url=url, timeout=20, headers=administrator(suite)._http.headers)
                      for url in suite.gateways]
        self.accepted: dict[str, str] = {}
        """Login → id of every account that was made."""
        self.moments: list[float] = []
        self.refused = 0
        self.reads: list[tuple[float, int]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            login = f"w-{secrets.token_hex(6)}"
            key = secrets.token_hex(16)
            for http in self._http * 40:  # the same key until it is answered: a repeat must not make a second account
                if (made := self._try(http, login, key)) is not None:
                    self.accepted[login] = made["id"]
                    self.moments.append(time.monotonic())
                    break
                self.refused += 1
                time.sleep(0.2)

    def _try(self, http: httpx.Client, login: str, key: str) -> Any:
        body = {"login": login, "name": "某人", "unit": "433100", "password": "a long password 1"}
        try:
            answer = http.post("/v1/accounts", json=body, headers={"idempotency-key": key})
            self.reads.append((time.monotonic(), http.get("/v1/units?limit=1").status_code))
        except httpx.TransportError:
            return None
        assert answer.status_code in (201, 503), answer.text
        return answer.json() if answer.status_code == 201 else None

    def wait_for_more(self, count: int = 5) -> float:
        """Seconds until so many more writes were answered."""
        began, wanted = time.monotonic(), len(self.moments) + count
        wait_until(lambda: len(self.moments) >= wanted, BACK_SECONDS + 20, what=f"{count} more writes are answered")
        return self.moments[-count] - began


def test_every_queue_that_is_kept_has_a_copy_on_each_node(cluster: Suite) -> None:
    found = nodes.queues(cluster.folder)
    names = {queue.name for queue in found}
    assert {"guanwang.stream", "guanwang.parked", "guanwang.retry.5s", "content.on_review_cleared"} <= names
    assert {queue.members for queue in found} == {frozenset({"rabbitmq-1", "rabbitmq-2", "rabbitmq-3"})}


def test_the_primary_and_the_leader_of_the_queues_are_killed_and_nothing_is_lost(cluster: Suite) -> None:
    with Writer(cluster) as writer:
        writer.wait_for_more()
        victims = {name: nodes.kill(cluster, name) for name in (nodes.primary(cluster.folder),
                                                                nodes.leader_of_most(cluster.folder))}
        began = time.monotonic()
        seconds = writer.wait_for_more()
        print(f"\n{' and '.join(victims)} killed: a write was answered after {seconds:.1f} s")
        assert seconds < BACK_SECONDS
        wait_until(lambda: any(status == 200 for at, status in writer.reads if at > began), what="a read is answered")
        for name, pid in victims.items():
            wait_until(lambda name=name, pid=pid: cluster.pid(name) not in (0, pid), 60, what=f"{name} runs again")
        writer.wait_for_more()
    _check(cluster, writer)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_broker_node_may_go_calls_come_back(cluster: Suite, number: int) -> None:
    before = (cluster.folder / "up.out").read_text().count(f"RabbitMQ {number} answers again after")
    with Writer(cluster) as writer:
        writer.wait_for_more()
        nodes.kill(cluster, f"rabbitmq-{number}")
        seconds = writer.wait_for_more()
        print(f"\nrabbitmq-{number} killed: a write was answered after {seconds:.1f} s, {writer.refused} tries were refused")
        assert seconds < BACK_SECONDS
        wait_until(lambda: nodes.is_back(cluster, f"RabbitMQ {number}", before + 1), 120, what="the node is back")
    _check(cluster, writer)


def test_afterwards_the_whole_story_is_told_as_ever(cluster: Suite) -> None:
    result = Story(cluster.gateways, cluster.administrator, cluster.rabbitmq_url, lambda *_: None).run()
    assert result.editions_seen == [1, 2, 3]
    assert administrator(cluster).get("/v1/parking/counts", state=None)["total"] == 0


def test_one_service_of_it_is_put_back_and_every_queue_still_has_its_copies(cluster: Suite, archive: Path) -> None:
    desk = portal(cluster)
    column = desk.column("k")
    stays = desk.publish(column, "备份之前", sentences("before"))
    guanwang("backup", archive, "--folder", cluster.folder, seconds=BOOT_SECONDS)
    assert " 0 problems found" in guanwang("backup", "verify", archive)
    gone = desk.publish(column, "备份之后", sentences("after"))
    guanwang("restore", archive, "--service", "content", "--replace", "--folder", cluster.folder, seconds=BOOT_SECONDS)
    wait_until(lambda: _status(cluster, gone) == 404, 60, what="what is lost is gone")
    assert _status(cluster, stays) == 200
    found = nodes.queues(cluster.folder)
    assert "guanwang.stream" in {queue.name for queue in found}
    assert {queue.members for queue in found} == {frozenset({"rabbitmq-1", "rabbitmq-2", "rabbitmq-3"})}
    assert " 0 flaws found" in guanwang("verify", "--folder", cluster.folder)
    assert "nothing is parked" in guanwang("parked", "list", "--folder", cluster.folder)


def test_the_next_start_finds_everything_and_another_kind_of_start_is_refused(cluster: Suite, folder: Path) -> None:
    made = administrator(cluster).post("/v1/accounts", login="kept", name="某人", unit="433100", password="a long password 1")
    os.kill(int((folder / "lock").read_text()), signal.SIGINT)
    wait_until(lambda: "the data are kept" in (folder / "up.out").read_text(), 60, what="it has stopped")
    refusal = subprocess.run([sys.executable, "-m", "shared.cli.main", "up", "--folder", str(folder)], capture_output=True,
                             text=True, env={key: value for key, value in os.environ.items() if not key.endswith("_URL")})
    assert refusal.returncode == 1 and "was begun as a cluster: start it with --cluster" in refusal.stderr
    with running(folder, dict(os.environ), "--cluster", "--no-example", seconds=BOOT_SECONDS) as again:
        assert administrator(again).get(f"/v1/accounts/{made['id']}")["login"] == "kept"


def test_all_of_it_comes_back_in_a_new_cluster(archive: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    guanwang("restore", archive, "--folder", new, "--cluster", seconds=BOOT_SECONDS)
    with running(new, dict(os.environ), "--cluster", "--no-example", seconds=BOOT_SECONDS) as again:
        shown = Api(again.gateways[0]).get("/v1/public/articles", site=SITE["code"])["items"]
        assert "备份之前" in [each["title"] for each in shown] and "备份之后" not in [each["title"] for each in shown]
        assert " 0 flaws found" in guanwang("verify", "--folder", new)
        assert "nothing is parked" in guanwang("parked", "list", "--folder", new)


def _status(suite: Suite, article: dict[str, Any]) -> int:
    """What a reader gets."""
    return Api(suite.gateways[0]).response(f"/v1/public/articles/{article['id']}").status_code


def _check(suite: Suite, writer: Writer) -> None:
    """Every account that was answered is there once, and its event is in the stream; none waits in an outbox."""
    url = json.loads((suite.folder / "stack.json").read_text())["mongo_url"]
    with pymongo.MongoClient(url) as client:
        accounts = client["guanwang_directory"]["accounts"]
        stored = {each["_id"]: each["login"] for each in accounts.find({"login": {"$in": list(writer.accepted)}}, {"login": 1})}
        assert {login: id_ for id_, login in stored.items()} == writer.accepted and len(stored) == len(writer.accepted)
        wait_until(lambda: accounts.count_documents({"outbox.0": {"$exists": True}}) == 0, 30, what="all events are sent")
    missing = set(writer.accepted.values())
    for event in tailing.events(suite.rabbitmq_url, since="first"):
        missing -= {event["subject"]} if event["type"].endswith(".account.created.v1") else set()
        if not missing:
            break
