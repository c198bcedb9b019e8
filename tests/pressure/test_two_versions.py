"""Two versions of one service side by side, on one queue and one database: neither loses what the other stored."""
import json
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pymongo import MongoClient

from services.directory.manifest import MANIFEST
from shared.cli.api import Api
from shared.runtime.settings import Settings
from shared.runtime.verifying import checked, stored
from tests.journeys.people import administrator
from tests.pressure import newer
from tests.pressure.ground import Place
from tests.pressure.newer import Newer
from tests.support import wait_until


class Both:
    """The present version and a newer one, with a gateway of the newer."""

    def __init__(self, ground: Place, folder: Path) -> None:
        self.ground, self.chief = ground, administrator(ground.suite)
        endpoints, suite = ground.stack.endpoints, ground.suite.folder
        env = {"RABBITMQ_URL": endpoints.rabbitmq_url, "MONGO_URL": endpoints.mongo_url, "GUANWANG_FOLDER": str(suite),
               "GUANWANG_SECRET_KEY": (suite / "secret.key").read_text().strip(), "GUANWANG_CALL_SECONDS": "5"}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.gateway = f"http://127.0.0.1:{port}"
        self.directory = Newer(folder, ["run", "directory"], env)
        self.door = Newer(folder, ["gateway", "--port", str(port)], env | {"GUANWANG_SHELF_FOLDER": str(folder / "shelf")})
        self.settings = Settings(rabbitmq_url=endpoints.rabbitmq_url, mongo_url=endpoints.mongo_url)

    def ready(self) -> bool:
        """Both of the newer processes are."""
        note = self.ground.suite.folder / "run" / f"directory.{self.directory.pid}.health"
        try:
            port = json.loads(note.read_text())["port"]
            return all(httpx.get(f"{url}/readyz", timeout=3).status_code == 200
                       for url in (self.gateway, f"http://127.0.0.1:{port}"))
        except (OSError, ValueError, httpx.HTTPError):
            return False

    def ask(self, path: str, version: int | None = None, **body: Any) -> httpx.Response:
        """A write, asked for once, of whichever version takes it."""
        headers = {"authorization": self.chief._http.headers["authorization"], "idempotency-key": secrets.token_hex(8)}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        return httpx.post(f"{self.gateway}{path}", json=body, headers=headers, timeout=20)

    def document(self, code: str, service: str = "directory") -> dict[str, Any] | None:
        """A unit as it is stored."""
        with MongoClient(self.settings.mongo_url) as client:
            found: dict[str, Any] | None = client[self.settings.database(service)]["units"].find_one({"_id": code})
            return found


@pytest.fixture(scope="module")
def both(ground: Place, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Both]:
    """Both versions, running."""
    folder = tmp_path_factory.mktemp("newer")
    newer.write(root, folder)
    made = Both(ground, folder)
    try:
        wait_until(made.ready, 60, 0.2, what="the newer version is ready")
        yield made
    finally:
        assert [each.end() for each in (made.door, made.directory)] == [0, 0]


def registered(both: Both) -> dict[str, Any]:
    """A unit that the newer version has registered: until it is its turn, the older one refuses a field that it cannot keep."""
    code = f"433100D{secrets.token_hex(3).upper()}"

    def taken() -> dict[str, Any] | None:
        answer = both.ask("/v1/units", code=code, name="示例局", kind="department", parent="433100", valid_from="2020-01-01",
                          founded_by="州人民政府")
        assert answer.status_code == 201 or list(answer.json()["errors"]) == ["founded_by"], answer.text
        made: dict[str, Any] | None = answer.json() if answer.status_code == 201 else None
        return made

    return wait_until(taken, what="the newer version takes it")


def renamed_by(both: Both, unit: dict[str, Any], *, knows: bool) -> dict[str, Any]:
    """Rename it until a process has saved it that knows the new field, or one that does not."""
    for day in range(1, 6):
        answer = both.ask(f"/v1/units/{unit['id']}/name", unit["version"], name=f"示例{day}局",
                          on=f"2021-{unit['version']:02}-01")
        assert answer.status_code == 200, answer.text
        unit = answer.json()
        if ("founded_by" in unit) == knows:
            return unit
    raise AssertionError("the calls never came to the other one")


def test_neither_version_loses_what_the_other_stored(both: Both) -> None:
    unit = renamed_by(both, registered(both), knows=False)
    found = both.document(unit["id"])
    assert found["version"] == unit["version"] and found["founded_by"] == "州人民政府"
    assert found["names"][0]["origin"] == "州人民政府" and "origin" not in found["names"][-1]
    unit = renamed_by(both, unit, knows=True)
    assert unit["founded_by"] == "州人民政府" and both.document(unit["id"])["names"][0]["origin"] == "州人民政府"
    records = [each for each in stored(both.settings, [MANIFEST]) if each["subject"].endswith(f"/{unit['id']}")]
    assert len(records) == 1 and checked(records[0]) == []


def test_what_is_new_in_an_event_is_no_trouble_to_who_does_not_know_it(both: Both) -> None:
    unit = registered(both)
    for service in ("content", "disclosure"):
        wait_until(lambda name=service: both.document(unit["id"], name), what=f"{service} knows it")
    with MongoClient(both.settings.mongo_url) as client:
        assert not client[both.settings.database("parking")]["events"].find_one({"subject": unit["id"]})


def test_a_new_operation_finds_the_process_that_knows_it(both: Both) -> None:
    unit = registered(both)
    for _ in range(10):
        answer = both.ask(f"/v1/units/{unit['id']}/praise", unit["version"])
        assert answer.status_code == 200, answer.text
        unit = answer.json()


def test_an_older_gateway_does_not_have_the_new_operation_and_without_a_newer_process_it_is_refused_clearly(both: Both) -> None:
    unit = registered(both)
    older = httpx.post(f"{both.ground.gateways[0]}/v1/units/{unit['id']}/praise", json={})
    assert (older.status_code, older.json()["code"]) == (404, "gateway.route.not_found")
    assert both.directory.end() == 0
    answer = both.ask(f"/v1/units/{unit['id']}/praise", unit["version"])
    assert (answer.status_code, answer.json()["code"]) == (503, "frame.operation.unknown")
    assert answer.headers["retry-after"]
    assert Api(both.gateway).get("/v1/public/units")["items"]
