"""Slow parts: one service that does not answer, a broker in a memory alarm, a database that is frozen; the rest goes on."""
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from shared.cli.api import Api
from shared.cli.demo.desk import Desk
from tests.pressure.ground import CALL_SECONDS, NARROW, Place, metric, refused
from tests.pressure.slow import honest
from tests.support import wait_until

OPERATION_CALLS = int(NARROW["GUANWANG_SERVICE_CALLS_MOST"]) // 2
HANDLER_SECONDS = 5.0
LATE_SECONDS = 1.5
"""How much later than its deadline an answer may arrive on a machine that does much else."""


def timed(ask: Callable[[], httpx.Response]) -> tuple[int, float, str]:
    """Status, seconds and code of an answer."""
    began = time.monotonic()
    answer = ask()
    return answer.status_code, time.monotonic() - began, answer.json().get("code", "")


def write(desk: Desk, gateway: str, title: str = "", key: str = "") -> httpx.Response:
    """A new draft, asked for once."""
    return httpx.post(f"{gateway}/v1/articles", timeout=20, headers={
        "authorization": desk.editor._http.headers["authorization"], "idempotency-key": key or secrets.token_hex(8)}, json={
        "column": desk.column, "title": title or f"稿 {secrets.token_hex(4)}", "body": "<p>文。</p>", "kind": "notice"})


def everything_goes_on(ground: Place, desk: Desk, pids: dict[str, int]) -> None:
    """A write works again at both gateways, and nobody had to be started anew."""
    for each in ground.gateways:
        wait_until(lambda gateway=each: write(desk, gateway).status_code == 201, 20, 0.3, what="a write works again")
    assert {part: ground.pid(part) for part in pids} == pids


def processes(ground: Place) -> dict[str, int]:
    """Who runs."""
    names = ("content", "directory", "disclosure", "files", "law", "secrecy", "gateway")
    return {part: ground.pid(part) for name in names for part in ground.parts(name)}


def own(api: Api, gateway: str, path: str) -> Callable[[Any], httpx.Response]:
    """What somebody who is signed in asks for."""
    return lambda client: client.get(f"{gateway}{path}", headers={"authorization": api._http.headers["authorization"]})


def test_a_service_that_does_not_answer_takes_nobody_elses_place(ground: Place, desk: Desk) -> None:
    gateway, pids = ground.gateways[0], processes(ground)
    article = write(desk, gateway).json()["id"]
    reviews = own(desk.officer, gateway, "/v1/reviews")
    with honest(own(desk.editor, gateway, f"/v1/articles/{article}")) as usual:
        time.sleep(1.5)
    before = refused(gateway, "operation_calls")
    with ground.frozen("secrecy"), honest(own(desk.editor, gateway, f"/v1/articles/{article}")) as met, \
            ThreadPoolExecutor(60) as crowd, httpx.Client(timeout=20) as client:
        ended = list(crowd.map(lambda _: timed(lambda: reviews(client)), range(60)))
        assert metric(gateway, "guanwang_calls_waiting", service="secrecy") == 0
    assert met.wrong == [] and met.median < 5 * usual.median + 0.2
    waited = [each for each in ended if each[2] != "frame.service.busy"]
    assert len(waited) == OPERATION_CALLS and all(status == 503 for status, _, _ in ended)
    assert all(seconds < CALL_SECONDS + LATE_SECONDS for _, seconds, _ in ended)
    assert all(seconds < LATE_SECONDS for _, seconds, code in ended if code == "frame.service.busy")
    assert refused(gateway, "operation_calls") - before == 60 - OPERATION_CALLS
    wait_until(lambda: reviews(httpx).status_code == 200, what="secrecy answers again")
    everything_goes_on(ground, desk, pids)


def test_a_handler_of_five_seconds_keeps_only_its_own_callers_waiting(ground: Place, desk: Desk) -> None:
    """As many as it may have wait their five seconds and are answered; the rest hears at once that it is busy."""
    gateway, pids = ground.gateways[0], processes(ground)
    article = write(desk, gateway).json()["id"]
    slow, beside = own(desk.officer, gateway, "/v1/reviews"), own(desk.officer, gateway, "/v1/detectors")
    elsewhere = own(desk.editor, gateway, f"/v1/articles/{article}")
    with honest(elsewhere) as usual, honest(beside) as usual_beside:
        time.sleep(1.5)
    with ground.slow("secrecy", "list_reviews", HANDLER_SECONDS), honest(elsewhere) as met, honest(beside) as met_beside, \
            ThreadPoolExecutor(60) as crowd, httpx.Client(timeout=20) as client:
        time.sleep(0.2)  # until the service has looked
        ended = list(crowd.map(lambda _: timed(lambda: slow(client)), range(60)))
    assert met.wrong == met_beside.wrong == []
    assert met.median < 5 * usual.median + 0.2 and met_beside.median < 5 * usual_beside.median + 0.2
    answered = [seconds for status, seconds, _ in ended if status == 200]
    assert len(answered) == OPERATION_CALLS and min(answered) >= HANDLER_SECONDS > max(answered) - LATE_SECONDS
    assert [code for status, _, code in ended if status != 200] == ["frame.service.busy"] * (60 - OPERATION_CALLS)
    everything_goes_on(ground, desk, pids)


@pytest.mark.slow
def test_what_was_answered_with_503_is_not_carried_out_later(ground: Place, desk: Desk) -> None:
    title, key, gateway = f"迟 {secrets.token_hex(6)}", secrets.token_hex(8), ground.gateways[0]
    with ground.frozen("content-1", "content-2"):
        status, seconds, _ = timed(lambda: write(desk, gateway, title, key))
        assert status == 503 and CALL_SECONDS - 0.5 < seconds < CALL_SECONDS + LATE_SECONDS

    def drafts() -> int:
        return sum(title in str(each) for each in desk.editor.get("/v1/articles", column=desk.column, limit=50)["items"])

    wait_until(lambda: write(desk, gateway).status_code == 201, what="content works again")
    assert drafts() == 0
    assert [write(desk, gateway, title, key).status_code for _ in range(2)] == [201, 201] and drafts() == 1


def test_a_memory_alarm_of_the_broker_stops_writes_in_time_and_reads_from_memory_never(ground: Place, desk: Desk) -> None:
    gateway, pids = ground.gateways[0], processes(ground)
    assert httpx.get(f"{gateway}/v1/public/units").status_code == 200
    ground.block_broker(True)
    try:
        with honest(lambda client: client.get(f"{gateway}/v1/public/units")) as met:
            status, seconds, _ = timed(lambda: write(desk, gateway))
            assert status == 503 and seconds < CALL_SECONDS + LATE_SECONDS
            assert metric(gateway, "guanwang_broker_blocked") == 1
            status, seconds, code = timed(lambda: write(desk, gateway))  # the broker has said that it takes nothing
            assert (status, code) == (503, "frame.service.unavailable") and seconds < LATE_SECONDS
        assert met.wrong == []
    finally:
        ground.block_broker(False)
    everything_goes_on(ground, desk, pids)
    assert metric(gateway, "guanwang_broker_blocked") == 0


@pytest.mark.slow
def test_a_database_that_is_frozen_stops_no_read_from_memory_and_no_write_for_longer_than_its_deadline(
        ground: Place, desk: Desk) -> None:
    gateway, pids = ground.gateways[0], processes(ground)
    assert httpx.get(f"{gateway}/v1/public/units").status_code == 200
    with ground.frozen("mongod"), honest(lambda client: client.get(f"{gateway}/v1/public/units")) as met, \
            ThreadPoolExecutor(8) as crowd:
        ended = list(crowd.map(lambda _: timed(lambda: write(desk, gateway)), range(8)))
    assert met.wrong == []
    assert all(status == 503 and seconds < CALL_SECONDS + LATE_SECONDS for status, seconds, _ in ended), ended
    everything_goes_on(ground, desk, pids)
