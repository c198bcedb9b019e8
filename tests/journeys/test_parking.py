"""An event that nobody could handle, as an operator meets it: over HTTP, and with ``guanwang parked``."""
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from shared.caller import EVERYWHERE
from shared.cli.api import Api, Refusal
from tests.journeys.conftest import Suite
from tests.journeys.parking import park
from tests.journeys.people import person, person_with_password
from tests.support import wait_until


@pytest.fixture(scope="module")
def operator(suite: Suite) -> Api:
    """Somebody who keeps the suite running."""
    return person(suite, "operator", scope=EVERYWHERE)


@pytest.fixture
def queue() -> Iterator[str]:
    """The name of a queue that is not there."""
    yield f"nobody{secrets.token_hex(4)}.on_anything"


def parked(operator: Api, count: int = 1, **which: Any) -> list[dict[str, Any]]:
    """What a filter takes, once there is so much."""
    def look() -> Any:
        found = operator.get("/v1/parking/events", state="parked", limit=100, **which)["items"]
        return found if len(found) >= count else None

    return wait_until(look, 20, what=f"{count} events are parked")  # type: ignore[no-any-return]


def guanwang(suite: Suite, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run([".venv/bin/guanwang", "parked", *arguments, "--folder", str(suite.folder)], text=True,
                          capture_output=True, timeout=60, env=dict(os.environ) | {"COLUMNS": "200"} | environ)


def test_an_event_that_is_put_back_goes_to_its_handler_and_comes_back_with_what_that_says(suite: Suite, operator: Api) -> None:
    """Into a real queue; then it is dropped, and the record tells everything."""
    queue, body = "content.on_unit_changed", orjson.dumps({"id": "none of ours", "type": "guanwang.directory.unit.changed.v1"})
    park(suite, body, queue)
    (event,) = parked(operator, queue=queue)
    assert (event["why"], event["tries"], event["type"]) == ("RuntimeError: poison", 4, "directory.unit.changed.v1")
    path = f"/v1/parking/events/{event['id']}"
    again = operator.post(f"{path}/retry", version=event["version"])
    assert again["state"] == "retrying" and again["decided_by"]
    back = wait_until(lambda: (found := operator.get(path))["rounds"] == 1 and found["state"] == "parked" and found, 20,
                      what="its handler could not read it and parked it again")
    assert [each["kind"] for each in back["reasons"]] == ["RuntimeError", "Unreadable"]
    assert back["event"]["id"] == "none of ours" and back["tries"] == 5
    with pytest.raises(Refusal) as refused:
        operator.post(f"{path}/drop", version=event["version"], reason="由")
    assert refused.value.status == 409 and refused.value.code == "frame.version.stale"
    operator.post(f"{path}/drop", version=back["version"], reason="不是本系统的事件。")
    actions = [each["action"] for each in operator.get(f"{path}/history")["items"]]
    assert actions[0] == "parked" and actions[1] == "retried" and actions[-1] == "dropped" and "parked_again" in actions


def test_who_may_look_and_who_may_decide(suite: Suite, operator: Api, queue: str) -> None:
    park(suite, b"5", queue)
    (event,) = parked(operator, queue=queue)
    path, auditor = f"/v1/parking/events/{event['id']}", person(suite, "auditor", scope=EVERYWHERE)
    assert auditor.get(path)["event"] == 5
    for who in (auditor, person(suite, "editor", "approver"), person(suite, "operator")):
        with pytest.raises(Refusal) as refused:
            who.post(f"{path}/drop", version=event["version"], reason="由")
        assert refused.value.status == 403
    with pytest.raises(Refusal) as refused:
        operator.post("/v1/parking/drops", reason="由")
    assert refused.value.status == 422 and "everything" in refused.value.problem["errors"]
    operator.post(f"{path}/drop", version=event["version"], reason="示例")
    with pytest.raises(Refusal) as refused:
        operator.post(f"{path}/retry", version=event["version"] + 1)
    assert (refused.value.status, refused.value.code) == (409, "parking.event.illegal_transition")
    assert "已放弃" in refused.value.problem["title"] + refused.value.problem.get("detail", "")


def test_pages_filters_and_counts(suite: Suite, operator: Api, queue: str) -> None:
    for number in range(5):
        park(suite, str(number).encode(), queue, f"TypeError: reason {number}")
    everything = parked(operator, 5, queue=queue)
    first = operator.get("/v1/parking/events", queue=queue, limit=2)
    second = operator.get("/v1/parking/events", queue=queue, limit=2, cursor=first["next"])
    assert [each["id"] for each in first["items"] + second["items"]] == [each["id"] for each in everything[:4]]
    assert len(operator.get("/v1/parking/events", queue=queue, text="REASON 3")["items"]) == 1
    counted = operator.get("/v1/parking/counts", queue=queue, state="parked")
    assert counted["total"] == 5 and counted["groups"][0]["count"] == 5 and counted["oldest"] == everything[0]["waiting_since"]
    batch = operator.post("/v1/parking/drops", queue=queue, reason="示例", most=4)
    done = wait_until(lambda: (found := operator.get(f"/v1/parking/batches/{batch['id']}"))["state"] == "done" and found, 20)
    assert (done["total"], done["done"], done["skipped"]) == (4, 4, 0)
    assert operator.get("/v1/parking/counts", queue=queue, state="parked")["total"] == 1
    operator.post("/v1/parking/drops", queue=queue, reason="示例")


def test_the_command_looks_retries_drops_and_counts(suite: Suite, operator: Api, queue: str) -> None:
    for number in range(3):
        park(suite, orjson.dumps({"type": "guanwang.a.thing.done.v1", "correlationid": f"c-{number}"}), queue)
    ids = [each["id"] for each in parked(operator, 3, queue=queue)]
    listed = guanwang(suite, "list", "--queue", queue)
    assert listed.returncode == 0 and all(id_[:8] in listed.stdout for id_ in ids) and "RuntimeError: poison" in listed.stdout
    rows = [json.loads(line) for line in guanwang(suite, "list", "--queue", queue, "--json").stdout.splitlines()]
    assert [row["id"] for row in rows] == ids
    shown = guanwang(suite, "show", ids[0][:13])
    assert "c-0" in shown.stdout and "4 tries" in shown.stdout and '"guanwang.a.thing.done.v1"' in shown.stdout
    assert json.loads(guanwang(suite, "count", "--queue", queue, "--json").stdout)["total"] == 3
    assert "1 put back" in guanwang(suite, "retry", ids[0]).stderr
    wait_until(lambda: operator.get(f"/v1/parking/events/{ids[0]}")["reasons"][-1]["kind"] == "QueueGone", 20)
    assert "1 dropped" in guanwang(suite, "drop", ids[1], "--reason", "示例").stderr
    assert "2 dropped" in guanwang(suite, "drop", "all", "--queue", queue, "--since", "1h", "--reason", "示例").stderr
    assert "nothing is parked" in guanwang(suite, "list", "--queue", queue).stderr
    dropped = guanwang(suite, "list", "--queue", queue, "--state", "dropped", "--json").stdout.splitlines()
    assert {json.loads(line)["decision_reason"] for line in dropped} == {"示例"}


def test_the_command_says_what_is_wrong_in_one_sentence(suite: Suite, queue: str) -> None:
    login, password = person_with_password(suite, "editor")
    for arguments, said in ((("show", "nothing"), "no event has an id that begins nothing"),
                            (("retry", "x", "--queue", queue), "name ids, or “all”"),
                            (("list", "--since", "soon"), "--since soon"),
                            (("list", "--login", login), "403")):
        done = guanwang(suite, *arguments, GUANWANG_PASSWORD=password)
        assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr, done.stderr
