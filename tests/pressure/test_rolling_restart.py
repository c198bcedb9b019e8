"""Processes are restarted one after the other under a load of reads and writes; no request fails."""
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from shared.cli.demo.desk import Desk, open_desk
from tests.journeys.files import bring, text
from tests.journeys.people import administrator, person
from tests.pressure.ground import Place, place
from tests.pressure.load import Ask, get, load, post, upload
from tests.support import wait_until


def asks(ground: Place, desk: Desk) -> dict[str, Ask]:
    """Reads and writes of every service."""
    chief = administrator(ground.suite)
    article = desk.editor.post("/v1/articles", column=desk.column, title="卷", body="<p>文。</p>", kind="notice")["id"]
    files = [bring(desk.editor, text(200_000), f"{number}.txt").json()["id"] for number in range(2)]
    return {
        "draft": post("/v1/articles", desk.editor, lambda: {
            "column": desk.column, "title": f"稿 {secrets.token_hex(4)}", "body": "<p>文。</p>", "kind": "notice"}),
        "article": get(f"/v1/articles/{article}", desk.editor), "list": get("/v1/articles?limit=5", desk.editor),
        "public": get("/v1/public/units"), "public list": get("/v1/public/articles?site=xxz&limit=3"),
        "accounts": get("/v1/accounts?limit=3", chief), "reviews": get("/v1/reviews?limit=3", desk.officer),
        "upload": upload(desk.editor, 30_000), "download": get(f"/v1/files/{files[0]}/content", desk.editor),
        "matters": get("/v1/matters?limit=3", person(ground.suite, "disclosure_officer"))}


def restart(ground: Place, *names: str) -> str:
    """``guanwang restart``; what it said."""
    done = subprocess.run([sys.executable, "-m", "shared.cli.main", "restart", *names, "--folder",
                           str(ground.folder / "suite")], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def roll(ground: Place, desk: Desk, *names: str) -> None:
    """Restart every process of these under load."""
    parts = [part for name in names for part in ground.parts(name)]
    before = {part: ground.pid(part) for part in parts}
    wanted = asks(ground, desk)
    with load(ground.gateways, wanted) as met:
        wait_until(lambda: len(met.done) == len(wanted), 20, what="everybody was answered once")
        said = restart(ground, *names)
        time.sleep(1)
    print(said, met.done, f"slowest {met.slowest:.1f} s")
    assert met.failed == [], f"{len(met.failed)} of {sum(met.done.values())}: {met.failed[:5]}"
    assert len(re.findall(r"is ready after", said)) == len(parts)
    assert all(ground.pid(part) not in (0, before[part]) for part in parts)


def test_no_request_fails_while_a_process_of_a_service_is_restarted(ground: Place, desk: Desk) -> None:
    roll(ground, desk, "content-2")


@pytest.mark.slow
def test_no_request_fails_while_all_processes_of_a_service_are_restarted(ground: Place, desk: Desk) -> None:
    roll(ground, desk, "content")


@pytest.mark.slow
def test_no_file_is_lost_while_each_process_that_stores_them_is_restarted(ground: Place, desk: Desk) -> None:
    roll(ground, desk, "files")


@pytest.mark.slow
def test_no_request_fails_while_each_gateway_is_restarted(ground: Place, desk: Desk) -> None:
    roll(ground, desk, "gateway")


def test_a_gateway_that_is_told_to_stop_first_says_that_it_is_not_ready_and_closes_politely(ground: Place) -> None:
    gateway, part = ground.gateways[1], "gateway-2"
    with httpx.Client(timeout=10) as client:
        assert "connection" not in client.get(f"{gateway}/v1/public/units").headers
        pid = ground.end(part)
        not_ready = wait_until(lambda: (found := client.get(f"{gateway}/readyz")).status_code == 503 and found, 2, 0.01,
                               what="it is not ready any more")
        assert not_ready.json()["problems"] == ["about to stop"] and not_ready.headers["connection"] == "close"
        answer = client.get(f"{gateway}/v1/public/units")
        assert answer.status_code == 200 and answer.headers["connection"] == "close"
    log = (ground.folder / "up.out")
    wait_until(lambda: ground.ready(part, pid), 30, what="the next one is ready")
    assert f"{part} stopped (exit code 0)" in re.sub(r"\s+", " ", log.read_text())


@pytest.mark.slow
def test_a_restart_names_what_there_is_and_leaves_the_rest_alone(ground: Place) -> None:
    done = subprocess.run([sys.executable, "-m", "shared.cli.main", "restart", "nobody", "--folder",
                           str(ground.folder / "suite")], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and "content-1" in done.stderr and "gateway-2" in done.stderr


@pytest.mark.slow
def test_every_service_and_every_gateway(tmp_path: Path) -> None:
    names = ("content", "directory", "disclosure", "files", "law", "parking", "secrecy")
    with place(tmp_path, *(word for name in names for word in ("--scale", f"{name}=2"))) as everything:
        desk = open_desk(administrator(everything.suite), everything.gateways[0])
        for name in (*names, "gateway"):
            roll(everything, desk, name)
