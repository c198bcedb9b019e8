"""Broker, database, services and gateway start and stop in any order; afterwards everything works, and everything ends."""
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pymongo import MongoClient

from shared.cli.api import sign_in
from shared.runtime import client
from tests.pressure.ground import Place
from tests.pressure.orders import READY_SECONDS, STOP_SECONDS, Row
from tests.support import wait_until

FEW = ("directory", "content")
ALL = ("content", "directory", "disclosure", "files", "law", "parking", "secrecy")


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def works(row: Row, mongo_url: str, prefix: str) -> None:
    """A write is answered, and what it tells arrives."""
    login, password, code = f"a{secrets.token_hex(4)}", secrets.token_urlsafe(15), f"433100D{secrets.token_hex(3).upper()}"
    client.call(row.rabbitmq_url, "directory.create_first_administrator", name="管理员", login=login, password=password)
    chief = sign_in(row.gateway, login, password)
    chief.post("/v1/units", code=code, name="示例局", kind="oversight", valid_from="2020-01-01")
    with MongoClient(mongo_url) as database:
        wait_until(lambda: database[f"{prefix}content"]["units"].find_one({"_id": code}), 30, what="content heard of it")


def play(seed: int, ground: Place, folder: Path, services: tuple[str, ...], hasty: float) -> None:
    """One order, on a broker without any queue of ours."""
    vhost = f"order{seed}"
    endpoints = ground.new_vhost(vhost)
    row = Row(seed, endpoints, folder, services, free_port(), hasty)
    try:
        row.start_all()
        works(row, endpoints.mongo_url, f"order{seed}_")
        row.stop_all()
    except Exception as error:
        for each in services + ("gateway",):
            log = folder / f"{each}.log"
            print(each, log.read_text()[-1500:] if log.exists() else "never began")
        raise AssertionError(f"seed {seed}: {row.story}") from error
    finally:
        row.close()


HASTY = """
import os, signal, sys
from shared.runtime import process
from nameko.containers import ServiceContainer
start = ServiceContainer.start
def told_to_stop(self):
    os.kill(os.getpid(), signal.SIGTERM)
    start(self)
ServiceContainer.start = told_to_stop
sys.exit(process.main("files"))
"""
"""A process that is told to stop in the very moment in which it begins."""


def test_a_process_that_is_told_to_stop_while_it_starts_does_not_hang(ground: Place, tmp_path: Path) -> None:
    """Found by seed 107: what was stopped half started went on for ever, or until it was cut off."""
    row = Row(0, ground.new_vhost("hasty"), tmp_path, (), free_port())
    try:
        row.start("broker")
        row.start("database")
        ended = subprocess.run([sys.executable, "-c", HASTY], env=row.environ, timeout=READY_SECONDS + STOP_SECONDS,
                               capture_output=True, check=False)
        assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    finally:
        row.close()


def test_in_any_order(ground: Place, tmp_path: Path) -> None:
    play(1, ground, tmp_path, FEW, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 10))
def test_in_any_order_and_in_haste(seed: int, ground: Place, tmp_path: Path) -> None:
    play(seed, ground, tmp_path, FEW, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_all_of_them_in_any_order(seed: int, ground: Place, tmp_path: Path) -> None:
    play(seed, ground, tmp_path, ALL, 0.5)
