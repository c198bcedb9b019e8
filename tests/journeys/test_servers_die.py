"""RabbitMQ and mongod of a running suite are killed: it goes on by itself, with everything that it had answered for."""
import os
import signal
import time
from pathlib import Path

from shared.runtime import tailing
from tests.journeys.conftest import Suite, running
from tests.journeys.people import administrator
from tests.support import wait_until


def test_a_suite_whose_broker_and_database_are_killed_goes_on(tmp_path: Path) -> None:
    environment = dict(os.environ) | {"GUANWANG_CALL_SECONDS": "3"}
    with running(tmp_path, environment, "--gateways", "1") as suite:
        chief = administrator(suite)
        before = chief.post("/v1/accounts", login="before", name="甲", unit="433100", password="a long password 1")
        pids = {name: suite.pid(name) for name in ("rabbitmq", "mongod")}
        for pid in pids.values():
            os.kill(pid, signal.SIGKILL)
        began = time.monotonic()
        after = chief.post("/v1/accounts", login="after", name="乙", unit="433100", password="a long password 2")
        print(f"a write was answered {time.monotonic() - began:.1f} s after both were killed")

        assert chief.get(f"/v1/accounts/{before['id']}")["login"] == "before"
        assert chief.get(f"/v1/accounts/{after['id']}")["login"] == "after"
        heard, missing = tailing.events(suite.rabbitmq_url, since="first"), {before["id"], after["id"]}
        while missing:
            event = next(heard)
            missing -= {event["subject"]} if event["type"].endswith(".account.created.v1") else set()
        for name, pid in pids.items():
            assert suite.pid(name) not in (0, pid)
        said = suite.folder.joinpath("up.out").read_text()
        for title in ("RabbitMQ", "MongoDB"):
            assert f"{title} stopped (signal SIGKILL), restarting in 0.5 s" in said
            wait_until(lambda title=title: f"{title} answers again after" in _said(suite), what=f"{title} is back")


def _said(suite: Suite) -> str:
    return suite.folder.joinpath("up.out").read_text()
